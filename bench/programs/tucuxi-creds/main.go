// Command tucuxi-creds is base with what finds credentials in a Lambda function:
// the environment and the cache.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/creds"
)

type handler struct{ cache *creds.Cache }

func (h handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	c, err := h.cache.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	return append(event, c.AccessKeyID...), nil
}

func main() { once.Start(handler{creds.NewCache(creds.Environment{})}) }
