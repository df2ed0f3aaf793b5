package smoke

import (
	"bytes"
	"encoding/base64"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/sign"
)

// post sends a browser's upload form: the fields, and the file after them.
func (g gateway) post(fields []sign.Header, content string) answer {
	g.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, f := range fields {
		if err := w.WriteField(f.Name, f.Value); err != nil {
			g.t.Fatal(err)
		}
	}
	file, err := w.CreateFormFile("file", "hello.txt")
	if err != nil {
		g.t.Fatal(err)
	}
	file.Write([]byte(content))
	if err := w.Close(); err != nil {
		g.t.Fatal(err)
	}
	return g.send("POST", g.base+"/"+g.bucket, []sign.Header{{Name: "content-type", Value: w.FormDataContentType()}}, form.Bytes())
}

// The gateway takes "${filename}" in a key literally, so no key here has it.
func TestVersitygwPost(t *testing.T) {
	const content = "hello, dolphin"
	g := newGateway(t)
	signed := func(key string, from, to time.Duration) []sign.Header { // times from now
		policy := sign.PostPolicy{
			Expires: time.Now().Add(to), Bucket: g.bucket,
			Fields: []sign.Header{
				{Name: "key", Value: key}, {Name: "content-type", Value: "text/plain"},
				{Name: "x-amz-meta-origin", Value: "ünï \"quoted\" \\"}, {Name: "success_action_status", Value: "201"},
			},
			Conditions: []sign.PostCondition{{Name: "content-length-range", Min: 1, Max: int64(len(content))}},
		}
		fields, err := g.signer.SignPost(&policy, gatewayCredentials(), gatewayScope(time.Now().Add(from)))
		if err != nil {
			t.Fatal(err)
		}
		return fields
	}
	with := func(fields []sign.Header, name string, change func(string) string) []sign.Header {
		for i := range fields {
			if fields[i].Name == name {
				fields[i].Value = change(fields[i].Value)
				return fields
			}
		}
		t.Fatalf("the form has no %s", name)
		return nil
	}

	a := g.post(signed("dir/hello.txt", 0, time.Minute), content)
	g.took("a signed form", a)
	same(t, "status", a.status, 201)
	object := lite.Map{"Bucket": g.bucket, "Key": "dir/hello.txt"}
	same(t, "body", body(g.peer, object), content)
	same(t, "ContentType", g.call(s3.HeadObject, object).Get("ContentType").String(), "text/plain")

	form, err := g.c.PresignPost(t.Context(), sign.PostPolicy{
		Expires: time.Now().Add(time.Minute), Bucket: g.bucket, Fields: []sign.Header{{Name: "key", Value: "presigned"}},
	})
	if err != nil || form.URL != g.base+"/"+g.bucket {
		t.Fatal(form.URL, err)
	}
	g.took("a form of the client's", g.post(form.Fields, content))
	same(t, "body", body(g.peer, lite.Map{"Bucket": g.bucket, "Key": "presigned"}), content)

	flipSignature := func(s string) string { return flipAfter(t, s, s[:10]) }
	flipPolicy := func(s string) string { // in the bucket's name, so that it is JSON still
		text, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString([]byte(flipAfter(t, string(text), `{"bucket": "`)))
	}
	other := func(s string) string { return s + "x" }
	fresh := func() []sign.Header { return signed("bad", 0, time.Minute) }
	g.refused("signature", g.post(with(fresh(), "x-amz-signature", flipSignature), content), 403, "SignatureDoesNotMatch")
	g.refused("policy", g.post(with(fresh(), "policy", flipPolicy), content), 403, "SignatureDoesNotMatch")
	g.refused("another field", g.post(with(fresh(), "x-amz-meta-origin", other), content), 403, "AccessDenied")
	g.refused("another key", g.post(with(fresh(), "key", other), content), 403, "AccessDenied")
	g.refused("a longer file", g.post(fresh(), content+"x"), 400, "EntityTooLarge")
	g.refused("an expired policy", g.post(signed("bad", -10*time.Minute, -time.Second), content), 403, "AccessDenied")
	same(t, "objects", strings.Join(g.keys(t.Context()), " "), "dir/hello.txt presigned")
}
