package lite_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

type spanKey struct{}

func TestHooks(t *testing.T) {
	var seen []string
	note := func(format string, args ...any) { seen = append(seen, fmt.Sprintf(format, args...)) }
	s := &stub{answers: []answer{down, {status: 200, body: "{}", header: []wire.Header{{Name: "X-Amzn-RequestId", Value: "R"}, {Name: "X-Seen", Value: "yes"}}}}}
	cfg := config(s)
	cfg.Hooks = lite.Hooks{
		Begin: func(ctx context.Context, c *lite.CallInfo) context.Context {
			note("begin %s.%s %s %t %s", c.Service, c.Operation, c.Region, c.Op == sqs.SendMessage, c.Params.Lookup("MessageBody").Str())
			return context.WithValue(ctx, spanKey{}, "span")
		},
		Build: func(ctx context.Context, c *lite.CallInfo) error {
			note("build %s https://%s%s %v", c.Method, c.Host, c.Path, ctx.Value(spanKey{}))
			return c.SetHeader("x-tenant", "seven")
		},
		Attempt: func(ctx context.Context, a *lite.AttemptInfo) {
			note("attempt %d: %d %s %v again %t %v", a.Number, a.Status, a.RequestID, a.Err != nil, a.Again, a.ResponseHeader("x-seen"))
		},
		End: func(ctx context.Context, e *lite.EndInfo) {
			note("end %d %v %t %v", e.Attempts, e.Err, e.Output != nil, ctx.Value(spanKey{}))
		},
	}
	c := lite.New(sqs.Service, cfg)
	c.TuneRetries(-1, 0, 0)
	if _, err := c.Call(t.Context(), sqs.SendMessage, lite.Map{"QueueUrl": "q", "MessageBody": "m"}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"begin SQS.SendMessage eu-west-1 true m",
		"build POST https://sqs.eu-west-1.amazonaws.com/ span",
		"attempt 1: 503  true again true ",
		"attempt 2: 200 R false again false yes",
		"end 2 <nil> true span",
	}
	if !slices.Equal(seen, want) {
		t.Errorf("%q\nwant %q", seen, want)
	}
	for i, r := range s.sent {
		if r.header["x-tenant"] != "seven" || !strings.Contains(r.header["authorization"], ";x-tenant,") {
			t.Errorf("attempt %d: %v", i+1, r.header)
		}
	}
}

func TestHookVeto(t *testing.T) {
	s := &stub{answers: []answer{ok("{}")}}
	cfg := config(s)
	forbidden := errors.New("deletes are forbidden here")
	ended := 0
	cfg.Hooks = lite.Hooks{
		Build: func(_ context.Context, c *lite.CallInfo) error {
			if strings.HasPrefix(c.Operation, "Delete") {
				return forbidden
			}
			return nil
		},
		End: func(context.Context, *lite.EndInfo) { ended++ },
	}
	c := lite.New(dynamodb.Service, cfg)
	_, err := c.Call(t.Context(), dynamodb.DeleteTable, lite.Map{"TableName": "t"})
	if e, is := errors.AsType[*lite.CallError](err); !is || e.Step != "hook" || !errors.Is(err, forbidden) || len(s.sent) != 0 || ended != 1 {
		t.Error(err, len(s.sent), ended)
	}
	if _, err := c.Call(t.Context(), dynamodb.ListTables, nil); err != nil || ended != 2 {
		t.Error(err)
	}
}

func TestHookHeaders(t *testing.T) {
	for _, h := range []struct {
		name, value string
		ok          bool
	}{
		{"x-trace", "1;2", true}, {"x-trace", "a\r\nx: y", false}, {"x-trace", "a\x00", false}, {"X-Trace", "1", false}, {"", "1", false}, {"a b", "1", false},
		{"authorization", "x", false}, {"host", "x", false}, {"content-length", "1", false}, {"x-amz-date", "1", false},
	} {
		cfg := config(&stub{answers: []answer{ok("{}")}})
		cfg.Hooks.Build = func(_ context.Context, c *lite.CallInfo) error { return c.SetHeader(h.name, h.value) }
		if _, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil); (err == nil) != h.ok {
			t.Errorf("%q: %q: %v", h.name, h.value, err)
		}
	}
	cfg := config(&stub{answers: []answer{ok("{}")}})
	var early, late error
	cfg.Hooks.Begin = func(ctx context.Context, c *lite.CallInfo) context.Context {
		early = c.SetHeader("x-a", "1")
		return ctx
	}
	cfg.Hooks.Attempt = func(_ context.Context, a *lite.AttemptInfo) { late = a.SetHeader("x-a", "1") }
	if _, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil); err != nil || early == nil || late == nil {
		t.Error(err, early, late)
	}
}

