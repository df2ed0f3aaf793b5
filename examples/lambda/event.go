package main

import (
	"errors"
	"net/url"
	"strings"

	"github.com/valyala/fastjson"
)

// object is an S3 object that an event tells of.
type object struct {
	bucket, key string
	versionID   string // empty in buckets without versioning
}

var errEvent = errors.New("not an S3 event")

// parseEvent returns the objects of an S3 event that are new files of orders.
// The test event that S3 sends when notifications are set up has none. Texts are
// copied out of the event, which ends with the invocation.
//
// Source: Amazon S3 User Guide, "Event message structure".
func parseEvent(doc *fastjson.Value) ([]object, error) {
	records := doc.Get("Records")
	if records == nil && string(doc.GetStringBytes("Event")) == "s3:TestEvent" {
		return nil, nil
	}
	if records == nil || records.Type() != fastjson.TypeArray {
		return nil, errEvent
	}
	var objects []object
	for _, r := range records.GetArray() {
		if string(r.GetStringBytes("eventSource")) != "aws:s3" {
			return nil, errEvent
		}
		// Keys are encoded as in a form: "red flower.csv" is "red+flower.csv".
		key, err := url.QueryUnescape(string(r.GetStringBytes("s3", "object", "key")))
		if err != nil {
			return nil, err
		}
		o := object{
			bucket:    string(r.GetStringBytes("s3", "bucket", "name")),
			key:       key,
			versionID: string(r.GetStringBytes("s3", "object", "versionId")),
		}
		if o.bucket == "" || o.key == "" {
			return nil, errEvent
		}
		created := strings.HasPrefix(string(r.GetStringBytes("eventName")), "ObjectCreated:")
		if created && strings.HasSuffix(o.key, ".csv") {
			objects = append(objects, o)
		}
	}
	return objects, nil
}

// summaryKey is where the summary of o goes: beside it.
func (o object) summaryKey() string {
	return strings.TrimSuffix(o.key, ".csv") + ".summary.json"
}
