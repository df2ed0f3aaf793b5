package main

import (
	"context"
	"os"
	"runtime"
	"strconv"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

func main() {
	f := newFunction(os.Getenv)
	if os.Getenv("ORDERS_MEASURE") == "1" {
		lambda.Start(measured(f.handle))
	}
	lambda.Start(f.handle)
}

// newFunction reads the function's settings from its environment. Making a
// client does no I/O.
func newFunction(env func(string) string) *function {
	return &function{
		s3:       lite.New(s3.Service, lite.Config{}),
		db:       lite.New(dynamodb.Service, lite.Config{}),
		queue:    lite.New(sqs.Service, lite.Config{}),
		settings: settingsCache{client: lite.New(ssm.Service, lite.Config{}), parameter: env("ORDERS_SETTINGS")},
		table:    env("ORDERS_TABLE"),
		queueURL: env("ORDERS_QUEUE_URL"),
	}
}

// measured adds to h's response what the process allocated before the
// invocation (for the first one: during init) and during it: heap objects and
// bytes. Reading these numbers stops the process for some microseconds.
func measured(h lambda.Handler) lambda.Handler {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		response, err := h(ctx, event)
		if err != nil {
			return nil, err
		}
		runtime.ReadMemStats(&after)
		response = append(response[:len(response)-1], `,"measured":{"mallocsBefore":`...)
		response = strconv.AppendUint(response, before.Mallocs, 10)
		response = appendMember(response, "bytesBefore", int64(before.TotalAlloc))
		response = appendMember(response, "mallocs", int64(after.Mallocs-before.Mallocs))
		response = appendMember(response, "bytes", int64(after.TotalAlloc-before.TotalAlloc))
		return append(response, "}}"...), nil
	}
}
