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
	const text = "hello, world"
	for _, tt := range []struct {
		name   string
		body   any
		hashed string
		crc    bool
	}{
		{"bytes", []byte(text), "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b", true},
		{"string", text, "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b", true},
		{"seeker", strings.NewReader(text), "UNSIGNED-PAYLOAD", true},
		{"reader", onlyReader{strings.NewReader(text)}, "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s := client(t, s3.Service, answer{status: 200})
			if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": tt.body}); err != nil {
				t.Fatal(err)
			}
			got := s.sent[0]
			if got.body != text || got.header["x-amz-content-sha256"] != tt.hashed || (got.header["x-amz-checksum-crc32"] == "/6tyOg==") != tt.crc {
				t.Errorf("%+v", got)
			}
		})
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
