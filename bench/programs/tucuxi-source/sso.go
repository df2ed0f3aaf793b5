//go:build source_sso

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/sso"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: sso.Source{}} }
}
