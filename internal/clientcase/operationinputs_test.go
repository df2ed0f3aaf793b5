package clientcase

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/models/prune/ruleset"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
	"github.com/tucuxi-go/tucuxi/wire"
)

// endpointTest is a case of an endpoint-tests-1.json with operation inputs.
type endpointTest struct {
	Documentation string
	Expect        struct {
		Error    string
		Endpoint *struct {
			URL        string
			Properties struct {
				AuthSchemes []struct {
					Name, SigningName, SigningRegion string
					SigningRegionSet                 []string
				}
			}
			Headers map[string][]string
		}
	}
	OperationInputs []operationInput
}

// operationInput is a call and the built-in parameters that its client gives.
type operationInput struct {
	BuiltInParams   map[string]any
	OperationName   string
	OperationParams map[string]any
}

// collector notes the requests, and answers that all is well: with a session
// where one is asked for.
type collector struct {
	mu   sync.Mutex
	last sent
	n    int
}

func (c *collector) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := &transport{exchanges: []Exchange{{Response: &Response{Status: 200}}}}
	if err := one.Send(context.Background(), r, a); err != nil {
		return err
	}
	c.last, c.n = one.sent[0], c.n+1
	if strings.HasPrefix(r.Query, "session") {
		body := `<CreateSessionResult><Credentials><SessionToken>T</SessionToken><SecretAccessKey>S</SecretAccessKey>` +
			`<AccessKeyId>AKIDSESSION</AccessKeyId><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`
		a.Body, a.Length = io.NopCloser(strings.NewReader(body)), int64(len(body))
	}
	a.Header = wire.HeaderList{}
	return nil
}

