package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/lite"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// spans make a span of each call.
func spans(tracer trace.Tracer) lite.Hooks {
	return lite.Hooks{
		Begin: func(ctx context.Context, c *lite.CallInfo) context.Context {
			ctx, _ = tracer.Start(ctx, c.Service+"."+c.Operation, trace.WithSpanKind(trace.SpanKindClient))
			return ctx
		},
		End: func(ctx context.Context, e *lite.EndInfo) {
			if e.Err != nil {
				trace.SpanFromContext(ctx).SetStatus(codes.Error, e.Err.Error())
			}
			trace.SpanFromContext(ctx).End()
		},
	}
}

// details add attributes and the attempts. Names are those of OpenTelemetry's
// "Semantic conventions for AWS SDK client spans".
func details() lite.Hooks {
	return lite.Hooks{
		Begin: func(ctx context.Context, c *lite.CallInfo) context.Context {
			trace.SpanFromContext(ctx).SetAttributes(attribute.String("rpc.system", "aws-api"), attribute.String("rpc.service", c.Service),
				attribute.String("rpc.method", c.Operation), attribute.String("cloud.region", c.Region))
			return ctx
		},
		Attempt: func(ctx context.Context, a *lite.AttemptInfo) {
			id := string([]byte(a.RequestID)) // a copy: the hook's lives no longer than the hook
			trace.SpanFromContext(ctx).AddEvent("attempt", trace.WithAttributes(
				attribute.Int("http.response.status_code", a.Status), attribute.String("aws.request_id", id)))
		},
	}
}
