package faults

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/eventbridgev2"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

// action is a call of an operation, and what shows that it was answered right.
type action struct {
	name    string
	service lite.Service
	streams bool // the caller reads the answer's body
	safe    bool // it may be sent once more where a connection that was idle ends
	empty   bool // the answer has no body
	opaque  bool // the answer may be any bytes, and nothing says how many
	do      func(ctx context.Context, c *lite.Client) error
}

var errWrong = errors.New("the call succeeded with a wrong answer")

// right is err, or that an answer is not as it should be.
func right(err error, ok func() bool) error {
	if err == nil && !ok() {
		return errWrong
	}
	return err
}

// content is an object that the actions get.
var content = bytes.Repeat([]byte("0123456789abcdef"), 4<<10)

const stored = "/orders/stored"

// actions are calls over several protocols: of values both ways, of streams up
// and of streams down.
var actions = []action{
	{name: "dynamodb.GetItem", service: dynamodb.Service, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, dynamodb.GetItem, lite.Map{"TableName": "t", "Key": lite.Map{"id": lite.Map{"S": "7"}}})
		return right(err, func() bool { return out.Get("Item", "id", "S").String() == "7" })
	}},
	{name: "sqs.SendMessage", service: sqs.Service, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, sqs.SendMessage, lite.Map{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": "text"})
		return right(err, func() bool { return out.Get("MessageId").String() != "" })
	}},
	{name: "sts.GetCallerIdentity", service: sts.Service, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, sts.GetCallerIdentity, nil)
		return right(err, func() bool { return out.Get("Account").String() == "123456789012" })
	}},
	{name: "s3.PutObject", service: s3.Service, empty: true, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, s3.PutObject, lite.Map{"Bucket": "orders", "Key": "put", "Body": bytes.NewReader(content)})
		return right(err, func() bool { return out.Get("ETag").String() != "" })
	}},
	{name: "s3.GetObject", service: s3.Service, safe: true, streams: true, opaque: true, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, s3.GetObject, lite.Map{"Bucket": "orders", "Key": "stored"})
		if err != nil {
			return err
		}
		defer out.Body.Close()
		b, err := io.ReadAll(out.Body)
		return right(err, func() bool { return bytes.Equal(b, content) })
	}},
	{name: "s3.ListObjectsV2", service: s3.Service, safe: true, do: func(ctx context.Context, c *lite.Client) error {
		n := 0
		for _, err := range c.Items(ctx, s3.ListObjectsV2, lite.Map{"Bucket": "orders"}) {
			if err != nil {
				return err
			}
			n++
		}
		return right(nil, func() bool { return n > 0 })
	}},
	{name: "lambda.Invoke", service: lambda.Service, opaque: true, do: func(ctx context.Context, c *lite.Client) error {
		payload := []byte(`{"n":` + strings.Repeat("1", 300) + `}`)
		out, err := c.Call(ctx, lambda.Invoke, lite.Map{"FunctionName": "f", "Payload": payload})
		return right(err, func() bool { return bytes.Equal(out.Get("Payload").Bytes(), payload) })
	}},
	{name: "eventbridgev2.ListEventBuses", service: eventbridgev2.Service, safe: true, do: func(ctx context.Context, c *lite.Client) error {
		out, err := c.Call(ctx, eventbridgev2.ListEventBuses, nil)
		return right(err, func() bool { return out.Get("NextToken").String() == "next" })
	}},
}
