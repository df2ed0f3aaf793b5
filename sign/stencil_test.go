package sign

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Requests in turns, each with the headers of none, some or all others, under one
// key: what is remembered of one must not reach another.
func TestStencils(t *testing.T) {
	token := testCreds
	token.SessionToken = "TOKEN"
	express, unsigned, hashed := testScope, testScope, testScope
	express.S3Express, unsigned.UnsignedToken, hashed.SendPayloadHash = true, true, true
	requests := []func() *Request{
		func() *Request { return testRequest() },
		func() *Request { return testRequest(Header{"b", "1"}, Header{"a", " 2  3 "}) },
		func() *Request { return testRequest(Header{"a", "1"}, Header{"b", "2"}) },
		func() *Request { return testRequest(Header{"b", "x y"}, Header{"b", "z"}) },
		func() *Request { return testRequest(Header{"user-agent", "x y"}, Header{"b", "z"}) },
		func() *Request { return testRequest(Header{"authorization", "old"}, Header{"x-amz-date", "old"}) },
		func() *Request {
			return testRequest(Header{"x-amz-s3session-token", "mine"}, Header{"x-amz-security-token", "old"})
		},
	}
	for _, order := range []int{1, 2, 3} { // of steps through the combinations
		var s Signer
		for i := range 200 {
			i *= order
			c := []Credentials{testCreds, token}[i/7%2]
			sc := []Scope{testScope, express, unsigned, hashed}[i/14%4]
			r := requests[i%7]()
			clean := requests[i%7]()
			clean.Headers = withoutReplaced(clean.Headers, sc)
			want := authorization(c, sc, slowSign(clean, c, sc))
			for range 2 {
				if err := s.Sign(r, c, sc); err != nil {
					t.Fatal(err)
				}
				if got := header(r.Headers, headerAuthorization); got != want {
					t.Fatalf("request %d:\n%s\nwant\n%s", i, got, want)
				}
				r.Headers = requests[i%7]().Headers
			}
		}
	}
}

