package clientcase

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

// urls is configured-endpoint-urls.json.
type urls struct {
	TestSuites []struct {
		Profiles      map[string]map[string]string
		ClientConfigs map[string]struct {
			EndpointURL string `json:"endpoint_url"`
			Ignore      bool   `json:"ignore_configured_endpoint_urls"`
		} `json:"client_configs"`
		Environments     map[string]map[string]string
		EndpointURLTests []struct {
			Name, Profile, Environment, Service string
			ClientConfig                        string `json:"client_config"`
			Output                              struct{ EndpointURL string }
		} `json:"endpointUrlTests"`
	}
}

// TestConformanceConfiguredEndpoints: which of the places that an endpoint can
// be configured at wins.
func TestConformanceConfiguredEndpoints(t *testing.T) {
	var all urls
	load(t, "config", "configured-endpoint-urls.json", &all)
	clearEnvironment(t)
	passed, failed, reasons := 0, 0, map[string]int{}
	for _, s := range all.TestSuites {
		for _, c := range s.EndpointURLTests {
			p := s.Profiles[c.Profile]
			cc := s.ClientConfigs[c.ClientConfig]
			if (p["endpoint_url"] != "" || p["services"] != "") && !cc.Ignore && cc.EndpointURL == "" {
				reasons["the shared config file is read by creds/chain, not by lite"]++
				continue
			}
			ok := t.Run(c.Name, func(t *testing.T) {
				for name, value := range s.Environments[c.Environment] {
					t.Setenv(name, value)
				}
				cfg := lite.Config{
					Region: p["region"], Endpoint: cc.EndpointURL, IgnoreEndpointVariables: cc.Ignore,
					Credentials: creds.Static("123", "456", ""),
				}
				first := map[string]string{"s3": "ListBuckets", "dynamodb": "ListTables", "kms": "ListKeys"}[c.Service]
				got := firstURL(t, c.Service, first, cfg)
				if got != c.Output.EndpointURL+"/" {
					t.Errorf("%s, want %s", got, c.Output.EndpointURL)
				}
			})
			if ok {
				passed++
			} else {
				failed++
			}
		}
	}
	report(t, "config/configured-endpoint-urls.json", passed, failed, reasons)
}

// firstURL is where a client's first call goes.
func firstURL(t *testing.T, service, operation string, cfg lite.Config) string {
	t.Helper()
	s, err := Service(service)
	if err != nil {
		t.Fatal(err)
	}
	tr := &transport{exchanges: []Exchange{{Response: &Response{Status: 200}}}}
	cfg.Transport, cfg.MaxAttempts = tr, 1
	op, err := Operation(s, operation)
	if err != nil {
		t.Fatal(err)
	}
	_, err = lite.New(s, cfg).Call(t.Context(), op, nil)
	if len(tr.sent) == 0 {
		t.Fatal(err)
	}
	return tr.sent[0].url()
}
