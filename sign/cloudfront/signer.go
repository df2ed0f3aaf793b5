package cloudfront

import (
	"crypto"
	"crypto/fips140"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/sign/internal/base64"
)

// Signer signs with one key pair. It is safe for concurrent use if its Key is.
type Signer struct {
	// KeyPairID is the id that CloudFront gave to the public key: "K2JCJMDEHXQW5F".
	KeyPairID string

	// Key is the private key: an *rsa.PrivateKey, an *ecdsa.PrivateKey, or
	// something that signs alike (PKCS #1 version 1.5, or ASN.1), such as a key in
	// a hardware module.
	Key crypto.Signer

	// SHA256 signs with SHA-256 instead of SHA-1, which is all that CloudFront
	// knew until 2026 and still assumes.
	SHA256 bool
}

// Cookie is a cookie's name and value. Send each with the attributes Secure and
// HttpOnly, and the Domain and Path of the content.
type Cookie struct{ Name, Value string }

// URL signs a URL with a canned policy. It has to be escaped as it is sent.
func (s *Signer) URL(url string, expires time.Time) (string, error) {
	p := canned(url, expires)
	signature, err := s.sign(&p, url)
	if err != nil {
		return "", err
	}
	return s.url(url, "Expires="+strconv.FormatInt(expires.Unix(), 10), signature), nil
}

// URLWithPolicy signs a URL with a custom policy. An empty Resource is the URL.
func (s *Signer) URLWithPolicy(url string, p Policy) (string, error) {
	if p.Resource == "" {
		p.Resource = url
	}
	signature, err := s.sign(&p, url)
	if err != nil {
		return "", err
	}
	return s.url(url, "Policy="+string(base64.Append(nil, p.appendJSON(nil), base64.CloudFront)), signature), nil
}

func (s *Signer) url(url, first, signature string) string {
	separator := "?"
	if strings.IndexByte(url, '?') >= 0 {
		separator = "&"
	}
	url += separator + first + "&Signature=" + signature + "&Key-Pair-Id=" + s.KeyPairID
	if s.SHA256 {
		url += "&Hash-Algorithm=SHA256"
	}
	return url
}

// Cookies signs cookies with a canned policy for one resource.
func (s *Signer) Cookies(resource string, expires time.Time) ([]Cookie, error) {
	p := canned(resource, expires)
	return s.cookies(&p, Cookie{"CloudFront-Expires", strconv.FormatInt(expires.Unix(), 10)})
}

// CookiesWithPolicy signs cookies with a custom policy.
func (s *Signer) CookiesWithPolicy(p Policy) ([]Cookie, error) {
	return s.cookies(&p, Cookie{"CloudFront-Policy", string(base64.Append(nil, p.appendJSON(nil), base64.CloudFront))})
}

func (s *Signer) cookies(p *Policy, first Cookie) ([]Cookie, error) {
	signature, err := s.sign(p, "")
	if err != nil {
		return nil, err
	}
	cookies := []Cookie{first, {"CloudFront-Signature", signature}, {"CloudFront-Key-Pair-Id", s.KeyPairID}}
	if s.SHA256 {
		cookies = append(cookies, Cookie{"CloudFront-Hash-Algorithm", "SHA256"})
	}
	return cookies, nil
}

// sign is the signature of the policy's text, in CloudFront's base64. A URL, if
// there is one, is checked too.
func (s *Signer) sign(p *Policy, url string) (string, error) {
	if s.Key == nil || !isID(s.KeyPairID) {
		return "", ErrKey
	}
	if url != "" && !isURL(url) {
		return "", ErrURL
	}
	if err := p.check(); err != nil {
		return "", err
	}
	text := p.appendJSON(nil)
	var digest []byte
	hash := crypto.SHA1
	switch {
	case s.SHA256:
		sum := sha256.Sum256(text)
		digest, hash = sum[:], crypto.SHA256
	case fips140.Enforced():
		return "", ErrSHA1
	default:
		sum := sha1.Sum(text)
		digest = sum[:]
	}
	signature, err := s.Key.Sign(rand.Reader, digest, hash)
	if err != nil {
		return "", err
	}
	return string(base64.Append(nil, signature, base64.CloudFront)), nil
}

// isID reports whether s is an id of a key pair, which goes into URLs as it is.
func isID(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// isURL reports whether s is a URL that can be signed: as it is sent, and
// without parameters that signing adds.
func isURL(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	if !ok || rest == "" || !isPlain(rest) || strings.IndexByte(rest, '#') >= 0 {
		return false
	}
	_, query, _ := strings.Cut(rest, "?")
	for pair := range strings.SplitSeq(query, "&") {
		switch name, _, _ := strings.Cut(pair, "="); name {
		case "Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm":
			return false
		}
	}
	return true
}
