package lite_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
)

// signed is a service with one operation, a signing name and auth schemes; rules
// may be nil.
func signed(t *testing.T, name string, auth []string, rules any) lite.Service {
	t.Helper()
	metadata := object{
		"apiVersion": "2020-01-01", "endpointPrefix": name, "signingName": name, "serviceId": "Sample " + name, "serviceFullName": "Sample",
		"protocol": "json", "protocols": []string{"json"}, "jsonVersion": "1.0", "targetPrefix": "Sample", "signatureVersion": "v4", "uid": name + "-2020-01-01",
	}
	if auth != nil {
		metadata["auth"] = auth
	}
	source := compile.Source{Name: name, Version: "2020-01-01", Release: "conformance corpus", Service: encode(t, object{
		"version": "2.0", "metadata": metadata,
		"operations": object{"Op": object{"name": "Op", "http": object{"method": "POST", "requestUri": "/"}}},
		"shapes":     object{},
	})}
	if rules != nil {
		source.Rules = encode(t, rules)
	}
	s, err := compile.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	bin, err := s.Pack()
	if err != nil {
		t.Fatal(err)
	}
	model := string(bin)
	return lite.Service{Model: &model, Protocol: &awsjson.Protocol}
}

// chosen calls the operation and says how it was signed: v4, v4a, bearer or none.
func chosen(t *testing.T, s lite.Service, c lite.Config) (how string, header map[string]string) {
	t.Helper()
	wire := &stub{answers: []answer{{status: 200, body: "{}"}}}
	c.Region, c.Transport, c.Credentials, c.SigV4A = "us-east-1", wire, creds.Static("AKIDEXAMPLE", "secret", ""), new(v4a.Signer)
	if _, err := lite.New(s, c).Call(t.Context(), lite.Operation(tagOf(t, s)), nil); err != nil {
		t.Fatal(err)
	}
	header = wire.sent[0].header
	name, _, _ := strings.Cut(header["authorization"], " ")
	how = map[string]string{"AWS4-HMAC-SHA256": "v4", "AWS4-ECDSA-P256-SHA256": "v4a", "Bearer": "bearer", "": "none (unsigned)"}[name]
	return how, header
}

// TestConformanceSignerSelection: which of a service's auth schemes signs. The
// signature version of the client's code, which no Config has, is a preference
// here, or, where the service has no list, the service's own.
func TestConformanceSignerSelection(t *testing.T) {
	hideEnvironment(t)
	type value struct {
		Value           string
		SetInClientCode bool
	}
	var file struct {
		SignerSelection []struct {
			SigningName  string
			AuthOptions  []string
			Env          map[string]string
			ClientConfig struct {
				Version    value  `json:"signature_version"`
				Preference value  `json:"auth_scheme_preference"`
				RegionSet  string `json:"sigv4a_signing_region_set"`
			}
			ExpectSigner  *string
			ExpectSigning struct{ Region string }
		}
	}
	configCases(t, "auth-scheme-preference-cases.json", &file)
	var count tally
	for i, c := range file.SignerSelection {
		count.run(t, strconv.Itoa(i)+" "+c.SigningName, "", func(t *testing.T) {
			for name, v := range c.Env {
				t.Setenv(name, v)
			}
			cfg := lite.Config{SigV4ARegionSet: c.ClientConfig.RegionSet}
			if c.SigningName == "my-service" {
				cfg.BearerToken = token("test_token")
			}
			version, preference := c.ClientConfig.Version, c.ClientConfig.Preference
			if version.SetInClientCode && c.AuthOptions != nil {
				cfg.AuthSchemePreference = "sig" + version.Value
			} else if version.SetInClientCode {
				c.AuthOptions = []string{"aws.auth#sig" + version.Value}
			}
			if preference.SetInClientCode {
				cfg.AuthSchemePreference = preference.Value
			} else {
				t.Setenv("AWS_AUTH_SCHEME_PREFERENCE", preference.Value)
			}
			want := version.Value // the default signer stays
			if c.ExpectSigner != nil {
				want = *c.ExpectSigner
			}
			got, header := chosen(t, signed(t, c.SigningName, c.AuthOptions, nil), cfg)
			if got != want || header["x-amz-region-set"] != c.ExpectSigning.Region || got == "bearer" && header["authorization"] != "Bearer test_token" {
				t.Errorf("%s, %q, want %s", got, header, want)
			}
			if scope := "/" + c.SigningName + "/aws4_request"; strings.HasPrefix(got, "v4") && !strings.Contains(header["authorization"], scope) {
				t.Errorf("%q, want %s", header["authorization"], scope)
			}
		})
	}
	count.report(t, "auth-scheme-preference-cases.json, signerSelection")
}

