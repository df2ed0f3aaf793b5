package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

// serveS3 starts the embedded S3 server; it keeps its objects in memory.
func serveS3() (endpoint string, stop func() error, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	srv := &http.Server{Handler: gofakes3.New(s3mem.New()).Server(), ReadHeaderTimeout: 10 * time.Second}
	go srv.Serve(ln)
	return "http://" + ln.Addr().String(), srv.Close, nil
}

// stack is what the function works with, at one endpoint.
type stack struct {
	full                  bool // with table, queue and parameter
	s3, db, queue, params *lite.Client

	bucket, table, queueURL, parameter string

	undo []func(context.Context) error // of what create made, in its order
}

// Settings of the full flow, in the parameter; other than the defaults, so that
// the summary shows whether they were read.
const (
	fullCurrency = "CHF"
	fullMinimum  = 1500
)

// newStack chooses names that no earlier run has used.
func newStack(endpoint string, full bool) *stack {
	config := lite.Config{Region: region, Endpoint: endpoint}
	run := strconv.FormatInt(time.Now().UnixMilli(), 36)
	return &stack{
		full:   full,
		s3:     lite.New(s3.Service, config),
		db:     lite.New(dynamodb.Service, config),
		queue:  lite.New(sqs.Service, config),
		params: lite.New(ssm.Service, config),

		bucket:    "orders-" + run,
		table:     "order-totals-" + run,
		parameter: "/orders/" + run + "/settings",
	}
}

// settings are the function's own environment variables.
func (s *stack) settings() []string {
	if !s.full {
		return nil
	}
	return []string{"ORDERS_TABLE=" + s.table, "ORDERS_QUEUE_URL=" + s.queueURL, "ORDERS_SETTINGS=" + s.parameter}
}

// create makes the bucket and, in the full flow, table, queue and parameter.
func (s *stack) create(ctx context.Context) error {
	_, err := s.s3.Call(ctx, s3.CreateBucket, lite.Map{
		"Bucket":                    s.bucket,
		"CreateBucketConfiguration": lite.Map{"LocationConstraint": region},
	})
	if err != nil {
		return err
	}
	s.undo = append(s.undo, s.removeBucket)
	if !s.full {
		return nil
	}
	if err := s.createTable(ctx); err != nil {
		return err
	}
	out, err := s.queue.Call(ctx, sqs.CreateQueue, lite.Map{"QueueName": s.table})
	if err != nil {
		return err
	}
	s.queueURL = out.Get("QueueUrl").String()
	s.undo = append(s.undo, undo(s.queue, sqs.DeleteQueue, lite.Map{"QueueUrl": s.queueURL}))
	_, err = s.params.Call(ctx, ssm.PutParameter, lite.Map{
		"Name":  s.parameter,
		"Type":  "SecureString",
		"Value": fmt.Sprintf(`{"currency":%q,"minimumCents":%d}`, fullCurrency, fullMinimum),
	})
	if err != nil {
		return err
	}
	s.undo = append(s.undo, undo(s.params, ssm.DeleteParameter, lite.Map{"Name": s.parameter}))
	return nil
}

// createTable makes the table and waits until it takes items.
func (s *stack) createTable(ctx context.Context) error {
	_, err := s.db.Call(ctx, dynamodb.CreateTable, lite.Map{
		"TableName":   s.table,
		"BillingMode": "PAY_PER_REQUEST",
		"AttributeDefinitions": lite.List{
			lite.Map{"AttributeName": "customer", "AttributeType": "S"},
			lite.Map{"AttributeName": "source", "AttributeType": "S"},
		},
		"KeySchema": lite.List{
			lite.Map{"AttributeName": "customer", "KeyType": "HASH"},
			lite.Map{"AttributeName": "source", "KeyType": "RANGE"},
		},
	})
	if err != nil {
		return err
	}
	s.undo = append(s.undo, undo(s.db, dynamodb.DeleteTable, lite.Map{"TableName": s.table}))
	for {
		out, err := s.db.Call(ctx, dynamodb.DescribeTable, lite.Map{"TableName": s.table})
		if err != nil {
			return err
		}
		if out.Get("Table", "TableStatus").String() == "ACTIVE" {
			return nil
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("table %s did not become active: %w", s.table, ctx.Err())
		}
	}
}

