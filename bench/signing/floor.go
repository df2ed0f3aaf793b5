package signing

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/sign"
)

// floor hashes the bytes of r's canonical request and signs the string to sign,
// and does nothing else. Both are made beforehand, plainly. What it gives is
// the signature.
func floor(token string) func(r request) signed {
	macs := map[string]hash.Hash{} // of the keys, which are cached
	return func(r request) signed {
		scope := r.day() + "/" + r.region + "/" + r.service + "/aws4_request"
		if macs[scope] == nil {
			macs[scope] = newMAC(r)
		}
		return floorOf(r, token, scope, macs[scope])
	}
}

// newMAC is an HMAC with the signing key. It is reset once, upon which it keeps
// the state that it has after the key.
func newMAC(r request) hash.Hash {
	key := []byte("AWS4" + secret)
	for _, part := range []string{r.day(), r.region, r.service, "aws4_request"} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	mac := hmac.New(sha256.New, key)
	mac.Reset()
	return mac
}

func floorOf(r request, token, scope string, mac hash.Hash) signed {
	date := r.at.Format("20060102T150405Z")
	canonical := []byte(canonicalRequest(r, date, token))
	toSign := []byte("AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + strings.Repeat("0", 64))
	var sum [sha256.Size]byte
	var signature [2 * sha256.Size]byte
	run := func() {
		sum = sha256.Sum256(canonical)
		hex.Encode(toSign[len(toSign)-64:], sum[:])
		mac.Reset()
		mac.Write(toSign)
		hex.Encode(signature[:], mac.Sum(sum[:0]))
	}
	run()
	text := string(signature[:])
	return func() (string, error) {
		run()
		return text, nil
	}
}

// canonicalRequest is the canonical request for requests as plain as these.
func canonicalRequest(r request, date, token string) string {
	headers := append([]sign.Header{{Name: "host", Value: r.host}, {Name: "x-amz-date", Value: date}}, r.headers...)
	if token != "" {
		headers = append(headers, sign.Header{Name: "x-amz-security-token", Value: token})
	}
	if r.sendHash {
		headers = append(headers, sign.Header{Name: "x-amz-content-sha256", Value: r.payloadHash})
	}
	slices.SortFunc(headers, func(a, b sign.Header) int { return strings.Compare(a.Name, b.Name) })
	var lines, names []string
	for _, h := range headers {
		lines = append(lines, h.Name+":"+h.Value+"\n")
		names = append(names, h.Name)
	}
	return strings.Join([]string{r.method, r.path, r.query, strings.Join(lines, ""), strings.Join(names, ";"), r.payloadHash}, "\n")
}
