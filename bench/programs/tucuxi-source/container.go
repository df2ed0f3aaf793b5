//go:build source_container

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/container"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return container.Config(lite.Config{}) }
}
