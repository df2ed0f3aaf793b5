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
// that loops are detected; empty outside Lambda. Characters that it should not
// have are percent-encoded.
func traceHeader() string {
	if os.Getenv("AWS_LAMBDA_FUNCTION_NAME") == "" {
		return ""
	}
	trace := os.Getenv("_X_AMZN_TRACE_ID")
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
