package lite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/events"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
	"github.com/tucuxi-go/tucuxi/wire"
)

// scope is what stands in an authorization between key and signature.
func scope(s sent) string {
	_, rest, _ := strings.Cut(s.header["authorization"], "Credential=")
	rest, _, _ = strings.Cut(rest, ",")
	parts := strings.SplitN(rest, "/", 3)
	if len(parts) < 3 {
		return s.header["authorization"]
	}
	return strings.TrimSuffix(parts[2], "/aws4_request")
}

var account = creds.ProviderFunc(func(context.Context) (creds.Credentials, error) {
	return creds.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: creds.NewSecret("secret"), AccountID: "123456789012"}, nil
})

// TestEndpoints goes through the settings that move a call.
func TestEndpoints(t *testing.T) {
	list := lite.Map{}
	users := lite.Map{"TableName": "users"}
	for _, tt := range []struct {
		name    string
		service lite.Service
		op      lite.Operation
		params  lite.Map
		config  lite.Config
		url     string
		scope   string
	}{
		{"region", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "eu-west-1"}, "https://sqs.eu-west-1.amazonaws.com/", "eu-west-1/sqs"},
		{"partition", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "cn-north-1"}, "https://sqs.cn-north-1.amazonaws.com.cn/", "cn-north-1/sqs"},
		{"dual stack", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "eu-west-1", DualStack: lite.On}, "https://sqs.eu-west-1.api.aws/", "eu-west-1/sqs"},
		{"FIPS", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "us-east-1", FIPS: lite.On}, "https://sqs-fips.us-east-1.amazonaws.com/", "us-east-1/sqs"},
		{"older FIPS name", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "fips-us-east-1"}, "https://sqs-fips.us-east-1.amazonaws.com/", "us-east-1/sqs"},
		{"plain HTTP", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "eu-west-1", PlainHTTP: true}, "http://sqs.eu-west-1.amazonaws.com/", "eu-west-1/sqs"},
		{"no region", iam.Service, iam.ListUsers, list, lite.Config{}, "https://iam.amazonaws.com/", "us-east-1/iam"},
		{"global", iam.Service, iam.ListUsers, list, lite.Config{Region: "eu-west-1"}, "https://iam.amazonaws.com/", "us-east-1/iam"},
		{"STS", sts.Service, sts.GetCallerIdentity, list, lite.Config{Region: "eu-west-1"}, "https://sts.eu-west-1.amazonaws.com/", "eu-west-1/sts"},
		{"STS global", sts.Service, sts.GetCallerIdentity, list, lite.Config{Region: "eu-west-1", STSGlobalEndpoint: lite.On}, "https://sts.amazonaws.com/", "us-east-1/sts"},
		{"STS newer region", sts.Service, sts.GetCallerIdentity, list, lite.Config{Region: "il-central-1", STSGlobalEndpoint: lite.On}, "https://sts.il-central-1.amazonaws.com/", "il-central-1/sts"},
		{"account id", dynamodb.Service, dynamodb.DescribeTable, users, lite.Config{Region: "eu-west-1", Credentials: account}, "https://123456789012.ddb.eu-west-1.amazonaws.com/", "eu-west-1/dynamodb"},
		{"account id off", dynamodb.Service, dynamodb.DescribeTable, users, lite.Config{Region: "eu-west-1", Credentials: account, AccountIDEndpointMode: "disabled"}, "https://dynamodb.eu-west-1.amazonaws.com/", "eu-west-1/dynamodb"},
		{"account id, endpoint", dynamodb.Service, dynamodb.DescribeTable, users, lite.Config{Region: "eu-west-1", Credentials: account, Endpoint: "http://localhost:8000"}, "http://localhost:8000/", "eu-west-1/dynamodb"},
		{"table ARN", dynamodb.Service, dynamodb.DescribeTable, lite.Map{"TableName": "arn:aws:dynamodb:eu-west-1:210987654321:table/users"}, lite.Config{Region: "eu-west-1", Credentials: account}, "https://210987654321.ddb.eu-west-1.amazonaws.com/", "eu-west-1/dynamodb"},
		{"table ARNs of a batch", dynamodb.Service, dynamodb.BatchGetItem, lite.Map{"RequestItems": lite.Map{"arn:aws:dynamodb:eu-west-1:210987654321:table/users": lite.Map{"Keys": lite.List{lite.Map{"id": lite.Map{"S": "7"}}}}}}, lite.Config{Region: "eu-west-1", Credentials: account}, "https://210987654321.ddb.eu-west-1.amazonaws.com/", "eu-west-1/dynamodb"},
		{"endpoint with path", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "eu-west-1", Endpoint: "https://Host.example:8443/a/b/"}, "https://host.example:8443/a/b", "eu-west-1/sqs"},
		{"endpoint, FIPS", sqs.Service, sqs.ListQueues, list, lite.Config{Region: "eu-west-1", FIPS: lite.On, DualStack: lite.On, Endpoint: "http://[::1]:4566"}, "http://[::1]:4566/", "eu-west-1/sqs"},
		{"endpoint keeps the signing region", iam.Service, iam.ListUsers, list, lite.Config{Region: "aws-global", Endpoint: "http://localhost:4566"}, "http://localhost:4566/", "us-east-1/iam"},
		{"endpoint, no region", iam.Service, iam.ListUsers, list, lite.Config{Endpoint: "http://localhost:4566"}, "http://localhost:4566/", "us-east-1/iam"},
		{"store, no region", s3.Service, s3.ListBuckets, list, lite.Config{Endpoint: "http://localhost:9000"}, "http://localhost:9000/", "us-east-1/s3"},
		{"global endpoint", events.Service, events.PutEvents, lite.Map{"EndpointId": "abc.456", "Entries": lite.List{lite.Map{"Source": "a"}}}, lite.Config{Region: "us-east-1", SigV4A: new(v4a.Signer)}, "https://abc.456.endpoint.events.amazonaws.com/", "events"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answers: []answer{{status: 200, body: "{}"}}}
			cfg := tt.config
			cfg.Transport, cfg.MaxAttempts = s, 1
			if cfg.Credentials == nil {
				cfg.Credentials = creds.Static("AKIDEXAMPLE", "secret", "")
			}
			_, err := lite.New(tt.service, cfg).Call(t.Context(), tt.op, tt.params)
			if len(s.sent) != 1 {
				t.Fatalf("%d requests, %v", len(s.sent), err)
			}
			if got := s.sent[0]; got.url != tt.url || scope(got) != tt.scope {
				t.Errorf("%s signed for %s, want %s signed for %s", got.url, scope(got), tt.url, tt.scope)
			}
		})
	}
}

