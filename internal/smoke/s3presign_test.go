package smoke

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/sign"
)

// presign is a request that lite's client has presigned.
func (g gateway) presign(op lite.Operation, params lite.Map, expires time.Duration) lite.Presigned {
	g.t.Helper()
	ctx, cancel := g.deadline()
	defer cancel()
	p, err := g.c.Presign(ctx, op, params, expires)
	if err != nil {
		g.t.Fatal(err)
	}
	return p
}

// open sends a presigned request.
func (g gateway) open(p lite.Presigned, body string) answer {
	g.t.Helper()
	var headers []sign.Header
	for _, h := range p.Header {
		headers = append(headers, sign.Header{Name: h.Name, Value: h.Value})
	}
	return g.send(p.Method, p.URL, headers, []byte(body))
}

func TestVersitygwPresign(t *testing.T) {
	const key, content = "dir name/plus+ümlaut.txt", "hello, dolphin"
	g := newGateway(t)
	short := g.presign(s3.GetObject, lite.Map{"Bucket": g.bucket, "Key": key}, time.Second)
	expired := time.Now().Add(2*time.Second + 100*time.Millisecond) // a second more for the fractions that are cut off

	put := g.presign(s3.PutObject, lite.Map{"Bucket": g.bucket, "Key": key, "ContentType": "text/plain", "Metadata": map[string]string{"origin": "amazon"}}, time.Hour)
	g.took("PUT", g.open(put, content))
	head := g.call(s3.HeadObject, lite.Map{"Bucket": g.bucket, "Key": key})
	same(t, "ContentType", head.Get("ContentType").String(), "text/plain")
	same(t, "Metadata", head.Get("Metadata", "origin").String(), "amazon")

	get := g.presign(s3.GetObject, lite.Map{"Bucket": g.bucket, "Key": key, "ResponseContentType": "text/x-smoke"}, time.Hour)
	a := g.open(get, "")
	g.took("GET", a)
	same(t, "body", a.body, content)
	same(t, "ContentType", a.header.Get("Content-Type"), "text/x-smoke")

	for _, mark := range []string{
		"X-Amz-Signature=", "X-Amz-Expires=", "response-content-type=",
		"X-Amz-Date=" + parameter(get.URL, "X-Amz-Date")[:14], // of the seconds
		"plus", // in the path
	} {
		bad := get
		bad.URL = flipAfter(t, get.URL, mark)
		g.refused(mark, g.open(bad, ""), 403, "SignatureDoesNotMatch")
	}
	bad := get
	bad.Method = http.MethodDelete
	g.refused("another method", g.open(bad, ""), 403, "SignatureDoesNotMatch")
	bad = put
	bad.URL = flipAfter(t, put.URL, "X-Amz-Signature=")
	g.refused("PUT with a flipped signature", g.open(bad, "other"), 403, "SignatureDoesNotMatch")
	same(t, "body", g.open(get, "").body, content)

	time.Sleep(time.Until(expired))
	g.refused("an expired URL", g.open(short, ""), 403, "AccessDenied")
}

// parameter is the value of a parameter in a URL.
func parameter(url, name string) string {
	_, rest, _ := strings.Cut(url, name+"=")
	value, _, _ := strings.Cut(rest, "&")
	return value
}
