package lite_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/s3control"
	"github.com/tucuxi-go/tucuxi/wire"
)

const body = "hello world"

// sums are the checksums of body.
var sums = map[string]string{
	"crc32": "DUoRhQ==", "crc32c": "yZRlqg==", "crc64nvme": "jSnVw/bqjr4=", "sha1": "Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
	"sha256": "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", "xxhash64": "RatnNLIeaWg=",
}

func get(t *testing.T, cfg func(*lite.Config), headers ...wire.Header) (content string, s *stub, err error) {
	t.Helper()
	s = &stub{answers: []answer{{status: 200, header: headers, body: body}}}
	c := config(s)
	if cfg != nil {
		cfg(&c)
	}
	out, err := lite.New(s3.Service, c).Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(out.Body)
	return string(b), s, err
}

func TestStreamsAreChecked(t *testing.T) {
	for name, sum := range sums {
		content, s, err := get(t, nil, wire.Header{Name: "X-Amz-Checksum-" + name, Value: sum})
		if content != body || err != nil || s.sent[0].header["x-amz-checksum-mode"] != "ENABLED" {
			t.Errorf("%s: %q, %v, %v", name, content, err, s.sent[0].header)
		}
		for _, wrong := range []string{sums["crc32"][:4] + "AA==", "garbage", ""} {
			if content, _, err := get(t, nil, wire.Header{Name: "x-amz-checksum-" + name, Value: wrong}); !errors.Is(err, lite.ErrChecksum) || content != body {
				t.Errorf("%s is %q: %v", name, wrong, err)
			}
		}
	}
	for name, headers := range map[string][]wire.Header{
		"none": nil, "of parts": {{Name: "x-amz-checksum-crc32", Value: "AAAAAA==-3"}}, "other padding": {{Name: "x-amz-checksum-crc32", Value: "DUoRhQ====="}},
		"an algorithm that is new": {{Name: "x-amz-checksum-crc128", Value: "x"}},
		"two, of parts and right":  {{Name: "x-amz-checksum-sha256", Value: "x-2"}, {Name: "x-amz-checksum-crc32", Value: sums["crc32"]}},
	} {
		if content, _, err := get(t, nil, headers...); content != body || err != nil {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
}

// TestChecksumsAreNotAsked: other stores are not asked, but where one is told to.
func TestChecksumsAreNotAsked(t *testing.T) {
	wrong := wire.Header{Name: "x-amz-checksum-crc32", Value: "AAAAAA=="}
	for name, x := range map[string]struct {
		cfg   func(*lite.Config)
		check bool
	}{
		"off":               {func(c *lite.Config) { c.ResponseChecksums = lite.Off }, false},
		"another store":     {func(c *lite.Config) { c.Endpoint = "http://localhost:9000" }, false},
		"another store, on": {func(c *lite.Config) { c.Endpoint, c.ResponseChecksums = "http://localhost:9000", lite.On }, true},
		"AWS":               {func(c *lite.Config) {}, true},
	} {
		_, s, err := get(t, x.cfg, wrong)
		if errors.Is(err, lite.ErrChecksum) != x.check || (s.sent[0].header["x-amz-checksum-mode"] != "") != x.check {
			t.Errorf("%s: %v, %v", name, err, s.sent[0].header)
		}
	}
	t.Setenv("AWS_RESPONSE_CHECKSUM_VALIDATION", "WHEN_REQUIRED")
	if _, s, err := get(t, nil, wrong); err != nil || s.sent[0].header["x-amz-checksum-mode"] != "" {
		t.Errorf("by the variable: %v, %v", err, s.sent[0].header)
	}
}

// TestCutStreamIsNotAChecksum: a stream that breaks off is that, and no other body.
func TestCutStreamIsNotAChecksum(t *testing.T) {
	c, _ := client(t, s3.Service, answer{status: 200, body: body[:5], length: int64(len(body)), header: []wire.Header{{Name: "x-amz-checksum-crc32", Value: sums["crc32"]}}})
	out, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(out.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

func TestChecksumAlgorithms(t *testing.T) {
	for name, sum := range sums {
		c, s := client(t, s3.Service, answer{status: 200})
		params := lite.Map{"Bucket": "b-1", "Key": "k", "Body": body, "ChecksumAlgorithm": strings.ToUpper(name)}
		if _, err := c.Call(t.Context(), s3.PutObject, params); err != nil {
			t.Fatal(err)
		}
		if got := s.sent[0]; got.body != "b\r\nhello world\r\n0\r\nx-amz-checksum-"+name+":"+sum+"\r\n\r\n" || got.header["x-amz-sdk-checksum-algorithm"] != strings.ToUpper(name) {
			t.Errorf("%s: %q, %v", name, got.body, got.header)
		}
	}
	c, s := client(t, s3.Service, answer{status: 200})
	_, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body, "ChecksumAlgorithm": "MD5"})
	if e, ok := errors.AsType[*lite.CallError](err); !ok || e.Step != "body" || len(s.sent) > 0 {
		t.Errorf("an algorithm that there is none of: %v", err)
	}
	c, s = client(t, s3.Service, answer{status: 200})
	if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body, "ChecksumSHA256": sums["sha256"]}); err != nil || s.sent[0].body != body || s.sent[0].header["x-amz-checksum-crc32"] != "" {
		t.Errorf("beside the caller's checksum: %v, %+v", err, s.sent[0])
	}
}

