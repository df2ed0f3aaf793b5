package faults

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// depth is a transport that keeps the names of the functions of this module that
// are between it and the test.
type depth []string

var errDeep = errors.New("far enough")

func (d *depth) Send(context.Context, *lite.HTTPRequest, *lite.HTTPResponse) error {
	*d = nil
	pc := make([]uintptr, 256)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	for f, more := frames.Next(); more && !strings.Contains(f.File, "/internal/faults/"); f, more = frames.Next() {
		if strings.Contains(f.Function, "tucuxi-go/tucuxi/") {
			*d = append(*d, f.Function[strings.LastIndexByte(f.Function, '/')+1:])
		}
	}
	return errDeep
}

// TestShallow: at most 12 functions of ours, inlined ones included, are between
// the caller and the transport.
func TestShallow(t *testing.T) {
	table := lite.Map{"TableName": "t"}
	for name, call := range map[string]func(ctx context.Context, c func(lite.Service) *lite.Client) error{
		"a call": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			_, err := c(dynamodb.Service).Call(ctx, dynamodb.DescribeTable, table)
			return err
		},
		"a body": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			_, err := c(s3.Service).Call(ctx, s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": bytes.NewReader(content)})
			return err
		},
		"a page": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			for _, err := range c(s3.Service).Pages(ctx, s3.ListObjectsV2, lite.Map{"Bucket": "orders"}) {
				return err
			}
			return nil
		},
		"an item": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			for _, err := range c(dynamodb.Service).Items(ctx, dynamodb.Scan, table) {
				return err
			}
			return nil
		},
		"a waiter": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			_, err := c(dynamodb.Service).Wait(ctx, dynamodb.WaitTableExists, table)
			return err
		},
		"a queue": func(ctx context.Context, c func(lite.Service) *lite.Client) error {
			return message(ctx, c(sqs.Service), "text")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := new(depth)
			err := call(t.Context(), func(s lite.Service) *lite.Client {
				return lite.New(s, lite.Config{Region: "us-east-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: d, RetryMode: lite.RetryOff})
			})
			if !errors.Is(err, errDeep) || len(*d) == 0 {
				t.Fatalf("the transport was not reached: %v", err)
			}
			t.Logf("%d: %s", len(*d), strings.Join(*d, " < "))
			if len(*d) > 12 {
				t.Errorf("%d functions", len(*d))
			}
		})
	}
}
