package v4a

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/sign/internal/seam"
)

// Signer signs requests. Its zero value is ready, it is safe for concurrent
// use, and it must not be copied. It caches the keys of the credentials that it
// used last: keep one Signer a client.
//
// In each Scope, Region is the region set: names separated by commas, which may
// have '*' in them, or "*" for all. ECDSA signatures are random: the same
// request is never signed the same way again.
type Signer struct {
	keys keyCache
}

// algorithm is the name of SigV4A.
const algorithm = "AWS4-ECDSA-P256-SHA256"

// maxSignature is the most hex digits that a signature has: DER of two numbers
// of 33 bytes.
const maxSignature = 2 * (2 + 2*(2+33))

// Sign is [sign.Signer.Sign] with SigV4A; it sends x-amz-region-set besides.
func (s *Signer) Sign(r *sign.Request, c sign.Credentials, sc sign.Scope) error {
	return sign.SignWith(s.algorithm(c, sc), r, c, sc)
}

// Presign is [sign.Signer.Presign] with SigV4A; X-Amz-Region-Set is among the
// parameters.
func (s *Signer) Presign(r *sign.Request, c sign.Credentials, sc sign.Scope, expires time.Duration) error {
	return sign.PresignWith(s.algorithm(c, sc), r, c, sc, expires)
}

// Chain is [sign.Signer.Chain] with SigV4A, for chunks and their trailer.
// Events cannot be signed with it.
func (s *Signer) Chain(seed string, c sign.Credentials, sc sign.Scope) (*sign.Chain, error) {
	return sign.ChainWith(s.algorithm(c, sc), seed, c, sc)
}

func (s *Signer) algorithm(c sign.Credentials, sc sign.Scope) *seam.Algorithm {
	return &seam.Algorithm{
		Name:      algorithm,
		RegionSet: sc.Region,
		ChunkLen:  maxSignature,
		AppendSignature: func(dst, stringToSign []byte) ([]byte, error) {
			k, err := s.keys.key(&c)
			if err != nil {
				return dst, err
			}
			sum := sha256.Sum256(stringToSign)
			signature, err := ecdsa.SignASN1(rand.Reader, k, sum[:])
			if err != nil {
				return dst, err
			}
			return appendHex(dst, signature), nil
		},
	}
}

func appendHex(dst, b []byte) []byte {
	const digits = "0123456789abcdef"
	for _, c := range b {
		dst = append(dst, digits[c>>4], digits[c&15])
	}
	return dst
}
