package v4a

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"math/bits"
	"strings"
	"sync/atomic"

	"github.com/tucuxi-go/tucuxi/sign"
)

// errNoKey has a chance of 2^-32 for each of 254 candidates at once.
var errNoKey = errors.New("v4a: no signing key follows from these credentials")

// scalar is a number of 256 bits as four words, the most significant first.
type scalar [4]uint64

// maxCandidate is n-2, n being the order of the curve P-256.
//
// Source: NIST SP 800-186, section 3.2.1.3.
func maxCandidate() scalar {
	return scalar{0xffffffff00000000, 0xffffffffffffffff, 0xbce6faada7179e84, 0xf3b9cac2fc63254f}
}

// deriveKey derives the private key: the first candidate of at most n-2, plus
// one.
func deriveKey(accessKeyID, secret string) (key [sha256.Size]byte, err error) {
	macKey := append([]byte("AWS4A"), secret...)
	for counter := 1; counter < 255; counter++ {
		candidate := deriveCandidate(macKey, accessKeyID, byte(counter))
		if candidate.atMost(maxCandidate()) {
			clear(macKey)
			return candidate.next().bytes(), nil
		}
	}
	clear(macKey)
	return key, errNoKey
}

// deriveCandidate is the HMAC of what NIST SP 800-108 calls i, label, 0,
// context and L; the context is the access key ID and the counter.
func deriveCandidate(macKey []byte, accessKeyID string, counter byte) scalar {
	mac := hmac.New(sha256.New, macKey)
	mac.Write([]byte{0, 0, 0, 1})
	mac.Write([]byte(algorithm))
	mac.Write([]byte{0})
	mac.Write([]byte(accessKeyID))
	mac.Write([]byte{counter, 0, 0, 1, 0})
	var s scalar
	for i, b := range mac.Sum(nil) {
		s[i/8] = s[i/8]<<8 | uint64(b)
	}
	return s
}

// atMost reports whether s <= limit, in the same time for all.
func (s scalar) atMost(limit scalar) bool {
	var borrow uint64
	for i := len(s) - 1; i >= 0; i-- {
		_, borrow = bits.Sub64(limit[i], s[i], borrow)
	}
	return borrow == 0
}

// next is s+1.
func (s scalar) next() scalar {
	carry := uint64(1)
	for i := len(s) - 1; i >= 0; i-- {
		s[i], carry = bits.Add64(s[i], 0, carry)
	}
	return s
}

func (s scalar) bytes() (b [sha256.Size]byte) {
	for i := range b {
		b[i] = byte(s[i/8] >> (56 - i%8*8))
	}
	return b
}

// cachedKey is a private key with what it was derived from.
type cachedKey struct {
	accessKeyID, secret string
	key                 *ecdsa.PrivateKey
}

// keySlots bounds the cache: a client has one set of credentials at a time.
const keySlots = 4

// keyCache holds the last few keys. Readers take no lock.
type keyCache struct {
	slots [keySlots]atomic.Pointer[cachedKey]
	next  atomic.Uint32
}

// key returns the cached key, or derives and caches it.
func (kc *keyCache) key(c *sign.Credentials) (*ecdsa.PrivateKey, error) {
	for i := range kc.slots {
		k := kc.slots[i].Load()
		if k != nil && k.accessKeyID == c.AccessKeyID && k.secret == c.SecretAccessKey {
			return k.key, nil
		}
	}
	raw, err := deriveKey(c.AccessKeyID, c.SecretAccessKey)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw[:])
	if err != nil {
		return nil, err
	}
	kc.slots[(kc.next.Add(1)-1)%keySlots].Store(&cachedKey{
		accessKeyID: strings.Clone(c.AccessKeyID),
		secret:      strings.Clone(c.SecretAccessKey),
		key:         key,
	})
	return key, nil
}
