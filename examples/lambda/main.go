package main

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

// reserve is the time that is left to say why an invocation failed.
const reserve = 200 * time.Millisecond

func main() {
	f := newFunction(os.Getenv)
	handle := f.handle
	if os.Getenv("ORDERS_MEASURE") == "1" {
		handle = measured(handle)
	}
	lambda.Serve(handle, lambda.Options{Reserve: reserve, Init: lambda.Warm(f.used()...)})
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

// used are the clients that every invocation needs and whose host is known
// before: that of S3 has the bucket in it.
func (f *function) used() (clients []*lite.Client) {
	if f.table != "" {
		clients = append(clients, f.db)
	}
	if f.queueURL != "" {
		clients = append(clients, f.queue)
	}
	if f.settings.parameter != "" {
		clients = append(clients, f.settings.client)
	}
	return clients
}

// handler answers an invocation.
type handler = func(ctx context.Context, i *lambda.Invocation) error

// measured adds to h's response what the process allocated before the
// invocation (for the first one: during init) and during it: heap objects and
// bytes. Reading these numbers stops the process for some microseconds.
func measured(h handler) handler {
	return func(ctx context.Context, i *lambda.Invocation) error {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := h(ctx, i); err != nil {
			return err
		}
		runtime.ReadMemStats(&after)
		r := append(i.Response[:len(i.Response)-1], `,"measured":{"mallocsBefore":`...)
		r = strconv.AppendUint(r, before.Mallocs, 10)
		r = appendMember(r, "bytesBefore", int64(before.TotalAlloc))
		r = appendMember(r, "mallocs", int64(after.Mallocs-before.Mallocs))
		r = appendMember(r, "bytes", int64(after.TotalAlloc-before.TotalAlloc))
		i.Response = append(r, "}}"...)
		return nil
	}
}
