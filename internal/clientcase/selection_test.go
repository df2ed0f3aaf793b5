package clientcase

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
)

// load reads a file of the corpus.
func load(t *testing.T, suite, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, suite), file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}

// selection is a case of endpoint-selection-cases.json.
type selection struct {
	Service, Operation, ClientRegion string
	ClientEndpointURL                string `json:"clientEndpointUrl"`
	ClientConfig                     map[string]any
	Env                              map[string]string
	ConfigFile                       string
	Expect                           *struct{ Method, URL, SigningRegion, SigningName string }
	Error                            *Failure
}

// TestConformanceEndpointSelection checks where the first request goes.
func TestConformanceEndpointSelection(t *testing.T) {
	var cases []selection
	load(t, "config", "endpoint-selection-cases.json", &cases)
	clearEnvironment(t)
	passed, failed, reasons := 0, 0, map[string]int{}
	for i, c := range cases {
		n := &NewClient{Service: c.Service, Region: c.ClientRegion, EndpointURL: c.ClientEndpointURL, Config: c.ClientConfig, Env: c.Env, ConfigFile: c.ConfigFile}
		s, err := Service(c.Service)
		if err != nil {
			t.Fatal(err)
		}
		m, _ := models.Open(*s.Model)
		cfg, reason := n.config(&m)
		if reason != "" {
			reasons[reason]++
			continue
		}
		ok := t.Run(strconv.Itoa(i)+" "+c.Service, func(t *testing.T) {
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			tr := &transport{exchanges: []Exchange{{Response: &Response{Status: 200}}}}
			cfg.Transport, cfg.Credentials, cfg.MaxAttempts = tr, creds.Static("AKIDEXAMPLE", "secret", ""), 1
			op, err := Operation(s, c.Operation)
			if err != nil {
				t.Fatal(err)
			}
			_, err = lite.New(s, cfg).Call(t.Context(), op, nil)
			if c.Error != nil {
				if err == nil || len(tr.sent) > 0 {
					t.Errorf("%d requests, error %v, want %s: %s", len(tr.sent), err, c.Error.Type, c.Error.Message)
				}
				return
			}
			if len(tr.sent) != 1 {
				t.Fatalf("%d requests (error %v), want %s", len(tr.sent), err, c.Expect.URL)
			}
			got := tr.sent[0]
			base, _, _ := strings.Cut(got.url(), "?")
			want, _, _ := strings.Cut(c.Expect.URL, "?")
			scope := "/" + c.Expect.SigningRegion + "/" + c.Expect.SigningName + "/aws4_request"
			if got.method != c.Expect.Method || base != want || !strings.Contains(got.header["authorization"], scope) {
				t.Errorf("got  %s %s %s\nwant %s %s %s", got.method, base, got.header["authorization"], c.Expect.Method, want, scope)
			}
		})
		if ok {
			passed++
		} else {
			failed++
		}
	}
	report(t, "config/endpoint-selection-cases.json", passed, failed, reasons)
}
