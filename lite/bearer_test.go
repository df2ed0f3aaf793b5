package lite_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrock"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// token gives a bearer token.
func token(text string) func(context.Context) (creds.Secret, error) {
	return func(context.Context) (creds.Secret, error) { return creds.NewSecret(text), nil }
}

func TestBearer(t *testing.T) {
	const signed, bearer = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", "Bearer "
	for _, tt := range []struct {
		name     string
		variable string // AWS_BEARER_TOKEN_BEDROCK
		order    string // AWS_AUTH_SCHEME_PREFERENCE
		config   lite.Config
		want     string
	}{
		{"signature", "", "", lite.Config{}, signed},
		{"variable", "abc", "", lite.Config{}, bearer + "abc"},
		{"variable before variable", "abc", "sigv4", lite.Config{}, bearer + "abc"},
		{"code before variable", "abc", "", lite.Config{AuthSchemePreference: "sigv4"}, signed},
		{"order alone", "", "httpBearerAuth", lite.Config{}, signed},
		{"order and token", "", "foo, httpBearerAuth,sigv4", lite.Config{BearerToken: token("xyz")}, bearer + "xyz"},
		{"token without order", "abc", "", lite.Config{BearerToken: token("xyz")}, signed},
		{"unsigned", "abc", "", lite.Config{Unsigned: true}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("AWS_BEARER_TOKEN_BEDROCK", tt.variable)
			t.Setenv("AWS_AUTH_SCHEME_PREFERENCE", tt.order)
			s := &stub{answers: []answer{{status: 200, body: "{}"}}}
			cfg := tt.config
			cfg.Region, cfg.Transport, cfg.Credentials = "us-east-1", s, creds.Static("AKIDEXAMPLE", "secret", "")
			if _, err := lite.New(bedrock.Service, cfg).Call(t.Context(), bedrock.ListFoundationModels, nil); err != nil {
				t.Fatal(err)
			}
			if got := s.sent[0].header["authorization"]; !strings.HasPrefix(got, tt.want) || got != "" && tt.want == "" {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestBearerStaysSafe: a token goes nowhere without TLS, breaks no header, is of
// no use to services that take none, and is in no error.
func TestBearerStaysSafe(t *testing.T) {
	for _, tt := range []struct {
		token, endpoint string
		want            error
	}{
		{"secret-token", "http://localhost:4566", lite.ErrBearerPlain},
		{"secret-token\r\nx: y", "", lite.ErrBearerText},
		{"", "", lite.ErrBearerText},
	} {
		s := &stub{answers: []answer{{status: 200, body: "{}"}}}
		_, err := lite.New(bedrock.Service, lite.Config{
			Region: "us-east-1", Transport: s, Endpoint: tt.endpoint, BearerToken: token(tt.token), AuthSchemePreference: "httpBearerAuth",
		}).Call(t.Context(), bedrock.ListFoundationModels, nil)
		if !errors.Is(err, tt.want) || len(s.sent) > 0 || strings.Contains(err.Error(), "secret-token") {
			t.Errorf("%d requests, %v, want %v", len(s.sent), err, tt.want)
		}
	}
	s := &stub{answers: []answer{{status: 200, body: "{}"}}}
	cfg := config(s)
	cfg.BearerToken, cfg.AuthSchemePreference = token("abc"), "httpBearerAuth,noAuth"
	if _, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil); err != nil || !strings.HasPrefix(s.sent[0].header["authorization"], "AWS4") {
		t.Errorf("%v, %q", err, s.sent[0].header["authorization"])
	}
}
