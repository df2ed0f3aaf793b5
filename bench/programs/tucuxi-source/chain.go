//go:build source_chain

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/chain"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return chain.Config(lite.Config{}) }
}
