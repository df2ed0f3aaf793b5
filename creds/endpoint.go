package creds

import (
	"net/netip"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
)

// containerURL is the URL that the variables name.
func containerURL(get environ.Lookup) (string, error) {
	if path := get.Value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); path != "" {
		if path[0] != '/' || !target(path) { // else "@host" or ".host" would become part of the authority
			return "", &Error{Source: "container", Reason: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path that begins with /"}
		}
		return "http://169.254.170.2" + path, nil
	}
	url := get.Value("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	if url == "" {
		return "", &NotConfigured{Source: "container",
			Reason: "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set"}
	}
	if reason := checkFullURI(url); reason != "" {
		return "", &Error{Source: "container", Reason: "AWS_CONTAINER_CREDENTIALS_FULL_URI " + reason}
	}
	return url, nil
}

// checkFullURI says what is wrong with the URL, or "".
//
// It takes less than RFC 3986 does, so that no URL parser further on can see
// another host in it: lower-case scheme, no user, no escapes in the host, no fragment.
func checkFullURI(url string) (problem string) {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok || scheme != "http" && scheme != "https" {
		return "does not begin with http:// or https://"
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, ip, ok := splitAuthority(rest[:end])
	if !ok {
		return "has no host, or one that is not understood"
	}
	if !target(rest[end:]) {
		return "has a character that has no place in a URL"
	}
	if scheme == "http" && !allowedHost(host, ip) {
		return "is http and its host is neither a loopback address nor one of localhost, 169.254.170.2, 169.254.170.23, fd00:ec2::23"
	}
	return ""
}

// splitAuthority reads host and port (RFC 3986, section 3.2). ip is the address
// that the host is, if it is one; the port is checked and dropped.
func splitAuthority(s string) (host string, ip netip.Addr, ok bool) {
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return "", ip, false
		}
		host = s[1:end]
		ip, err := netip.ParseAddr(host)
		if err != nil || !ip.Is6() || ip.Zone() != "" || !port(s[end+1:]) {
			return "", ip, false
		}
		return host, ip.Unmap(), true
	}
	end := strings.IndexByte(s, ':')
	if end < 0 {
		end = len(s)
	}
	host = s[:end]
	if host == "" || !port(s[end:]) {
		return "", ip, false
	}
	for i := range len(host) {
		if c := host[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '.' && c != '_' {
			return "", ip, false
		}
	}
	if a, err := netip.ParseAddr(host); err == nil {
		ip = a
	}
	return host, ip, true
}

// port reports whether s is nothing or a colon and a number from 1 to 65535.
func port(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != ':' || len(s) < 2 || len(s) > 6 {
		return false
	}
	n := 0
	for _, c := range []byte(s[1:]) {
		if !isDigit(c) {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return 1 <= n && n <= 65535
}

// allowedHost reports whether credentials may travel to the host without TLS.
//
// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
func allowedHost(host string, ip netip.Addr) bool {
	if !ip.IsValid() {
		return strings.EqualFold(host, "localhost")
	}
	return ip.IsLoopback() ||
		ip == netip.AddrFrom4([4]byte{169, 254, 170, 2}) || // ECS
		ip == netip.AddrFrom4([4]byte{169, 254, 170, 23}) || // EKS Pod Identity
		ip == netip.AddrFrom16([16]byte{0: 0xfd, 2: 0x0e, 3: 0xc2, 15: 0x23}) // the same, IPv6
}

// target reports whether s can stand behind the authority: path and query of the
// characters that RFC 3986 has, whole escapes, no fragment.
func target(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			return false
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"#<>\\^`{|}", c) >= 0:
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// requestTarget is what follows the authority of a URL.
func requestTarget(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		return rest[i:]
	}
	return ""
}
