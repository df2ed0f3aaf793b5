package lite_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/sign"
)

func uploads(bucket string) sign.PostPolicy {
	return sign.PostPolicy{Bucket: bucket, Expires: time.Now().Add(time.Hour), Fields: []sign.Header{{Name: "key", Value: "in/${filename}"}}}
}

// TestPresignPost: the form is for the bucket's URL, and its signature is that
// of the policy in the client's region.
func TestPresignPost(t *testing.T) {
	for _, tt := range []struct {
		name, bucket, url, region string
		config                    func(*lite.Config)
	}{
		{"virtual host", "orders", "https://orders.s3.eu-west-1.amazonaws.com/", "eu-west-1", nil},
		{"dots", "or.ders", "https://s3.eu-west-1.amazonaws.com/or.ders", "eu-west-1", nil},
		{"path", "orders", "http://localhost:9000/orders", "eu-west-1", func(c *lite.Config) { c.Endpoint = "http://localhost:9000" }},
		{"access point", "arn:aws:s3:us-west-2:123456789012:accesspoint/ap", "https://ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com/", "us-west-2",
			func(c *lite.Config) { c.S3.UseARNRegion = lite.On }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := config(&stub{})
			cfg.Credentials = creds.Static("AKIDEXAMPLE", streamSecret, "TOKEN")
			if tt.config != nil {
				tt.config(&cfg)
			}
			form, err := lite.New(s3.Service, cfg).PresignPost(t.Context(), uploads(tt.bucket))
			if err != nil {
				t.Fatal(err)
			}
			fields := map[string]string{}
			for _, f := range form.Fields {
				fields[f.Name] = f.Value
			}
			policy, err := base64.StdEncoding.DecodeString(fields["policy"])
			var p struct{ Conditions []any }
			if err != nil || json.Unmarshal(policy, &p) != nil || len(p.Conditions) == 0 {
				t.Fatalf("policy %q, %v", policy, err)
			}
			key := []byte("AWS4" + streamSecret)
			scope := strings.Split(fields["x-amz-credential"], "/")[1:]
			for _, part := range scope {
				key = mac(key, part)
			}
			if want := fmt.Sprintf("%x", mac(key, fields["policy"])); fields["x-amz-signature"] != want || !slices.Equal(scope[1:], []string{tt.region, "s3", "aws4_request"}) {
				t.Errorf("scope %v, signature %s, want %s", scope, fields["x-amz-signature"], want)
			}
			if form.URL != tt.url || fields["key"] != "in/${filename}" || fields["x-amz-security-token"] != "TOKEN" {
				t.Errorf("%s %v", form.URL, fields)
			}
		})
	}
}

func TestPresignPostErrors(t *testing.T) {
	unsigned := config(&stub{})
	unsigned.Unsigned = true
	for name, tt := range map[string]struct {
		client *lite.Client
		policy sign.PostPolicy
		want   string
	}{
		"not S3":    {lite.New(dynamodb.Service, config(&stub{})), uploads("orders"), "forms are for uploads to S3"},
		"unsigned":  {lite.New(s3.Service, unsigned), uploads("orders"), "forms are for uploads to S3"},
		"no bucket": {lite.New(s3.Service, config(&stub{})), uploads(""), "Bucket"},
		"injection": {lite.New(s3.Service, config(&stub{})), uploads("a/b?c"), "Bucket"},
		"expired":   {lite.New(s3.Service, config(&stub{})), sign.PostPolicy{Bucket: "orders", Expires: time.Unix(1, 0)}, "expiration"},
		"empty":     {lite.New(lite.Service{}, config(&stub{})), uploads("orders"), "Service is empty"},
	} {
		if form, err := tt.client.PresignPost(t.Context(), tt.policy); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v", name, form, err)
		}
	}
}

// A browser may upload one file of up to a mebibyte.
func ExampleClient_PresignPost() {
	bucket := litetest.New(litetest.Standalone(), s3.Service).Client // lite.New(s3.Service, lite.Config{})

	form, err := bucket.PresignPost(context.Background(), sign.PostPolicy{
		Bucket:     "uploads",
		Expires:    time.Now().Add(15 * time.Minute),
		Fields:     []sign.Header{{Name: "key", Value: "inbox/${filename}"}},
		Conditions: []sign.PostCondition{{Name: "content-length-range", Max: 1 << 20}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(form.URL)
	for _, f := range form.Fields {
		fmt.Println(f.Name)
	}
	// Output:
	// https://uploads.s3.us-east-1.amazonaws.com/
	// key
	// x-amz-algorithm
	// x-amz-credential
	// x-amz-date
	// policy
	// x-amz-signature
}
