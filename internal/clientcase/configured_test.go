package clientcase

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

// urls is a suite of configured-endpoint-urls.json.
type urls struct {
	Profiles      map[string]map[string]string
	Services      map[string]map[string]map[string]string
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

// text is the shared config file of the suite.
func (u *urls) text() string {
	var b strings.Builder
	for name, profile := range u.Profiles {
		b.WriteString("[profile " + name + "]\n")
		for key, value := range profile {
			b.WriteString(key + " = " + value + "\n")
		}
	}
	for name, services := range u.Services {
		b.WriteString("[services " + name + "]\n")
		for service, block := range services {
			b.WriteString(service + " =\n")
			for key, value := range block {
				b.WriteString("  " + key + " = " + value + "\n")
			}
		}
	}
	return b.String()
}

// TestConformanceConfiguredEndpoints: which of the places that an endpoint can
// be configured at wins.
func TestConformanceConfiguredEndpoints(t *testing.T) {
	var all struct{ TestSuites []urls }
	load(t, "config", "configured-endpoint-urls.json", &all)
	clearEnvironment(t)
	passed, failed, reasons := 0, 0, map[string]int{}
	for _, s := range all.TestSuites {
		for _, c := range s.EndpointURLTests {
			cc := s.ClientConfigs[c.ClientConfig]
			ignore := lite.Default
			if cc.Ignore {
				ignore = lite.Off
			}
			ok := t.Run(c.Name, func(t *testing.T) {
				for name, value := range s.Environments[c.Environment] {
					t.Setenv(name, value)
				}
				cfg := lite.Config{
					Profile: shared(s.text(), c.Profile).Config(lite.Config{}).Profile, Endpoint: cc.EndpointURL, ConfiguredEndpoints: ignore,
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
