// Package growth makes answers of growing length, to see that the cost of a call
// grows no faster than its answer does.
package growth

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// Sizes are how many items answers have.
var Sizes = []int{10, 100, 1000, 4000}

// Things are calls with n items in their answers.
var Things = []string{"Query", "ListObjectsV2"}

// Thing is the name of a case.
func Thing(call string, n int) string { return fmt.Sprintf("%s, %d items", call, n) }

// transport answers every request alike.
type transport []byte

func (t transport) Send(_ context.Context, _ *lite.HTTPRequest, a *lite.HTTPResponse) error {
	a.Status, a.Header, a.Length = 200, header{}, int64(len(t))
	a.Body = io.NopCloser(bytes.NewReader(t))
	return nil
}

// header is none.
type header struct{}

func (header) Get(string) (string, bool)                { return "", false }
func (header) All(func(name, value string) (more bool)) {}

var errAnswer = errors.New("the answer was read wrongly")

// Suite is the calls in all sizes, which read two members of every item.
func Suite() (measure.Suite, error) {
	s := measure.Suite{Name: "growth", About: "Calls whose answers have more and more items."}
	for _, n := range Sizes {
		s.Cases = append(s.Cases, query(n), list(n))
	}
	return s, nil
}

func client(service lite.Service, answer string) *lite.Client {
	return lite.New(service, lite.Config{
		Region: "us-east-1", Transport: transport(answer), Credentials: creds.Static("AKIDEXAMPLEAKIDEXAMP", "secret", "token"),
	})
}

func query(n int) measure.Case {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":{"S":"user-%d"},"name":{"S":"Ada %d"},"age":{"N":"%d"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}`, i, i, i)
	}
	db := client(dynamodb.Service, fmt.Sprintf(`{"Count":%d,"ScannedCount":%d,"Items":[%s]}`, n, n, strings.Join(items, ",")))
	params := lite.Map{
		"TableName": "users", "KeyConditionExpression": "id = :id",
		"ExpressionAttributeValues": lite.Map{":id": lite.Map{"S": "user-1"}},
	}
	return measure.Case{Thing: Thing("Query", n), Peer: measure.Ours, Run: func() error {
		out, err := db.Call(context.Background(), dynamodb.Query, params)
		if err != nil {
			return err
		}
		seen := 0
		for item := range out.Get("Items").List() {
			if item.Get("id", "S").String() != "" && item.Get("age", "N").String() != "" {
				seen++
			}
		}
		out.Release()
		return right(seen == n)
	}}
}

func list(n int) measure.Case {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>orders</Name>`)
	for i := range n {
		fmt.Fprintf(&b, `<Contents><Key>2026/11/%06d.csv</Key><LastModified>2026-11-01T12:00:%02d.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i%60, i)
	}
	b.WriteString(`</ListBucketResult>`)
	store := client(s3.Service, b.String())
	return measure.Case{Thing: Thing("ListObjectsV2", n), Peer: measure.Ours, Run: func() error {
		out, err := store.Call(context.Background(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"})
		if err != nil {
			return err
		}
		sum, seen := int64(0), 0
		for object := range out.Get("Contents").List() {
			sum += object.Field("Size").Int()
			seen += len(object.Field("Key").String())
		}
		out.Release()
		return right(sum == int64(n)*int64(n-1)/2 && seen == n*len("2026/11/000001.csv"))
	}}
}

func right(ok bool) error {
	if !ok {
		return errAnswer
	}
	return nil
}
