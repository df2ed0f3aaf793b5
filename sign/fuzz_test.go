package sign

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func FuzzCanonicalURI(f *testing.F) {
	for _, path := range []string{"", "/", "//", "/.", "/..", "/../..//a", "/a/../b/./c//d/", "/a/..", "/a/.", "/%2F/%2e%2e/x", "/...", "/a b", "/ሴ",
		"/~-._", "/2015-03-31/functions/arn%3Aaws%3Alambda/policy", "/a/" + strings.Repeat("../", 40)} {
		f.Add(path, true, true)
		f.Add(path, false, true)
		f.Add(path, true, false)
		f.Add(path, false, false)
	}
	f.Fuzz(func(t *testing.T, path string, normalize, encode bool) {
		if path != "" && path[0] != '/' {
			path = "/" + path
		}
		got := string(appendCanonicalURI([]byte("/before"), path, normalize, encode))
		if want := "/before" + slowCanonicalURI(path, normalize, encode); got != want {
			t.Errorf("%q (normalize %v, encode %v):\n%q\nwant\n%q", path, normalize, encode, got, want)
		}
	})
}

func FuzzCanonicalQuery(f *testing.F) {
	for _, query := range []string{"", "a", "a=", "=", "=v", "&", "a&&b", "b=2&a=1&a=0&c&B=x", "a=b=c", "%", "%4", "%zz=%", "%2f=%2F&%41=A", "a=%2f", "a=%C3%bc", "%a0=1", "a=+&a=%20",
		"ሴ=bar", "%25%32%35", "-_.~=%7E", "a=1&a", "a-=1&a=2", strings.Repeat("k=v&", 40)} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		var w scratch
		got := string(w.appendCanonicalQuery([]byte("before?"), query))
		if want := "before?" + slowCanonicalQuery(query); got != want {
			t.Fatalf("%q:\n%q\nwant\n%q", query, got, want)
		}
		again := got[len("before?"):]
		if twice := string(w.appendCanonicalQuery(nil, again)); twice != again {
			t.Errorf("%q: canonical %q is not its own canonical form: %q", query, again, twice)
		}
		if encoded := string(appendQueryEncoded(nil, query)); w.splitQuery(query) != (encoded == query) {
			t.Errorf("splitQuery(%q) = %v, encoded %q", query, w.splitQuery(query), encoded)
		}
	})
}

// fuzzRequest makes a request out of what the fuzzer gives. Headers are lines
// of "name:value".
func fuzzRequest(method, host, path, query, headers, hash string) *Request {
	r := &Request{Method: method, Host: host, Path: path, Query: query, PayloadHash: hash}
	for line := range strings.SplitSeq(headers, "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok {
			r.Headers = append(r.Headers, Header{name, value})
		}
	}
	return r
}

func addFuzzSeeds(f *testing.F) {
	const now, hash = int64(1440938160), EmptyPayloadHash
	f.Add("GET", "example.com", "/", "", "", hash, "AKID", "secret", "", "us-east-1", "s3", now, byte(0))
	f.Add("PUT", "h:80", "/a b", "x=y", "a:1\na:2\nb: x  y \nuser-agent:z", UnsignedPayload, "AKID", "secret", "token/+=", "r", "s", now, byte(1))
	f.Add("GET", "[::1]:9000", "//../%zz", "&&=", "x-amz-date:old\nauthorization:old", "", "AKID", "secret", "t", "r", "s", now, byte(2))
	f.Add("G T", "EXAMPLE", "no", "a b", "A:1", "x", "", "", "\r\n", "", "", int64(0), byte(255))
	f.Add("GET", "h", "/", "", "x:\x00\ny:\r", hash, "a,b", "s\n", "t t", "r/", "s,", int64(1)<<60, byte(4))
	f.Add("GET", "h", "/#?", "#", "host:h", hash, "AKID", "s", "", "r", "s", now, byte(8))
	f.Add("GET", "h", "/", "X-Amz-Signature=1&a=b&&&c&X-Amz-Date&X-Amz-Region-Set=*", "x-amz-region-set:*\nx-amz-content-sha256:"+hash+"\nx-amz-content-sha256:", "", "AKID", "s", "", "r", "s", now, byte(16))
}

func fuzzScope(region, service string, seconds int64, flags byte) Scope {
	return Scope{Region: region, Service: service, Time: time.Unix(seconds, 0), S3: flags&1 != 0, S3Express: flags&2 != 0, KeepDotSegments: flags&4 != 0,
		EncodeOnce: flags&8 != 0, SendPayloadHash: flags&16 != 0, UnsignedToken: flags&32 != 0}
}

