//go:build !amd64

#include "textflag.h"

// func request(args *[6]uint64) uint64
//
// Package instructions does not ask for counts here.
TEXT ·request(SB), NOSPLIT, $0-16
	RET
