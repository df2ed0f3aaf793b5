// Command tucuxi-s3 is base with Tucuxi's S3 client.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

var store = lite.New(s3.Service, lite.Config{})

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	out, err := store.Call(ctx, s3.GetObject, lite.Map{"Bucket": "orders", "Key": string(event)})
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return out.JSON(), nil
}

func main() { once.Start(handler{}) }