// TestConformanceEndpointAuthSchemes: the preference chooses among the auth
// schemes of the endpoint. The cases have names that stand for any: here they are
// two schemes that are, and one that the endpoint lacks.
func TestConformanceEndpointAuthSchemes(t *testing.T) {
	hideEnvironment(t)
	var file struct {
		EndpointAuthSchemes []struct {
			Preference         string
			RuleSetAuthSchemes []string
			Expect             string
		}
	}
	configCases(t, "auth-scheme-preference-cases.json", &file)
	scheme := strings.NewReplacer("foo", "sigv4", "bar", "sigv4a", "xyz", "httpBearerAuth")
	var count tally
	for i, c := range file.EndpointAuthSchemes {
		count.run(t, strconv.Itoa(i)+" "+c.Preference, "", func(t *testing.T) {
			var schemes []any
			for _, name := range c.RuleSetAuthSchemes {
				s := object{"name": scheme.Replace(name), "signingName": "of-endpoint"}
				if s["name"] == "sigv4a" {
					s["signingRegionSet"] = []string{"*"}
				}
				schemes = append(schemes, s)
			}
			rules := object{
				"version": "1.0", "parameters": object{"Region": object{"builtIn": "AWS::Region", "type": "String", "required": true, "documentation": "d"}},
				"rules": []any{object{
					"conditions": []any{}, "type": "endpoint",
					"endpoint": object{"url": "https://sample.amazonaws.com", "headers": object{}, "properties": object{"authSchemes": schemes}},
				}},
			}
			got, header := chosen(t, signed(t, "my-service", []string{"aws.auth#sigv4"}, rules), lite.Config{AuthSchemePreference: scheme.Replace(c.Preference)})
			if want := strings.TrimPrefix(scheme.Replace(c.Expect), "sig"); got != want || !strings.Contains(header["authorization"], "/of-endpoint/") {
				t.Errorf("%s, %q, want %s", got, header["authorization"], want)
			}
		})
	}
	count.report(t, "auth-scheme-preference-cases.json, endpointAuthSchemes")
}

// TestConformanceRecursionDetection: which trace id goes with a request. A header
// that is there before is one of a hook's.
func TestConformanceRecursionDetection(t *testing.T) {
	hideEnvironment(t)
	var list []struct {
		Env           map[string]string
		Before, After []string
	}
	b := suite(t, "credentials", "recursion-detection.json")
	b = []byte(strings.NewReplacer("requestHeadersBefore", "before", "requestHeadersAfter", "after").Replace(string(b)))
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	var count tally
	for i, c := range list {
		count.run(t, strconv.Itoa(i), "", func(t *testing.T) {
			t.Setenv("_X_AMZN_TRACE_ID", "")
			for name, v := range c.Env {
				t.Setenv(name, v)
			}
			cfg := lite.Config{Unsigned: true}
			for _, line := range c.Before {
				name, v, _ := strings.Cut(line, ": ")
				cfg.Hooks.Build = func(_ context.Context, c *lite.CallInfo) error { return c.SetHeader(strings.ToLower(name), v) }
			}
			_, header := chosen(t, signed(t, "my-service", nil, nil), cfg)
			want := ""
			for _, line := range c.After {
				_, want, _ = strings.Cut(line, ": ")
			}
			if got := header["x-amzn-trace-id"]; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
	count.report(t, "credentials/recursion-detection.json")
	if len(list) < 5 {
		t.Errorf("%d cases", len(list))
	}
}
