package sign

import (
	"crypto/fips140"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBadInput(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Request, *Credentials, *Scope)
		want   string // part of an InputError, or the text of another error
	}{
		{"no region", func(_ *Request, _ *Credentials, sc *Scope) { sc.Region = "" }, ErrNoRegion.Error()},
		{"no service", func(_ *Request, _ *Credentials, sc *Scope) { sc.Service = "" }, ErrNoService.Error()},
		{"no time", func(_ *Request, _ *Credentials, sc *Scope) { sc.Time = time.Time{} }, ErrNoTime.Error()},
		{"the first second", func(_ *Request, _ *Credentials, sc *Scope) { sc.Time = time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC) }, ErrNoTime.Error()},
		{"the second after the last", func(_ *Request, _ *Credentials, sc *Scope) { sc.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, ErrNoTime.Error()},
		{"year 10000", func(_ *Request, _ *Credentials, sc *Scope) { sc.Time = testTime.AddDate(8000, 0, 0) }, ErrNoTime.Error()},
		{"year 0", func(_ *Request, _ *Credentials, sc *Scope) { sc.Time = testTime.AddDate(-2015, 0, 0) }, ErrNoTime.Error()},
		{"no access key", func(_ *Request, c *Credentials, _ *Scope) { c.AccessKeyID = "" }, ErrNoCredentials.Error()},
		{"no secret", func(_ *Request, c *Credentials, _ *Scope) { c.SecretAccessKey = "" }, ErrNoCredentials.Error()},
		{"no payload hash", func(r *Request, _ *Credentials, _ *Scope) { r.PayloadHash = "" }, ErrNoPayloadHash.Error()},
		{"region with slash", func(_ *Request, _ *Credentials, sc *Scope) { sc.Region = "a/b" }, "region"},
		{"service with line break", func(_ *Request, _ *Credentials, sc *Scope) { sc.Service = "s3\r\nx: y" }, "service"},
		{"access key with comma", func(_ *Request, c *Credentials, _ *Scope) { c.AccessKeyID = "A, SignedHeaders=x" }, "access key ID"},
		{"access key with line break", func(_ *Request, c *Credentials, _ *Scope) { c.AccessKeyID = "A\n" }, "access key ID"},
		{"secret with line break", func(_ *Request, c *Credentials, _ *Scope) { c.SecretAccessKey += "\n" }, "secret access key"},
		{"token with line break", func(_ *Request, c *Credentials, _ *Scope) { c.SessionToken = "T\r\nx: y" }, "session token"},
		{"token not ASCII", func(_ *Request, c *Credentials, _ *Scope) { c.SessionToken = "é" }, "session token"},
		{"no method", func(r *Request, _ *Credentials, _ *Scope) { r.Method = "" }, "method"},
		{"method with space", func(r *Request, _ *Credentials, _ *Scope) { r.Method = "GET /" }, "method"},
		{"no host", func(r *Request, _ *Credentials, _ *Scope) { r.Host = "" }, "host"},
		{"host in upper case", func(r *Request, _ *Credentials, _ *Scope) { r.Host = "Example.com" }, "host"},
		{"host with user", func(r *Request, _ *Credentials, _ *Scope) { r.Host = "a@b" }, "host"},
		{"host with path", func(r *Request, _ *Credentials, _ *Scope) { r.Host = "a/b" }, "host"},
		{"host with line break", func(r *Request, _ *Credentials, _ *Scope) { r.Host = "a\r\nb" }, "host"},
		{"path without slash", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "a" }, "path"},
		{"path with space", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "/a b" }, "path"},
		{"path with line break", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "/a\n" }, "path"},
		{"path with DEL", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "/a\x7f" }, "path"},
		{"path with query", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "/a?b" }, "path"},
		{"path with fragment", func(r *Request, _ *Credentials, _ *Scope) { r.Path = "/a#b" }, "path"},
		{"query with space", func(r *Request, _ *Credentials, _ *Scope) { r.Query = "a=b c" }, "query"},
		{"query with NUL", func(r *Request, _ *Credentials, _ *Scope) { r.Query = "a=\x00" }, "query"},
		{"query with fragment", func(r *Request, _ *Credentials, _ *Scope) { r.Query = "a#b" }, "query"},
		{"hash in upper case", func(r *Request, _ *Credentials, _ *Scope) { r.PayloadHash = strings.ToUpper(EmptyPayloadHash) }, "payload hash"},
		{"hash too short", func(r *Request, _ *Credentials, _ *Scope) { r.PayloadHash = EmptyPayloadHash[1:] }, "payload hash"},
		{"hash with line break", func(r *Request, _ *Credentials, _ *Scope) { r.PayloadHash = "UNSIGNED\nPAYLOAD" }, "payload hash"},
		{"hash header", func(r *Request, _ *Credentials, _ *Scope) {
			r.PayloadHash, r.Headers = "", []Header{{"x-amz-content-sha256", "nonsense"}}
		}, "payload hash"},
		{"header in upper case", addHeader("X-Foo", "v"), "header name"},
		{"header without name", addHeader("", "v"), "header name"},
		{"header name with space", addHeader("a b", "v"), "header name"},
		{"header name with colon", addHeader("a:b", "v"), "header name"},
		{"header name with line break", addHeader("a\r\nb", "v"), "header name"},
		{"host as header", addHeader("host", "h"), "header name"},
		{"value with CR", addHeader("a", "x\ry"), "header value"},
		{"value with LF", addHeader("a", "x\ny"), "header value"},
		{"value with NUL", addHeader("a", "x\x00y"), "header value"},
		{"value with DEL", addHeader("a", "x\x7f"), "header value"},
		{"value of a header never signed", addHeader("user-agent", "x\ny"), "header value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := testRequest(Header{"first", "1"}, Header{"x-amz-date", "old"})
			c, sc := testCreds, testScope
			tt.change(r, &c, &sc)
			before := *r
			before.Headers = slices.Clone(r.Headers)
			var s Signer
			err := s.Sign(r, c, sc)
			wantError(t, err, tt.want, c)
			wantUnchanged(t, r, &before)
			if tt.want == ErrNoPayloadHash.Error() {
				return // Presign has a default
			}
			wantError(t, s.Presign(r, c, sc, time.Minute), tt.want, c)
			wantUnchanged(t, r, &before)
		})
	}
}

