package lite_test

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/clientcase"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodbstreams"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/stepfunctions"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
	"github.com/tucuxi-go/tucuxi/models/embed/swf"
	"github.com/tucuxi-go/tucuxi/wire"
)

type sequence struct {
	ID, Spec, Service, Operation string
	Jitter                       float64
	Config                       struct {
		MaxAttempts int
		RetryQuota  *int
		MaxBackoff  float64
	}
	Requests [][]struct {
		Response struct {
			Status                    int
			ErrorCode, TransportError string
			Headers                   map[string]string
		}
		Expect struct {
			Outcome                   string
			Delay                     float64
			RetryQuota                int
			DelayBeforeReturningError float64
		}
	}
	EffectiveMaxAttempts int
}

// timeoutError is a time-out as package net reports it.
type timeoutError struct{ error }

func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

func transportError(name string) error {
	if strings.HasSuffix(name, "timeout") {
		return timeoutError{errors.New(name)}
	}
	return io.ErrUnexpectedEOF
}

// target is an operation to call, and codes that its service models.
func (s *sequence) target() (service lite.Service, op lite.Operation, params lite.Map) {
	switch s.Service + " " + s.Operation {
	case "sqs ReceiveMessage":
		return sqs.Service, sqs.ReceiveMessage, lite.Map{"QueueUrl": "q"}
	case "sqs SendMessage":
		return sqs.Service, sqs.SendMessage, lite.Map{"QueueUrl": "q", "MessageBody": "b"}
	case "sfn GetActivityTask":
		return stepfunctions.Service, stepfunctions.GetActivityTask, lite.Map{"activityArn": "a"}
	case "swf PollForActivityTask":
		return swf.Service, swf.PollForActivityTask, lite.Map{"domain": "d", "taskList": lite.Map{"name": "n"}}
	case "swf PollForDecisionTask":
		return swf.Service, swf.PollForDecisionTask, lite.Map{"domain": "d", "taskList": lite.Map{"name": "n"}}
	case "dynamodb ":
		return dynamodb.Service, dynamodb.ListTables, nil
	case "dynamodb-streams ":
		return dynamodbstreams.Service, dynamodbstreams.ListStreams, nil
	}
	return sqs.Service, sqs.ListQueues, nil
}

// TestConformanceSequences runs the sequences of attempts of the standard mode
// and its next version: whole calls, waits and quota after each attempt.
func TestConformanceSequences(t *testing.T) {
	list := cases[[]sequence](t, testkit.Conformance(t, "retries"), "standard-sequences.json")
	passed := 0
	for _, c := range list {
		if t.Run(c.ID, func(t *testing.T) { synctest.Test(t, c.run) }) {
			passed++
		}
	}
	t.Logf("retries/standard-sequences.json: %d passed, 0 excluded", passed)
	if len(list) != 86 {
		t.Errorf("%d cases", len(list))
	}
}

func (c *sequence) run(t *testing.T) {
	service, op, params := c.target()
	if strings.HasPrefix(c.ID, "modeled") {
		service, op = modeledErrors(t)
	}
	s := &stub{}
	cfg := config(s)
	cfg.MaxAttempts, cfg.RetryMode = c.Config.MaxAttempts, lite.RetryStandard
	if c.Spec == "2.1" {
		cfg.RetryMode = lite.Retry2026
	}
	var slept []time.Duration
	var left []int // the quota when each attempt begins
	client := (*lite.Client)(nil)
	cfg.Sleep = func(_ context.Context, d time.Duration) error { slept = append(slept, d); return nil }
	client = lite.New(service, cfg)
	quota := -1
	if c.Config.RetryQuota != nil {
		quota = *c.Config.RetryQuota
	}
	client.TuneRetries(quota, time.Duration(c.Config.MaxBackoff*float64(time.Second)), c.Jitter)
	if got := client.Attempts(); got != c.EffectiveMaxAttempts {
		t.Errorf("%d attempts at most, want %d", got, c.EffectiveMaxAttempts)
	}
	for n, attempts := range c.Requests {
		for i, a := range attempts { // one case goes on after its end
			if a.Expect.Outcome != "retry" {
				attempts = attempts[:i+1]
				break
			}
		}
		open := attempts[len(attempts)-1].Expect.Outcome == "retry" // and one ends before
		slept, left, s.sent = nil, nil, nil
		s.choose = func(sent) answer {
			left = append(left, client.QuotaLeft())
			if len(s.sent) > len(attempts) {
				if !open || len(s.sent) > len(attempts)+1 {
					t.Errorf("call %d: more attempts than %d", n, len(attempts))
				}
				return answer{status: 200, body: "{}"}
			}
			r := attempts[len(s.sent)-1].Response
			if r.TransportError != "" {
				return answer{err: transportError(r.TransportError)}
			}
			a := answer{status: r.Status, body: "{}"}
			if r.ErrorCode != "" {
				a.body = `{"__type":"` + r.ErrorCode + `"}`
			}
			for name, value := range r.Headers {
				a.header = append(a.header, wire.Header{Name: name, Value: value})
			}
			return a
		}
		_, err := client.Call(t.Context(), op, params)
		left = append(left[1:], client.QuotaLeft())
		if sent := len(s.sent); open && sent != len(attempts)+1 || !open && sent != len(attempts) {
			t.Fatalf("call %d: %d attempts, want %d: %v", n, len(s.sent), len(attempts), err)
		}
		var delays []float64
		for i, a := range attempts {
			if left[i] != a.Expect.RetryQuota {
				t.Errorf("call %d, attempt %d: quota %d, want %d", n, i+1, left[i], a.Expect.RetryQuota)
			}
			if a.Expect.Outcome == "retry" {
				delays = append(delays, a.Expect.Delay)
			} else if d := a.Expect.DelayBeforeReturningError; d > 0 {
				delays = append(delays, d)
			}
		}
		compareDelays(t, slept, delays)
		switch attempts[len(attempts)-1].Expect.Outcome {
		case "success", "retry":
			if err != nil {
				t.Error(err)
			}
		case "retry_quota_reached":
			if !errors.Is(err, lite.ErrRetryQuota) {
				t.Errorf("%v, want ErrRetryQuota", err)
			}
		default:
			if err == nil || errors.Is(err, lite.ErrRetryQuota) {
				t.Errorf("%v, want an error", err)
			}
		}
	}
}

