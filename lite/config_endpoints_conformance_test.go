package lite_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
)

// TestConformanceDefaultsMode: what the modes set, what beats them, and which one
// auto is. The standard retry mode serves for legacy.
func TestConformanceDefaultsMode(t *testing.T) {
	hideEnvironment(t)
	type expect struct {
		ConnectTimeoutSeconds     float64
		RetryMode                 string
		S3UsEast1RegionalEndpoint string
	}
	var file struct {
		Modes []struct {
			Mode, Source string
			Expect       expect
		}
		Overrides []struct {
			ID, ConfigFile string
			Env            map[string]string
			ClientConfig   struct {
				Seconds float64 `json:"connect_timeout"`
				Mode    string  `json:"defaults_mode"`
			}
			Expect expect
		}
		AutoResolution []struct{ ExecutionEnv, AWSRegion, AWSDefaultRegion, IMDSRegion, ClientRegion, Mode string }
	}
	configCases(t, "defaults-mode-cases.json", &file)
	seconds := func(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
	check := func(t *testing.T, r lite.Resolved, want expect) {
		t.Helper()
		mode := map[string]lite.RetryMode{"legacy": lite.RetryStandard, "standard": lite.RetryStandard, "adaptive": lite.RetryAdaptive}[want.RetryMode]
		if r.Err != nil || r.Mode != mode || r.STSGlobalEndpoint != lite.Off || r.Connect != seconds(want.ConnectTimeoutSeconds) {
			t.Errorf("retries %v, STS %v, connects in %v, %v, want %v", r.Mode, r.STSGlobalEndpoint, r.Connect, r.Err, want)
		}
	}
	var count tally
	for _, c := range file.Modes {
		count.run(t, c.Mode+" in "+c.Source, "", func(t *testing.T) {
			text := ""
			var cfg lite.Config
			switch c.Source {
			case "client":
				cfg.DefaultsMode = c.Mode
			case "env":
				t.Setenv("AWS_DEFAULTS_MODE", c.Mode)
			case "config":
				text = "[default]\ndefaults_mode = " + c.Mode + "\n"
			}
			cfg.Profile, cfg.Region = profileOf(text, "").Profile, "us-east-1"
			r := lite.Resolve(cfg, "S3")
			check(t, r, c.Expect)
			if global := c.Expect.S3UsEast1RegionalEndpoint != "regional"; (r.S3.USEast1Global == lite.On) != global {
				t.Errorf("S3 in us-east-1: %v", r.S3.USEast1Global)
			}
		})
	}
	for _, c := range file.Overrides {
		count.run(t, c.ID, "", func(t *testing.T) {
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			cfg := lite.Config{Profile: profileOf(c.ConfigFile, "").Profile, DefaultsMode: c.ClientConfig.Mode, ConnectTimeout: seconds(c.ClientConfig.Seconds)}
			check(t, lite.Resolve(cfg, "SQS"), c.Expect)
		})
	}
	for i, c := range file.AutoResolution {
		count.run(t, strconv.Itoa(i)+" auto is "+c.Mode, "", func(t *testing.T) {
			t.Setenv("AWS_EXECUTION_ENV", c.ExecutionEnv)
			t.Setenv("AWS_REGION", c.AWSRegion)
			t.Setenv("AWS_DEFAULT_REGION", c.AWSDefaultRegion)
			cfg := lite.Config{Region: c.ClientRegion, DefaultsMode: "Auto", InstanceRegion: func() string { return c.IMDSRegion }}
			if r := lite.Resolve(cfg, "SQS"); r.DefaultsMode != c.Mode || r.Err != nil {
				t.Errorf("%s, %v", r.DefaultsMode, r.Err)
			}
		})
	}
	count.report(t, "defaults-mode-cases.json")
}

// In a Lambda function the mode auto asks nobody; a mode that is none is an error.
func TestDefaultsMode(t *testing.T) {
	hideEnvironment(t)
	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", "f")
	cfg := lite.Config{Region: "us-east-1", DefaultsMode: "auto", InstanceRegion: func() string { t.Error("asked"); return "" }}
	if r := lite.Resolve(cfg, "SQS"); r.DefaultsMode != "standard" || r.Err != nil {
		t.Errorf("%s, %v", r.DefaultsMode, r.Err)
	}
	t.Setenv("AWS_DEFAULTS_MODE", "fast")
	if r := lite.Resolve(lite.Config{}, "SQS"); r.Err == nil || !strings.Contains(r.Err.Error(), "AWS_DEFAULTS_MODE") {
		t.Error(r.Err)
	}
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
// is about places; authscheme_conformance_test.go has the others.
func TestConformanceSigV4ARegionSet(t *testing.T) {
	hideEnvironment(t)
	var file struct {
		Cases []struct{ ClientConfig, Env, ConfigFile, Expect string } `json:"sigv4aSigningRegionSet"`
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
	count.report(t, "auth-scheme-preference-cases.json, sigv4aSigningRegionSet")
}
