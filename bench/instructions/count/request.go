package main

import (
	"runtime"
	"unsafe"
)

// request asks valgrind; a processor does nothing.
//
//go:noescape
func request(args *[6]uint64) uint64

// Requests of callgrind. Source: callgrind.h.
const (
	requests = 'C'<<24 | 'T'<<16

	zeroStats            = requests + 1
	dumpStatsAt          = requests + 3
	startInstrumentation = requests + 4
	stopInstrumentation  = requests + 5
)

func ask(what uint64) { request(&[6]uint64{what}) }

func start() { ask(startInstrumentation) }
func stop()  { ask(stopInstrumentation) }
func zero()  { ask(zeroStats) }

// dump writes what was counted to a file that has the name in it.
func dump(name string) {
	text := append([]byte(name), 0)
	request(&[6]uint64{dumpStatsAt, uint64(uintptr(unsafe.Pointer(&text[0])))})
	runtime.KeepAlive(text)
}
