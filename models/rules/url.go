package rules

import "strings"

// parseURL cuts an endpoint URL into its parts; the flag is that of isIp. By the
// specification it is none unless it is http or https, without query, with a port
// from 0 to 65535 if any (Smithy, "parseURL function"). It fails for what must not
// get into a request line or a Host field: user information, a fragment, a missing
// host, anything but visible ASCII. Null would have many rule sets ignore the
// endpoint and call AWS.
func (m *machine) parseURL(to *[URLSlots]slot, s string) (ok bool, flags uint64) {
	scheme := "https://"
	if len(s) > 4 && s[4] == ':' {
		scheme = "http://"
	}
	if len(s) < len(scheme) || strings.IndexByte(s, '?') >= 0 {
		return false, 0
	}
	for i := range len(scheme) {
		if c := s[i]; c != scheme[i] && (c < 'A' || c|0x20 != scheme[i]) {
			return false, 0
		}
	}
	rest := s[len(scheme):]
	i, end, colon, level := 0, len(rest), len(rest), levelHost
	if strings.HasPrefix(rest, "[") {
		if i = strings.IndexByte(rest, ']') + 1; i < 2 || !isIPv6(rest[1:i-1]) {
			m.fail(ErrUnsafe)
		}
		flags = 1
	}
	address := i
	for ; i < len(rest); i++ {
		c := rest[i]
		switch {
		case level == levelPath:
		case c == ':':
			colon = min(colon, i)
			continue
		case c == '/':
			end, level = i, levelPath
			continue
		}
		if c >= 0x7f || class[c]>>levelShift >= level {
			m.fail(ErrUnsafe)
		}
	}
	host := min(colon, end)
	if host == 0 || flags > 0 && host != address {
		m.fail(ErrUnsafe)
	}
	if isIPv4(rest[:host], 999) {
		flags = 1
	}
	port := 0
	for i = host + 1; i < end; i++ {
		if port = port*10 + int(rest[i]-'0'); !isDigit(rest[i]) || port > 65535 {
			return false, 0
		}
	}
	to[URLScheme].text = scheme[:len(scheme)-len("://")]
	to[URLAuthority].text = rest[:end]
	to[URLPath].text = rest[end:]
	to[URLNormalizedPath].text = m.normalizePath(rest[end:])
	return true, flags | 1<<2
}

// normalizePath is path with a slash at both ends, without empty and dot
// segments (RFC 3986, section 5.2.4), with bytes that no path may hold encoded.
func (m *machine) normalizePath(path string) string {
	start := len(m.e.buf)
	for path != "" {
		var segment string
		segment, path, _ = strings.Cut(path, "/")
		switch segment {
		case "", ".":
		case "..":
			done := m.e.buf[start:]
			m.e.buf = m.e.buf[:start+max(0, strings.LastIndexByte(view(done), '/'))]
		default:
			m.append("/")
			m.encode(segment, inPath)
		}
	}
	m.append("/")
	return view(m.e.buf[start:])
}
