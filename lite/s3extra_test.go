package lite_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/s3control"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
	"github.com/tucuxi-go/tucuxi/wire"
)

// TestS3Switches goes through what moves a bucket.
func TestS3Switches(t *testing.T) {
	const point = "arn:aws:s3:us-west-2:123456789012:accesspoint:mine"
	for _, tt := range []struct {
		name   string
		config lite.Config
		bucket string
		url    string
		scope  string
	}{
		{"path", lite.Config{S3: lite.S3Config{Addressing: lite.AddressPath}}, "orders", "https://s3.eu-west-1.amazonaws.com/orders/k", "eu-west-1/s3"},
		{"dots", lite.Config{}, "or.ders", "https://s3.eu-west-1.amazonaws.com/or.ders/k", "eu-west-1/s3"},
		{"upper case", lite.Config{}, "Orders", "https://s3.eu-west-1.amazonaws.com/Orders/k", "eu-west-1/s3"},
		{"accelerate", lite.Config{S3: lite.S3Config{Accelerate: true}}, "orders", "https://orders.s3-accelerate.amazonaws.com/k", "eu-west-1/s3"},
		{"accelerate, dual stack", lite.Config{DualStack: lite.On, S3: lite.S3Config{Accelerate: true}}, "orders", "https://orders.s3-accelerate.dualstack.amazonaws.com/k", "eu-west-1/s3"},
		{"accelerated endpoint", lite.Config{Endpoint: "https://s3-accelerate.amazonaws.com"}, "orders", "https://orders.s3-accelerate.amazonaws.com/k", "eu-west-1/s3"},
		{"us-east-1", lite.Config{Region: "us-east-1"}, "orders", "https://orders.s3.us-east-1.amazonaws.com/k", "us-east-1/s3"},
		{"us-east-1 global", lite.Config{Region: "us-east-1", S3: lite.S3Config{USEast1Global: lite.On}}, "orders", "https://orders.s3.amazonaws.com/k", "us-east-1/s3"},
		{"store", lite.Config{Endpoint: "http://127.0.0.1:9000"}, "orders", "http://127.0.0.1:9000/orders/k", "eu-west-1/s3"},
		{"store with base path", lite.Config{Endpoint: "https://store.example:8443/base/"}, "orders", "https://store.example:8443/base/orders/k", "eu-west-1/s3"},
		{"store with bucket hosts", lite.Config{Endpoint: "https://store.example", S3: lite.S3Config{Addressing: lite.AddressVirtual}}, "orders", "https://orders.store.example/k", "eu-west-1/s3"},
		{"access point", lite.Config{}, point, "https://mine-123456789012.s3-accesspoint.us-west-2.amazonaws.com/k", "us-west-2/s3"},
		{"access point, dual stack", lite.Config{DualStack: lite.On}, point, "https://mine-123456789012.s3-accesspoint.dualstack.us-west-2.amazonaws.com/k", "us-west-2/s3"},
		{"Object Lambda", lite.Config{}, strings.Replace(point, ":s3:", ":s3-object-lambda:", 1), "https://mine-123456789012.s3-object-lambda.us-west-2.amazonaws.com/k", "us-west-2/s3-object-lambda"},
		{"Outposts", lite.Config{}, "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/mine", "https://mine-123456789012.op-1.s3-outposts.us-west-2.amazonaws.com/k", "us-west-2/s3-outposts"},
		{"multi-region access point", lite.Config{SigV4A: new(v4a.Signer)}, "arn:aws:s3::123456789012:accesspoint:mfz.mrap", "https://mfz.mrap.accesspoint.s3-global.amazonaws.com/k", "s3"},
		{"directory bucket without session", lite.Config{S3: lite.S3Config{ExpressSessions: lite.Off}}, "mine--euw1-az1--x-s3", "https://mine--euw1-az1--x-s3.s3express-euw1-az1.eu-west-1.amazonaws.com/k", "eu-west-1/s3express"},
		{"unsigned", lite.Config{Unsigned: true}, "orders", "https://orders.s3.eu-west-1.amazonaws.com/k", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answers: []answer{{status: 200}}}
			cfg := tt.config
			cfg.Transport, cfg.Credentials = s, creds.Static("AKIDEXAMPLE", "secret", "")
			if cfg.Region == "" {
				cfg.Region = "eu-west-1"
			}
			_, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.PutObject, lite.Map{"Bucket": tt.bucket, "Key": "k"})
			if err != nil {
				t.Fatal(err)
			}
			want := tt.scope
			if got := scope(s.sent[0]); s.sent[0].url != tt.url || got != want && !strings.HasSuffix(got, "/"+want) {
				t.Errorf("%s signed for %s, want %s signed for %s", s.sent[0].url, got, tt.url, want)
			}
		})
	}
}

