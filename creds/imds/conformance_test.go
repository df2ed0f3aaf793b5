package imds

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

func load(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Run one case: go test ./creds/imds -run 'TestConformanceIMDSConfig/ipv6_endpoint'
func TestConformanceIMDSConfig(t *testing.T) {
	var suite struct {
		Tests []struct {
			Docs             string
			Env, FS          variables
			EndpointOverride string `json:"endpoint_override"`
			ModeOverride     string `json:"mode_override"`
			Result           struct{ Ok, Err string }
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "imds-config", "imds-endpoint-tests.json"), &suite)
	if len(suite.Tests) < 14 {
		t.Errorf("only %d cases", len(suite.Tests))
	}
	for _, c := range suite.Tests {
		t.Run(c.Docs, func(t *testing.T) {
			config, err := profile.Files{Getenv: c.Env.get, ReadFile: func(name string) ([]byte, error) {
				if text, ok := c.FS[name]; ok {
					return []byte(text), nil
				}
				return nil, os.ErrNotExist
			}}.Load()
			if err != nil {
				t.Fatal(err)
			}
			section, _ := config.Selected()
			s, service := source(reply{status: 400})
			s.Getenv, s.Profile, s.Endpoint, s.EndpointMode = c.Env.get, section.Get, c.EndpointOverride, c.ModeOverride
			_, err = s.Retrieve(t.Context())
			switch {
			case c.Result.Ok == "":
				if err == nil || len(service.asked) != 0 {
					t.Errorf("got %v and requests %v, want %s", err, service.asked, c.Result.Err)
				}
			case len(service.asked) != 1 || service.asked[0].url != c.Result.Ok || service.asked[0].method != "PUT":
				t.Errorf("got requests %v, %v, want %s", service.asked, err, c.Result.Ok)
			}
		})
	}
}

// timeout is an error of the transport.
type timeout string

func (e timeout) Error() string   { return string(e) }
func (e timeout) Timeout() bool   { return strings.Contains(string(e), "Timeout") }
func (e timeout) Temporary() bool { return false }

// The flows are botocore's, which falls back to version 1: so does AllowV1. It
// does not look at Expiration, so the suite's "something" becomes a time.
func TestConformanceIMDSFlows(t *testing.T) {
	// An endpoint mode that is neither IPv4 nor IPv6 is an error here, as in the
	// imds-config suite; botocore takes it for IPv4.
	const badMode = "TestInstanceMetadataFetcher.test_ec2_metadata_endpoint_service_mode#4"
	// An IPv6 address in a URL stands in brackets (RFC 3986, section 3.2.2), which
	// two cases lack.
	brackets := regexp.MustCompile(`http://(fd00[0-9a-f:]*)/`)
	bracketed := func(url string) string { return brackets.ReplaceAllString(url, "http://[$1]/") }
	const expiration = "2030-01-01T06:00:00Z"
	var cases []struct {
		ID      string
		Options struct {
			Env         variables
			Config      map[string]any
			BaseURL     string `json:"base_url"`
			NumAttempts int    `json:"num_attempts"`
		}
		Exchanges []struct {
			Request struct {
				Method, URL string
				Headers     map[string]string
			}
			Response struct {
				Status int
				Body   string
			}
			Exception string
		}
		Calls []struct {
			Result map[string]string
			Error  *struct{ Type, Message string }
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "imds-flows.json"), &cases)
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			var replies []reply
			for _, x := range c.Exchanges {
				r := reply{status: x.Response.Status, body: strings.Replace(x.Response.Body, `"something"`, strconv.Quote(expiration), 1)}
				if x.Exception != "" {
					r = reply{err: timeout(x.Exception)}
				}
				replies = append(replies, r)
			}
			s, service := source(replies...)
			s.AllowV1, s.Getenv, s.Endpoint, s.Attempts = true, c.Options.Env.get, bracketed(c.Options.BaseURL), c.Options.NumAttempts
			s.Profile = func(key string) string {
				switch v := c.Options.Config[key].(type) {
				case string:
					return bracketed(v)
				case bool:
					return strconv.FormatBool(v)
				}
				return ""
			}
			got, err := s.Retrieve(t.Context())
			if c.ID == badMode {
				if err == nil || errors.Is(err, creds.ErrNotConfigured) || len(service.asked) != 0 {
					t.Errorf("got %v, %v after %d requests", got, err, len(service.asked))
				}
				return
			}
			if len(service.asked) != len(c.Exchanges) {
				t.Fatalf("%d requests, want %d; %v", len(service.asked), len(c.Exchanges), err)
			}
			for i, g := range service.asked {
				w := c.Exchanges[i].Request
				delete(w.Headers, "Content-Length")
				if g.method != w.Method || g.url != bracketed(w.URL) || len(g.header) != len(w.Headers) || g.header[headerToken] != w.Headers[headerToken] || g.header[headerTTL] != w.Headers[headerTTL] {
					t.Errorf("request %d is %v, want %v", i, g, w)
				}
			}
			want := c.Calls[0]
			if len(want.Result) == 0 {
				if err == nil || !got.Equal(creds.Credentials{}) {
					t.Errorf("got %v, want none", got)
				}
				return
			}
			at, _ := time.Parse(time.RFC3339, expiration)
			if err != nil || got.AccessKeyID != want.Result["access_key"] || got.SecretAccessKey.Reveal() != want.Result["secret_key"] ||
				got.SessionToken.Reveal() != want.Result["token"] || !got.Expires.Equal(at) {
				t.Errorf("got %v, %v, want %v", got, err, want.Result)
			}
		})
	}
	if t.Logf("%d cases, all run", len(cases)); len(cases) < 33 {
		t.Error("too few")
	}
}
