package lite_test

import (
	"io"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
)

func TestS3Addressing(t *testing.T) {
	for _, tt := range []struct{ name, endpoint, bucket, key, want string }{
		{"virtual host", "", "orders", "a b/ü+.txt", "https://orders.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC%2B.txt"},
		{"dots go into the path", "", "or.ders", "k", "https://s3.eu-west-1.amazonaws.com/or.ders/k"},
		{"endpoint", "http://127.0.0.1:9000", "orders", "k", "http://127.0.0.1:9000/orders/k"},
		{"endpoint with path", "https://host.example/base", "orders", "k//k", "https://host.example/base/orders/k//k"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answers: []answer{{status: 200, body: "x", header: []wire.Header{{"Content-Length", "1"}}}}}
			cfg := config(s)
			cfg.Endpoint = tt.endpoint
			out, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.GetObject, lite.Map{"Bucket": tt.bucket, "Key": tt.key})
			if err != nil {
				t.Fatal(err)
			}
			out.Body.Close()
			if got := s.sent[0].url; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// onlyReader hides every method but Read.
type onlyReader struct{ io.Reader }

func TestS3Bodies(t *testing.T) {
	const (
		text    = "hello, world"
		sum     = "/6tyOg=="
		hash    = "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b"
		chunked = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
		behind  = "c\r\nhello, world\r\n0\r\nx-amz-checksum-crc32:" + sum + "\r\n\r\n"
	)
	bodies := map[string]func() any{
		"bytes": func() any { return []byte(text) }, "string": func() any { return text },
		"seeker": func() any { return strings.NewReader(text) },
		"reader": func() any { return onlyReader{strings.NewReader(text)} },
		"sized": func() any {
			return struct {
				io.Reader
				lenger
			}{strings.NewReader(text), lenger(len(text))}
		},
	}
	for _, tt := range []struct {
		name, endpoint  string
		checksums, sign lite.Switch
		hash            map[string]string // by body; "" for the others
		body, header    string
	}{
		{name: "AWS", hash: map[string]string{"": chunked}, body: behind},
		{name: "no checksums", checksums: lite.Off, hash: map[string]string{"": hash, "seeker": "UNSIGNED-PAYLOAD", "sized": "UNSIGNED-PAYLOAD"}, body: text},
		{name: "signed", sign: lite.On, hash: map[string]string{"": hash}, body: text, header: sum},
		{name: "plain", endpoint: "http://localhost:9000", checksums: lite.On, hash: map[string]string{"": hash}, body: text, header: sum},
		{name: "other store", endpoint: "https://localhost:9000", hash: map[string]string{"": hash, "seeker": "UNSIGNED-PAYLOAD", "sized": "UNSIGNED-PAYLOAD"}, body: text},
	} {
		for kind, body := range bodies {
			t.Run(tt.name+"/"+kind, func(t *testing.T) {
				s := &stub{answers: []answer{{status: 200}}}
				cfg := config(s)
				cfg.Endpoint, cfg.RequestChecksums, cfg.S3.SignPayload = tt.endpoint, tt.checksums, tt.sign
				if _, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body()}); err != nil {
					t.Fatal(err)
				}
				hash, ok := tt.hash[kind]
				if !ok {
					hash = tt.hash[""]
				}
				got := s.sent[0]
				header := tt.header
				if kind == "sized" && header != "" { // cannot be read twice: it has one only if it had to be read into memory before
					header = got.header["x-amz-checksum-crc32"]
				}
				if got.body != tt.body || got.header["x-amz-content-sha256"] != hash || got.header["x-amz-checksum-crc32"] != header {
					t.Errorf("body %q, headers %v", got.body, got.header)
				}
				if tt.body == behind && (got.header["x-amz-decoded-content-length"] != "12" || got.header["content-encoding"] != "aws-chunked" || got.header["x-amz-trailer"] != "x-amz-checksum-crc32") {
					t.Errorf("headers %v", got.header)
				}
			})
		}
	}
}

func TestS3StreamIsNotResent(t *testing.T) {
	c, s := client(t, s3.Service, answer{status: 503})
	sized := struct {
		io.Reader
		lenger
	}{strings.NewReader("abc"), 3}
	if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": sized}); err == nil || len(s.sent) != 1 {
		t.Errorf("%d sends, %v", len(s.sent), err)
	}
}

type lenger int

func (l lenger) Len() int { return int(l) }

func TestS3ErrorWithoutBody(t *testing.T) {
	c, _ := client(t, s3.Service, answer{status: 404, header: []wire.Header{{"X-Amz-Request-Id", "R"}, {"X-Amz-Id-2", "H"}}})
	_, err := c.Call(t.Context(), s3.HeadObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	e, ok := err.(*lite.Error)
	if !ok || e.Code != "404" || e.Message != "Not Found" || e.RequestID != "R" || e.HostID != "H" {
		t.Errorf("%+v", err)
	}
}
