package creds

import (
	"errors"
	"net"
	"net/url"
	"strings"
	"testing"
)

func TestFullURI(t *testing.T) {
	for uri, want := range map[string]string{ // part of the problem
		"http://localhost":                          "",
		"http://LocalHost:8080/x?y=z&a=%20":         "",
		"http://127.0.0.1:9001/2021-04-23/creds":    "",
		"http://127.255.255.255/":                   "",
		"http://[::1]/":                             "",
		"http://[0:0:0:0:0:0:0:1]:80/":              "",
		"http://[::ffff:127.0.0.1]/":                "",
		"http://[::ffff:169.254.170.2]/":            "",
		"http://169.254.170.2/v2/credentials/x":     "",
		"http://169.254.170.23":                     "",
		"http://[fd00:ec2::23]:80/v1/credentials":   "",
		"http://[FD00:0EC2:0::0023]/v1/credentials": "",
		"http://[fd00:ec2::23]?a=b":                 "",
		"https://example.com/creds":                 "",
		"https://169.254.0.1:65535":                 "",
		"https://[2001:db8::1]/":                    "",
		"":                                          "begin with",
		"/credentials":                              "begin with",
		"ftp://localhost/":                          "begin with",
		"HTTP://localhost/":                         "begin with",
		"http:/localhost/":                          "begin with",
		"http://":                                   "no host",
		"http:///credentials":                       "no host",
		"https://:80/":                              "no host",
		"http://localhost@evil.example/":            "no host",
		"https://user:password@example.com/":        "no host",
		"http://localhost\\@evil.example/":          "no host",
		"http://localhost%2eevil.example/":          "no host",
		"http://localhost:/":                        "no host",
		"http://localhost:0/":                       "no host",
		"http://localhost:65536/":                   "no host",
		"http://localhost:80:80/":                   "no host",
		"http://[127.0.0.1]/":                       "no host",
		"http://[::1%25eth0]/":                      "no host",
		"http://[fe80::1%lo]/":                      "no host",
		"http://[::1/":                              "no host",
		"http://[::1]evil.example/":                 "no host",
		"http://loc\u0251lhost/":                    "no host",
		"http://localhost /":                        "no host",
		"http://localhost/\r\nX: y":                 "character",
		"http://localhost/a b":                      "character",
		"http://localhost/#@evil.example":           "character",
		"http://localhost/\\..\\":                   "character",
		"http://localhost/%zz":                      "character",
		"http://localhost/%4":                       "character",
		"http://localhost/\"":                       "character",
		"http://localhost.evil.example/":            "neither",
		"http://localhost./":                        "neither",
		"http://localhos/":                          "neither",
		"http://loca\u006chos\u017f/":               "no host", // long s, which folds to s
		"http://127.1/":                             "neither",
		"http://0177.0.0.1/":                        "neither",
		"http://2130706433/":                        "neither",
		"http://0x7f.0.0.1/":                        "neither",
		"http://127.0.0.1.evil.example/":            "neither",
		"http://128.0.0.1/":                         "neither",
		"http://0.0.0.0/":                           "neither",
		"http://[::]/":                              "neither",
		"http://[::2]/":                             "neither",
		"http://169.254.169.254/latest/meta-data/":  "neither",
		"http://169.254.170.3/":                     "neither",
		"http://[::ffff:169.254.169.254]/":          "neither",
		"http://[fd00:ec2::254]/":                   "neither",
		"http://evil.example/?@localhost":           "neither",
		"http://evil.example?http://localhost/":     "neither",
	} {
		got := checkFullURI(uri)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", uri, got, want)
		}
	}
}

func TestContainerURL(t *testing.T) {
	const relative, full = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"
	if got, err := containerURL(variables{relative: "/a?b=c", full: "http://localhost/"}.get); err != nil || got != "http://169.254.170.2/a?b=c" {
		t.Errorf("got %q, %v", got, err)
	}
	for _, path := range []string{"@evil.example/", ".evil.example/", ":80/", "evil", "/a\r\nX: y", "/a b", "/#"} {
		_, err := containerURL(variables{relative: path, full: "http://localhost/"}.get)
		if err == nil || errors.Is(err, ErrNotConfigured) || strings.Contains(err.Error(), "evil") {
			t.Errorf("%q: got %v", path, err)
		}
	}
}

// slowAllowed is what the standard library's parsers make of the URL: whether
// credentials may travel there.
func slowAllowed(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Host == "" || u.Opaque != "" || u.Fragment != "" {
		return false
	}
	if u.Scheme == "https" {
		return true
	}
	host := strings.ToLower(u.Hostname())
	ip := net.ParseIP(host)
	return u.Scheme == "http" && (host == "localhost" || ip.IsLoopback() ||
		ip.Equal(net.IPv4(169, 254, 170, 2)) || ip.Equal(net.IPv4(169, 254, 170, 23)) || ip.Equal(net.ParseIP("fd00:ec2::23")))
}

// What is accepted goes, in net/url's eyes too, to a host that is allowed, is
// written back unchanged, and has the request target that errors redact.
func FuzzFullURI(f *testing.F) {
	for _, s := range []string{"http://localhost/a?b", "https://h:1/", "http://[::1]:80", "http://127.0.0.1@evil/", "http://[fd00:ec2::23]/%41",
		"http://127.1/", "https://%31/", "http://localhost:99999/", "https://a\\b/", "http://[::ffff:127.0.0.1]/", "https://é/", "http://localhost?x/y", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if checkFullURI(s) != "" {
			return
		}
		if !slowAllowed(s) {
			t.Errorf("%q is accepted", s)
		}
		u, _ := url.Parse(s)
		if got := u.String(); got != s {
			t.Errorf("%q is read as %q", s, got)
		}
		if want := u.RequestURI(); requestTarget(s) != want && requestTarget(s) != strings.TrimPrefix(want, "/") {
			t.Errorf("request target of %q: got %q, want %q", s, requestTarget(s), want)
		}
	})
}
