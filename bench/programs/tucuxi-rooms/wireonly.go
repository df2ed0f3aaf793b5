//go:build rooms_wire

package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/wire"
)

// call encodes a request, and decodes the event as its answer.
func call(_ context.Context, event []byte) ([]byte, error) {
	op, err := operation()
	if err != nil {
		return nil, err
	}
	var r wire.Request
	if err := encode(op, &r, event); err != nil {
		return nil, err
	}
	return decode(op, &wire.Response{Status: len(r.Body), Body: event, Header: wire.HeaderList(r.Headers)})
}