// TestConformanceOperationInputs takes the endpoint tests that name an operation
// and its params through a real client.
func TestConformanceOperationInputs(t *testing.T) {
	dir := testkit.Conformance(t, "endpoints/services")
	files, err := filepath.Glob(filepath.Join(dir, "*", "endpoint-tests-1.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal("no endpoint tests", err)
	}
	clearEnvironment(t)
	passed, failed, reasons := 0, 0, map[string]int{}
	for _, file := range files {
		if b, err := unzipped(file); err != nil || !bytes.Contains(b, []byte(`"operationInputs"`)) {
			continue
		}
		name := filepath.Base(filepath.Dir(file))
		s, err := withRules(name, filepath.Join(filepath.Dir(file), "endpoint-rule-set-1.json.gz"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, c := range endpointTests(t, file) {
			for k := range c.OperationInputs {
				if reason := c.excluded(k); reason != "" {
					reasons[reason]++
					continue
				}
				if t.Run(fmt.Sprintf("%s/%d/%d", name, i, k), func(t *testing.T) { c.run(t, s, k) }) {
					passed++
				} else {
					failed++
				}
			}
		}
	}
	report(t, "endpoints/services operationInputs", passed, failed, reasons)
}

// withRules is an embedded service with the rules of the corpus, which may be of
// another release.
func withRules(name, file string) (lite.Service, error) {
	bin, ok := library()[name]
	if !ok {
		return lite.Service{}, fmt.Errorf("no service is called %q", name)
	}
	graph, err := compile.Load(bin)
	if err != nil {
		return lite.Service{}, err
	}
	text, err := unzipped(file)
	if err != nil {
		return lite.Service{}, err
	}
	if graph.Rules, err = ruleset.Compile(text); err != nil {
		return lite.Service{}, err
	}
	packed, err := graph.Pack()
	if err != nil {
		return lite.Service{}, err
	}
	return serviceOf(string(packed))
}

func unzipped(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func endpointTests(t *testing.T, file string) []endpointTest {
	t.Helper()
	b, err := unzipped(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var all struct{ TestCases []endpointTest }
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all.TestCases
}

// excluded is the reason why an operation input is not run.
func (c *endpointTest) excluded(i int) string {
	in := c.OperationInputs[i]
	on := func(name string) bool { b, _ := in.BuiltInParams[name].(bool); return b }
	bucket, _ := in.OperationParams["Bucket"].(string)
	switch {
	case in.BuiltInParams["SDK::Endpoint"] != nil && (on("AWS::UseFIPS") || on("AWS::UseDualStack")):
		return "a custom endpoint turns FIPS and dual stack off, as in botocore"
	case on("AWS::S3::ForcePathStyle") && c.Expect.Error != "" && (strings.HasPrefix(bucket, "arn:") || on("AWS::S3::Accelerate")):
		return "path style gives way to ARNs and accelerated endpoints, as in botocore"
	case in.BuiltInParams["AWS::Auth::AccountId"] == "":
		return "credentials with an empty account id have none"
	case c.Expect.Error == "" && (strings.ContainsAny(bucket, " #")):
		return "the bucket's name is refused before the rules see it"
	}
	return ""
}

func (c *endpointTest) run(t *testing.T, s lite.Service, i int) {
	in := c.OperationInputs[i]
	sink := new(collector)
	cfg := in.config()
	cfg.Transport, cfg.HostPrefix, cfg.MaxAttempts, cfg.SigV4A = sink, lite.Off, 1, new(v4a.Signer)
	op, err := Operation(s, in.OperationName)
	if err != nil {
		t.Fatal(err)
	}
	params, _ := param(in.OperationParams).(lite.Map)
	_, err = lite.New(s, cfg).Call(t.Context(), op, params)
	if want := c.Expect.Error; want != "" {
		if err == nil || sink.n > 0 {
			t.Errorf("%s\n%d requests (%s), error %v, want %s", c.Documentation, sink.n, sink.last.url(), err, want)
		} else if !strings.Contains(err.Error(), want) {
			t.Logf("%s\nerror %v, the rules' is %s", c.Documentation, err, want)
		}
		return
	}
	want := c.Expect.Endpoint
	if sink.n == 0 {
		t.Fatalf("%s\nnothing sent: %v, want %s", c.Documentation, err, want.URL)
	}
	if got := sink.last.url(); !strings.HasPrefix(foldHost(got), foldHost(strings.TrimSuffix(want.URL, "/"))) {
		t.Errorf("%s\n got %s\nwant %s", c.Documentation, got, want.URL)
	}
	for name, values := range want.Headers {
		if got := sink.last.header[strings.ToLower(name)]; got != strings.Join(values, ",") {
			t.Errorf("%s\nheader %s: %q, want %q", c.Documentation, name, got, values)
		}
	}
	if len(want.Properties.AuthSchemes) == 0 {
		return
	}
	a := want.Properties.AuthSchemes[0]
	auth := sink.last.header["authorization"]
	switch a.Name {
	case "sigv4a":
		if !strings.HasPrefix(auth, "AWS4-ECDSA-P256-SHA256 ") || !strings.Contains(auth, "/"+a.SigningName+"/aws4_request") ||
			sink.last.header["x-amz-region-set"] != strings.Join(a.SigningRegionSet, ",") {
			t.Errorf("%s\nsigned %s, want %v", c.Documentation, auth, a)
		}
	default:
		if !strings.Contains(auth, "/"+a.SigningRegion+"/"+a.SigningName+"/aws4_request") ||
			(a.Name == "sigv4-s3express") != strings.Contains(auth, "AKIDSESSION") {
			t.Errorf("%s\nsigned %s, want %v", c.Documentation, auth, a)
		}
	}
}

// config is a configuration that gives the rules these parameters.
func (in *operationInput) config() lite.Config {
	text := func(name string) string { s, _ := in.BuiltInParams[name].(string); return s }
	on := func(name string) bool { b, _ := in.BuiltInParams[name].(bool); return b }
	c := lite.Config{
		Region: text("AWS::Region"), Endpoint: text("SDK::Endpoint"), FIPS: toggle(on("AWS::UseFIPS")), DualStack: toggle(on("AWS::UseDualStack")),
		AccountIDEndpointMode: text("AWS::Auth::AccountIdEndpointMode"), STSGlobalEndpoint: toggle(on("AWS::STS::UseGlobalEndpoint")),
		S3: lite.S3Config{
			Accelerate: on("AWS::S3::Accelerate"), USEast1Global: toggle(on("AWS::S3::UseGlobalEndpoint")),
			MultiRegionAccessPoints: toggle(!on("AWS::S3::DisableMultiRegionAccessPoints")), Addressing: lite.AddressVirtual,
			UseARNRegion: lite.On, // what rules take for it where it is not given
		},
		Credentials: creds.ProviderFunc(func(context.Context) (creds.Credentials, error) {
			return creds.Credentials{
				AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: creds.NewSecret("secret"), AccountID: text("AWS::Auth::AccountId"),
			}, nil
		}),
	}
	if on("AWS::S3::ForcePathStyle") {
		c.S3.Addressing = lite.AddressPath
	}
	for _, name := range []string{"AWS::S3::UseArnRegion", "AWS::S3Control::UseArnRegion"} {
		if b, ok := in.BuiltInParams[name].(bool); ok {
			c.S3.UseARNRegion = toggle(b)
		}
	}
	return c
}
