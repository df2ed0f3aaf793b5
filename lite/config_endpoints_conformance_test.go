package lite_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
)

// TestConformanceDefaultsMode: clients are what the mode standard makes of them.
func TestConformanceDefaultsMode(t *testing.T) {
	hideEnvironment(t)
	var file struct {
		Modes []struct {
			Mode, Source string
			Expect       struct {
				ConnectTimeoutSeconds     float64
				RetryMode                 string
				S3UsEast1RegionalEndpoint string
			}
		}
		Overrides, AutoResolution []struct{ ID string }
	}
	configCases(t, "defaults-mode-cases.json", &file)
	var count tally
	for _, c := range file.Modes {
		reason := ""
		switch c.Mode {
		case "legacy":
			reason = "the mode legacy is not what new programs should choose"
		case "in-region", "mobile":
			reason = "differs in the time to connect alone, which the context's deadline bounds"
		case "auto":
			reason = "the mode auto would ask the instance metadata service"
		}
		count.run(t, c.Mode+" in "+c.Source, reason, func(t *testing.T) {
			r := lite.Resolve(lite.Config{Region: "us-east-1"}, "S3")
			if r.Mode != lite.RetryStandard || r.STSGlobalEndpoint != lite.Off || r.S3.USEast1Global != lite.Off ||
				lite.DialTimeout != time.Duration(c.Expect.ConnectTimeoutSeconds*float64(time.Second)) || c.Expect.RetryMode != "standard" || c.Expect.S3UsEast1RegionalEndpoint != "regional" {
				t.Errorf("%v, want %v", r, c.Expect)
			}
		})
	}
	for range file.Overrides {
		count.run(t, "", "no setting chooses a defaults mode", nil)
	}
	for range file.AutoResolution {
		count.run(t, "", "the mode auto would ask the instance metadata service", nil)
	}
	count.report(t, "defaults-mode-cases.json")
}

// TestConformanceConfiguredEndpointProvider: where the endpoint of a service is
// configured, by its name in the shared config file.
func TestConformanceConfiguredEndpointProvider(t *testing.T) {
	hideEnvironment(t)
	var cases []struct {
		Service string
		Env     map[string]string
		Config  struct {
			Profiles map[string]map[string]string
			Services map[string]map[string]map[string]string
		}
		Expect string
	}
	configCases(t, "configured-endpoint-provider-cases.json", &cases)
	// The cases name services by older endpoint prefixes.
	ids := map[string]string{"batch": "Batch", "s3": "S3", "runtime.sagemaker": "SageMaker Runtime", "apigateway": "API Gateway"}
	var count tally
	for i, c := range cases {
		count.run(t, strconv.Itoa(i)+" "+c.Service, "", func(t *testing.T) {
			var text strings.Builder
			for name, profile := range c.Config.Profiles {
				text.WriteString("[" + name + "]\n")
				for key, value := range profile {
					text.WriteString(key + " = " + value + "\n")
				}
			}
			for name, services := range c.Config.Services {
				text.WriteString("[services " + name + "]\n")
				for service, block := range services {
					text.WriteString(service + " =\n")
					for key, value := range block {
						text.WriteString("  " + key + " = " + value + "\n")
					}
				}
			}
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			// The endpoints are no URLs, of which Err tells.
			if got := lite.Resolve(profileOf(text.String(), ""), ids[c.Service]).Endpoint; got != c.Expect {
				t.Errorf("%q, want %q", got, c.Expect)
			}
		})
	}
	count.report(t, "configured-endpoint-provider-cases.json")
}

// TestConformanceSigV4ARegionSet: the part of auth-scheme-preference-cases that
// is about places.
func TestConformanceSigV4ARegionSet(t *testing.T) {
	hideEnvironment(t)
	var file struct {
		Cases                                []struct{ ClientConfig, Env, ConfigFile, Expect string } `json:"sigv4aSigningRegionSet"`
		SignerSelection, EndpointAuthSchemes []any
	}
	configCases(t, "auth-scheme-preference-cases.json", &file)
	var count tally
	for i, c := range file.Cases {
		count.run(t, strconv.Itoa(i), "", func(t *testing.T) {
			t.Setenv("AWS_SIGV4A_SIGNING_REGION_SET", c.Env)
			cfg := profileOf("[default]\nsigv4a_signing_region_set = "+c.ConfigFile+"\n", "")
			cfg.SigV4ARegionSet = c.ClientConfig
			if r := lite.Resolve(cfg, "SQS"); r.SigV4ARegionSet != c.Expect || r.Err != nil {
				t.Errorf("%q, %v, want %q", r.SigV4ARegionSet, r.Err, c.Expect)
			}
		})
	}
	for range len(file.SignerSelection) + len(file.EndpointAuthSchemes) {
		count.run(t, "", "chooses from lists that no client is given; bearer-auth-cases.json has such choices as calls", nil)
	}
	count.report(t, "auth-scheme-preference-cases.json")
}
