package lite_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
	"github.com/tucuxi-go/tucuxi/models/embed/logs"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func ok(body string) answer { return answer{status: 200, body: body} }

func objects(token string, keys ...string) answer {
	b := "<ListBucketResult>"
	if token != "" {
		b += "<IsTruncated>true</IsTruncated><NextContinuationToken>" + token + "</NextContinuationToken>"
	}
	for _, k := range keys {
		b += "<Contents><Key>" + k + "</Key></Contents><CommonPrefixes><Prefix>p-" + k + "</Prefix></CommonPrefixes>"
	}
	return ok(b + "</ListBucketResult>")
}

func TestPages(t *testing.T) {
	c, s := client(t, s3.Service, objects("t 1", "a", "b"), objects("t2", "c"), objects("", "d"))
	params := lite.Map{"Bucket": "orders"}
	var keys []string
	for page, err := range c.Pages(t.Context(), s3.ListObjectsV2, params) {
		if err != nil {
			t.Fatal(err)
		}
		for o := range page.Get("Contents").List() {
			keys = append(keys, strings.Clone(o.Get("Key").String()))
		}
		page.Release() // the next token was read before
	}
	if got := strings.Join(keys, ""); got != "abcd" {
		t.Error(got)
	}
	if len(s.sent) != 3 || !strings.Contains(s.sent[1].url, "continuation-token=t%201") || !strings.Contains(s.sent[2].url, "continuation-token=t2") {
		t.Errorf("%+v", s.sent)
	}
	if !reflect.DeepEqual(params, lite.Map{"Bucket": "orders"}) {
		t.Errorf("params changed: %v", params)
	}
}

func TestItems(t *testing.T) {
	answers := []answer{objects("t1", "a", "b"), objects("t2"), objects("", "c", "d")}
	for _, tt := range []struct {
		name   string
		paging lite.Paging
		leave  int
		want   string
		sends  int
	}{
		{"all", lite.Paging{}, 0, "abcd", 3},
		{"left", lite.Paging{}, 1, "a", 1},
		{"left at the end of a page", lite.Paging{}, 2, "ab", 1},
		{"limit", lite.Paging{MaxItems: 3}, 0, "abc", 3},
		{"limit at the end of a page", lite.Paging{MaxItems: 2}, 0, "ab", 1},
		{"other result", lite.Paging{Result: "CommonPrefixes", MaxItems: 3}, 0, "p-ap-bp-c", 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s := client(t, s3.Service, answers...)
			got := ""
			n := 0
			for o, err := range c.Items(t.Context(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"}, tt.paging) {
				if err != nil {
					t.Fatal(err)
				}
				got += o.Get("Key").String() + o.Get("Prefix").String()
				if n++; n == tt.leave {
					break
				}
			}
			if got != tt.want || len(s.sent) != tt.sends {
				t.Errorf("%s in %d calls", got, len(s.sent))
			}
		})
	}
}

// TestResume leaves a list after each element, and goes on where it was left.
func TestResume(t *testing.T) {
	answers := map[string]answer{"": objects("t1", "a", "b", "c"), "t1": objects("t2"), "t2": objects("t3", "d"), "t3": objects("", "e", "f")}
	place, got := "", ""
	for range 10 {
		c, s := client(t, s3.Service)
		s.choose = func(r sent) answer {
			_, token, _ := strings.Cut(r.url, "continuation-token=")
			token, _, _ = strings.Cut(token, "&")
			return answers[token]
		}
		for o, err := range c.Items(t.Context(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"}, lite.Paging{Resume: &place}) {
			if err != nil {
				t.Fatal(err)
			}
			got += o.Get("Key").String()
			break
		}
		if place == "" {
			break
		}
	}
	if got != "abcdef" {
		t.Error(got)
	}
}

// TestResumeKey resumes at a token that is a map, DynamoDB's.
func TestResumeKey(t *testing.T) {
	const first = `{"Items":[{"id":{"B":"/w=="}}],"LastEvaluatedKey":{"id":{"B":"/w=="},"n":{"N":"7"}}}`
	c, s := client(t, dynamodb.Service, ok(first), ok(`{"Items":[{"id":{"B":"/g=="}}]}`))
	params, place := lite.Map{"TableName": "t"}, ""
	for _, err := range c.Pages(t.Context(), dynamodb.Query, params, lite.Paging{Resume: &place}) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	n := 0
	for _, err := range c.Items(t.Context(), dynamodb.Query, params, lite.Paging{Resume: &place}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if want := `"ExclusiveStartKey":{"id":{"B":"/w=="},"n":{"N":"7"}}`; n != 1 || place != "" || !strings.Contains(s.sent[1].body, want) {
		t.Errorf("%d items, place %q, %s", n, place, s.sent[1].body)
	}
}

func TestPagingErrors(t *testing.T) {
	place := "x___y___z"
	for _, tt := range []struct {
		name    string
		service lite.Service
		op      lite.Operation
		paging  lite.Paging
		want    string
	}{
		{"no paginator", dynamodb.Service, dynamodb.GetItem, lite.Paging{}, "DynamoDB.GetItem: page: the operation has no paginator"},
		{"no size", dynamodb.Service, dynamodb.GetItem, lite.Paging{PageSize: 5, InputTokens: []string{"A"}, OutputTokens: []string{"B"}}, "no param for the size"},
		{"uneven tokens", dynamodb.Service, dynamodb.GetItem, lite.Paging{InputTokens: []string{"A"}}, "equally many"},
		{"place", dynamodb.Service, dynamodb.Scan, lite.Paging{Resume: &place}, "no token of this operation"},
		{"result", s3.Service, s3.ListObjectsV2, lite.Paging{Result: "Contens"}, "Paging.Result is not in the output"},
		{"foreign", dynamodb.Service, sqs.ListQueues, lite.Paging{}, "another service"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s := client(t, tt.service, ok("{}"))
			n := 0
			for out, err := range c.Pages(t.Context(), tt.op, lite.Map{}, tt.paging) {
				if n++; out != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Error(err)
				}
			}
			for _, err := range c.Items(t.Context(), tt.op, lite.Map{}, tt.paging) {
				if n++; err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Error(err)
				}
			}
			if n != 2 || len(s.sent) != 0 {
				t.Errorf("%d errors, %d calls", n, len(s.sent))
			}
		})
	}
}

