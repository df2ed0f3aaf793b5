package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"strings"
	"sync"
	"sync/atomic"
)

// deriveSigningKey is step 3: the key for one day, region and service.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 4.
func deriveSigningKey(secret, day, region, service string) (key [sha256.Size]byte) {
	var room [64]byte
	first := append(append(room[:0], "AWS4"...), secret...)
	k := appendMAC(key[:0], first, day)
	clear(first)
	k = appendMAC(k[:0], k, region)
	k = appendMAC(k[:0], k, service)
	appendMAC(k[:0], k, "aws4_request")
	return key
}

// signingKey is a derived key with what it was derived from, which was checked,
// and with the texts that follow from it.
type signingKey struct {
	accessKeyID, secret, region, service string

	day      [dayLen]byte
	midnight int64 // at which the day begins, Unix time
	key      [sha256.Size]byte

	authorization string // the header's value up to the signed headers
	scope         string // credential scope

	// token is the session token that was last checked beside this key.
	token atomic.Pointer[string]

	// macs are HMACs with this key whose padded key blocks are hashed already,
	// which saves two of the six blocks of a signature. scratches have one each.
	// They go with the key.
	macs, scratches sync.Pool
}

const daySeconds = 24 * 60 * 60

// sum puts the signature of a string to sign into out, which must be on the
// heap already, or it gets there.
func (k *signingKey) sum(out *[sha256.Size]byte, stringToSign []byte) {
	mac, ok := k.macs.Get().(hash.Hash)
	if !ok {
		mac = hmac.New(sha256.New, k.key[:])
	}
	mac.Write(stringToSign)
	mac.Sum(out[:0])
	mac.Reset()
	k.macs.Put(mac)
}

// isFor reports whether the key was derived from these, on whatever day. The
// secret counts too: it may change under one access key ID. It
// stays a call, which saves 1 KB.
//
//go:noinline
func (k *signingKey) isFor(c *Credentials, region, service string) bool {
	return k.service == service && k.region == region &&
		k.accessKeyID == c.AccessKeyID && k.secret == c.SecretAccessKey
}

// checkedToken checks a session token, if it is not the one that was checked
// last, and returns a copy of it, the same one for the same token.
func (k *signingKey) checkedToken(token string) (string, error) {
	if last := k.token.Load(); last != nil && *last == token {
		return *last, nil
	}
	if err := checkToken(token); err != nil {
		return "", err
	}
	clone := strings.Clone(token)
	k.token.Store(&clone)
	return clone, nil
}

// keySlots bounds the cache. A client needs one key a day; one that follows S3
// buckets through regions, or signs for several services, a few.
const keySlots = 8

// keyCache holds the last few signing keys. Readers take no lock.
type keyCache struct {
	_     notCompared
	slots [keySlots]atomic.Pointer[signingKey]
	next  atomic.Uint32 // slot to give up when all are taken
}

// find returns the cached key, nil if there is none. What it finds was checked
// when it was derived: credentials but for their token, and scope.
func (kc *keyCache) find(c *Credentials, region, service string, at int64) *signingKey {
	for i := range kc.slots {
		k := kc.slots[i].Load()
		if k == nil {
			break // slots fill in order
		}
		if uint64(at-k.midnight) < daySeconds && k.isFor(c, region, service) {
			return k
		}
	}
	return nil
}

// signingKey returns the cached key, or derives and caches it. Two callers may
// derive the same key at the same time; either result stays.
func (kc *keyCache) signingKey(c *Credentials, region, service string, at int64) *signingKey {
	if k := kc.find(c, region, service, at); k != nil {
		return k
	}
	k := &signingKey{midnight: midnight(at)}
	var date [dateLen]byte
	day := view(appendDate(date[:0], at)[:dayLen])
	copy(k.day[:], day)
	k.keep(c, day, region, service)
	k.key = deriveSigningKey(c.SecretAccessKey, day, region, service)
	kc.store(k, c)
	return k
}

// keep copies what the key is derived from, as the caller's strings may be views
// that change, and the texts that follow from it, all into one block.
func (k *signingKey) keep(c *Credentials, day, region, service string) {
	const head, tail = algorithm + " Credential=", ", SignedHeaders="
	room := len(c.AccessKeyID) + len(c.SecretAccessKey) + len(region) + len(service)
	b := make([]byte, 0, 2*room+len(head)+len(tail)+len(day)+len("////aws4_request"))
	since := func(from int) string { return view(b[from:len(b):len(b)]) }
	b = append(append(b, head...), c.AccessKeyID...)
	k.accessKeyID = since(len(head))
	b = append(b, '/')
	from := len(b)
	b = appendCredentialScope(b, day, region, service)
	k.scope = since(from)
	b = append(b, tail...)
	k.authorization = since(0)
	from = len(b)
	b = append(b, c.SecretAccessKey...)
	k.secret = since(from)
	from = len(b)
	b = append(b, region...)
	k.region = since(from)
	from = len(b)
	b = append(b, service...)
	k.service = since(from)
}

// store puts k where yesterday's key was, else into a free slot, else over the
// key that was stored longest ago.
func (kc *keyCache) store(k *signingKey, c *Credentials) {
	for i := range kc.slots {
		old := kc.slots[i].Load()
		if old == nil || old.isFor(c, k.region, k.service) {
			if kc.slots[i].CompareAndSwap(old, k) {
				return
			}
		}
	}
	kc.slots[(kc.next.Add(1)-1)%keySlots].Store(k)
}
