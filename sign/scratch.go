package sign

import (
	"crypto/sha256"
	"hash"
	"sync"
	"unsafe"
)

// scratch is the memory that making one signature needs. It goes back to its
// pool cleared but for its memory, whose one secret is the session token, which
// the key has too.
type scratch struct {
	memory  memory
	headers []signedHeader // to be signed, sorted
	given   []Header       // the request's headers, which headers refers to
	own     []Header       // headers of signing's own, which it refers to
	pairs   []queryPair    // of the canonical query string, which query or the request has
	query   []byte         // the query in canonical encoding
	signed  []byte         // signed headers
	scope   []byte         // Presign: credential scope
	canon   []byte         // canonical request
	spare   []byte         // the memory of another one
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

// release clears w and gives it back to where it came from. One that grew past
// the ceiling (a huge query or hundreds of headers) is left to the garbage
// collector.
func (w *scratch) release(k *signingKey) {
	const ceiling = 16 << 10 // bytes in all
	w.toSign = w.toSign[:0]
	if len(w.own) > 0 { // else all is as the memory has it
		w.clear()
	}
	if w.size() <= ceiling {
		scratches(k).Put(w)
	}
}

func (w *scratch) clear() {
	m := &w.memory
	w.given = nil
	clear(w.own)
	clear(w.query)
	clear(w.wire)
	if !m.values {
		clear(w.canon)
	}
	if len(m.query) == 0 {
		clear(m.canonicalQuery)
	}
	w.own, w.pairs, w.query, w.scope, w.wire = w.own[:0], w.pairs[:0], w.query[:0], w.scope[:0], w.wire[:0]
}

// size is how many bytes w holds on to.
func (w *scratch) size() int {
	m := &w.memory
	return 16*cap(w.headers) + 24*cap(w.pairs) + cap(w.query) + cap(w.signed) + cap(w.scope) + cap(w.canon) + cap(w.spare) +
		cap(w.toSign) + cap(w.wire) + cap(m.nameText) + cap(m.text) + cap(m.path) + cap(m.query) + cap(m.canonicalQuery)
}

// view is b as a string without a copy. It is valid as long as nobody writes
// to the bytes of b; appending past its end is no such write.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
