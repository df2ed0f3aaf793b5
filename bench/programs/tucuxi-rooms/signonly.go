//go:build rooms_sign

package main

import (
	"context"
	"os"

	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// call signs the event.
func call(_ context.Context, event []byte) ([]byte, error) {
	headers, err := signed("dynamodb", "dynamodb.us-east-1.amazonaws.com", &wire.Request{Method: "POST", Path: []byte("/"), Body: event},
		sign.Credentials{AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"), SessionToken: os.Getenv("AWS_SESSION_TOKEN")})
	if err != nil {
		return nil, err
	}
	return []byte(headers[len(headers)-1].Value), nil
}
