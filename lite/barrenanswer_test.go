package lite_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// barren answers with a status alone.
type barren int

func (b barren) Send(_ context.Context, _ *lite.HTTPRequest, a *lite.HTTPResponse) error {
	a.Status = int(b)
	return nil
}

// TestBarrenAnswers: a Transport that sets neither headers nor a body, as one for
// tests may, gives an answer without.
func TestBarrenAnswers(t *testing.T) {
	for _, transport := range []func(int) lite.Transport{
		func(status int) lite.Transport { return barren(status) },
		func(status int) lite.Transport {
			return lite.HTTPTransport(roundTrip(func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: status}, nil }))
		},
	} {
		for status, fails := range map[int]bool{200: false, 301: true, 404: true, 500: true} {
			cfg := config(nil)
			cfg.RetryMode = lite.RetryOff
			cfg.Transport = transport(status)
			store, db := lite.New(s3.Service, cfg), lite.New(dynamodb.Service, cfg)
			for _, op := range []lite.Operation{s3.PutObject, s3.GetObject, s3.HeadObject, s3.DeleteObject} {
				out, err := store.Call(t.Context(), op, lite.Map{"Bucket": "orders", "Key": "a"})
				if e, refused := err.(*lite.Error); fails != (err != nil) || refused && e.Status != status {
					t.Errorf("S3, %d: %v", status, err)
				}
				out.Release()
			}
			if out, err := db.Call(t.Context(), dynamodb.ListTables, nil); fails != (err != nil) {
				t.Errorf("DynamoDB, %d: %v, %v", status, out, err)
			}
		}
	}
}

// TestNoResponse: nor does an http.RoundTripper panic that gives nothing at all.
func TestNoResponse(t *testing.T) {
	cfg := config(nil)
	cfg.RetryMode = lite.RetryOff
	cfg.Transport = lite.HTTPTransport(roundTrip(func(*http.Request) (*http.Response, error) { return nil, nil }))
	_, err := lite.New(dynamodb.Service, cfg).Call(t.Context(), dynamodb.ListTables, nil)
	if err == nil || !strings.Contains(err.Error(), "neither a response nor an error") {
		t.Error(err)
	}
}
