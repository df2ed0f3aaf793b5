package creds

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
)

// containerURL is the URL that the variables name.
func containerURL(get environ.Lookup) (string, error) {
	if path := get.Value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"); path != "" {
		if path[0] != '/' || !target(path) { // else "@host" or ".host" would become part of the authority
			return "", failed(container, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path that begins with /")
		}
		return "http://169.254.170.2" + path, nil
	}
	url := get.Value("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	if url == "" {
		return "", notConfigured(container, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set")
	}
	if reason := checkFullURI(url); reason != "" {
		return "", failed(container, "AWS_CONTAINER_CREDENTIALS_FULL_URI "+reason)
	}
	return url, nil
}

// checkFullURI says what is wrong with the URL, or "".
//
// It takes less than RFC 3986 does, so that no URL parser further on can see
// another host in it: lower-case scheme, no user, no escapes in the host, no fragment.
func checkFullURI(url string) (problem string) {
	scheme, rest, _ := strings.Cut(url, "://")
	tail := requestTarget(url)
	switch host := hostOf(strings.TrimSuffix(rest, tail)); {
	case scheme != "http" && scheme != "https":
		return "does not begin with http:// or https://"
	case host == "":
		return "has no host, or one that is not understood"
	case !target(tail):
		return "has a character that has no place in a URL"
	case scheme == "http" && !allowedHost(host):
		return "is http and its host is neither a loopback address nor one of localhost, 169.254.170.2, 169.254.170.23, fd00:ec2::23"
	}
	return ""
}

// requestTarget is what follows the authority of a URL.
func requestTarget(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		return rest[i:]
	}
	return ""
}

// hostOf is the host of an authority (RFC 3986, section 3.2) in lower case, an
// IPv6 address in its short form and without brackets, or "" for what is none.
// The port is checked.
func hostOf(authority string) string {
	host := authority
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		if port, err := strconv.ParseUint(host[i+1:], 10, 16); err != nil || port == 0 {
			return ""
		}
		host = host[:i]
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		if ip, err := netip.ParseAddr(inner); ok && err == nil && ip.Is6() && ip.Zone() == "" {
			return ip.Unmap().String()
		}
		return ""
	}
	if !only(host, alphanumeric+"-._") {
		return ""
	}
	return strings.ToLower(host)
}

// allowedHost reports whether credentials may travel to the host without TLS:
// those of ECS and EKS Pod Identity, and this machine.
//
// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
func allowedHost(host string) bool {
	switch host {
	case "localhost", "169.254.170.2", "169.254.170.23", "fd00:ec2::23":
		return true
	}
	ip, _ := netip.ParseAddr(host)
	return ip.IsLoopback()
}

const (
	hexadecimal  = "0123456789abcdefABCDEF"
	alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// target reports whether s can stand behind the authority: path and query of the
// characters that RFC 3986 has, whole escapes, no fragment.
func target(s string) bool {
	for i := range len(s) {
		if strings.IndexByte("\"#<>\\^`{|}", s[i]) >= 0 || s[i] == '%' && (len(s) < i+3 || !only(s[i+1:i+3], hexadecimal)) {
			return false
		}
	}
	return visible(s)
}
