package chain

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

const settingsConfig = "[default]\nregion = eu-west-3\nuse_fips_endpoint = true\naws_access_key_id = A\naws_secret_access_key = S\n" +
	"[profile local]\nregion = eu-west-3\nservices = here\nendpoint_url = http://all:1\n[profile lost]\nservices = nowhere\n[services here]\nsts =\n  endpoint_url = http://sts:2\n"

// A client has the settings of the profile, below those of variables and code,
// and nothing is read before its first call.
func TestConfig(t *testing.T) {
	for _, tt := range []struct {
		name, profile string
		env           map[string]string
		config        lite.Config
		want          string // host of the call; "" for an error
	}{
		{"profile", "", nil, lite.Config{}, "sts-fips.eu-west-3.amazonaws.com"},
		{"variable", "", map[string]string{"AWS_REGION": "us-west-2", "AWS_USE_FIPS_ENDPOINT": "false"}, lite.Config{}, "sts.us-west-2.amazonaws.com"},
		{"code", "", map[string]string{"AWS_REGION": "us-west-2", "AWS_USE_FIPS_ENDPOINT": "true"}, lite.Config{Region: "us-east-2", FIPS: lite.Off}, "sts.us-east-2.amazonaws.com"},
		{"services", "local", nil, lite.Config{}, "sts:2"},
		{"endpoint variable", "local", map[string]string{"AWS_ENDPOINT_URL": "http://variable:3"}, lite.Config{}, "variable:3"},
		{"ignored", "local", map[string]string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, lite.Config{}, "sts.eu-west-3.amazonaws.com"},
		{"no such services", "lost", nil, lite.Config{}, ""},
		{"no such profile", "none", nil, lite.Config{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, f, transport := source(t, tt.env, settingsConfig, replay.Answer{Status: 200, Body: `<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>`})
			s.Profile = tt.profile
			c := s.Config(tt.config)
			c.Transport, c.MaxAttempts = transport, 1
			if tt.profile != "" {
				c.Unsigned = true
			}
			client := lite.New(sts.Service, c)
			if len(f.asked) != 0 {
				t.Errorf("read %v before the first call", f.asked)
			}
			_, err := client.Call(t.Context(), sts.GetCallerIdentity, nil)
			if tt.want == "" {
				if err == nil || len(transport.Requests) != 0 || !strings.Contains(err.Error(), "profile") {
					t.Errorf("%d requests, error %v", len(transport.Requests), err)
				}
				return
			}
			if len(transport.Requests) != 1 || !strings.Contains(transport.Requests[0].URL, "//"+tt.want+"/") {
				t.Errorf("%v (error %v), want %s", transport.Requests, err, tt.want)
			}
		})
	}
}

// In a Lambda function nobody asks for instance metadata, whatever else lacks.
func TestLambdaNeverAsksIMDS(t *testing.T) {
	for _, config := range []string{"", "[default]\nrole_arn = arn:aws:iam::1:role/a\ncredential_source = Ec2InstanceMetadata\n"} {
		s, _, transport := source(t, map[string]string{"AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_EC2_METADATA_DISABLED": ""}, config)
		if got, err := s.Retrieve(t.Context()); err == nil || len(transport.Requests) != 0 {
			t.Errorf("got %v, %v; sent %v", got, err, transport.Requests)
		}
	}
}

// The mode auto asks the instance where it is, but not in a Lambda function.
func TestConfigInstanceRegion(t *testing.T) {
	environment(t, map[string]string{})
	r := &replay.Transport{Answers: []replay.Answer{{Status: 200, Body: "token"}, {Status: 200, Body: "eu-west-1"}}}
	ask := Config(lite.Config{Transport: r}).InstanceRegion
	if got := ask(); got != "eu-west-1" || len(r.Requests) != 2 {
		t.Errorf("got %q after %d requests", got, len(r.Requests))
	}
	t.Setenv("AWS_LAMBDA_FUNCTION_NAME", "f")
	if got := ask(); got != "" || len(r.Requests) != 2 {
		t.Errorf("got %q after %d requests", got, len(r.Requests))
	}
}
