package lite_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// TestWarm checks that Warm connects and sends nothing, and that the first call
// takes the connection over.
func TestWarm(t *testing.T) {
	var connections, requests atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		io.WriteString(w, "{}")
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	cfg := lite.Config{Region: "us-east-1", Endpoint: s.URL, Credentials: creds.Static("AKIDEXAMPLE", "secret", "")}
	queue := lite.New(sqs.Service, cfg)
	if err := lite.Warm(t.Context(), queue); err != nil {
		t.Fatal(err)
	}
	for range 100 { // the server sees a connection a little later
		if connections.Load() == 1 {
			break
		}
	}
	if requests.Load() != 0 {
		t.Error("a request was sent")
	}
	if _, err := queue.Call(t.Context(), sqs.ListQueues, nil); err != nil {
		t.Fatal(err)
	}
	if c, r := connections.Load(), requests.Load(); c != 1 || r != 1 {
		t.Errorf("%d connections, %d requests", c, r)
	}
}

func TestWarmErrors(t *testing.T) {
	t.Setenv("AWS_REGION", "")
	t.Setenv("AWS_DEFAULT_REGION", "")
	if err := lite.Warm(t.Context(), lite.New(dynamodb.Service, lite.Config{})); err == nil {
		t.Error("no error without a region")
	}
}