// compareDelays compares what was slept; waits of no time are not slept.
func compareDelays(t *testing.T, slept []time.Duration, want []float64) {
	t.Helper()
	i := 0
	for _, w := range want {
		if w == 0 {
			continue
		}
		if i == len(slept) || math.Abs(slept[i].Seconds()-w) > 1e-9 {
			t.Fatalf("slept %v, want %v", slept, want)
		}
		i++
	}
	if i != len(slept) {
		t.Errorf("slept %v, want %v", slept, want)
	}
}

// TestConformanceClassification asks of an error whether it calls for another
// attempt, and whether it throttles.
func TestConformanceClassification(t *testing.T) {
	type classCase struct {
		Checker, ErrorCode, TransportError string
		Retryable                          bool
		Status                             int
	}
	file := cases[struct{ Cases []classCase }](t, testkit.Conformance(t, "retries"), "classification.json")
	if len(file.Cases) != 38 {
		t.Errorf("%d cases", len(file.Cases))
	}
	passed, excluded := 0, 0
	for _, c := range file.Cases {
		name := c.Checker + " " + c.ErrorCode + c.TransportError + " " + wire.StatusText(c.Status)
		if c.Checker == "modeled" && c.TransportError != "" {
			excluded++
			t.Logf("excluded %s: says that another of botocore's checkers answers; that one's case is run", name)
			continue
		}
		ok := t.Run(name, func(t *testing.T) {
			service, op := sqs.Service, sqs.ListQueues
			if c.Checker == "modeled" {
				service, op = modeledErrors(t)
			}
			a := answer{status: c.Status, body: `{"__type":"` + c.ErrorCode + `"}`}
			if c.TransportError != "" {
				a = answer{err: transportError(c.TransportError)}
			}
			cl, s := client(t, service, a)
			cl.TuneRetries(-1, 0, 0)
			_, err := cl.Call(t.Context(), op, nil)
			got := len(s.sent) > 1
			if c.Checker == "throttling" {
				got = isThrottle(err)
			}
			if c.Checker == "transient" && !c.Retryable && isThrottle(err) {
				return // another checker's
			}
			if got != c.Retryable {
				t.Errorf("%v, want %v: %v", got, c.Retryable, err)
			}
		})
		if ok {
			passed++
		}
	}
	t.Logf("retries/classification.json: %d passed, %d excluded", passed, excluded)
}

// isThrottle reports an error that throttles.
func isThrottle(err error) bool {
	e, ok := errors.AsType[*lite.Error](err)
	return ok && e.Throttling()
}

func TestConformanceSpecialConditions(t *testing.T) {
	type special struct {
		Service, ErrorCode, Body string
		Status                   int
		Headers                  map[string]string
		Retryable                bool
	}
	list := cases[[]special](t, testkit.Conformance(t, "retries"), "special-conditions.json")
	if len(list) != 7 {
		t.Errorf("%d cases", len(list))
	}
	for _, c := range list {
		t.Run(c.Service+" "+c.ErrorCode+c.Headers["x-amz-crc32"], func(t *testing.T) {
			var header wire.HeaderList
			for name, value := range c.Headers {
				header = append(header, wire.Header{Name: name, Value: value})
			}
			if c.ErrorCode == "" { // the body is none of the service's
				name := map[string]string{"dynamodb": "DynamoDB", "not-dynamodb": "SQS"}[c.Service]
				if lite.CRCFits(name, header, []byte(c.Body)) == c.Retryable {
					t.Errorf("want %v", c.Retryable)
				}
				return
			}
			service, op, body := sts.Service, sts.GetCallerIdentity, `<ErrorResponse><Error><Code>`+c.ErrorCode+`</Code></Error></ErrorResponse>`
			if c.Service == "not-sts" {
				service, op, body = sqs.Service, sqs.ListQueues, `{"__type":"`+c.ErrorCode+`"}`
			}
			cl, s := client(t, service, answer{status: c.Status, body: body})
			cl.TuneRetries(-1, 0, 0)
			if _, err := cl.Call(t.Context(), op, nil); len(s.sent) > 1 != c.Retryable {
				t.Errorf("%d attempts: %v", len(s.sent), err)
			}
		})
	}
}

// TestConformanceClientRetries runs whole clients. Botocore's legacy mode is
// played by the standard one with its number of attempts.
func TestConformanceClientRetries(t *testing.T) {
	clientcase.Run(t, clientcase.Suite{
		File: "retries/client-retry-cases.json",
		Configure: func(n *clientcase.NewClient, c *lite.Config) {
			options, _ := n.Config["retries"].(map[string]any)
			if defaults, ok := n.DefaultClientConfig["retries"].(map[string]any); ok && options == nil {
				options = defaults
			}
			set := options["max_attempts"] != nil || options["total_max_attempts"] != nil
			switch {
			case options["mode"] == "standard" || options["mode"] == "adaptive":
				if !set {
					c.MaxAttempts = 0
				}
			case !set && n.Service == "dynamodb":
				c.MaxAttempts = 10
			}
		},
	})
}
