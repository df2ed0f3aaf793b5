package lite_test

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

type waiterCase struct {
	ID     string
	Waiter object
	Params object
	Config struct {
		Delay, MaxAttempts int
	} `json:"waiterConfig"`
	Calls []struct {
		Request, Response object
	}
	Sleeps  []float64
	Outcome string
	Error   struct {
		Type, Reason string
		LastResponse object
	}
}

// answerOf is a parsed response of the corpus as the service would send it. One
// without a status gets 201, which no acceptor of the corpus names.
func answerOf(t *testing.T, response object) answer {
	body, status := object{}, 201
	for name, v := range response {
		body[name] = v
	}
	if meta, ok := response["ResponseMetadata"].(object); ok {
		status = int(meta["HTTPStatusCode"].(float64))
		delete(body, "ResponseMetadata")
	}
	if e, ok := response["Error"].(object); ok {
		if status == 201 {
			status = 400
		}
		body = object{"__type": e["Code"], "message": e["Message"]}
	} else if status >= 300 {
		body["__type"] = "Unnamed"
	}
	return answer{status: status, body: string(encode(t, body))}
}

// TestConformanceWaiters runs botocore's waiter cases against a service that is
// made of each case's values. The errors' texts are this library's own.
func TestConformanceWaiters(t *testing.T) {
	list := cases[[]waiterCase](t, testkit.Conformance(t, "waiters"), "waiter-cases.json")
	passed := 0
	for _, c := range list {
		if t.Run(c.ID, func(t *testing.T) { synctest.Test(t, c.run) }) {
			passed++
		}
	}
	t.Logf("waiters/waiter-cases.json: %d passed, 0 excluded", passed)
	if len(list) != 25 {
		t.Errorf("%d cases", len(list))
	}
}

func (c *waiterCase) run(t *testing.T) {
	inputs, outputs := []any{c.Params}, []any{}
	var answers []answer
	for _, call := range c.Calls {
		inputs, outputs = append(inputs, call.Request), append(outputs, call.Response)
		answers = append(answers, answerOf(t, call.Response))
	}
	c.Waiter["operation"] = "Op"
	service := sampleService(t, inputs, outputs, nil, c.Waiter)
	client, sent := client(t, service, answers...)
	waiting := lite.Waiting{Delay: time.Duration(c.Config.Delay) * time.Second, MaxAttempts: c.Config.MaxAttempts}
	began := time.Now()
	out, err := client.Wait(t.Context(), lite.Waiter(tagOf(t, service)), c.Params, waiting)
	slept := 0.0
	for _, s := range c.Sleeps {
		slept += s
	}
	if took := time.Since(began).Seconds(); took != slept || len(sent.sent) != len(c.Calls) {
		t.Errorf("%d calls in %v s, want %d in %v", len(sent.sent), took, len(c.Calls), slept)
	}
	for i, r := range sent.sent {
		if !sameJSON(t, json.RawMessage(r.body), c.Calls[i].Request) {
			t.Errorf("call %d: %s", i, r.body)
		}
	}
	if c.Outcome == "success" {
		if err != nil || out == nil {
			t.Error(err)
		}
		return
	}
	e, ok := errors.AsType[*lite.WaiterError](err)
	if !ok {
		t.Fatal(err)
	}
	code := ""
	if last, ok := c.Error.LastResponse["Error"].(object); ok {
		code, _ = last["Code"].(string)
	}
	switch {
	case len(c.Calls) == c.max():
		ok = errors.Is(err, lite.ErrWaiterExpired)
	case code != "" && c.Error.Reason[:8] == "An error":
		ok = !errors.Is(err, lite.ErrWaiterFailed)
	default:
		ok = errors.Is(err, lite.ErrWaiterFailed)
	}
	if !ok || code != "" && (!errors.Is(err, lite.ErrorCode(code)) || e.State != code) || e.Attempts != len(c.Calls) {
		t.Errorf("%v, want %s", err, c.Error.Reason)
	}
}

func (c *waiterCase) max() int {
	if c.Config.MaxAttempts > 0 {
		return c.Config.MaxAttempts
	}
	return int(c.Waiter["maxAttempts"].(float64))
}

// TestConformanceAcceptors looks whether an acceptor matches a response: a
// waiter of this one acceptor succeeds with the first call or not at all.
func TestConformanceAcceptors(t *testing.T) {
	type acceptorCase struct {
		ID       string
		Acceptor object
		Response object
		Matches  bool
	}
	list := cases[[]acceptorCase](t, testkit.Conformance(t, "waiters"), "acceptor-cases.json")
	for _, c := range list {
		t.Run(c.ID, func(t *testing.T) {
			c.Acceptor["state"] = "success"
			w := object{"operation": "Op", "delay": 0, "maxAttempts": 1, "acceptors": []any{c.Acceptor}}
			service := sampleService(t, []any{object{}}, []any{c.Response}, nil, w)
			client, _ := client(t, service, answerOf(t, c.Response))
			_, err := client.Wait(t.Context(), lite.Waiter(tagOf(t, service)), nil)
			if got := err == nil; got != c.Matches {
				t.Errorf("%v, want %v: %v", got, c.Matches, err)
			}
		})
	}
	if len(list) != 27 {
		t.Errorf("%d cases", len(list))
	}
}
