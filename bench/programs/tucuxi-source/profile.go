//go:build source_profile

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: profile.Source{}} }
}