// TestRequiredChecksum is about operations that want a checksum in any case.
func TestRequiredChecksum(t *testing.T) {
	params := lite.Map{"AccountId": "123456789012", "Bucket": "arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-01/bucket/b-1", "Policy": "{}"}
	service := s3control.Service
	for _, with := range []bool{true, false} {
		if !with {
			service.Checksums = nil
		}
		s := &stub{answers: []answer{{status: 200}}}
		cfg := config(s)
		cfg.RequestChecksums = lite.Off
		_, err := lite.New(service, cfg).Call(t.Context(), s3control.PutBucketPolicy, params)
		if with != (err == nil) || len(s.sent) > 0 && s.sent[0].header["x-amz-checksum-crc32"] == "" {
			t.Errorf("%v, %+v", err, s.sent)
		}
	}
}

// endless gives n bytes and cannot be read again.
type endless struct{ n int }

func (e *endless) Len() int { return e.n }
func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.n)
	clear(p[:n])
	e.n -= n
	return n, nil
}

// TestUploadOverTLS streams 32 MiB that can be read only once, with its checksum
// behind it, without holding them.
func TestUploadOverTLS(t *testing.T) {
	const size = 32 << 20
	var header http.Header
	var length, received int64
	var tail []byte
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header, length = r.Header.Clone(), r.ContentLength
		buf := make([]byte, 64<<10)
		for {
			n, err := r.Body.Read(buf)
			received += int64(n)
			if tail = append(tail, buf[:n]...); len(tail) > 200 {
				tail = append(tail[:0], tail[len(tail)-200:]...)
			}
			if err != nil {
				return
			}
		}
	}))
	defer server.Close()
	cfg := config(nil)
	cfg.Endpoint, cfg.RequestChecksums = server.URL, lite.On
	cfg.Transport = lite.HTTPTransport(server.Client().Transport)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": &endless{size}})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if header.Get("X-Amz-Content-Sha256") != "STREAMING-UNSIGNED-PAYLOAD-TRAILER" || header.Get("X-Amz-Decoded-Content-Length") != "33554432" || length != received || received <= size {
		t.Errorf("%v, %d of %d bytes", header, received, length)
	}
	if !bytes.HasSuffix(tail, []byte("\r\n0\r\nx-amz-checksum-crc32:WUUERQ==\r\n\r\n")) {
		t.Errorf("ends with %q", tail[len(tail)-60:])
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
		t.Errorf("%d bytes allocated", grown)
	}
}
