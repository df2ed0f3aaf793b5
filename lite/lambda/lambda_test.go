package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
)

// The test binary is started again as the function: Start never returns.
func TestMain(m *testing.M) {
	switch os.Getenv("TUCUXI_TEST_FUNCTION") {
	case "start":
		lambda.Start(function)
	case "serve":
		serveFunction() // serve_test.go
	}
	os.Exit(m.Run())
}

// Without it, Start would take the reflective path.
var _ awslambda.Handler = lambda.Handler(nil)

type orderError struct{}

func (*orderError) Error() string { return `no order "7"` }

// function does what its event asks for.
func function(ctx context.Context, event []byte) ([]byte, error) {
	switch string(event) {
	case `"deadline"`:
		d, ok := ctx.Deadline()
		if !ok {
			return nil, errors.New("no deadline")
		}
		return strconv.AppendInt(nil, d.UnixMilli(), 10), nil
	case `"request"`:
		lc, _ := lambdacontext.FromContext(ctx)
		return []byte(lc.AwsRequestID + " " + lc.InvokedFunctionArn), nil
	case `"error"`:
		return []byte("not sent"), &orderError{}
	case `"empty"`:
		return nil, nil
	case `"panic"`:
		panic("out of cheese")
	}
	return event, nil // the response may point into the event
}

// answer is what the function posted for one event.
type answer struct{ path, body string }

// serve is a Runtime API that hands out events one by one and collects what the
// function posts; the events' request ids are "0", "1", …
func serve(t *testing.T, deadline time.Time, events []string) (addr string, answers chan answer) {
	answers = make(chan answer, len(events))
	queue := make(chan int, len(events))
	for i := range events {
		queue <- i
	}
	const root = "/2018-06-01/runtime/invocation/"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"next", func(w http.ResponseWriter, r *http.Request) {
		select {
		case i := <-queue:
			h := w.Header()
			h.Set("Lambda-Runtime-Aws-Request-Id", strconv.Itoa(i))
			h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(deadline.UnixMilli(), 10))
			h.Set("Lambda-Runtime-Trace-Id", traceID(i))
			h.Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:f")
			io.WriteString(w, events[i])
		case <-r.Context().Done(): // the function was ended
		}
	})
	mux.HandleFunc("POST "+root, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		answers <- answer{strings.TrimPrefix(r.URL.Path, root), string(body)}
		w.WriteHeader(http.StatusAccepted)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://"), answers
}

// traceID is the trace header of invocation i.
func traceID(i int) string {
	return "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad" + strconv.Itoa(i) + ";Sampled=1"
}

// start runs the function against the Runtime API at addr, with variables.
func start(t *testing.T, addr string, env ...string) (ended chan error, log *strings.Builder) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log = new(strings.Builder)
	cmd := exec.Command(self)
	cmd.Env = append([]string{"TUCUXI_TEST_FUNCTION=start"}, env...)
	if addr != "" {
		cmd.Env = append(cmd.Env, "AWS_LAMBDA_RUNTIME_API="+addr)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended = make(chan error, 1)
	gone := make(chan struct{})
	go func() { ended <- cmd.Wait(); close(gone) }()
	t.Cleanup(func() { cmd.Process.Kill(); <-gone })
	return ended, log
}

func receive[T any](t *testing.T, c chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing from the function for 20 s")
		panic("unreachable")
	}
}

func TestStart(t *testing.T) {
	deadline := time.Now().Add(time.Minute)
	events := []string{`{"raw": [1, 2.50]}`, `"deadline"`, `"request"`, `"error"`, `"empty"`, `"after"`}
	addr, answers := serve(t, deadline, events)
	start(t, addr)

	want := []answer{
		{"0/response", `{"raw": [1, 2.50]}`}, // byte for byte
		{"1/response", strconv.FormatInt(deadline.UnixMilli(), 10)},
		{"2/response", "2 arn:aws:lambda:eu-west-1:123456789012:function:f"},
		{"3/error", `{"errorMessage":"no order \"7\"","errorType":"orderError"}`},
		{"4/response", ""},
		{"5/response", `"after"`}, // a function error does not end the function
	}
	for _, w := range want {
		if got := receive(t, answers); got != w {
			t.Errorf("got %q, want %q", got, w)
		}
	}
}

func TestStartPanicEndsTheFunction(t *testing.T) {
	addr, answers := serve(t, time.Now().Add(time.Minute), []string{`"panic"`, `"never"`})
	ended, _ := start(t, addr)

	got := receive(t, answers)
	var e struct {
		ErrorMessage, ErrorType string
		StackTrace              []struct{ Label string }
	}
	if err := json.Unmarshal([]byte(got.body), &e); err != nil {
		t.Fatal(err)
	}
	if got.path != "0/error" || e.ErrorMessage != "out of cheese" || e.ErrorType != "string" || len(e.StackTrace) == 0 {
		t.Errorf("got %q", got)
	}
	if err := receive(t, ended); err == nil {
		t.Error("the process ended with status 0")
	}
	if len(answers) != 0 {
		t.Errorf("served on after the panic: %q", <-answers)
	}
}

func TestStartOutsideLambda(t *testing.T) {
	ended, log := start(t, "")
	if err := receive(t, ended); err == nil {
		t.Error("the process ended with status 0")
	}
	if !strings.Contains(log.String(), "AWS_LAMBDA_RUNTIME_API") {
		t.Errorf("log %q does not name the missing variable", log)
	}
}

func TestStartNil(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Start(nil) did not panic")
		}
	}()
	lambda.Start(nil)
}
