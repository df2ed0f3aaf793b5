package lite_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

// TestConformanceEndpointVariables: the name of every service's own variable.
func TestConformanceEndpointVariables(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "config"), "service-ids.json"))
	if err != nil {
		t.Fatal(err)
	}
	var services []struct{ Service, EnvVar string }
	if err := json.Unmarshal(b, &services); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	files, _ := fs.Glob(embed.FS, "*/model.bin")
	for _, file := range files {
		bin, err := fs.ReadFile(embed.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := models.Open(string(bin))
		if err != nil {
			t.Fatal(err)
		}
		names[m.ServiceName()] = "AWS_ENDPOINT_URL_" + lite.EnvironmentName(m.ServiceID())
	}
	passed, gone := 0, 0
	for _, c := range services {
		switch names[c.Service] {
		case "":
			gone++
		case c.EnvVar:
			passed++
		default:
			t.Errorf("%s: %s, want %s", c.Service, names[c.Service], c.EnvVar)
		}
	}
	t.Logf("config/service-ids.json: %d passed, %d excluded: the service is not in the models", passed, gone)
}

// TestVariables goes through the variables that move a call.
func TestVariables(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		s3          bool
		params      lite.Map
		want        string
	}{
		{"AWS_USE_FIPS_ENDPOINT", "TRUE", false, nil, "sts-fips.us-east-1.amazonaws.com"},
		{"AWS_USE_DUALSTACK_ENDPOINT", "true", true, nil, "orders.s3.dualstack.us-east-1.amazonaws.com"},
		{"AWS_USE_FIPS_ENDPOINT", "yes", false, nil, "sts.us-east-1.amazonaws.com"},
		{"AWS_STS_REGIONAL_ENDPOINTS", "legacy", false, nil, "sts.amazonaws.com"},
		{"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "legacy", true, nil, "orders.s3.amazonaws.com"},
		{"AWS_ENDPOINT_URL", "http://localhost:4566", true, nil, "localhost:4566"},
		{"AWS_ENDPOINT_URL_S3", "http://localhost:9000", true, nil, "localhost:9000"},
		{"AWS_ENDPOINT_URL_S3", "http://localhost:9000", false, nil, "sts.us-east-1.amazonaws.com"},
		{"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", "true", true, lite.Map{"Bucket": "mine--use1-az1--x-s3", "Key": "k"}, "mine--use1-az1--x-s3.s3express-use1-az1.us-east-1.amazonaws.com"},
		{"AWS_S3_USE_ARN_REGION", "true", true, lite.Map{"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint:a", "Key": "k"}, "a-123456789012.s3-accesspoint.us-west-2.amazonaws.com"},
		{"AWS_S3_USE_ARN_REGION", "false", true, lite.Map{"Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint:a", "Key": "k"}, ""},
		{"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "true", true, lite.Map{"Bucket": "arn:aws:s3::123456789012:accesspoint:a.mrap", "Key": "k"}, ""},
	} {
		t.Run(tt.name+"="+tt.value, func(t *testing.T) {
			t.Setenv(tt.name, tt.value)
			s := &stub{answers: []answer{{status: 200}}}
			cfg := lite.Config{Region: "us-east-1", Transport: s, MaxAttempts: 1, Credentials: creds.Static("AKIDEXAMPLE", "secret", "")}
			if !tt.s3 {
				lite.New(sts.Service, cfg).Call(t.Context(), sts.GetCallerIdentity, nil)
			} else {
				if tt.params == nil {
					tt.params = lite.Map{"Bucket": "orders", "Key": "k"}
				}
				lite.New(s3.Service, cfg).Call(t.Context(), s3.PutObject, tt.params)
			}
			if got := hosts(s); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