// The same for a call of which one thing after the other changes.
func TestStencilOfOneCall(t *testing.T) {
	plain := func() *Request {
		r := testRequest(Header{"content-type", "a/b"}, Header{"x-amz-target", "T.Get"}, Header{"user-agent", "u"})
		r.Method, r.Path, r.Query, r.PayloadHash = "POST", "/", "", EmptyPayloadHash
		return r
	}
	other := string(AppendPayloadHash(nil, []byte("x")))
	changes := []func(*Request, *Credentials, *Scope){
		func(r *Request, c *Credentials, sc *Scope) {},
		func(r *Request, c *Credentials, sc *Scope) { sc.Time = sc.Time.Add(time.Second) },
		func(r *Request, c *Credentials, sc *Scope) { r.PayloadHash = other },
		func(r *Request, c *Credentials, sc *Scope) { r.PayloadHash = UnsignedPayload },
		func(r *Request, c *Credentials, sc *Scope) { r.Headers[1].Value = "T.Put" },
		func(r *Request, c *Credentials, sc *Scope) { r.Headers[1].Value = "T. Put  all" },
		func(r *Request, c *Credentials, sc *Scope) { r.Headers[2].Value = "v" },
		func(r *Request, c *Credentials, sc *Scope) { r.Headers = r.Headers[:2] },
		func(r *Request, c *Credentials, sc *Scope) { r.Headers[2].Name = "x-amz-meta-a" },
		func(r *Request, c *Credentials, sc *Scope) { r.Method = "PUT" },
		func(r *Request, c *Credentials, sc *Scope) { r.Path = "/a/../b%20c" },
		func(r *Request, c *Credentials, sc *Scope) { r.Path = "/" + strings.Repeat("long", 100) },
		func(r *Request, c *Credentials, sc *Scope) { r.Path, sc.EncodeOnce = "/a/../b%20c", true },
		func(r *Request, c *Credentials, sc *Scope) { r.Path, sc.KeepDotSegments = "/a/../b%20c", true },
		func(r *Request, c *Credentials, sc *Scope) { r.Query = "b=1&a=%2f" },
		func(r *Request, c *Credentials, sc *Scope) { r.Query = "b=2&a=%2f" },
		func(r *Request, c *Credentials, sc *Scope) { r.Host = "other.example.com" },
		func(r *Request, c *Credentials, sc *Scope) { c.SessionToken = "TOKEN" },
		func(r *Request, c *Credentials, sc *Scope) { c.SessionToken = "OTHER" },
		func(r *Request, c *Credentials, sc *Scope) { c.SessionToken, sc.UnsignedToken = "TOKEN", true },
		func(r *Request, c *Credentials, sc *Scope) { c.SessionToken, sc.S3Express = "TOKEN", true },
		func(r *Request, c *Credentials, sc *Scope) { sc.S3 = true },
		func(r *Request, c *Credentials, sc *Scope) { sc.S3, c.SessionToken = true, "TOKEN" },
		func(r *Request, c *Credentials, sc *Scope) { sc.S3, r.PayloadHash = true, other },
		func(r *Request, c *Credentials, sc *Scope) { sc.S3, r.PayloadHash = true, UnsignedPayload },
	}
	var s Signer
	check := func(i int) {
		t.Helper()
		r, c, sc := plain(), testCreds, testScope
		changes[i](r, &c, &sc)
		want := authorization(c, sc, slowSign(r, c, sc))
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(i, err)
		}
		if got := header(r.Headers, headerAuthorization); got != want {
			t.Fatalf("change %d:\n%s\nwant\n%s", i, got, want)
		}
		if i%5 == 0 { // which uses the same memory
			r, c, sc := plain(), testCreds, testScope
			if err := s.Presign(r, c, sc, time.Hour); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range changes {
		for j := range changes {
			check(i)
			check(j)
			check(j)
			check(i)
		}
	}
}

// Names that are known do not excuse a value.
func TestStencilChecksValues(t *testing.T) {
	var s Signer
	for _, name := range []string{"a", "user-agent"} {
		for _, value := range []string{"good", "good", "a\nb", "a\x00"} {
			r := testRequest(Header{name, value})
			before := *r
			before.Headers = append([]Header{}, r.Headers...)
			err := s.Sign(r, testCreds, testScope)
			if value == "good" {
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
			wantError(t, err, "header value", testCreds)
			wantUnchanged(t, r, &before)
		}
	}
}

// Names may be views of memory that changes after the call.
func TestStencilClonesNames(t *testing.T) {
	var s Signer
	name := []byte("aaaa")
	r := testRequest(Header{view(name), "1"})
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	copy(name, "zzzz") // sorts after host
	r = testRequest(Header{"zzzz", "1"})
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	if got := header(r.Headers, headerAuthorization); !strings.Contains(got, "SignedHeaders=host;x-amz-date;zzzz,") {
		t.Errorf("authorization %s", got)
	}
}

// What is remembered is bounded, and a request with more headers leaves it alone.
func TestStencilsAreBounded(t *testing.T) {
	by := testSigner(testCreds, testScope)
	w := newScratch(by.key)
	sign := func(headers ...Header) {
		t.Helper()
		if err := w.signHeaders(testRequest(headers...), by, EmptyPayloadHash, by.kind()); err != nil {
			t.Fatal(err)
		}
	}
	has := func(name string) bool {
		for i := range slots {
			if st := &w.stencils.all[i]; len(st.names) > 0 && st.names[0] == name {
				return true
			}
		}
		return false
	}
	names := []string{"a", "b", "c", "d", "e", "f"}
	for _, name := range names[:slots] {
		sign(Header{name, "1"})
	}
	var many []Header
	for i := range maxRemember + 1 {
		many = append(many, Header{fmt.Sprintf("x-%d", i), "v"})
	}
	sign(many...)
	for _, name := range names[:slots] {
		if !has(name) {
			t.Errorf("%s is forgotten", name)
		}
	}
	if w.stencils.all[slots].kind != 0 {
		t.Error("too many headers are remembered")
	}
	sign(Header{"g", "1"})
	if has("a") || !has("b") || !has("g") {
		t.Error("the oldest one is not what had to go")
	}
	sign(many[:maxRemember]...)
	for i := range 3 * slots { // huge values, which stay nowhere
		r := testRequest(Header{"x-" + strings.Repeat("y", i), strings.Repeat("v", 20_000)})
		if i%2 == 0 {
			r.Path = "/" + strings.Repeat("p", 20_000)
		}
		if err := w.signHeaders(r, by, EmptyPayloadHash, by.kind()); err != nil {
			t.Fatal(err)
		}
	}
	for i := range w.stencils.all {
		if n := cap(w.stencils.all[i].buf); n > 8<<10 {
			t.Errorf("a stencil has %d bytes", n)
		}
	}
}

// A request that is refused leaves no stencil behind that another fits.
func TestStencilOfRefused(t *testing.T) {
	var s Signer
	for range 2 {
		if err := s.Sign(testRequest(Header{"a", "1"}, Header{"Bad", "1"}), testCreds, testScope); err == nil {
			t.Fatal("a header name in upper case is signed")
		}
	}
}
