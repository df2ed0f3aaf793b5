package main

import (
	"context"
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	ctx := context.Background()
	exporter, err := stdouttrace.New(stdouttrace.WithPrettyPrint())
	if err != nil {
		fail(err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter))
	client := lite.New(sts.Service, lite.Config{Hooks: lite.JoinHooks(spans(provider.Tracer("telemetry")), details())})
	out, err := client.Call(ctx, sts.GetCallerIdentity, nil)
	provider.Shutdown(ctx)
	if err != nil {
		fail(err)
	}
	fmt.Println(out.Get("Arn"))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