func undo(c *lite.Client, op lite.Operation, params lite.Map) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := c.Call(ctx, op, params)
		return err
	}
}

// remove deletes what create made, the last first.
func (s *stack) remove(ctx context.Context) error {
	var errs []error
	for _, undo := range slices.Backward(s.undo) {
		errs = append(errs, undo(ctx))
	}
	return errors.Join(errs...)
}

// removeBucket deletes the bucket with what is in it.
func (s *stack) removeBucket(ctx context.Context) error {
	list, err := s.s3.Call(ctx, s3.ListObjectsV2, lite.Map{"Bucket": s.bucket})
	if err != nil {
		return err
	}
	for o := range list.Get("Contents").List() {
		if err := s.deleteObject(ctx, o.Get("Key").String()); err != nil {
			return err
		}
	}
	_, err = s.s3.Call(ctx, s3.DeleteBucket, lite.Map{"Bucket": s.bucket})
	return err
}

// putFile puts the file of orders into the bucket and says under which ETag.
func (s *stack) putFile(ctx context.Context, key string, file []byte) (etag string, err error) {
	out, err := s.s3.Call(ctx, s3.PutObject, lite.Map{"Bucket": s.bucket, "Key": key, "ContentType": "text/csv", "Body": file})
	if err != nil {
		return "", err
	}
	return out.Get("ETag").String(), nil
}

// takeObject reads an object and deletes it, so that the next invocation has to
// write it again.
func (s *stack) takeObject(ctx context.Context, key string) ([]byte, error) {
	out, err := s.s3.Call(ctx, s3.GetObject, lite.Map{"Bucket": s.bucket, "Key": key})
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	if t := out.Get("ContentType").String(); t != "application/json" {
		return nil, fmt.Errorf("%s has content type %q", key, t)
	}
	object, err := io.ReadAll(io.LimitReader(out.Body, 16<<20))
	if err != nil {
		return nil, err
	}
	return object, s.deleteObject(ctx, key)
}

func (s *stack) deleteObject(ctx context.Context, key string) error {
	_, err := s.s3.Call(ctx, s3.DeleteObject, lite.Map{"Bucket": s.bucket, "Key": key})
	return err
}

// tableTotals reads the whole table.
func (s *stack) tableTotals(ctx context.Context) (map[string]customer, error) {
	totals := map[string]customer{}
	params := lite.Map{"TableName": s.table, "ConsistentRead": true}
	for {
		out, err := s.db.Call(ctx, dynamodb.Scan, params)
		if err != nil {
			return nil, err
		}
		for item := range out.Get("Items").List() {
			number := func(name string) int64 {
				n, _ := strconv.ParseInt(item.Get(name, "N").String(), 10, 64)
				return n
			}
			name := item.Get("customer", "S").String()
			if _, twice := totals[name]; twice {
				return nil, fmt.Errorf("customer %s is in the table twice", name)
			}
			totals[name] = customer{name, number("orders"), number("quantity"), number("cents")}
		}
		last := out.Get("LastEvaluatedKey")
		if last.Len() == 0 {
			return totals, nil
		}
		params["ExclusiveStartKey"] = last.Any()
	}
}

// messages receives and deletes n messages.
func (s *stack) messages(ctx context.Context, n int) ([]string, error) {
	var bodies []string
	for len(bodies) < n {
		out, err := s.queue.Call(ctx, sqs.ReceiveMessage, lite.Map{"QueueUrl": s.queueURL, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1})
		if err != nil {
			return bodies, err
		}
		if out.Get("Messages").Len() == 0 {
			return bodies, nil
		}
		for m := range out.Get("Messages").List() {
			bodies = append(bodies, m.Get("Body").String())
			_, err := s.queue.Call(ctx, sqs.DeleteMessage, lite.Map{"QueueUrl": s.queueURL, "ReceiptHandle": m.Get("ReceiptHandle").String()})
			if err != nil {
				return bodies, err
			}
		}
	}
	return bodies, nil
}
