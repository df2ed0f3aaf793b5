//go:build source_process

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/process"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: process.Source{Command: "x"}} }
}