func TestPagesCallError(t *testing.T) {
	c, _ := client(t, sqs.Service, ok(`{"QueueUrls":["a"],"NextToken":"t"}`), answer{status: 400, body: `{"__type":"InvalidAddress"}`})
	place, n := "", 0
	for item, err := range c.Items(t.Context(), sqs.ListQueues, nil, lite.Paging{Resume: &place}) {
		switch n++; n {
		case 1:
			if item.String() != "a" || err != nil {
				t.Error(item, err)
			}
		default:
			if !errors.Is(err, sqs.ErrInvalidAddress) {
				t.Error(err)
			}
		}
	}
	if _, seen, _ := strings.Cut(place, "="); n != 2 || place == "" {
		t.Errorf("%d, place %q %q", n, place, seen)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range c.Pages(ctx, sqs.ListQueues, nil) {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}

// TestLeavingLists: loops that are left keep nothing open. A
// hundred calls use one connection, or a few where one is not back in the pool in
// time, and no goroutine stays behind.
func TestLeavingLists(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"QueueUrls":["a","b"],"NextToken":"t"}`)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	cfg := config(nil)
	cfg.Transport, cfg.Endpoint = nil, server.URL
	c := lite.New(sqs.Service, cfg)
	goroutines := 0
	for i := range 50 {
		for _, err := range c.Items(t.Context(), sqs.ListQueues, nil) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		for out, err := range c.Pages(t.Context(), sqs.ListQueues, nil) {
			if err != nil {
				t.Fatal(err)
			}
			out.Release()
			break
		}
		if i == 0 {
			goroutines = runtime.NumGoroutine()
		}
	}
	if n, g := connections.Load(), runtime.NumGoroutine(); n > 5 || g > goroutines+8 {
		t.Errorf("%d connections, %d goroutines after %d", n, g, goroutines)
	}
}

// TestNamedTokens pages an operation that the models give no paginator.
func TestNamedTokens(t *testing.T) {
	event := func(token, text string) answer {
		return ok(fmt.Sprintf(`{"events":[{"message":%q}],"nextForwardToken":%q}`, text, token))
	}
	named := lite.Paging{InputTokens: []string{"nextToken"}, OutputTokens: []string{"nextForwardToken"}, Result: "events"}
	params := lite.Map{"logStreamName": "s"}
	c, _ := client(t, logs.Service, event("f1", "a"), event("f2", "b"), event("f2", ""))
	got, failed := "", error(nil)
	for e, err := range c.Items(t.Context(), logs.GetLogEvents, params, named) {
		got, failed = got+e.Get("message").String(), err
	}
	if got != "ab" || failed == nil || !strings.Contains(failed.Error(), "same token twice") {
		t.Error(got, failed)
	}
	named.RepeatEnds, got = true, ""
	c, _ = client(t, logs.Service, event("f1", "a"), event("f2", "b"), event("f2", ""))
	for e, err := range c.Items(t.Context(), logs.GetLogEvents, params, named) {
		got, failed = got+e.Get("message").String(), err
	}
	if got != "ab" || failed != nil {
		t.Error(got, failed)
	}
}

// TestPageSizeAsText: some services take the size of a page as text, most as a
// number.
func TestPageSize(t *testing.T) {
	c, s := client(t, iam.Service, ok(`<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>`))
	for _, err := range c.Pages(t.Context(), iam.ListUsers, nil, lite.Paging{PageSize: 7}) {
		if err != nil {
			t.Error(err)
		}
	}
	if !strings.Contains(s.sent[0].body, "MaxItems=7") {
		t.Error(s.sent[0].body)
	}
}
