package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// The Lambda Runtime API, version 2018-06-01: a function asks for its next
// event, and posts what it made of it.
//
// Source: Lambda Developer Guide, "Using the Lambda runtime API for custom
// runtimes"; paths, headers and status codes are from there.
const (
	runtimePath     = "/2018-06-01/runtime/"
	functionARN     = "arn:aws:lambda:" + region + ":123456789012:function:" + functionName
	functionTimeout = 30 * time.Second
	maxPayload      = 6 << 20 // bytes of an event or a response
)

// runtimeAPI serves one function, one invocation at a time.
type runtimeAPI struct {
	addr    string
	server  *http.Server
	ready   chan struct{}    // closed when the function asks for its first event
	failed  chan outcome     // what the function posted to init/error
	waiting chan *invocation // to the function's request for the next event

	mu      sync.Mutex
	asked   bool
	current *invocation // handed out and not answered yet
	count   int
}

// invocation is one event on its way.
type invocation struct {
	id       string
	event    []byte
	deadline time.Time
	started  time.Time
	done     chan outcome
}

// outcome is what the function made of an event: a response or an error.
type outcome struct {
	response                []byte
	errorType, errorMessage string
	took                    time.Duration // from the event's hand-out to this
}

func serveRuntimeAPI() (*runtimeAPI, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	api := &runtimeAPI{
		addr:    ln.Addr().String(),
		ready:   make(chan struct{}),
		failed:  make(chan outcome, 1),
		waiting: make(chan *invocation),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+runtimePath+"invocation/next", api.next)
	mux.HandleFunc("POST "+runtimePath+"invocation/{id}/response", api.answer)
	mux.HandleFunc("POST "+runtimePath+"invocation/{id}/error", api.answer)
	mux.HandleFunc("POST "+runtimePath+"init/error", api.initError)
	api.server = &http.Server{Handler: mux, ReadHeaderTimeout: functionTimeout}
	go api.server.Serve(ln)
	return api, nil
}

func (api *runtimeAPI) close() { api.server.Close() }

// invoke hands event to the function and waits for what it makes of it, until
// the function's time limit.
func (api *runtimeAPI) invoke(ctx context.Context, event []byte) (outcome, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, functionTimeout, errors.New("the function did not answer within its time limit"))
	defer cancel()
	deadline, _ := ctx.Deadline()
	api.mu.Lock()
	api.count++
	inv := &invocation{
		id:       fmt.Sprintf("8476a536-e9f4-11e8-9739-%012x", api.count),
		event:    event,
		deadline: deadline,
		done:     make(chan outcome, 1),
	}
	api.mu.Unlock()
	select {
	case api.waiting <- inv:
	case <-ctx.Done():
		return outcome{}, context.Cause(ctx)
	}
	select {
	case o := <-inv.done:
		return o, nil
	case <-ctx.Done():
		return outcome{}, context.Cause(ctx)
	}
}

// next holds the function's request until there is an event, as Lambda does.
func (api *runtimeAPI) next(w http.ResponseWriter, r *http.Request) {
	api.mu.Lock()
	if !api.asked {
		api.asked = true
		close(api.ready)
	}
	api.mu.Unlock()
	select {
	case inv := <-api.waiting:
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Lambda-Runtime-Aws-Request-Id", inv.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(inv.deadline.UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", functionARN)
		h.Set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1")
		api.mu.Lock()
		inv.started = time.Now()
		api.current = inv
		api.mu.Unlock()
		w.Write(inv.event)
	case <-r.Context().Done(): // the function is gone
	}
}

// answer takes the response or the error of the current invocation.
func (api *runtimeAPI) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxPayload+1))
	now := time.Now()
	api.mu.Lock()
	inv := api.current
	if inv == nil || inv.id != r.PathValue("id") {
		api.mu.Unlock()
		reply(w, http.StatusBadRequest, `{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}`)
		return
	}
	api.current = nil
	api.mu.Unlock()

	o := outcome{response: body, took: now.Sub(inv.started)}
	switch {
	case err != nil:
		inv.done <- outcome{errorType: "Runtime.TruncatedResponse", errorMessage: err.Error()}
		return
	case len(body) > maxPayload:
		inv.done <- outcome{errorType: "Function.ResponseSizeTooLarge", errorMessage: "Response payload size exceeded maximum allowed payload size (6291456 bytes)."}
		reply(w, http.StatusRequestEntityTooLarge, `{"errorMessage":"Exceeded maximum allowed payload size (6291456 bytes).","errorType":"RequestEntityTooLarge"}`)
		return
	case r.URL.Path == runtimePath+"invocation/"+inv.id+"/error":
		o = functionError(body)
		o.took = now.Sub(inv.started)
	}
	reply(w, http.StatusAccepted, `{"status":"OK"}`)
	inv.done <- o
}

// initError takes why a function cannot start.
func (api *runtimeAPI) initError(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxPayload))
	select {
	case api.failed <- functionError(body):
	default: // told already
	}
	reply(w, http.StatusAccepted, `{"status":"OK"}`)
}

// functionError reads the error object that a function posts.
func functionError(body []byte) outcome {
	var e struct{ ErrorMessage, ErrorType string }
	if err := json.Unmarshal(body, &e); err != nil || e.ErrorType == "" {
		return outcome{errorType: "Unhandled", errorMessage: string(body)}
	}
	return outcome{errorType: e.ErrorType, errorMessage: e.ErrorMessage}
}

func reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	io.WriteString(w, body)
}
