package lite

import (
	"os"
	"runtime"
	"strings"
)

// Version is the library's version, as services see it.
const Version = "0.1.0"

// userAgent is the User-Agent header. Source: AWS SDKs, "User agent 2.1":
// components in a fixed order, values without blanks.
func userAgent(app string) string {
	b := make([]byte, 0, 128)
	b = append(b, "tucuxi/"+Version+" ua/2.1 os/"+runtime.GOOS+" md/arch#"+runtime.GOARCH+" lang/go#"...)
	b = appendToken(b, strings.TrimPrefix(runtime.Version(), "go"))
	if env := os.Getenv("AWS_EXECUTION_ENV"); env != "" {
		b = appendToken(append(b, " exec-env/"...), env)
	}
	if app != "" {
		b = appendToken(append(b, " app/"...), app)
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
// that loops are detected; empty outside Lambda, or where it is no header value.
func traceHeader() string {
	if os.Getenv("AWS_LAMBDA_FUNCTION_NAME") == "" {
		return ""
	}
	trace := os.Getenv("_X_AMZN_TRACE_ID")
	for i := 0; i < len(trace); i++ {
		if trace[i] <= ' ' || trace[i] >= 0x7f {
			return ""
		}
	}
	return trace
}
