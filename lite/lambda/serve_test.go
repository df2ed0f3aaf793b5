package lambda_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// serveFunction is the function with Serve around it. Its variables say what
// Options it has.
func serveFunction() {
	queue := lite.New(sqs.Service, lite.Config{
		Region: "eu-west-1", Endpoint: os.Getenv("QUEUE"), Credentials: creds.Static("AKIDEXAMPLE", "secret", ""),
	})
	var o lambda.Options
	o.Reserve, _ = time.ParseDuration(os.Getenv("RESERVE"))
	o.InitTimeout, _ = time.ParseDuration(os.Getenv("INIT_TIMEOUT"))
	var initialized atomic.Bool
	switch os.Getenv("INIT") {
	case "warm":
		o.Init = lambda.Warm(queue)
	case "error":
		o.Init = func(context.Context) error { return errors.New("no settings") }
	case "deaf": // to its context
		o.Init = func(context.Context) error { time.Sleep(300 * time.Millisecond); initialized.Store(true); return nil }
	case "never":
		o.Init = func(context.Context) error { select {} }
	}
	lambda.Serve(func(ctx context.Context, i *lambda.Invocation) error {
		doc, err := i.Document()
		if err != nil {
			return err
		}
		switch what := string(doc.GetStringBytes("do")); what {
		case "error":
			i.Response = append(i.Response, "not sent"...)
			return &orderError{}
		case "panic":
			panic("out of cheese")
		case "trace":
			i.Response = append(append(append(i.Response, lambda.TraceID(ctx)...), ' '), os.Getenv("_X_AMZN_TRACE_ID")...)
		case "call":
			_, err := queue.Call(ctx, sqs.ListQueues, nil)
			return err
		case "hang": // up to the reserve
			_, err := queue.Call(ctx, sqs.ListQueues, nil)
			i.Response = strconv.AppendBool(i.Response, errors.Is(err, context.DeadlineExceeded) && lambda.Unreserved(ctx).Err() == nil)
		case "init":
			i.Response = strconv.AppendBool(i.Response, initialized.Load())
		case "repeat":
			for range doc.GetInt("n") {
				i.Response = append(i.Response, doc.GetStringBytes("text")...)
			}
		default:
			i.Response = i.Event // the response may be the event itself
		}
		return nil
	}, o)
}

func expect(t *testing.T, answers chan answer, wants ...answer) {
	t.Helper()
	for _, w := range wants {
		if got := receive(t, answers); got != w {
			t.Errorf("got %.200q, want %.200q", got, w)
		}
	}
}

func TestServe(t *testing.T) {
	addr, answers := serve(t, time.Now().Add(time.Minute), []string{
		`{"a": 1}`, `{"do":"repeat","text":"long ","n":200}`, `{"do":"repeat","text":"x","n":3}`, `{"do":"error"}`, `{"do":`, `{"do":"trace"}`, `{ }`,
	})
	start(t, addr, "TUCUXI_TEST_FUNCTION=serve")
	expect(t, answers,
		answer{"0/response", `{"a": 1}`},
		answer{"1/response", strings.Repeat("long ", 200)},
		answer{"2/response", "xxx"},
		answer{"3/error", `{"errorMessage":"no order \"7\"","errorType":"orderError"}`},
		answer{"4/error", `{"errorMessage":"lambda: the event is not a JSON document","errorType":"errorString"}`},
		answer{"5/response", traceID(5) + " " + traceID(5)},
		answer{"6/response", `{ }`},
	)
}

func TestServePanicEndsTheFunction(t *testing.T) {
	addr, answers := serve(t, time.Now().Add(time.Minute), []string{`{"do":"panic"}`, `{}`})
	ended, _ := start(t, addr, "TUCUXI_TEST_FUNCTION=serve")
	if got := receive(t, answers); got.path != "0/error" || !strings.Contains(got.body, "out of cheese") {
		t.Errorf("got %q", got)
	}
	if err := receive(t, ended); err == nil || len(answers) != 0 {
		t.Errorf("ended with %v, %d more answers", err, len(answers))
	}
}

