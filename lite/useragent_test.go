package lite_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
)

// The components of the User-Agent, in their order.
func TestUserAgent(t *testing.T) {
	form := regexp.MustCompile(`^tucuxi/[0-9.]+ ua/2\.1 os/[a-z]+( md/[a-z0-9]+)?(#[!-~]+)? md/arch#[a-z0-9]+ lang/go#[!-~]+( exec-env/[!-~]+)?( m/[A-Za-z0-9,]+)?( cfg/retry-mode#[a-z]+)?( cfg/endpoint-discovery)?( app/[!-~]+)?$`)
	static := creds.Static("AKIDEXAMPLE", "secret", "")
	for _, tt := range []struct {
		name    string
		service lite.Service
		op      lite.Operation
		params  lite.Map
		config  lite.Config
		env     map[string]string
		want    string // after lang/
	}{
		{"static", sqs.Service, sqs.ListQueues, nil, lite.Config{Credentials: static}, nil, "m/E,e cfg/retry-mode#standard"},
		{"environment", sqs.Service, sqs.ListQueues, nil, lite.Config{RetryMode: lite.RetryAdaptive, AppID: "my orders"}, map[string]string{
			"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_EXECUTION_ENV": "AWS_Lambda_go1.x"}, "exec-env/AWS_Lambda_go1.x m/F,g cfg/retry-mode#adaptive app/my-orders"},
		{"unsigned, endpoint, off", sqs.Service, sqs.ListQueues, nil, lite.Config{Unsigned: true, Endpoint: "http://localhost:1", RetryMode: lite.RetryOff}, nil, "m/N"},
		{"account id", dynamodb.Service, dynamodb.ListTables, nil, lite.Config{Credentials: static, AccountIDEndpointMode: "disabled"}, nil, "m/E,Q,e cfg/retry-mode#standard"},
		{"discovery", sqs.Service, sqs.ListQueues, nil, lite.Config{Credentials: static, EndpointDiscovery: lite.On}, nil, "m/E,e cfg/retry-mode#standard cfg/endpoint-discovery"},
		{"resolved account id", dynamodb.Service, dynamodb.ListTables, nil, lite.Config{Credentials: creds.ProviderFunc(func(context.Context) (creds.Credentials, error) {
			return creds.Credentials{AccessKeyID: "A", SecretAccessKey: creds.NewSecret("S"), AccountID: "123456789012", Features: "n,o,i"}, nil
		})}, nil, "m/E,P,T,n,o,i cfg/retry-mode#standard"},
		{"CRC32 by default", s3.Service, s3.PutObject, lite.Map{"Bucket": "b", "Key": "k", "Body": "x"}, lite.Config{Credentials: static}, nil, "m/E,Z,b,U,e cfg/retry-mode#standard"},
		{"SHA256 by choice", s3.Service, s3.PutObject, lite.Map{"Bucket": "b", "Key": "k", "Body": "x", "ChecksumAlgorithm": "SHA256"}, lite.Config{Credentials: static}, nil, "m/E,Z,b,Y,e cfg/retry-mode#standard"},
		{"checksum of the caller", s3.Service, s3.PutObject, lite.Map{"Bucket": "b", "Key": "k", "Body": "x", "ChecksumXXHASH128": "AAAA"}, lite.Config{Credentials: static}, nil, "m/E,Z,b,AI,e cfg/retry-mode#standard"},
		{"gzip", cloudwatch.Service, cloudwatch.PutMetricData, lite.Map{"Namespace": strings.Repeat("n", 200)}, lite.Config{Credentials: static, RequestMinCompressionSize: 1}, nil, "m/E,L,e cfg/retry-mode#standard"},
		{"SigV4A", s3.Service, s3.GetObject, lite.Map{"Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k"}, lite.Config{Credentials: static, SigV4A: new(v4a.Signer)}, nil, "m/E,Z,b,S,e cfg/retry-mode#standard"},
		{"checksums", s3.Service, s3.ListBuckets, nil, lite.Config{Credentials: static, ResponseChecksums: lite.Off}, nil, "m/E,Z,c,e cfg/retry-mode#standard"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hideEnvironment(t)
			for name, value := range tt.env {
				t.Setenv(name, value)
			}
			s := &stub{answers: []answer{{status: 200, body: "{}"}}}
			tt.config.Region, tt.config.Transport = "eu-west-1", s
			lite.New(tt.service, tt.config).Call(t.Context(), tt.op, tt.params)
			if len(s.sent) == 0 {
				t.Fatal("nothing was sent")
			}
			got := s.sent[0].header["user-agent"]
			_, rest, _ := strings.Cut(got, " lang/")
			_, rest, _ = strings.Cut(rest, " ")
			if !form.MatchString(got) || rest != tt.want {
				t.Errorf("%q, want %q at its end", got, tt.want)
			}
		})
	}
}

// Invocations that run at the same time each pass on their own trace id.
func TestTraceHeader(t *testing.T) {
	for _, tt := range []struct{ function, variable, context, want string }{
		{"f", "Root=1-a;Sampled=1", "", "Root=1-a;Sampled=1"},
		{"f", "Root=1-a", "Root=1-b", "Root=1-b"},
		{"f", "Root=1 a\n", "", "Root=1%20a%0A"},
		{"f", "", "", ""},
		{"", "Root=1-a", "Root=1-b", ""},
	} {
		t.Setenv("AWS_LAMBDA_FUNCTION_NAME", tt.function)
		t.Setenv("_X_AMZN_TRACE_ID", tt.variable)
		ctx := t.Context()
		if tt.context != "" {
			ctx = context.WithValue(ctx, "x-amzn-trace-id", tt.context) //lint:ignore SA1029 the key of aws-lambda-go
		}
		s := &stub{answers: []answer{{status: 200, body: "{}"}}}
		lite.New(sqs.Service, lite.Config{Region: "eu-west-1", Transport: s, Unsigned: true}).Call(ctx, sqs.ListQueues, nil)
		if got := s.sent[0].header["x-amzn-trace-id"]; got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}

// What pages and waiters call says so, and each set of features has its header,
// whatever came before.
func TestUserAgentOfPagesAndWaiters(t *testing.T) {
	hideEnvironment(t)
	c, s := client(t, dynamodb.Service, answer{status: 200, body: `{"Table":{"TableStatus":"ACTIVE"}}`})
	for range 2 {
		if _, err := c.Call(t.Context(), dynamodb.ListTables, nil); err != nil {
			t.Fatal(err)
		}
		for _, err := range c.Pages(t.Context(), dynamodb.ListTables, nil) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.Wait(t.Context(), dynamodb.WaitTableExists, lite.Map{"TableName": "t"}); err != nil {
			t.Fatal(err)
		}
	}
	for i, r := range s.sent {
		want := []string{" m/E,P,e ", " m/E,P,C,e ", " m/E,P,B,e "}[i%3]
		if got := r.header["user-agent"]; !strings.Contains(got, want) {
			t.Errorf("call %d: %q, want %q in it", i, got, want)
		}
	}
	if len(s.sent) != 6 {
		t.Errorf("%d calls", len(s.sent))
	}
}

// An id of the program that is too long is an error, not a header cut short.
func TestUserAgentAppID(t *testing.T) {
	hideEnvironment(t)
	for n, fails := range map[int]bool{50: false, 51: true} {
		t.Setenv("AWS_SDK_UA_APP_ID", strings.Repeat("x", n))
		if r := lite.Resolve(lite.Config{}, "SQS"); (r.Err != nil) != fails {
			t.Errorf("%d bytes: %v", n, r.Err)
		}
	}
}
