package lite_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// server answers on loopback; client calls it over the default transport.
func server(t *testing.T, service lite.Service, h http.HandlerFunc) *lite.Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return lite.New(service, lite.Config{
		Region: "us-east-1", Endpoint: s.URL, Credentials: creds.Static("AKIDEXAMPLE", "secret", ""),
	})
}

func TestHTTPKeepsEscaping(t *testing.T) {
	const key = "a b/ü+&=?%/../c//d"
	c := server(t, s3.Service, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, r.RequestURI)
	})
	out, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "orders", "Key": key, "VersionId": "v 1"})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	got, _ := io.ReadAll(out.Body)
	if want := "/orders/a%20b/%C3%BC%2B%26%3D%3F%25/../c//d?versionId=v%201"; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestHTTPStreams(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	var stored bytes.Buffer
	c := server(t, s3.Service, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "PUT" {
			if r.ContentLength != int64(len(content)) {
				t.Errorf("length %d", r.ContentLength)
			}
			io.Copy(&stored, r.Body)
			return
		}
		w.Write(stored.Bytes())
	})
	if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": bytes.NewReader(content)}); err != nil {
		t.Fatal(err)
	}
	out, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	if got, err := io.ReadAll(out.Body); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestHTTPEarlyAnswer checks that a body which the transport still writes when
// the answer is there is not overwritten by the next call.
func TestHTTPEarlyAnswer(t *testing.T) {
	c := server(t, dynamodb.Service, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest) // without reading the body
		io.WriteString(w, `{"__type":"ValidationException"}`)
	})
	big := strings.Repeat("x", 1<<20)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 4 {
				c.Call(t.Context(), dynamodb.PutItem, lite.Map{"TableName": "t", "Item": lite.Map{"id": lite.Map{"S": big}}})
			}
		})
	}
	wg.Wait()
}

func TestHTTPDeadline(t *testing.T) {
	block := make(chan struct{})
	defer close(block)
	c := server(t, sqs.Service, func(w http.ResponseWriter, r *http.Request) { <-block })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := c.Call(ctx, sqs.ListQueues, nil)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if e, ok := errors.AsType[*lite.CallError](err); !ok || e.Step != "send" {
		t.Errorf("%#v", err)
	}
}

func TestConcurrentCalls(t *testing.T) {
	c := server(t, sqs.Service, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Write([]byte(`{"MessageId":` + string(bytes.TrimSuffix(bytes.TrimPrefix(body, []byte(`{"QueueUrl":"q","MessageBody":`)), []byte("}"))) + `}`))
	})
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 25 {
				text := rand()
				out, err := c.Call(t.Context(), sqs.SendMessage, lite.Map{"QueueUrl": "q", "MessageBody": text})
				if err != nil {
					t.Error(err)
					return
				}
				if got := out.Get("MessageId").String(); got != text {
					t.Errorf("%q, want %q", got, text)
				}
				out.Release()
			}
		})
	}
	wg.Wait()
}
