package sign

import (
	"crypto/sha256"
	"hash"
	"sync"
	"unsafe"
)

// scratch is the memory that making one signature needs. It goes back to its
// pool cleared: the canonical request and the headers hold the session token.
type scratch struct {
	headers []signedHeader // to be signed, sorted
	given   []Header       // the request's headers, which headers refers to
	own     []Header       // headers of signing's own, which it refers to
	pairs   []queryPair    // of the canonical query string, which query or the request has
	query   []byte         // the query in canonical encoding
	signed  []byte         // signed headers
	scope   []byte         // Presign: credential scope
	canon   []byte         // canonical request
	toSign  []byte         // string to sign
	wire    []byte         // Presign: the query that goes on the wire
	sum     [sha256.Size]byte
	mac     hash.Hash // with the key whose scratch this is; made when needed
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
	return &scratch{
		headers: make([]signedHeader, 0, 24),
		own:     make([]Header, 0, 8),
		signed:  make([]byte, 0, 256),
		canon:   make([]byte, 0, 2048),
		toSign:  make([]byte, 0, 256),
	}
}

// release clears w and gives it back to where it came from. One that grew past the ceiling (a huge
// query or hundreds of headers) is left to the garbage collector.
func (w *scratch) release(k *signingKey) {
	const ceiling = 16 << 10 // bytes in all
	w.given = nil
	clear(w.own)
	clear(w.query)
	clear(w.canon)
	clear(w.wire)
	if 16*cap(w.headers)+24*cap(w.pairs)+cap(w.query)+cap(w.signed)+cap(w.scope)+cap(w.canon)+cap(w.toSign)+cap(w.wire) > ceiling {
		return
	}
	w.headers, w.own, w.pairs = w.headers[:0], w.own[:0], w.pairs[:0]
	w.query, w.signed, w.scope, w.canon, w.toSign, w.wire = w.query[:0], w.signed[:0], w.scope[:0], w.canon[:0], w.toSign[:0], w.wire[:0]
	scratches(k).Put(w)
}

// view is b as a string without a copy. It is valid as long as nobody writes
// to the bytes of b; appending past its end is no such write.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
