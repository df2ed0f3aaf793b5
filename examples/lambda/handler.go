package main

import (
	"context"
	"fmt"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
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
func (f *function) handle(ctx context.Context, i *lambda.Invocation) error {
	doc, err := i.Document()
	if err != nil {
		return err
	}
	objects, err := parseEvent(doc)
	if err != nil {
		return err
	}
	r := append(i.Response, `{"summaries":[`...)
	for n, o := range objects {
		s, err := f.process(ctx, o)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", o.bucket, o.key, err)
		}
		if n > 0 {
			r = append(r, ',')
		}
		r = s.appendResult(r)
	}
	i.Response = append(r, "]}"...)
	return nil
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