// TestServeAtTheSameTime: as on Lambda Managed Instances, nobody's response gets
// into another's.
func TestServeAtTheSameTime(t *testing.T) {
	var events []string
	for i := range 200 {
		events = append(events, `{"do":"repeat","text":"`+strconv.Itoa(i)+` ","n":`+strconv.Itoa(1+i%37*50)+`}`)
	}
	addr, answers := serve(t, time.Now().Add(time.Minute), events)
	start(t, addr, "TUCUXI_TEST_FUNCTION=serve", "AWS_LAMBDA_MAX_CONCURRENCY=8")
	for range events {
		got := receive(t, answers)
		id, _, _ := strings.Cut(got.path, "/")
		if i, _ := strconv.Atoi(id); got.path != id+"/response" || got.body != strings.Repeat(id+" ", 1+i%37*50) {
			t.Fatalf("%s: %.100q", got.path, got.body)
		}
	}
}

// queueServer is SQS as far as it is called. Connections and trace headers are
// noted; calls wait until the test ends if hang is set.
type queueServer struct {
	*httptest.Server
	connections atomic.Int32
	traces      chan string
	hang        bool
}

func newQueueServer(t *testing.T, hang bool) *queueServer {
	q := &queueServer{traces: make(chan string, 10), hang: hang}
	q.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if q.hang {
			<-r.Context().Done()
			return
		}
		q.traces <- r.Header.Get("X-Amzn-Trace-Id")
		io.WriteString(w, "{}")
	}))
	q.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			q.connections.Add(1)
		}
	}
	q.Start()
	t.Cleanup(q.Close)
	return q
}

// TestServeWarm: the connection is there before the first event is asked for,
// the first call takes it over, and calls pass the trace on.
func TestServeWarm(t *testing.T) {
	q := newQueueServer(t, false)
	addr, answers := serve(t, time.Now().Add(time.Minute), []string{`{}`, `{"do":"call"}`, `{"do":"call"}`})
	start(t, addr, "TUCUXI_TEST_FUNCTION=serve", "INIT=warm", "QUEUE="+q.URL, "AWS_LAMBDA_FUNCTION_NAME=f")
	expect(t, answers, answer{"0/response", "{}"})
	if n := q.connections.Load(); n != 1 {
		t.Errorf("%d connections before the first call", n)
	}
	expect(t, answers, answer{"1/response", ""}, answer{"2/response", ""})
	for _, want := range []string{traceID(1), traceID(2)} {
		if got := receive(t, q.traces); got != want {
			t.Errorf("trace %q, want %q", got, want)
		}
	}
	if n := q.connections.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestServeReserve(t *testing.T) {
	q := newQueueServer(t, true)
	deadline := time.Now().Add(4 * time.Second)
	addr, answers := serve(t, deadline, []string{`{"do":"hang"}`})
	start(t, addr, "TUCUXI_TEST_FUNCTION=serve", "RESERVE=1.5s", "QUEUE="+q.URL)
	expect(t, answers, answer{"0/response", "true"})
	if left := time.Until(deadline); left < 0 || left > 1500*time.Millisecond {
		t.Errorf("answered %v before the deadline", left)
	}
}

func TestServeInit(t *testing.T) {
	for _, tt := range []struct {
		init, want, log string
	}{
		{"error", "0/response false", "lambda: Init: no settings\n"},
		{"deaf", "0/response true", ""}, // joined by the first invocation
		{"never", `0/error {"errorMessage":"lambda: Init has not returned: context deadline exceeded"`, ""},
	} {
		t.Run(tt.init, func(t *testing.T) {
			addr, answers := serve(t, time.Now().Add(2*time.Second), []string{`{"do":"init"}`, `{"do":"panic"}`})
			ended, log := start(t, addr, "TUCUXI_TEST_FUNCTION=serve", "INIT="+tt.init, "INIT_TIMEOUT=20ms")
			if got := receive(t, answers); !strings.HasPrefix(got.path+" "+got.body, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.log != "" {
				receive(t, ended)
				if !strings.HasPrefix(log.String(), tt.log) {
					t.Errorf("log %q", log)
				}
			}
		})
	}
}

func TestServeNil(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Serve(nil) did not panic")
		}
	}()
	lambda.Serve(nil, lambda.Options{})
}