// TestEndpointFaults: what makes no endpoint is an error, and nothing is sent.
func TestEndpointFaults(t *testing.T) {
	get := func(bucket string) lite.Map { return lite.Map{"Bucket": bucket, "Key": "k"} }
	for _, tt := range []struct {
		name   string
		s3     bool
		params lite.Map
		config lite.Config
		text   string
	}{
		{"no region", false, nil, lite.Config{}, "no region"},
		{"region with a dot", false, nil, lite.Config{Region: "eu-west-1.evil.example"}, "no region name"},
		{"region with a slash", false, nil, lite.Config{Region: "eu/west"}, "no region name"},
		{"region of digits", false, nil, lite.Config{Region: "123"}, "no region name"},
		{"endpoint without scheme", false, nil, lite.Config{Region: "eu-west-1", Endpoint: "localhost:4566"}, "must be a URL"},
		{"endpoint with user", false, nil, lite.Config{Region: "eu-west-1", Endpoint: "http://a@host"}, "must be a URL"},
		{"endpoint with query", false, nil, lite.Config{Region: "eu-west-1", Endpoint: "http://host/?a"}, "must be a URL"},
		{"endpoint with bad port", false, nil, lite.Config{Region: "eu-west-1", Endpoint: "http://host:99999"}, "must be a URL"},
		{"endpoint without host", false, nil, lite.Config{Region: "eu-west-1", Endpoint: "http://"}, "must be a URL"},
		{"account id mode", false, nil, lite.Config{Region: "eu-west-1", AccountIDEndpointMode: "sometimes"}, "preferred, required or disabled"},
		{"bucket with a slash", true, get("a/b"), lite.Config{Region: "eu-west-1"}, "Bucket: is neither"},
		{"empty bucket", true, get(""), lite.Config{Region: "eu-west-1"}, "Bucket: is neither"},
		{"bucket with a line break", true, get("a\r\nHost: b"), lite.Config{Region: "eu-west-1"}, "Bucket: is neither"},
		{"ARN of a bucket", true, get("arn:aws:s3:::b"), lite.Config{Region: "eu-west-1"}, "Bucket: is neither"},
		{"ARN of another partition", true, get("arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:a"), lite.Config{Region: "eu-west-1"}, "Client was configured for partition `aws` but ARN"},
		{"ARN region off", true, get("arn:aws:s3:us-west-2:123456789012:accesspoint:a"), lite.Config{Region: "eu-west-1", S3: lite.S3Config{UseARNRegion: lite.Off}}, "does not match client region `eu-west-1` and UseArnRegion is `false`"},
		{"multi-region without signer", true, get("arn:aws:s3::123456789012:accesspoint:a.mrap"), lite.Config{Region: "eu-west-1"}, "set Config.SigV4A"},
		{"metadata", true, lite.Map{"Bucket": "b-1", "Key": "k", "Metadata": lite.Map{"name": "ü"}}, lite.Config{Region: "eu-west-1"}, "Metadata.name: metadata holds only ASCII"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answers: []answer{{status: 200}}}
			cfg := tt.config
			cfg.Transport, cfg.Credentials = s, creds.Static("AKIDEXAMPLE", "secret", "")
			var err error
			switch {
			case tt.params["Metadata"] != nil:
				_, err = lite.New(s3.Service, cfg).Call(t.Context(), s3.PutObject, tt.params)
			case tt.s3:
				_, err = lite.New(s3.Service, cfg).Call(t.Context(), s3.GetObject, tt.params)
			default:
				_, err = lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, tt.params)
			}
			if err == nil || !strings.Contains(err.Error(), tt.text) || len(s.sent) > 0 {
				t.Errorf("%d requests, error %v, want %q", len(s.sent), err, tt.text)
			}
		})
	}
}

