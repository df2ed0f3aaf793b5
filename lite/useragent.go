package lite

import (
	"context"
	"os"
	"runtime"
	"strings"
)

// Version is the library's version, as services see it.
const Version = "0.1.0"

// userAgent is the User-Agent header: library, version of the format, system,
// language, execution environment, ids of features, retry mode, id of the program.
//
// Source: AWS SDKs, "User agent 2.1": components in this order, values without
// blanks.
func userAgent(ids string, mode RetryMode, s *settings) string {
	b := make([]byte, 0, 192)
	b = append(b, "tucuxi/"+Version+" ua/2.1 os/"...)
	switch runtime.GOOS {
	case "linux", "windows", "android", "ios":
		b = append(b, runtime.GOOS...)
	case "darwin":
		b = append(b, "macos"...)
	default:
		b = append(b, "other md/"+runtime.GOOS...)
	}
	b = appendRelease(b)
	b = append(b, " md/arch#"+runtime.GOARCH+" lang/go#"...)
	b = appendToken(b, strings.TrimPrefix(runtime.Version(), "go"))
	if env := os.Getenv("AWS_EXECUTION_ENV"); env != "" {
		b = appendToken(append(b, " exec-env/"...), env)
	}
	if ids != "" {
		b = append(append(b, " m/"...), ids...)
	}
	switch mode {
	case RetryAdaptive:
		b = append(b, " cfg/retry-mode#adaptive"...)
	case RetryStandard, Retry2026:
		b = append(b, " cfg/retry-mode#standard"...)
	}
	if s.EndpointDiscovery == On {
		b = append(b, " cfg/endpoint-discovery"...)
	}
	if s.AppID != "" {
		b = appendToken(append(b, " app/"...), s.AppID)
	}
	return string(b)
}

// appendToken appends s with the characters that the header does not allow as
// hyphens.
func appendToken(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte("!$%&'*+-.^_`|~,", c) < 0 {
			c = '-'
		}
		dst = append(dst, c)
	}
	return dst
}

// traceHeader is the trace id of the Lambda invocation, which calls pass on so
// that loops are detected; empty outside Lambda. It is the one that the context
// has from aws-lambda-go, else the process's, which there is only where invocations
// come one after the other (not on Lambda Managed Instances). Characters that it should not
// have are percent-encoded.
func traceHeader(ctx context.Context) string {
	if os.Getenv("AWS_LAMBDA_FUNCTION_NAME") == "" {
		return ""
	}
	trace, _ := ctx.Value("x-amzn-trace-id").(string)
	if trace == "" {
		trace = os.Getenv("_X_AMZN_TRACE_ID")
	}
	for i := 0; i < len(trace); i++ {
		if !isTrace(trace[i]) {
			return escapedTrace(trace)
		}
	}
	return trace
}

func escapedTrace(trace string) string {
	const digits = "0123456789ABCDEF"
	b := make([]byte, 0, len(trace)+16)
	for i := 0; i < len(trace); i++ {
		if c := trace[i]; isTrace(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}

// isTrace reports the characters of trace ids that go as they are.
func isTrace(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("._~-=;:+&[]{}\"',", c) >= 0
}
