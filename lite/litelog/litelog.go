// Package litelog logs the attempts of a client's calls with log/slog.
//
//	db := lite.New(dynamodb.Service, lite.Config{Hooks: litelog.Hooks(slog.Default(), litelog.Options{})})
//
// It is a package of its own because a program that links log/slog also links
// fmt, reflect and encoding/json: about 300 KB that others need not carry.
//
// Params and bodies are never logged, nor the values of headers that carry
// secrets: authorization, session tokens, cookies, customer keys.
package litelog

import (
	"context"
	"log/slog"

	"github.com/tucuxi-go/tucuxi/lite"
)

// Options say what is logged. The zero Options log every attempt without its
// headers.
type Options struct {
	// Level is that of attempts that succeed. Default: slog.LevelInfo; those that
	// fail are warnings.
	Level slog.Level

	// Request adds path and headers of the request. Names of objects and queues
	// stand in paths.
	Request bool
}

// Hooks are hooks that log to l, or to slog.Default() if l is nil. One line is
// one attempt.
func Hooks(l *slog.Logger, o Options) lite.Hooks {
	return lite.Hooks{Attempt: func(ctx context.Context, a *lite.AttemptInfo) {
		logger, level := l, o.Level
		if logger == nil {
			logger = slog.Default()
		}
		if a.Err != nil {
			level = slog.LevelWarn
		}
		if logger.Enabled(ctx, level) {
			logger.LogAttrs(ctx, level, "aws attempt", attributes(a, o)...)
		}
	}}
}

// attributes are those of an attempt. Texts are copied: handlers may keep them.
func attributes(a *lite.AttemptInfo, o Options) []slog.Attr {
	list := []slog.Attr{
		slog.String("service", a.Service), slog.String("operation", a.Operation), slog.String("region", a.Region),
		slog.Int("attempt", a.Number), slog.Duration("took", a.Took),
		slog.String("method", text(a.Method)), slog.String("host", text(a.Host)),
	}
	if a.Status != 0 {
		list = append(list, slog.Int("status", a.Status))
	}
	if a.RequestID != "" {
		list = append(list, slog.String("requestID", text(a.RequestID)))
	}
	if a.Err != nil {
		list = append(list, slog.String("error", a.Err.Error()))
	}
	if a.Again {
		list = append(list, slog.Duration("wait", a.Wait))
	}
	if o.Request {
		var headers []any
		for name, value := range a.RequestHeaders {
			headers = append(headers, slog.String(text(name), text(value)))
		}
		list = append(list, slog.String("path", text(a.Path)), slog.Group("headers", headers...))
	}
	return list
}

// text is a copy of a text that lives no longer than the hook.
func text(s string) string { return string([]byte(s)) }
