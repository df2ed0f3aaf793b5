//go:build source_sts

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/sts"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: sts.AssumeRole{RoleARN: "x"}} }
}
