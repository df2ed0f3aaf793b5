package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// post does what a function does; it gives status and body of the reply.
func post(t *testing.T, api *runtimeAPI, path string, body io.Reader) (int, string) {
	t.Helper()
	r, err := http.Post("http://"+api.addr+runtimePath+path, "application/json", body)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(text)
}

// next asks for an event.
func next(t *testing.T, api *runtimeAPI) (*http.Response, string) {
	t.Helper()
	r, err := http.Get("http://" + api.addr + runtimePath + "invocation/next")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	event, _ := io.ReadAll(r.Body)
	return r, string(event)
}

func newAPI(t *testing.T) *runtimeAPI {
	api, err := serveRuntimeAPI()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(api.close)
	return api
}

// invoke runs one invocation beside the test.
func invoke(api *runtimeAPI, event string) chan outcome {
	c := make(chan outcome, 1)
	go func() {
		o, err := api.invoke(context.Background(), []byte(event))
		if err != nil {
			o.errorMessage = err.Error()
		}
		c <- o
	}()
	return c
}

func TestInvocation(t *testing.T) {
	api := newAPI(t)
	select {
	case <-api.ready:
		t.Fatal("ready before the function asked")
	default:
	}
	c := invoke(api, `{"n":1}`)
	r, event := next(t, api)
	<-api.ready
	if event != `{"n":1}` {
		t.Errorf("event %q", event)
	}
	ms, err := strconv.ParseInt(r.Header.Get("Lambda-Runtime-Deadline-Ms"), 10, 64)
	if left := time.Until(time.UnixMilli(ms)); err != nil || left > functionTimeout || left < functionTimeout-5*time.Second {
		t.Errorf("deadline in %v, %v", left, err)
	}
	for _, name := range []string{"Lambda-Runtime-Invoked-Function-Arn", "Lambda-Runtime-Trace-Id"} {
		if r.Header.Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	id := r.Header.Get("Lambda-Runtime-Aws-Request-Id")
	if status, body := post(t, api, "invocation/another/response", strings.NewReader("{}")); status != 400 || !strings.Contains(body, "InvalidRequestID") {
		t.Errorf("another id gave %d %s", status, body)
	}
	if status, body := post(t, api, "invocation/"+id+"/response", strings.NewReader(`"done"`)); status != 202 || body != `{"status":"OK"}` {
		t.Errorf("response gave %d %s", status, body)
	}
	if o := <-c; string(o.response) != `"done"` || o.errorType != "" || o.took <= 0 {
		t.Errorf("got %+v", o)
	}
	if status, _ := post(t, api, "invocation/"+id+"/response", strings.NewReader("{}")); status != 400 {
		t.Errorf("a second response gave %d", status)
	}
}

func TestInvocationError(t *testing.T) {
	api := newAPI(t)
	c := invoke(api, "{}")
	r, _ := next(t, api)
	post(t, api, "invocation/"+r.Header.Get("Lambda-Runtime-Aws-Request-Id")+"/error", strings.NewReader(`{"errorType":"T","errorMessage":"m"}`))
	if o := <-c; o.errorType != "T" || o.errorMessage != "m" || o.took <= 0 {
		t.Errorf("got %+v", o)
	}
}

func TestInvocationTooLarge(t *testing.T) {
	api := newAPI(t)
	c := invoke(api, "{}")
	r, _ := next(t, api)
	status, body := post(t, api, "invocation/"+r.Header.Get("Lambda-Runtime-Aws-Request-Id")+"/response", bytes.NewReader(make([]byte, maxPayload+1)))
	if o := <-c; status != 413 || o.errorType != "Function.ResponseSizeTooLarge" {
		t.Errorf("got %d %s, %s", status, body, o.errorType)
	}
}

func TestInitError(t *testing.T) {
	api := newAPI(t)
	for range 2 { // the second one must not block
		if status, _ := post(t, api, "init/error", strings.NewReader(`{"errorType":"Config","errorMessage":"no table"}`)); status != 202 {
			t.Errorf("status %d", status)
		}
	}
	if o := <-api.failed; o.errorType != "Config" || o.errorMessage != "no table" {
		t.Errorf("got %+v", o)
	}
}

func TestInvokeWithoutFunction(t *testing.T) {
	api := newAPI(t)
	gone := errors.New("the function ended")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if _, err := api.invoke(ctx, nil); err != gone {
		t.Errorf("got %v", err)
	}
}