// TestS3ChecksumsByEndpoint: a store gets no checksum that it did not ask for.
func TestS3ChecksumsByEndpoint(t *testing.T) {
	for _, tt := range []struct {
		endpoint string
		checksum lite.Switch
		want     bool
	}{
		{"", lite.Default, true}, {"", lite.Off, false},
		{"http://127.0.0.1:9000", lite.Default, false}, {"http://127.0.0.1:9000", lite.On, true},
	} {
		s := &stub{answers: []answer{{status: 200}}}
		cfg := config(s)
		cfg.Endpoint, cfg.RequestChecksums = tt.endpoint, tt.checksum
		c := lite.New(s3.Service, cfg)
		if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": "text"}); err != nil {
			t.Fatal(err)
		}
		got := false
		for name := range s.sent[0].header {
			got = got || strings.HasPrefix(name, "x-amz-checksum-") || name == "x-amz-trailer"
		}
		if got != tt.want {
			t.Errorf("%q, %v: checksum %v, want %v", tt.endpoint, tt.checksum, got, tt.want)
		}
	}
}

func header(name, value string) []wire.Header { return []wire.Header{{Name: name, Value: value}} }

// TestS3FollowsBuckets: the first call asks and moves, the next one knows.
func TestS3FollowsBuckets(t *testing.T) {
	moved := `<Error><Code>PermanentRedirect</Code><Message>m</Message></Error>`
	s := &stub{answers: []answer{{status: 301, body: moved, header: header("x-amz-bucket-region", "us-west-2")}, {status: 200}}}
	cfg := config(s)
	cfg.RequestChecksums = lite.Off
	c := lite.New(s3.Service, cfg)
	for range 2 {
		if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": strings.NewReader("text")}); err != nil {
			t.Fatal(err)
		}
	}
	hosts := []string{"eu-west-1", "us-west-2", "us-west-2"}
	if len(s.sent) != len(hosts) {
		t.Fatalf("%d requests", len(s.sent))
	}
	for i, region := range hosts {
		got := s.sent[i]
		if got.url != "https://orders.s3."+region+".amazonaws.com/k" || scope(got) != region+"/s3" && !strings.HasSuffix(scope(got), region+"/s3") || got.body != "text" {
			t.Errorf("request %d: %s signed for %s, body %q", i, got.url, scope(got), got.body)
		}
	}
}

// TestS3RedirectIsNotTrusted: a region that is none moves nothing, and nobody is
// sent around in circles.
func TestS3RedirectIsNotTrusted(t *testing.T) {
	moved := `<Error><Code>PermanentRedirect</Code></Error>`
	for _, region := range []string{"evil.example/", "a b", "eu-west-1"} {
		c, s := client(t, s3.Service, answer{status: 301, body: moved, header: header("x-amz-bucket-region", region)})
		_, err := c.Call(t.Context(), s3.GetObjectAcl, lite.Map{"Bucket": "orders", "Key": "k"})
		if err == nil || len(s.sent) != 1 {
			t.Errorf("%q: %d requests, %v", region, len(s.sent), err)
		}
	}
	c, s := client(t, s3.Service, answer{status: 301, body: moved, header: header("x-amz-bucket-region", "us-west-2")})
	if _, err := c.Call(t.Context(), s3.GetObjectAcl, lite.Map{"Bucket": "orders", "Key": "k"}); err == nil || len(s.sent) != 2 {
		t.Errorf("%d requests, %v", len(s.sent), err)
	}
}

