package lite

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// endpoint is where calls go and how they may be signed: the result of the
// rules, taken apart. Calls share it, so it never changes.
type endpoint struct {
	scheme, host, basePath string

	schemes    [maxSchemes]authScheme // in the order of preference
	numSchemes int
	headers    [maxEndpointHeaders]endpointHeader
	numHeaders int
}

// endpointHeader is a wire.Header that nobody compares.
type endpointHeader struct {
	_           notCompared
	name, value string
}

// More than the rules of any service give; what is beyond is dropped, or an
// error in the case of headers.
const (
	maxSchemes         = 4
	maxEndpointHeaders = 4
)

// take makes e of the rules' result. Its strings are views of from.
func (e *endpoint) take(from *rules.Endpoint, c *Client) error {
	*e = endpoint{}
	if !e.split(from.URL) {
		return errEndpointURL
	}
	if c.settings.PlainHTTP && c.settings.Endpoint == "" {
		e.scheme = "http"
	}
	for i := range from.Headers() {
		if i == maxEndpointHeaders {
			return errEndpointHeaders
		}
		name, value := from.Header(i)
		e.headers[i].name, e.headers[i].value = strings.ToLower(name), value
		e.numHeaders++
	}
	e.chooseAuth(from, c)
	return nil
}

// split takes a URL apart: scheme, host with port, path without a slash at its end.
func (e *endpoint) split(url string) bool {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok || scheme != "https" && scheme != "http" {
		return false
	}
	host, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	if !isHost(host) || strings.ContainsAny(path, "?# \r\n\t\\") {
		return false
	}
	e.scheme, e.host, e.basePath = scheme, strings.ToLower(host), trimSlashes(path)
	if scheme == "https" {
		e.host = strings.TrimSuffix(e.host, ":443")
	} else {
		e.host = strings.TrimSuffix(e.host, ":80")
	}
	return true
}

// trimSlashes is the path without slashes at its end. strings.TrimRight would add
// 1 KB for other alphabets.
func trimSlashes(path string) string {
	for strings.HasSuffix(path, "/") {
		path = path[:len(path)-1]
	}
	return path
}

// isHost reports whether s may stand between "//" and the path: a name or an
// address, in brackets if it is of IPv6, and perhaps a port. Labels are 63 bytes
// long at most, the whole 255 (RFC 1123).
func isHost(s string) bool {
	name, port, hasPort := s, "", false
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return false
		}
		name = s[1:end]
		port, hasPort = strings.CutPrefix(s[end+1:], ":")
		if !hasPort && s[end+1:] != "" || !isAddress6(name) {
			return false
		}
	} else if name, port, hasPort = strings.Cut(s, ":"); !isHostName(name) {
		return false
	}
	return !hasPort || isPort(port)
}

func isPort(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || len(s) > 5 {
			return false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n > 0 && n < 1<<16
}

func isAddress6(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; (c < 'a' || c > 'f') && (s[i] < '0' || s[i] > '9') && s[i] != ':' && s[i] != '.' {
			return false
		}
	}
	return strings.IndexByte(s, ':') >= 0 && len(s) <= 45
}

func isHostName(s string) bool {
	if s == "" || len(s) > 255 {
		return false
	}
	label := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			if label == 0 {
				return false
			}
			label = 0
			continue
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return false
		}
		if label++; label > 63 {
			return false
		}
	}
	return true
}

// kept is a copy of e with strings of its own, and the key as a string: two
// blocks of memory.
func (e *endpoint) kept(key []byte) (*endpoint, string) {
	n := len(key)
	e.strings(func(s *string) { n += len(*s) })
	buffer := append(make([]byte, 0, n), key...)
	copied := new(endpoint)
	*copied = *e
	copied.strings(func(s *string) {
		from := len(buffer)
		buffer = append(buffer, *s...)
		*s = viewBytes(buffer[from:])
	})
	return copied, viewBytes(buffer[:len(key)])
}

// strings calls f with each string of e.
func (e *endpoint) strings(f func(*string)) {
	f(&e.scheme)
	f(&e.host)
	f(&e.basePath)
	for i := range e.numSchemes {
		f(&e.schemes[i].region)
		f(&e.schemes[i].service)
	}
	for i := range e.numHeaders {
		f(&e.headers[i].name)
		f(&e.headers[i].value)
	}
}
