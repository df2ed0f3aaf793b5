// Command tucuxi-rooms is base with a GetItem by hand over what lies beneath
// Tucuxi's client: DynamoDB's model, its protocol, the endpoint rules, the
// environment's credentials and the signer. It has nothing that package lite
// does: no settings, retries, hooks, time limits, roots, caches, checks of the
// answer's CRC, pages or streams. With the build tag rooms_wire it only encodes a
// request and decodes an answer, with rooms_sign it only signs.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) { return call(ctx, event) }

func main() { once.Start(handler{}) }
