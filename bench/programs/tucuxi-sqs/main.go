// Command tucuxi-sqs is base with Tucuxi's SQS client.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

var queue = lite.New(sqs.Service, lite.Config{})

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	out, err := queue.Call(ctx, sqs.SendMessage, lite.Map{"QueueUrl": "u", "MessageBody": string(event)})
	if err != nil {
		return nil, err
	}
	return out.JSON(), nil
}

func main() { once.Start(handler{}) }
