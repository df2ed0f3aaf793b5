package profile

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// Each service has its block in a services section under the name that the suite gives.
func TestConformanceServiceIDs(t *testing.T) {
	var cases []struct{ ServiceID, ConfigKey string }
	load(t, filepath.Join(testkit.Conformance(t, "config"), "service-ids.json"), &cases)
	if len(cases) < 400 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		config, err := files{"C": "[default]\nservices=s\n[services s]\n" + c.ConfigKey + " =\n endpoint_url = https://x\n"}.from("").Load()
		if err != nil {
			t.Fatal(err)
		}
		s, _ := config.Selected()
		if got, err := config.Endpoint(s, c.ServiceID); got != "https://x" || err != nil {
			t.Errorf("%s: got %q, %v", c.ServiceID, got, err)
		}
	}
}

// The cases that are about the profile alone; those with variables and with
// settings of a client are for package lite.
func TestConformanceConfiguredEndpointURLs(t *testing.T) {
	var suite struct {
		TestSuites []struct {
			Profiles         map[string]map[string]string
			Services         map[string]map[string]map[string]string
			EndpointURLTests []struct {
				Name, Profile, Environment, Service string
				ClientConfig                        string `json:"client_config"`
				Output                              struct{ EndpointURL string }
			}
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "config"), "configured-endpoint-urls.json"), &suite)
	ran := 0
	for _, s := range suite.TestSuites {
		blocks := map[string]map[string]string{}
		for name, services := range s.Services {
			blocks[name] = map[string]string{}
			for service, settings := range services {
				var b strings.Builder
				for key, value := range settings {
					b.WriteString("\n  " + key + " = " + value)
				}
				blocks[name][service] = b.String()
			}
		}
		file := text("profile", s.Profiles) + text("services", blocks)
		for _, c := range s.EndpointURLTests {
			if c.Environment != "default" || c.ClientConfig != "default" {
				continue
			}
			ran++
			t.Run(c.Name, func(t *testing.T) {
				config, err := files{"C": file}.from(c.Profile).Load()
				if err != nil {
					t.Fatal(err)
				}
				p, err := config.Selected()
				if err != nil {
					t.Fatal(err)
				}
				if got, err := config.Endpoint(p, c.Service); err != nil || got != c.Output.EndpointURL {
					t.Errorf("got %q, %v, want %q", got, err, c.Output.EndpointURL)
				}
			})
		}
	}
	if ran < 4 {
		t.Errorf("only %d cases", ran)
	}
	t.Logf("%d run", ran)
}
