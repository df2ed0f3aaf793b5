package sign

import (
	"crypto/sha256"
	"hash"
	"sync"
	"unsafe"
)

// scratch is the memory that making one signature needs. Signatures of one key
// share theirs, for their requests have much in common: it remembers what
// neither has to be checked nor written again. It goes back to its pool without
// anything secret.
type scratch struct {
	stencils stencils
	headers  []signedHeader // to be signed, sorted
	pairs    []queryPair    // of the canonical query string, which query or the request has
	query    []byte         // the query in canonical encoding

	lastQuery, lastCanonical []byte // the last query and what it is in the canonical request

	head          []byte // what comes before the headers in the canonical request
	host          []byte // that was last found good
	toSign        []byte // string to sign; with a key, all of it but time and hash is there already
	wire          []byte // Presign: the query that goes on the wire
	sum           [sha256.Size]byte
	authorization string // with a key: the header's value up to the signed headers
	sha           resumable
	mac           hash.Hash // with the key whose scratch this is; made when needed
}

// scratchPool is for signatures without a signing key.
var scratchPool sync.Pool

// scratches are the pool of those that have a MAC with the key k, or nil.
func scratches(k *signingKey) *sync.Pool {
	if k == nil {
		return &scratchPool
	}
	return &k.scratches
}

func newScratch(k *signingKey) *scratch {
	if w, ok := scratches(k).Get().(*scratch); ok {
		return w
	}
	w := &scratch{head: make([]byte, 0, 128), host: make([]byte, 0, 64)}
	w.sha, _ = sha256.New().(resumable)
	if k != nil {
		w.authorization = k.authorization
		w.toSign = appendStringToSign(make([]byte, 0, 256), algorithm, k.scope)
	}
	return w
}

// release clears w and gives it back to where it came from. One that grew past
// the ceiling (a huge query or hundreds of headers) is left to the garbage
// collector.
func (w *scratch) release(k *signingKey) {
	const ceiling = 16 << 10 // bytes in all
	clear(w.head)
	if len(w.query) > 0 {
		clear(w.query)
		w.query = w.query[:0]
	}
	if len(w.wire) > 0 {
		clear(w.wire)
		clear(w.lastCanonical)
		w.wire = w.wire[:0]
	}
	if 40*cap(w.headers)+24*cap(w.pairs)+cap(w.query)+cap(w.lastQuery)+cap(w.lastCanonical)+cap(w.head)+cap(w.toSign)+cap(w.wire) <= ceiling {
		scratches(k).Put(w)
	}
}

// view is b as a string without a copy. It is valid as long as nobody writes
// to the bytes of b; appending past its end is no such write.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