// TestS3Sessions: a directory bucket has one session, which is renewed in time.
func TestS3Sessions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		session := func(key string, minutes int) answer {
			until := time.Now().Add(time.Duration(minutes) * time.Minute).UTC().Format(time.RFC3339)
			return answer{status: 200, body: `<CreateSessionResult><Credentials><AccessKeyId>` + key + `</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
				`<SessionToken>T</SessionToken><Expiration>` + until + `</Expiration></Credentials></CreateSessionResult>`}
		}
		c, s := client(t, s3.Service, session("ONE", 5), answer{status: 200}, answer{status: 200}, session("TWO", 15), answer{status: 200})
		put := func() {
			if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "mine--euw1-az1--x-s3", "Key": "k"}); err != nil {
				t.Fatal(err)
			}
		}
		put()
		put()
		time.Sleep(6 * time.Minute)
		put()
		var keys []string
		for _, r := range s.sent {
			_, rest, _ := strings.Cut(r.header["authorization"], "Credential=")
			key, _, _ := strings.Cut(rest, "/")
			keys = append(keys, key)
			if session := r.header["x-amz-s3session-token"]; (session == "T") == strings.Contains(r.url, "?session") {
				t.Errorf("%s has session token %q", r.url, session)
			}
		}
		if got := strings.Join(keys, " "); got != "AKIDEXAMPLE ONE ONE AKIDEXAMPLE TWO" {
			t.Errorf("signed with %s", got)
		}
	})
}

// TestS3Listing: keys that XML cannot hold arrive as they are.
func TestS3Listing(t *testing.T) {
	body := `<?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType><Prefix>a%2F</Prefix>` +
		`<Contents><Key>a%2Fb+c%01%26%3C</Key><ETag>%2F</ETag></Contents><CommonPrefixes><Prefix>%C3%BC%2F</Prefix></CommonPrefixes></ListBucketResult>`
	c, s := client(t, s3.Service, answer{status: 200, body: body})
	out, err := c.Call(t.Context(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.sent[0].url, "encoding-type=url") {
		t.Error(s.sent[0].url)
	}
	if out.Get("Contents", 0, "Key").String() != "a/b c\x01&<" || out.Get("Contents", 0, "ETag").String() != "%2F" ||
		out.Get("CommonPrefixes", 0, "Prefix").String() != "ü/" || out.Get("Prefix").String() != "a/" {
		t.Errorf("%s", out.JSON())
	}
	out, err = c.Call(t.Context(), s3.ListObjectsV2, lite.Map{"Bucket": "orders", "EncodingType": "url"})
	if err != nil || out.Get("Prefix").String() != "a%2F" {
		t.Errorf("asked for by the caller: %v, %v", out.Get("Prefix"), err)
	}
}

// TestS3HiddenError: an error with status 200 is an error, and is tried again.
func TestS3HiddenError(t *testing.T) {
	c, s := client(t, s3.Service,
		answer{status: 200, body: `<?xml version="1.0"?>` + "\n" + `<Error><Code>InternalError</Code><Message>m</Message></Error>`},
		answer{status: 200, body: `<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>`})
	out, err := c.Call(t.Context(), s3.CopyObject, lite.Map{"Bucket": "orders", "Key": "k", "CopySource": lite.Map{"Bucket": "other", "Key": "a+b"}})
	if err != nil || len(s.sent) != 2 || out.Get("CopyObjectResult", "ETag").String() != `"e"` {
		t.Fatalf("%d requests, %v", len(s.sent), err)
	}
	if got := s.sent[0].header["x-amz-copy-source"]; got != "other/a%2Bb" {
		t.Errorf("copy source %s", got)
	}
}

// TestS3CustomerKeys: keys are given as they are and go out as S3 wants them.
func TestS3CustomerKeys(t *testing.T) {
	c, s := client(t, s3.Service, answer{status: 200})
	for _, key := range []any{"bar", []byte("bar")} {
		params := lite.Map{"Bucket": "orders", "Key": "k", "SSECustomerKey": key, "SSECustomerAlgorithm": "AES256"}
		if _, err := c.Call(t.Context(), s3.PutObject, params); err != nil {
			t.Fatal(err)
		}
		h := s.sent[len(s.sent)-1].header
		if h["x-amz-server-side-encryption-customer-key"] != "YmFy" || h["x-amz-server-side-encryption-customer-key-md5"] != "N7UdGUp1E+RbVvZSTy1R8g==" {
			t.Errorf("%v", h)
		}
		if len(params) != 4 {
			t.Error("the caller's params were changed")
		}
	}
}

func TestS3Control(t *testing.T) {
	c, s := client(t, s3control.Service, answer{status: 200})
	const name = "arn:aws:s3-outposts:eu-west-1:123456789012:outpost:op-1:accesspoint:mine"
	if _, err := c.Call(t.Context(), s3control.GetAccessPointPolicy, lite.Map{"Name": name}); err != nil {
		t.Fatal(err)
	}
	got := s.sent[0]
	if !strings.HasPrefix(got.url, "https://s3-outposts.eu-west-1.amazonaws.com/v20180820/accesspoint/arn%3Aaws") ||
		got.header["x-amz-account-id"] != "123456789012" || got.header["x-amz-outpost-id"] != "op-1" {
		t.Errorf("%s %v", got.url, got.header)
	}
	for _, params := range []lite.Map{
		{"Name": name, "AccountId": "1234"}, {"Name": "arn:aws:foo:eu-west-1:123456789012:bar:mine"}, {"Name": strings.Replace(name, "eu-west-1", "fips-us-gov-east-1", 1)},
	} {
		if _, err := c.Call(t.Context(), s3control.GetAccessPointPolicy, params); err == nil || len(s.sent) != 1 {
			t.Errorf("%v: %d requests, %v", params, len(s.sent), err)
		}
	}
}
