package main

import (
	"context"
	"fmt"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// function is what one execution environment keeps between invocations.
type function struct {
	s3, db, queue *lite.Client
	settings      settingsCache

	table    string // DynamoDB table of the totals; empty: none
	queueURL string // SQS queue that is told of each summary; empty: none
}

// handle answers one S3 event. It stops at the first file that fails: S3's
// invocations are asynchronous, Lambda delivers the whole event again.
func (f *function) handle(ctx context.Context, event []byte) ([]byte, error) {
	objects, err := parseEvent(event)
	if err != nil {
		return nil, err
	}
	response := []byte(`{"summaries":[`)
	for i, o := range objects {
		s, err := f.process(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", o.bucket, o.key, err)
		}
		if i > 0 {
			response = append(response, ',')
		}
		response = s.appendResult(response)
	}
	return append(response, "]}"...), nil
}

// process summarizes one file.
func (f *function) process(ctx context.Context, o object) (summary, error) {
	set, err := f.settings.get(ctx)
	if err != nil {
		return summary{}, err
	}
	content, err := f.read(ctx, o, set.minimum)
	if err != nil {
		return summary{}, err
	}
	s := summarize(o, set, content)

	out, err := f.s3.Call(ctx, s3.PutObject, lite.Map{
		"Bucket":      o.bucket,
		"Key":         o.summaryKey(),
		"ContentType": "application/json",
		"Body":        s.appendJSON(nil),
	})
	if err != nil {
		return summary{}, err
	}
	out.Release()

	if f.table != "" {
		if err := writeTotals(ctx, f.db, f.table, s); err != nil {
			return summary{}, err
		}
	}
	if f.queueURL != "" {
		out, err := f.queue.Call(ctx, sqs.SendMessage, lite.Map{
			"QueueUrl":    f.queueURL,
			"MessageBody": string(s.appendResult(nil)),
		})
		if err != nil {
			return summary{}, err
		}
		out.Release()
	}
	return s, nil
}

// read adds the orders of o up while they come in.
func (f *function) read(ctx context.Context, o object, minimum int64) (*orders, error) {
	params := lite.Map{"Bucket": o.bucket, "Key": o.key}
	if o.versionID != "" {
		params["VersionId"] = o.versionID
	}
	out, err := f.s3.Call(ctx, s3.GetObject, params)
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return readOrders(out.Body, minimum)
}
