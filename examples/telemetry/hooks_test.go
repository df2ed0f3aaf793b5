package main

import (
	"errors"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// TestHooks: a call is a span of its own below the caller's, an attempt an
// event, an error its status.
func TestHooks(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder))
	tracer := provider.Tracer("test")
	db := litetest.New(t, dynamodb.Service, lite.Config{Hooks: lite.JoinHooks(spans(tracer), details())})
	db.On(dynamodb.DescribeTable).
		Fault(litetest.Throttled()).Answer(lite.Map{"Table": lite.Map{"TableStatus": "ACTIVE"}}).
		Fail(dynamodb.ErrResourceNotFoundException, "no such table")

	ctx, parent := tracer.Start(t.Context(), "parent")
	if _, err := db.Client.Call(ctx, dynamodb.DescribeTable, lite.Map{"TableName": "t"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Client.Call(ctx, dynamodb.DescribeTable, lite.Map{"TableName": "x"}); !errors.Is(err, dynamodb.ErrResourceNotFoundException) {
		t.Fatal(err)
	}
	ended := recorder.Ended()
	if len(ended) != 2 {
		t.Fatalf("%d spans", len(ended))
	}
	for i, want := range []struct {
		status   codes.Code
		statuses []int64
	}{{codes.Unset, []int64{400, 200}}, {codes.Error, []int64{400}}} {
		s := ended[i]
		if s.Name() != "DynamoDB.DescribeTable" || s.SpanKind() != trace.SpanKindClient || s.Parent().SpanID() != parent.SpanContext().SpanID() || s.Status().Code != want.status {
			t.Errorf("%d: %s %v, %v", i, s.Name(), s.SpanKind(), s.Status())
		}
		set := attribute.NewSet(s.Attributes()...)
		if v, _ := set.Value("rpc.method"); v.AsString() != "DescribeTable" {
			t.Errorf("%d: %v", i, s.Attributes())
		}
		if v, _ := set.Value("cloud.region"); v.AsString() != "us-east-1" {
			t.Errorf("%d: %v", i, s.Attributes())
		}
		var statuses []int64
		for _, e := range s.Events() {
			if e.Name == "attempt" {
				statuses = append(statuses, e.Attributes[0].Value.AsInt64())
			}
		}
		if len(statuses) != len(want.statuses) || statuses[0] != want.statuses[0] {
			t.Errorf("%d: attempts %v, want %v", i, statuses, want.statuses)
		}
	}
}
