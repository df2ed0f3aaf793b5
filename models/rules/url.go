package rules

import "strings"

// verdict is what parseURL says of a text.
type verdict uint8

const (
	notURL verdict = iota // null: the rules decide what that means
	okURL
	unsafeURL // an error: null would have many rule sets ignore the endpoint and call AWS
)

// splitURL cuts an endpoint URL into its parts. By the specification it is none
// unless it is http or https, without query, with a port from 0 to 65535 if any
// (Smithy, "parseURL function"). What must not get into a request line or a
// Host field is unsafe: user information, a fragment, a missing host, anything
// but visible ASCII.
func splitURL(s string) (scheme, authority, path string, v verdict) {
	head, rest, found := strings.Cut(s, "://")
	switch {
	case found && strings.EqualFold(head, "https"):
		scheme = "https"
	case found && strings.EqualFold(head, "http"):
		scheme = "http"
	default:
		return "", "", "", notURL
	}
	if strings.IndexByte(rest, '?') >= 0 {
		return "", "", "", notURL
	}
	for i := range len(rest) {
		if c := rest[i]; c <= ' ' || c >= 0x7f || c == '#' || c == '\\' {
			return "", "", "", unsafeURL
		}
	}
	authority = rest
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	host, port := splitPort(authority)
	switch {
	case !validHost(host) || strings.ContainsAny(authority, "@%"):
		return "", "", "", unsafeURL
	case !validPort(port):
		return "", "", "", notURL
	}
	return scheme, authority, path, okURL
}

// validHost: a name, or an address, in brackets if it is an IPv6 one. That a
// name consists of host labels is not checked: that is up to the rules.
func validHost(s string) bool {
	if s == "" || s[0] == '[' {
		return isIP(s)
	}
	return !strings.ContainsAny(s, "[]")
}

// validPort: nothing, or a colon and a number up to 65535, or nothing after it.
func validPort(s string) bool {
	n := 0
	for i := 1; i < len(s); i++ {
		if n = n*10 + int(s[i]-'0'); !isDigit(s[i]) || n > 65535 {
			return false
		}
	}
	return true
}

// splitPort cuts the port with its colon off an authority: at the first colon,
// or after the bracket.
func splitPort(s string) (host, port string) {
	i := strings.IndexByte(s, ':')
	if strings.HasPrefix(s, "[") {
		if end := strings.IndexByte(s, ']'); end+1 < len(s) && s[end+1] == ':' {
			i = end + 1
		} else {
			i = -1
		}
	}
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// isIP: an IPv4 address, or an IPv6 address in brackets.
func isIP(host string) bool {
	if len(host) < 2 || host[0] != '[' || host[len(host)-1] != ']' {
		return isIPv4(host)
	}
	return isIPv6(host[1 : len(host)-1])
}

// urlAttr is an attribute of the URL s, which splitURL accepted.
func (m *machine) urlAttr(s string, attr int) value {
	scheme, authority, path, _ := splitURL(s)
	switch attr {
	case AttrScheme:
		return stringValue(scheme)
	case AttrAuthority:
		return stringValue(authority)
	case AttrPath:
		return stringValue(path)
	case AttrNormalizedPath:
		return stringValue(m.normalizePath(path))
	}
	host, _ := splitPort(authority)
	return boolValue(isIP(host))
}

// normalizePath is path with a slash at both ends, without empty and dot
// segments (RFC 3986, section 5.2.4), with bytes that no path may hold encoded.
func (m *machine) normalizePath(path string) string {
	if path == "" || path == "/" {
		return "/"
	}
	if path[len(path)-1] == '/' && !strings.Contains(path, "//") && !strings.Contains(path, "/.") && cleanPath(path) {
		return path
	}
	start := len(m.out.buf)
	for rest := path; rest != ""; {
		var segment string
		segment, rest, _ = strings.Cut(rest, "/")
		switch segment {
		case "", ".":
		case "..":
			done := m.out.buf[start:]
			m.out.buf = m.out.buf[:start+max(0, strings.LastIndexByte(view(done), '/'))]
		default:
			m.append("/")
			m.encode(segment, inPath)
		}
	}
	m.append("/")
	return view(m.out.buf[start:len(m.out.buf):len(m.out.buf)])
}

func cleanPath(s string) bool {
	for i := range len(s) {
		if !inPath(s[i]) && s[i] != '/' {
			return false
		}
	}
	return true
}

// inPath: pchar of RFC 3986, section 3.3, and '%' of what is encoded already.
func inPath(c byte) bool {
	return unreserved(c) || strings.IndexByte("!$&'()*+,;=:@%", c) >= 0
}
