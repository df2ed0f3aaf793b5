package lite_test

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

var counter atomic.Int64

// rand is a text that no other call has.
func rand() string { return "message " + strconv.FormatInt(counter.Add(1), 10) }

// instant answers at once, below net/http's own types.
type instant struct {
	body   []byte
	header http.Header
}

func (i *instant) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
	}
	return &http.Response{
		StatusCode: 200, Header: i.header, ContentLength: int64(len(i.body)), Request: r,
		Body: io.NopCloser(bytes.NewReader(i.body)),
	}, nil
}

func instantClient(body string) *lite.Client { return lite.New(dynamodb.Service, instantConfig(body)) }

func instantConfig(body string) lite.Config {
	return lite.Config{
		Region: "us-east-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", "token"),
		Transport: lite.HTTPTransport(&instant{[]byte(body), http.Header{"X-Amzn-Requestid": {"R"}}}),
	}
}

// TestCallAllocs counts a whole call, net/http's types included: 20 blocks,
// whatever the number of values. Three of them are the test's own.
func TestCallAllocs(t *testing.T) {
	many := `{"Items":[` + item[len(`{"Item":`):len(item)-1]
	one := many[len(`{"Items":[`):]
	for range 99 {
		many += "," + one
	}
	for name, body := range map[string]string{"one": item, "hundred": many + "]}"} {
		t.Run(name, func(t *testing.T) {
			op := dynamodb.GetItem
			params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "7"}}}
			if name == "hundred" {
				op, params = dynamodb.Query, lite.Map{"TableName": "users"}
			}
			db := instantClient(body)
			testkit.WantAllocs(t, 20, func() {
				out, err := db.Call(t.Context(), op, params)
				if err != nil {
					t.Fatal(err)
				}
				if name == "hundred" && out.Get("Items", 99, "n", "N").Int() != 42 {
					t.Error("item 99 is not as it was sent")
				}
				out.Release()
			})
		})
	}
}

// TestNewAllocs checks that making a client is one block, and that nothing else
// happens.
func TestNewAllocs(t *testing.T) {
	testkit.WantAllocs(t, 1, func() { sink = lite.New(dynamodb.Service, lite.Config{}) })
}

var sink *lite.Client

func BenchmarkCall(b *testing.B) {
	db := instantClient(item)
	params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "7"}}}
	b.ReportAllocs()
	for b.Loop() {
		out, err := db.Call(b.Context(), dynamodb.GetItem, params)
		if err != nil {
			b.Fatal(err)
		}
		out.Release()
	}
}
