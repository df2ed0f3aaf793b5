package litetest_test

import (
	"context"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/wire"
)

// answering is a transport made of a function.
type answering func(r *lite.HTTPRequest, a *lite.HTTPResponse)

func (f answering) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	a.Header = wire.HeaderList{{Name: "ETag", Value: "e"}}
	f(r, a)
	return nil
}

func config(tr lite.Transport) lite.Config {
	return lite.Config{Region: "us-east-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: tr, MaxAttempts: 1}
}
