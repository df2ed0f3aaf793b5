package rules

import "strings"

// parseURL cuts an endpoint URL into its parts; the flag is that of isIp. By the
// specification it is none unless it is http or https, without query, with a port
// from 0 to 65535 if any (Smithy, "parseURL function"). It fails for what must not
// get into a request line or a Host field: user information, a fragment, a missing
// host, anything but visible ASCII. Null would have many rule sets ignore the
// endpoint and call AWS.
func (e *Endpoint) parseURL(to *[URLSlots]slot, s string) (ok bool, flags uint64) {
	head, rest, found := strings.Cut(s, "://")
	scheme := "https"
	if len(head) == len("http") {
		scheme = "http"
	}
	if !found || len(head) != len(scheme) || strings.IndexByte(rest, '?') >= 0 {
		return false, 0
	}
	for i := range len(head) {
		if head[i]|0x20 != scheme[i] {
			return false, 0
		}
	}
	end, level := len(rest), levelHost
	for i := range len(rest) {
		c := rest[i]
		if c == '/' && level == levelHost {
			end, level = i, levelPath
		} else if c >= 0x7f || class[c]>>levelShift >= level {
			e.fail(ErrUnsafe)
		}
	}
	host, path := rest[:end], rest[end:]
	to[URLScheme].text, to[URLAuthority].text, to[URLPath].text = scheme, host, path

	colon := strings.IndexByte(host, ':')
	bracket := strings.IndexByte(host, ']') + 1
	if strings.HasPrefix(host, "[") {
		colon = bracket
		if bracket == len(host) || host[bracket] != ':' {
			colon = -1
		}
	}
	ok = true
	if colon >= 0 {
		port := 0
		for i := colon + 1; i < len(host) && ok; i++ {
			port = port*10 + int(host[i]-'0')
			ok = isDigit(host[i]) && port <= 65535
		}
		host = host[:colon]
	}
	ip := isIPv4(host, 999)
	if strings.HasPrefix(host, "[") {
		ip = bracket == len(host) && isIPv6(host[1:bracket-1])
		if !ip {
			host = ""
		}
	} else if bracket > 0 || strings.IndexByte(host, '[') >= 0 {
		host = ""
	}
	if host == "" {
		e.fail(ErrUnsafe)
	}
	to[URLNormalizedPath].text = e.normalizePath(path)
	if ip {
		return ok, 1<<2 | 1
	}
	return ok, 1 << 2
}

// normalizePath is path with a slash at both ends, without empty and dot
// segments (RFC 3986, section 5.2.4), with bytes that no path may hold encoded.
func (e *Endpoint) normalizePath(path string) string {
	start := len(e.buf)
	for path != "" {
		var segment string
		segment, path, _ = strings.Cut(path, "/")
		switch segment {
		case "", ".":
		case "..":
			done := e.buf[start:]
			e.buf = e.buf[:start+max(0, strings.LastIndexByte(view(done), '/'))]
		default:
			e.append("/")
			e.encode(segment, inPath)
		}
	}
	e.append("/")
	return view(e.buf[start:])
}
