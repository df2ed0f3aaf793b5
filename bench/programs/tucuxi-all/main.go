// Command tucuxi-all is base with the clients of all services.
package main

//go:generate go run ../../build/all

import (
	"context"
	"errors"
	"strconv"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
)

var errEvent = errors.New("the event is the number of a service and that of an operation")

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	n, err := strconv.ParseUint(string(event), 10, 64)
	if err != nil || n>>32 >= uint64(len(services)) {
		return nil, errEvent
	}
	out, err := lite.New(*services[n>>32], lite.Config{}).Call(ctx, lite.Operation(uint32(n)), nil)
	if err != nil {
		return nil, err
	}
	return out.JSON(), nil
}

func main() { once.Start(handler{}) }
