//go:build source_webidentity

package main

import (
	"github.com/tucuxi-go/tucuxi/creds/sts"
	"github.com/tucuxi-go/tucuxi/lite"
)

func init() {
	config = func() lite.Config { return lite.Config{Credentials: sts.WebIdentity{RoleARN: "x"}} }
}