func TestJoinHooks(t *testing.T) {
	var seen []string
	named := func(name string) lite.Hooks {
		return lite.Hooks{
			Begin: func(ctx context.Context, _ *lite.CallInfo) context.Context {
				seen = append(seen, name+" begin")
				return ctx
			},
			Build:   func(context.Context, *lite.CallInfo) error { seen = append(seen, name+" build"); return nil },
			Attempt: func(context.Context, *lite.AttemptInfo) { seen = append(seen, name+" attempt") },
			End:     func(context.Context, *lite.EndInfo) { seen = append(seen, name+" end") },
		}
	}
	cfg := config(&stub{answers: []answer{ok("{}")}})
	cfg.Hooks = lite.JoinHooks(named("a"), lite.Hooks{}, named("b"))
	if _, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, ", "); got != "a begin, b begin, a build, b build, b attempt, a attempt, b end, a end" {
		t.Error(got)
	}
}

// TestHookAllocs: an Attempt hook adds nothing to a call, and End one block.
func TestHookAllocs(t *testing.T) {
	for name, want := range map[string]float64{"attempt": 20, "end": 21} {
		t.Run(name, func(t *testing.T) {
			cfg := instantConfig(item)
			n := 0
			if name == "attempt" {
				cfg.Hooks.Attempt = func(context.Context, *lite.AttemptInfo) { n++ }
			} else {
				cfg.Hooks.End = func(context.Context, *lite.EndInfo) { n++ }
			}
			db := lite.New(dynamodb.Service, cfg)
			params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "7"}}}
			testkit.WantAllocs(t, want, func() {
				out, err := db.Call(t.Context(), dynamodb.GetItem, params)
				if err != nil {
					t.Fatal(err)
				}
				out.Release()
			})
			if n == 0 {
				t.Error("the hook did not run")
			}
		})
	}
}

// Tracer and Span have the shape of OpenTelemetry's trace API, of which this
// module needs no copy.
type (
	Tracer interface {
		Start(ctx context.Context, name string) (context.Context, Span)
	}
	Span interface {
		SetAttribute(key string, value any)
		RecordError(err error)
		End()
	}
)

// Tracing is all that tracing needs: a span around every call, and an event's
// worth of attributes from each attempt.
func Tracing(tracer Tracer) lite.Hooks {
	type key struct{}
	return lite.Hooks{
		Begin: func(ctx context.Context, c *lite.CallInfo) context.Context {
			ctx, span := tracer.Start(ctx, c.Service+"."+c.Operation)
			span.SetAttribute("rpc.system", "aws-api")
			return context.WithValue(ctx, key{}, span)
		},
		End: func(ctx context.Context, e *lite.EndInfo) {
			span := ctx.Value(key{}).(Span)
			span.SetAttribute("aws.attempts", e.Attempts)
			if e.Err != nil {
				span.RecordError(e.Err)
			}
			span.End()
		},
	}
}

// A span around every call, in ten lines: Tracing above with OpenTelemetry's
// Tracer in place of the one here.
func ExampleHooks() {
	cfg := config(&stub{answers: []answer{ok("{}")}})
	cfg.Hooks = Tracing(printer{})
	lite.New(sqs.Service, cfg).Call(context.Background(), sqs.ListQueues, nil)
	// Output:
	// start SQS.ListQueues
	// rpc.system = aws-api
	// aws.attempts = 1
	// end
}

type printer struct{}

func (p printer) Start(ctx context.Context, name string) (context.Context, Span) {
	fmt.Println("start", name)
	return ctx, p
}
func (printer) SetAttribute(key string, value any) { fmt.Println(key, "=", value) }
func (printer) RecordError(err error)              { fmt.Println("error", err) }
func (printer) End()                               { fmt.Println("end") }
