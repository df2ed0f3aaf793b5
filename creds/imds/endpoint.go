package imds

import (
	"net/netip"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

const (
	endpointIPv4 = "http://169.254.169.254"
	endpointIPv6 = "http://[fd00:ec2::254]"
)

// setting is a value of the environment, else of the profile.
func (s Source) setting(variable, key string) string {
	if value := environ.Lookup(s.Getenv).Value(variable); value != "" {
		return value
	}
	if s.Profile != nil {
		return s.Profile(key)
	}
	return ""
}

// on reports whether a setting is the word true, in any case.
func (s Source) on(variable, key string) bool {
	return strings.EqualFold(s.setting(variable, key), "true")
}

// endpoint is the URL of the service, without a slash at its end.
func (s Source) endpoint() (string, error) {
	url := s.Endpoint
	if url == "" {
		url = s.setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint")
	}
	if url != "" {
		if !isURL(url) {
			return "", &creds.Error{Source: name, Reason: "the endpoint is no URL such as http://169.254.169.254"}
		}
		return strings.TrimRight(url, "/"), nil
	}
	mode := s.EndpointMode
	if mode == "" {
		mode = s.setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode")
	}
	switch {
	case mode == "" && s.on("AWS_IMDS_USE_IPV6", "imds_use_ipv6"), strings.EqualFold(mode, "IPv6"):
		return endpointIPv6, nil
	case mode == "", strings.EqualFold(mode, "IPv4"):
		return endpointIPv4, nil
	}
	return "", &creds.Error{Source: name, Reason: "the endpoint mode is neither IPv4 nor IPv6 but " + redact.Line(mode, nil)}
}

// isURL reports whether s is http or https, a host with or without port, and
// perhaps a path (RFC 3986 without user, query, fragment and escapes).
func isURL(s string) bool {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || scheme != "http" && scheme != "https" {
		return false
	}
	host, path, _ := strings.Cut(rest, "/")
	if inner, after, ok := strings.Cut(host, "]"); ok {
		a, err := netip.ParseAddr(strings.TrimPrefix(inner, "["))
		return err == nil && host[0] == '[' && a.Is6() && a.Zone() == "" && isPort(after) && isPath(path)
	}
	host, port, ok := strings.Cut(host, ":")
	if ok {
		port = ":" + port
	}
	for i := range len(host) {
		if c := host[i]; ('a' > c|0x20 || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return host != "" && isPort(port) && isPath(path)
}

func isPort(s string) bool {
	if s == "" {
		return true
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s[0] == ':' && len(s) >= 2 && len(s) <= 6
}

// isPath reports whether s has only characters that a path or the name of a role
// has: no blank, no escape, nothing that would end the path.
func isPath(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"#<>?%\\^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}
