// Command tucuxi-warm is tucuxi-dynamodb that connects before it serves, as a
// Lambda function does in its init phase.
package main

import (
	"context"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

var db = lite.New(dynamodb.Service, lite.Config{})

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	out, err := db.Call(ctx, dynamodb.GetItem, lite.Map{"TableName": "t", "Key": lite.Map{"id": lite.Map{"S": string(event)}}})
	if err != nil {
		return nil, err
	}
	return out.JSON(), nil
}

func main() {
	if err := lite.Warm(context.Background(), db); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
	}
	once.Start(handler{})
}