// Either the request is refused and unchanged, or it is what the slow twin
// says, nothing in it can break a line, and signing it again changes nothing.
func FuzzSign(f *testing.F) {
	addFuzzSeeds(f)
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, hash, id, secret, token, region, service string, seconds int64, flags byte) {
		r := fuzzRequest(method, host, path, query, headers, hash)
		c := Credentials{AccessKeyID: id, SecretAccessKey: secret, SessionToken: token}
		sc := fuzzScope(region, service, seconds, flags)
		var s Signer
		before := *r
		before.Headers = append([]Header{}, r.Headers...)
		other := before // with the same names, whose values the stencil has when it comes to before
		other.Headers = nil
		for _, h := range before.Headers {
			other.Headers = append(other.Headers, Header{h.Name, "v" + strings.ToUpper(h.Value)})
		}
		other.Path, other.Query = "/other", "c=d&a=b"
		if err := s.Sign(&other, c, fuzzScope(region, service, seconds-1, flags)); err == nil && header(other.Headers, headerAuthorization) == "" {
			t.Error("signed without a signature")
		}
		for range 2 { // the second time the stencil has these values, and the key the token
			*r = before
			r.Headers = append([]Header{}, before.Headers...)
			if err := s.Sign(r, c, sc); err != nil {
				wantUnchanged(t, r, &before)
				return
			}
		}
		clean := before
		clean.Headers = withoutReplaced(before.Headers, sc)
		clean.PayloadHash = header(lastOnly(r.Headers, headerPayloadHash), headerPayloadHash)
		if clean.PayloadHash == "" {
			clean.PayloadHash = hash
		} else {
			sc.SendPayloadHash = true
		}
		want := authorization(c, sc, slowSign(&clean, c, sc))
		if got := header(r.Headers, headerAuthorization); got != want {
			t.Fatalf("authorization\n%s\nwant\n%s", got, want)
		}
		for _, h := range r.Headers {
			if strings.ContainsAny(h.Name+h.Value, "\r\n\x00") {
				t.Errorf("header %q: %q", h.Name, h.Value)
			}
		}
		once := append([]Header{}, r.Headers...)
		for i := range once { // the values in Buf are about to be overwritten
			once[i].Value = strings.Clone(once[i].Value)
		}
		r.Buf = r.Buf[:0]
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(err)
		}
		wantHeaders(t, r.Headers, once)
	})
}

func FuzzPresign(f *testing.F) {
	addFuzzSeeds(f)
	f.Fuzz(func(t *testing.T, method, host, path, query, headers, hash, id, secret, token, region, service string, seconds int64, flags byte) {
		r := fuzzRequest(method, host, path, query, headers, hash)
		c := Credentials{AccessKeyID: id, SecretAccessKey: secret, SessionToken: token}
		sc := fuzzScope(region, service, seconds, flags)
		var s Signer
		before := *r
		before.Headers = append([]Header{}, r.Headers...)
		if err := s.Presign(r, c, sc, time.Minute); err != nil {
			wantUnchanged(t, r, &before)
			return
		}
		clean := Request{Method: method, Host: host, Path: path, Headers: r.Headers, PayloadHash: hash}
		var own []string
		for part := range strings.SplitSeq(query, "&") {
			if name, _, _ := strings.Cut(part, "="); part != "" && !slowSignatureParameter.MatchString(name) {
				own = append(own, part)
			}
		}
		clean.Query = strings.Join(own, "&")
		if hash == "" {
			clean.PayloadHash = header(r.Headers, headerPayloadHash)
		}
		if clean.PayloadHash == "" {
			clean.PayloadHash = EmptyPayloadHash
			if sc.S3 || sc.S3Express || sc.SendPayloadHash {
				clean.PayloadHash = UnsignedPayload
			}
		}
		want, _ := slowPresign(&clean, c, sc, time.Minute)
		if r.Query != want {
			t.Fatalf("query\n%s\nwant\n%s", r.Query, want)
		}
		once := strings.Clone(r.Query)
		r.Buf = r.Buf[:0]
		if err := s.Presign(r, c, sc, time.Minute); err != nil {
			t.Fatal(err)
		}
		if r.Query != once {
			t.Errorf("presigned again\n%s\nwant\n%s", r.Query, once)
		}
	})
}

func FuzzChars(f *testing.F) {
	for _, s := range []string{"", "a", " ", "12345678", "1234567 ", "1234567\x7f", "1234567\x80", "~~~~~~~~!!!!!!!!x", "a b\tc", "é 1234567", "1234567\x20\x21\x00\xff\x7e\x7f\x1f\x01"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s := string(b)
		any := func(is func(c byte) bool) bool { return slices.ContainsFunc(b, is) }
		if got, want := isVisible(s), !any(func(c byte) bool { return c <= ' ' || c >= 0x7f }); got != want {
			t.Errorf("isVisible(%q) = %v", s, got)
		}
		if got, want := hasControl(s), any(func(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }); got != want {
			t.Errorf("hasControl(%q) = %v", s, got)
		}
		if got, want := hasBlank(s), any(func(c byte) bool { return c <= ' ' || c == 0x7f }); got != want {
			t.Errorf("hasBlank(%q) = %v", s, got)
		}
		if got, want := string(AppendPayloadHash([]byte("x"), b)), "x"+slowHash(s); got != want {
			t.Errorf("payload hash of %q: %s, want %s", s, got, want)
		}
	})
}

func FuzzIsHash(f *testing.F) {
	f.Add([]byte(EmptyPayloadHash))
	f.Add([]byte("\xff:`g/@" + EmptyPayloadHash[6:]))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, b []byte) {
		want := len(b) == 64 && strings.Trim(string(b), "0123456789abcdef") == ""
		if got := isHash(string(b)); got != want {
			t.Errorf("isHash(%q) = %v", b, got)
		}
		for c := range 256 { // every character in every place of a group
			if len(b) != 64 || !want {
				break
			}
			s := []byte(EmptyPayloadHash)
			s[c%64] = byte(c)
			if got, want := isHash(string(s)), strings.IndexByte("0123456789abcdef", byte(c)) >= 0; got != want {
				t.Errorf("isHash(%q) = %v", s, got)
			}
		}
	})
}
