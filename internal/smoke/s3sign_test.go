package smoke

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/sign"
)

// gateway is a versitygw with a bucket for one test, to which requests go over
// net/http as anyone makes them: signed by package sign alone or not at all.
//
// The gateway checks all that the tests here flip: signatures of headers, URLs,
// forms, chunks and trailers, the payload hash and the trailing checksum. It
// takes every presigned body for unsigned (UNSIGNED-PAYLOAD), as those are that
// are presigned here.
type gateway struct {
	peer
	base, host, bucket string
	signer             *sign.Signer
}

func newGateway(t *testing.T) gateway {
	t.Helper()
	g := gateway{peer: versitygw(t, gatewaySecret()), base: endpoint(t, "TUCUXI_VERSITYGW"), bucket: name("smoke"), signer: new(sign.Signer)}
	g.host = strings.TrimPrefix(g.base, "http://")
	g.call(s3.CreateBucket, lite.Map{"Bucket": g.bucket})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		for _, key := range g.keys(ctx) {
			g.c.Call(ctx, s3.DeleteObject, lite.Map{"Bucket": g.bucket, "Key": key})
		}
		g.c.Call(ctx, s3.DeleteBucket, lite.Map{"Bucket": g.bucket})
	})
	return g
}

// keys are those of the bucket's objects.
func (g gateway) keys(ctx context.Context) (keys []string) {
	g.t.Helper()
	list, err := g.c.Call(ctx, s3.ListObjectsV2, lite.Map{"Bucket": g.bucket})
	if err != nil {
		g.t.Error(err)
		return nil
	}
	for o := range list.Get("Contents").List() {
		keys = append(keys, o.Get("Key").String())
	}
	return keys
}

func gatewayCredentials() sign.Credentials {
	return sign.Credentials{AccessKeyID: os.Getenv("TUCUXI_VERSITYGW_ACCESS"), SecretAccessKey: gatewaySecret()}
}

// gatewayScope is where requests of this time are signed for.
func gatewayScope(at time.Time) sign.Scope {
	return sign.Scope{Region: "us-east-1", Service: "s3", Time: at, S3: true}
}

// answer is what came back, with the code of an error.
type answer struct {
	status     int
	code, body string
	header     http.Header
}

func (g gateway) send(method, url string, headers []sign.Header, body []byte) answer {
	g.t.Helper()
	ctx, cancel := g.deadline()
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	for _, h := range headers {
		r.Header.Add(h.Name, h.Value)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	a := answer{status: res.StatusCode, body: string(text), header: res.Header}
	_, rest, _ := strings.Cut(a.body, "<Code>")
	a.code, _, _ = strings.Cut(rest, "</Code>")
	return a
}

// took wants a success.
func (g gateway) took(what string, a answer) {
	g.t.Helper()
	if a.status/100 != 2 {
		g.t.Fatalf("%s: status %d %s", what, a.status, a.body)
	}
}

// refused wants an error.
func (g gateway) refused(what string, a answer, status int, code string) {
	g.t.Helper()
	if a.status != status || a.code != code {
		g.t.Errorf("%s: status %d %s, want %d %s", what, a.status, a.body, status, code)
	}
}

// flip flips the lowest bit of b[i] that makes another hex digit of one, and
// another base64 digit of one.
func flip(b []byte, i int) {
	const hex, base64 = "0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	digits := base64
	if strings.IndexByte(hex, b[i]) >= 0 {
		digits = hex
	}
	bit := byte(1)
	for strings.IndexByte(digits, b[i]^bit) < 0 && bit < 0x80 {
		bit <<= 1
	}
	b[i] ^= bit
}

// flipAfter flips a bit of the character that follows the mark.
func flipAfter(t *testing.T, s, mark string) string {
	t.Helper()
	i := strings.Index(s, mark)
	if i < 0 || i+len(mark) == len(s) {
		t.Fatalf("nothing follows %q in %q", mark, s)
	}
	b := []byte(s)
	flip(b, i+len(mark))
	return string(b)
}

func TestVersitygwSignedHeaders(t *testing.T) {
	g := newGateway(t)
	upload := func(key, change string) answer {
		body := []byte("hello, dolphin")
		r := sign.Request{
			Method: "PUT", Host: g.host, Path: "/" + g.bucket + "/" + key, Query: "x-id=PutObject",
			Headers:     []sign.Header{{Name: "content-type", Value: "text/plain"}, {Name: "x-amz-meta-origin", Value: "two  spaces"}},
			PayloadHash: string(sign.AppendPayloadHash(nil, body)),
		}
		if err := g.signer.Sign(&r, gatewayCredentials(), gatewayScope(time.Now())); err != nil {
			t.Fatal(err)
		}
		for i := range r.Headers {
			switch h := &r.Headers[i]; {
			case h.Name != change:
			case h.Name == "authorization":
				h.Value = flipAfter(t, h.Value, "Signature=")
			default:
				h.Value = flipAfter(t, h.Value, h.Value[:len(h.Value)-2]) // of a date, that is a second
			}
		}
		switch change {
		case "path":
			r.Path = flipAfter(t, r.Path, key[:len(key)-1])
		case "query":
			r.Query = flipAfter(t, r.Query, "x-id=")
		case "body":
			flip(body, 0)
		}
		return g.send(r.Method, g.base+r.Path+"?"+r.Query, r.Headers, body)
	}
	g.took("signed", upload("good", ""))
	same(t, "body", body(g.peer, lite.Map{"Bucket": g.bucket, "Key": "good"}), "hello, dolphin")
	for _, change := range []string{"authorization", "x-amz-date", "content-type", "x-amz-meta-origin", "x-amz-content-sha256", "path", "query"} {
		g.refused(change, upload("bad-"+change, change), 403, "SignatureDoesNotMatch")
	}
	g.refused("body", upload("bad-body", "body"), 400, "XAmzContentSHA256Mismatch")
	same(t, "objects", strings.Join(g.keys(t.Context()), " "), "good")
}
