package lite_test

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// A call whose credentials the service says have expired is sent again with new
// ones, once; keys of a user are what they are.
func TestExpiredToken(t *testing.T) {
	expired := answer{status: 400, body: `{"__type":"ExpiredTokenException","message":"expired"}`}
	for _, tt := range []struct {
		name, token     string
		answers         []answer
		attempts, asked int
		fails           bool
	}{
		{"once", "token", []answer{expired, {status: 200, body: "{}"}}, 2, 2, false},
		{"again", "token", []answer{expired}, 2, 2, true},
		{"user", "", []answer{expired}, 1, 1, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, asked := &stub{answers: tt.answers}, 0
			c := lite.New(sqs.Service, lite.Config{
				Region: "eu-west-1", Transport: s, Sleep: func(context.Context, time.Duration) error { return nil },
				Credentials: creds.ProviderFunc(func(ctx context.Context) (creds.Credentials, error) {
					asked++
					return creds.Static("AKID"+strconv.Itoa(asked), "secret", tt.token).Retrieve(ctx)
				}),
			})
			_, err := c.Call(t.Context(), sqs.ListQueues, nil)
			if (err != nil) != tt.fails || len(s.sent) != tt.attempts || asked != tt.asked {
				t.Fatalf("%v, sent %d, credentials asked for %d times", err, len(s.sent), asked)
			}
			last := s.sent[len(s.sent)-1].header["authorization"]
			if !strings.Contains(last, "AKID"+strconv.Itoa(tt.asked)+"/") {
				t.Errorf("the last attempt is signed %s", last)
			}
		})
	}
}

// The CA bundle of the profile is what clients without a transport trust.
func TestProfileCABundle(t *testing.T) {
	hideEnvironment(t)
	file := filepath.Join(t.TempDir(), "bundle.pem")
	if err := os.WriteFile(file, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := profileOf("[default]\nca_bundle = "+file+"\n", "")
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	cfg.Region, cfg.Endpoint, cfg.MaxAttempts = "eu-west-1", server.URL, 1
	_, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil)
	if err == nil || !strings.Contains(err.Error(), "ca_bundle") {
		t.Errorf("error %v, want one about the bundle", err)
	}
}
