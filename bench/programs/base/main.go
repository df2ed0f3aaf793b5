// Command base is the handler that every other program adds a client to.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	return event, nil
}

func main() { once.Start(handler{}) }
