//go:build !rooms_wire

package main

import (
	"os"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

var signer sign.Signer

// signed are the request's headers with those of its signature.
func signed(service, host string, r *wire.Request, c sign.Credentials) ([]wire.Header, error) {
	s := sign.Request{
		Method: r.Method, Host: host, Path: string(r.Path), Headers: r.Headers,
		PayloadHash: string(sign.AppendPayloadHash(nil, r.Body)),
	}
	err := signer.Sign(&s, c, sign.Scope{Region: os.Getenv("AWS_REGION"), Service: service, Time: time.Now()})
	return s.Headers, err
}
