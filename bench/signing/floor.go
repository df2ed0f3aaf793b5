package signing

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/sign"
)

// floor is what a signature takes at least: the SHA-256 of r's canonical request,
// its digits in the string to sign, the HMAC of that, and the digits of the
// signature. The two texts are made beforehand, plainly.
func floor(token string) func(r request) signed { return floorWith(true, token) }

// bare is the floor without digits: the two hashes.
func bare(token string) func(r request) signed { return floorWith(false, token) }

func floorWith(digits bool, token string) func(r request) signed {
	macs := map[string]hash.Hash{} // of the keys, which are cached
	return func(r request) signed {
		scope := r.day() + "/" + r.region + "/" + r.service + "/aws4_request"
		if macs[scope] == nil {
			macs[scope] = newMAC(r)
		}
		return floorOf(r, token, scope, macs[scope], digits)
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

func floorOf(r request, token, scope string, mac hash.Hash, digits bool) signed {
	date := r.at.Format("20060102T150405Z")
	canonical := []byte(canonicalRequest(r, date, token))
	sum := sha256.Sum256(canonical)
	toSign := []byte("AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex.EncodeToString(sum[:]))
	toSignHash := (*[2 * sha256.Size]byte)(toSign[len(toSign)-2*sha256.Size:])
	var signature [2 * sha256.Size]byte
	run := func() {
		sum = sha256.Sum256(canonical)
		if digits {
			putDigits(toSignHash, &sum)
		}
		mac.Reset()
		mac.Write(toSign)
		mac.Sum(sum[:0])
		if digits {
			putDigits(&signature, &sum)
		}
	}
	run()
	text := hex.EncodeToString(sum[:])
	return func() (string, error) {
		run()
		return text, nil
	}
}

// digitPairs are the hex digits of each byte.
var digitPairs = func() (pairs [256]uint16) {
	for i := range pairs {
		text := hex.EncodeToString([]byte{byte(i)})
		pairs[i] = binary.LittleEndian.Uint16([]byte(text))
	}
	return pairs
}()

// putDigits is hex.Encode in half its time, with a table of 512 bytes.
func putDigits(text *[2 * sha256.Size]byte, sum *[sha256.Size]byte) {
	for i := 0; i < len(sum); i += 4 {
		b, t := (*[4]byte)(sum[i:]), (*[8]byte)(text[2*i:])
		binary.LittleEndian.PutUint16(t[0:], digitPairs[b[0]])
		binary.LittleEndian.PutUint16(t[2:], digitPairs[b[1]])
		binary.LittleEndian.PutUint16(t[4:], digitPairs[b[2]])
		binary.LittleEndian.PutUint16(t[6:], digitPairs[b[3]])
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
