//go:build source_login

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/login"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: login.Source{}} }
}
