package cloudfront

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/fips140"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	own "github.com/tucuxi-go/tucuxi/sign/internal/base64"
)

var expires = time.Date(2013, 1, 1, 10, 0, 0, 0, time.UTC)

func testKeys(t testing.TB) (*rsa.PrivateKey, *ecdsa.PrivateKey) {
	t.Helper()
	r, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	e, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return r, e
}

// unbase64 reads CloudFront's base64.
func unbase64(t *testing.T, s string) []byte {
	t.Helper()
	if strings.ContainsAny(s, "+/=") {
		t.Fatalf("base64 %q", s)
	}
	b, err := base64.StdEncoding.DecodeString(strings.NewReplacer("-", "+", "~", "/", "_", "=").Replace(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// verify checks a signature with the standard library's own verification.
func verify(t *testing.T, s *Signer, policy, signature string) {
	t.Helper()
	hash, sum := crypto.SHA1, sha1.Sum([]byte(policy))
	digest := sum[:]
	if s.SHA256 {
		sum := sha256.Sum256([]byte(policy))
		hash, digest = crypto.SHA256, sum[:]
	}
	switch k := s.Key.(type) {
	case *rsa.PrivateKey:
		if err := rsa.VerifyPKCS1v15(&k.PublicKey, hash, digest, unbase64(t, signature)); err != nil {
			t.Errorf("signature over %s: %v", policy, err)
		}
	case *ecdsa.PrivateKey:
		if !ecdsa.VerifyASN1(&k.PublicKey, digest, unbase64(t, signature)) {
			t.Errorf("signature over %s", policy)
		}
	}
}

func cut(t *testing.T, s, before, after string) (between, rest string) {
	t.Helper()
	s, ok := strings.CutPrefix(s, before)
	if !ok {
		t.Fatalf("%s does not begin with %s", s, before)
	}
	if after == "" {
		return s, ""
	}
	between, rest, ok = strings.Cut(s, after)
	if !ok {
		t.Fatalf("%s has no %s", s, after)
	}
	return between, after + rest
}

func TestSigner(t *testing.T) {
	const url = "http://d111111abcdef8.cloudfront.net/images/horizon.jpg?size=large&license=yes"
	const cannedText = `{"Statement":[{"Resource":"` + url + `","Condition":{"DateLessThan":{"AWS:EpochTime":1357034400}}}]}`
	custom := Policy{Resource: "http://d111111abcdef8.cloudfront.net/*", Expires: expires, NotBefore: expires.Add(-time.Hour), IPAddress: "192.0.2.7"}
	const customText = `{"Statement":[{"Resource":"http://d111111abcdef8.cloudfront.net/*","Condition":{"DateLessThan":{"AWS:EpochTime":1357034400},` +
		`"IpAddress":{"AWS:SourceIp":"192.0.2.7/32"},"DateGreaterThan":{"AWS:EpochTime":1357030800}}}]}`
	r, e := testKeys(t)
	for _, s := range []*Signer{{"K2JCJMDEHXQW5F", r, false}, {"K2JCJMDEHXQW5F", r, true}, {"K2JCJMDEHXQW5F", e, false}, {"K2JCJMDEHXQW5F", e, true}} {
		last := "&Key-Pair-Id=K2JCJMDEHXQW5F"
		if s.SHA256 {
			last += "&Hash-Algorithm=SHA256"
		}
		got, err := s.URL(url, expires)
		if err != nil {
			t.Fatal(err)
		}
		signature, rest := cut(t, got, url+"&Expires=1357034400&Signature=", "&")
		if rest != last {
			t.Errorf("end %s, want %s", rest, last)
		}
		verify(t, s, cannedText, signature)

		if got, err = s.URLWithPolicy("https://example.com/a", custom); err != nil {
			t.Fatal(err)
		}
		policy, rest := cut(t, got, "https://example.com/a?Policy=", "&")
		if text := string(unbase64(t, policy)); text != customText {
			t.Errorf("policy %s, want %s", text, customText)
		}
		signature, rest = cut(t, rest, "&Signature=", "&")
		if rest != last {
			t.Errorf("end %s, want %s", rest, last)
		}
		verify(t, s, customText, signature)

		cookies, err := s.Cookies(url, expires)
		if err != nil {
			t.Fatal(err)
		}
		wantCookies(t, s, cookies, "CloudFront-Expires", "1357034400")
		verify(t, s, cannedText, cookies[1].Value)
		if cookies, err = s.CookiesWithPolicy(custom); err != nil {
			t.Fatal(err)
		}
		wantCookies(t, s, cookies, "CloudFront-Policy", policy)
		verify(t, s, customText, cookies[1].Value)
	}
}

func wantCookies(t *testing.T, s *Signer, cookies []Cookie, name, value string) {
	t.Helper()
	want := []Cookie{{name, value}, {"CloudFront-Signature", cookies[1].Value}, {"CloudFront-Key-Pair-Id", "K2JCJMDEHXQW5F"}}
	if s.SHA256 {
		want = append(want, Cookie{"CloudFront-Hash-Algorithm", "SHA256"})
	}
	if len(cookies) != len(want) {
		t.Fatalf("cookies %q, want %q", cookies, want)
	}
	for i := range want {
		if cookies[i] != want[i] {
			t.Errorf("cookie %q, want %q", cookies[i], want[i])
		}
	}
}

func TestPolicyOfURL(t *testing.T) {
	_, e := testKeys(t)
	s := Signer{KeyPairID: "K", Key: e}
	got, err := s.URLWithPolicy("https://example.com/a?b", Policy{Expires: expires})
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := cut(t, got, "https://example.com/a?b&Policy=", "&")
	if text, want := string(unbase64(t, policy)), `{"Statement":[{"Resource":"https://example.com/a?b","Condition":{"DateLessThan":{"AWS:EpochTime":1357034400}}}]}`; text != want {
		t.Errorf("policy %s, want %s", text, want)
	}
}

func TestBadInput(t *testing.T) {
	_, e := testKeys(t)
	good := Signer{KeyPairID: "K1", Key: e}
	for _, s := range []Signer{{}, {KeyPairID: "K"}, {Key: e}, {KeyPairID: "K&x=y", Key: e}} {
		if _, err := s.URL("https://e/", expires); err != ErrKey {
			t.Errorf("%q: %v", s.KeyPairID, err)
		}
	}
	for _, url := range []string{"ftp://e/", "e/", "https://", "https://e/ a", "https://e/\r\nx", "https://e/é", "https://e/#a", "https://e/?Expires=1", "https://e/?a&Signature=", "https://e/\"", "https://e/?a&Hash-Algorithm=SHA256"} {
		if _, err := good.URL(url, expires); err != ErrURL {
			t.Errorf("%q: %v", url, err)
		}
		if _, err := good.URLWithPolicy(url, Policy{Resource: "*", Expires: expires}); err != ErrURL {
			t.Errorf("%q: %v", url, err)
		}
	}
	for want, policies := range map[error][]Policy{
		ErrExpires:   {{Resource: "*"}, {Resource: "*", Expires: expires, NotBefore: expires}, {Resource: "*", Expires: expires.AddDate(9000, 0, 0)}},
		ErrResource:  {{Expires: expires}, {Resource: `*"}`, Expires: expires}, {Resource: "a b", Expires: expires}},
		ErrIPAddress: {{Resource: "*", Expires: expires, IPAddress: "1.2.3"}, {Resource: "*", Expires: expires, IPAddress: "1.2.3.256"}, {Resource: "*", Expires: expires, IPAddress: "1.2.3.4/33"}, {Resource: "*", Expires: expires, IPAddress: "::1"}, {Resource: "*", Expires: expires, IPAddress: "01.2.3.4"}, {Resource: "*", Expires: expires, IPAddress: "1.2.3.4\""}, {Resource: "*", Expires: expires, IPAddress: "1.2.3.4/"}},
	} {
		for _, p := range policies {
			if _, err := good.CookiesWithPolicy(p); !errors.Is(err, want) {
				t.Errorf("%+v: %v, want %v", p, err, want)
			}
		}
	}
	if _, err := good.CookiesWithPolicy(Policy{Resource: "*", Expires: expires, IPAddress: "0.0.0.0/0"}); err != nil {
		t.Error(err)
	}
}

// In FIPS 140-only mode, which a process of its own has, SHA-1 is an error
// instead of the panic that package crypto/sha1 has.
func TestSHA1UnderFIPS(t *testing.T) {
	if !fips140.Enforced() {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSHA1UnderFIPS$", "-test.v")
		cmd.Env = append(os.Environ(), "GODEBUG=fips140=only")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	r, _ := testKeys(t)
	s := Signer{KeyPairID: "K", Key: r}
	if _, err := s.URL("https://e/", expires); err != ErrSHA1 {
		t.Errorf("SHA-1: %v", err)
	}
	s.SHA256 = true
	if _, err := s.URL("https://e/", expires); err != nil {
		t.Errorf("SHA-256: %v", err)
	}
}

// A policy is either refused or JSON that says what it says.
func FuzzPolicy(f *testing.F) {
	f.Add("https://e/*", int64(1357034400), int64(0), "1.2.3.4")
	f.Add(`"}`, int64(1), int64(-1), "1.2.3.4/24")
	f.Add("a\\u0000", int64(1)<<60, int64(5), "")
	f.Fuzz(func(t *testing.T, resource string, end, begin int64, ip string) {
		p := Policy{Resource: resource, Expires: time.Unix(end, 0), IPAddress: ip}
		if begin != 0 {
			p.NotBefore = time.Unix(begin, 0)
		}
		if p.check() != nil {
			return
		}
		text := p.appendJSON(nil)
		var got struct {
			Statement []struct {
				Resource  string
				Condition struct {
					DateLessThan, DateGreaterThan struct {
						EpochTime int64 `json:"AWS:EpochTime"`
					}
					IPAddress struct {
						SourceIP string `json:"AWS:SourceIp"`
					} `json:"IpAddress"`
				}
			}
		}
		if err := json.Unmarshal(text, &got); err != nil || len(got.Statement) != 1 {
			t.Fatalf("%s: %v", text, err)
		}
		st := got.Statement[0]
		if st.Resource != resource || st.Condition.DateLessThan.EpochTime != end || st.Condition.DateGreaterThan.EpochTime != begin {
			t.Errorf("%s", text)
		}
		if ip != "" && !strings.Contains(ip, "/") {
			ip += "/32"
		}
		if st.Condition.IPAddress.SourceIP != ip {
			t.Errorf("%s", text)
		}
		if back := unbase64(t, string(own.Append(nil, text, own.CloudFront))); string(back) != string(text) {
			t.Errorf("base64 of %q", text)
		}
	})
}
