// Command base is the handler that every other program adds a client to.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	return event, nil
}

func main() { lambda.StartHandler(handler{}) }