func addHeader(name, value string) func(*Request, *Credentials, *Scope) {
	return func(r *Request, _ *Credentials, _ *Scope) { r.Headers = append(r.Headers, Header{name, value}) }
}

func wantError(t *testing.T, err error, want string, c Credentials) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	got := err.Error()
	if e, ok := errors.AsType[*InputError](err); ok {
		got = e.Part
	}
	if got != want {
		t.Errorf("error %q, want %q", got, want)
	}
	for _, secret := range []string{c.SecretAccessKey, c.SessionToken} {
		if secret != "" && strings.Contains(err.Error(), secret) {
			t.Errorf("error %q has a secret", err)
		}
	}
	if strings.ContainsAny(err.Error(), "\r\n\x00") {
		t.Errorf("error %q has control characters", err)
	}
}

// In FIPS 140-only mode, which a process of its own has, a short secret is an
// error instead of the panic that package crypto/hmac has for short keys.
func TestShortSecretUnderFIPS(t *testing.T) {
	if !fips140.Enforced() {
		cmd := exec.Command(os.Args[0], "-test.run=^TestShortSecretUnderFIPS$", "-test.v")
		cmd.Env = append(os.Environ(), "GODEBUG=fips140=only")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	short, long := testCreds, testCreds
	short.SecretAccessKey, long.SecretAccessKey = "123456789", "1234567890"
	var s Signer
	wantError(t, s.Sign(testRequest(), short, testScope), "secret access key", short)
	if err := s.Sign(testRequest(), long, testScope); err != nil {
		t.Error(err)
	}
}

func TestTimesAtTheEnds(t *testing.T) {
	for at, want := range map[time.Time]string{
		time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC):                         "00010101T000001Z",
		time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC):         "99991231T235959Z",
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("", 3600)): "99991231T225959Z",
	} {
		r, sc := testRequest(), testScope
		sc.Time = at
		var s Signer
		if err := s.Sign(r, testCreds, sc); err != nil {
			t.Fatal(err)
		}
		if got := header(r.Headers, headerDate); got != want {
			t.Errorf("%v: %s, want %s", at, got, want)
		}
	}
}
