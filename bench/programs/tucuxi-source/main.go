// Command tucuxi-source is tucuxi-sqs with a source of credentials, which the
// build tag names: source_container, source_profile and so on. Without one the
// client has its own, the environment.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

var (
	config = func() lite.Config { return lite.Config{} }
	queue  *lite.Client
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	out, err := queue.Call(ctx, sqs.SendMessage, lite.Map{"QueueUrl": "u", "MessageBody": string(event)})
	if err != nil {
		return nil, err
	}
	return out.JSON(), nil
}

func main() {
	queue = lite.New(sqs.Service, config())
	once.Start(handler{})
}
