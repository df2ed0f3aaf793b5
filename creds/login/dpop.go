package login

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/object"
)

var errKey = errors.New("the DPoP key is no PEM of an EC private key on P-256")

// parseKey reads the PEM of a private key in SEC 1 (RFC 5915), which is what the
// AWS CLI writes. PKCS #8 besides would cost 74 KB.
func parseKey(text string) (*ecdsa.PrivateKey, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errKey
	}
	key, err := x509.ParseECPrivateKey(block.Bytes)
	if err != nil || key.Curve != elliptic.P256() {
		return nil, errKey
	}
	return key, nil
}

// proof is a DPoP proof: a JWT that is signed with the key and holds its public
// half, for one request (RFC 9449, section 4.2).
func proof(key *ecdsa.PrivateKey, method, url, id string, now time.Time) (string, error) {
	point, err := key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		return "", err
	}
	header := append(make([]byte, 0, 256), `{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":"`...)
	header = base64.RawURLEncoding.AppendEncode(header, point[1:33])
	header = append(header, `","y":"`...)
	header = base64.RawURLEncoding.AppendEncode(header, point[33:])
	header = append(header, `","crv":"P-256"}}`...)

	payload := append(make([]byte, 0, 256), `{"htm":`...)
	payload = append(object.AppendString(payload, method), `,"htu":`...)
	payload = append(object.AppendString(payload, url), `,"iat":`...)
	payload = append(strconv.AppendInt(payload, now.Unix(), 10), `,"jti":`...)
	payload = append(object.AppendString(payload, id), '}')

	token := base64.RawURLEncoding.AppendEncode(make([]byte, 0, 640), header)
	token = base64.RawURLEncoding.AppendEncode(append(token, '.'), payload)
	sum := sha256.Sum256(token)
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		return "", err
	}
	var signature [64]byte // RFC 7518, section 3.4
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return string(base64.RawURLEncoding.AppendEncode(append(token, '.'), signature[:])), nil
}

// newID is a random UUID (RFC 9562, version 4).
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
