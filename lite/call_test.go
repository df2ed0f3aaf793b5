package lite_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

const item = `{"Item":{"id":{"S":"7"},"email":{"S":"a@b.example"},"n":{"N":"42"},"tags":{"L":[{"S":"x"},{"S":"y"}]}}}`

func TestCall(t *testing.T) {
	c, s := client(t, dynamodb.Service, answer{status: 200, body: item, header: []wire.Header{{"X-Amzn-RequestId", "R1"}}})
	out, err := c.Call(t.Context(), dynamodb.GetItem, lite.Map{
		"TableName": "users",
		"Key":       lite.Map{"id": lite.Map{"S": "7"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := s.sent[0]
	if got.method != "POST" || got.url != "https://dynamodb.eu-west-1.amazonaws.com/" {
		t.Errorf("%s %s", got.method, got.url)
	}
	if got.body != `{"TableName":"users","Key":{"id":{"S":"7"}}}` {
		t.Errorf("body %s", got.body)
	}
	for name, want := range map[string]string{
		"x-amz-target": "DynamoDB_20120810.GetItem", "content-type": "application/x-amz-json-1.0",
	} {
		if got.header[name] != want {
			t.Errorf("%s: %q, want %q", name, got.header[name], want)
		}
	}
	if a := got.header["authorization"]; !strings.HasPrefix(a, "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/") ||
		!strings.Contains(a, "/eu-west-1/dynamodb/aws4_request") {
		t.Errorf("authorization %q", a)
	}
	if out.Get("Item", "email", "S").String() != "a@b.example" || out.Get("Item", "tags", "L", -1, "S").String() != "y" ||
		out.Get("Item", "n", "N").Int() != 42 || out.Get("Item", "no", "S").Exists() || out.RequestID != "R1" {
		t.Errorf("output %s", out.JSON())
	}
	n := 0
	for range out.Get("Item").Fields() {
		n++
	}
	if n != 4 {
		t.Errorf("%d attributes", n)
	}
	out.Release()
}

func TestParamFaultsTogether(t *testing.T) {
	c, s := client(t, dynamodb.Service, answer{status: 200})
	_, err := c.Call(t.Context(), dynamodb.GetItem, lite.Map{
		"TabelName":      "users",
		"Key":            lite.Map{"id": lite.Map{"S": 7}},
		"ConsistentRead": "yes",
	})
	e, ok := errors.AsType[*lite.ParamError](err)
	if !ok {
		t.Fatal(err)
	}
	for _, want := range []string{`TabelName: unknown member; the nearest is "TableName"`, "TableName: a required member is missing",
		"Key.id.S: a string is wanted, not an integer", "ConsistentRead: a boolean is wanted, not a string"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("%q lacks %q", e.Error(), want)
		}
	}
	if len(s.sent) != 0 {
		t.Error("something was sent")
	}
}

func TestServiceError(t *testing.T) {
	c, s := client(t, dynamodb.Service, answer{status: 400, body: `{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no","Item":{"v":{"N":"3"}}}`})
	_, err := c.Call(t.Context(), dynamodb.PutItem, lite.Map{"TableName": "users", "Item": lite.Map{"id": lite.Map{"S": "7"}}})
	e, ok := errors.AsType[*lite.Error](err)
	if !ok || !errors.Is(err, dynamodb.ErrConditionalCheckFailedException) || errors.Is(err, dynamodb.ErrResourceNotFoundException) {
		t.Fatal(err)
	}
	if lite.Detail(e, "Item", "v", "N").String() != "3" || e.Fault != "client" || e.Retryable || len(s.sent) != 1 {
		t.Errorf("%+v", e)
	}
	if want := "DynamoDB.PutItem: ConditionalCheckFailedException: no (status 400)"; e.Error() != want {
		t.Errorf("%q, want %q", e.Error(), want)
	}
}

func TestForeignOperation(t *testing.T) {
	c, _ := client(t, dynamodb.Service, answer{status: 200})
	if _, err := c.Call(t.Context(), sqs.SendMessage, nil); err == nil || !strings.Contains(err.Error(), "another service") {
		t.Error(err)
	}
}

func TestNoRegionNoCredentials(t *testing.T) {
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_ENDPOINT_URL"} {
		t.Setenv(name, "")
	}
	s := &stub{answers: []answer{{status: 200}}}
	_, err := lite.New(sqs.Service, lite.Config{Transport: s}).Call(t.Context(), sqs.ListQueues, nil)
	if err == nil || !strings.Contains(err.Error(), "set AWS_REGION or Config.Region") {
		t.Error(err)
	}
	_, err = lite.New(sqs.Service, lite.Config{Transport: s, Region: "us-east-1"}).Call(t.Context(), sqs.ListQueues, nil)
	if err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Error(err)
	}
	if len(s.sent) != 0 {
		t.Error("something was sent")
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("AWS_REGION", "us-west-2")
	t.Setenv("AWS_DEFAULT_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDENV")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_SESSION_TOKEN", "token")
	for _, tt := range []struct{ all, own, config, want string }{
		{"", "", "", "https://sqs.us-west-2.amazonaws.com/"},
		{"http://localhost:4566", "", "", "http://localhost:4566/"},
		{"http://localhost:4566", "http://sqs.local/base/", "", "http://sqs.local/base"},
		{"http://localhost:4566", "http://sqs.local", "https://mine.example:443", "https://mine.example/"},
	} {
		t.Setenv("AWS_ENDPOINT_URL", tt.all)
		t.Setenv("AWS_ENDPOINT_URL_SQS", tt.own)
		s := &stub{answers: []answer{{status: 200, body: "{}"}}}
		if _, err := lite.New(sqs.Service, lite.Config{Transport: s, Endpoint: tt.config}).Call(t.Context(), sqs.ListQueues, nil); err != nil {
			t.Fatal(err)
		}
		if s.sent[0].url != tt.want || s.sent[0].header["x-amz-security-token"] != "token" {
			t.Errorf("%+v", s.sent[0])
		}
	}
}

func TestRetry(t *testing.T) {
	throttled := answer{status: 400, body: `{"__type":"ThrottlingException"}`}
	down := answer{status: 503, body: `<html>down</html>`}
	reset := answer{err: io.ErrUnexpectedEOF}
	ok := answer{status: 200, body: `{}`}
	for _, tt := range []struct {
		name    string
		answers []answer
		sends   int
		fails   bool
	}{
		{"throttled", []answer{throttled, ok}, 2, false},
		{"status", []answer{down, down, ok}, 3, false},
		{"connection", []answer{reset, ok}, 2, false},
		{"given up", []answer{down}, 3, true},
		{"not retryable", []answer{{status: 400, body: `{"__type":"ValidationException"}`}, ok}, 1, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, s := client(t, sqs.Service, tt.answers...)
			_, err := c.Call(t.Context(), sqs.ListQueues, nil)
			if len(s.sent) != tt.sends || (err != nil) != tt.fails {
				t.Errorf("%d sends, %v", len(s.sent), err)
			}
			for i, r := range s.sent {
				if r.header["amz-sdk-invocation-id"] != s.sent[0].header["amz-sdk-invocation-id"] {
					t.Errorf("attempt %d has another invocation id", i+1)
				}
			}
		})
	}
}

func TestDeadlineEndsRetries(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	c, _ := client(t, sqs.Service, answer{status: 503})
	start := time.Now()
	if _, err := c.Call(ctx, sqs.ListQueues, nil); err == nil {
		t.Error("no error")
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestShortBodyIsAnError(t *testing.T) {
	c, _ := client(t, sqs.Service, answer{status: 200, body: `{}`, length: 100})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := c.Call(ctx, sqs.ListQueues, nil); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	c, _ = client(t, s3.Service, answer{status: 200, body: `half`, length: 8})
	out, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "orders", "Key": "a"})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(out.Body); !errors.Is(err, io.ErrUnexpectedEOF) || string(b) != "half" {
		t.Errorf("%q, %v", b, err)
	}
}