// TestUnsignedNeedsNoRegion: with an endpoint of their own, calls that are not
// signed need no region, those that are do.
func TestUnsignedNeedsNoRegion(t *testing.T) {
	for _, unsigned := range []bool{true, false} {
		s := &stub{answers: []answer{{status: 200, body: "{}"}}}
		c := lite.New(sqs.Service, lite.Config{
			Endpoint: "http://localhost:4566", Unsigned: unsigned, Transport: s, Credentials: creds.Static("AKIDEXAMPLE", "secret", ""),
		})
		_, err := c.Call(t.Context(), sqs.ListQueues, nil)
		if unsigned && (err != nil || s.sent[0].header["authorization"] != "") || !unsigned && !errors.Is(err, lite.ErrNoRegion) {
			t.Errorf("unsigned %v: %v, %v", unsigned, s.sent, err)
		}
	}
}

// TestEndpointCacheIsBounded: many buckets give right endpoints, and few of them
// are kept.
func TestEndpointCacheIsBounded(t *testing.T) {
	c := lite.New(s3.Service, lite.Config{Region: "eu-west-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", "")})
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 10 * lite.MaxEndpoints {
				bucket := fmt.Sprintf("bucket-%d", (i*7+g)%(3*lite.MaxEndpoints))
				err := c.Locate(t.Context(), s3.GetObject, wire.ValueOf(lite.Map{"Bucket": bucket, "Key": "k"}), func(_, host, _ string) {
					if host != bucket+".s3.eu-west-1.amazonaws.com" {
						t.Errorf("%s has host %s", bucket, host)
					}
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := c.Kept(); n == 0 || n > 2*lite.MaxEndpoints {
		t.Errorf("%d endpoints are kept, want 1 to %d", n, 2*lite.MaxEndpoints)
	}
}
