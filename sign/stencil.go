package sign

import (
	"crypto/sha256"
	"slices"
)

// stencil is the canonical request of a call whose headers have certain names in
// a certain order: its text, and where in it values have their places. It serves
// the next call with the same names, where only what is different has to be
// checked and written, and hashed from the first block on that has changed: the
// date, which changes once a second, comes after the host and before a session
// token.
//
// Between calls it has no values but those of keeps.
type stencil struct {
	kind  kind
	names []string // of the request's headers, in their order: views of nameText
	gaps  []gap
	loose []int32 // headers that are not signed, whose values are checked all the same

	nameText      []byte
	signed        []byte // signed headers
	authorization []byte // with a key: the header's value up to the signature
	agent         []byte // the user agent that was last found good
	folded        []byte // memory for a value with white space

	hashed   bool // x-amz-content-sha256 is among them
	replaced bool // some of the request's headers are signing's own

	// buf[room:] are the headers, the signed headers and the payload hash. What
	// comes before them ends at room and begins at head.
	buf        []byte
	room, head int

	same    int    // how much of buf has not changed since it was hashed
	state   []byte // of SHA-256 after buf[head:resumed]
	resumed int
}

// kind is which headers of its own a signature has.
type kind uint8

const (
	known   kind = 1 << iota // of a stencil: is remembered
	dated                    // x-amz-date
	hashed                   // x-amz-content-sha256, even if the request does not have it
	tokened                  // the header of the session token
	express                  // S3 Express: that header is x-amz-s3session-token
	regions                  // x-amz-region-set
)

// gap is the place of a value in buf[room:].
type gap struct {
	_          notCompared
	start, end int32
	value      int32 // of the header at this place in the request, or below zero: ^value in ownValues
	keeps      bool
}

// keeps reports whether a header's value stays in a stencil: one that call after
// call has, and that is no secret.
func keeps(name string) bool {
	switch name {
	case "accept", "content-type", "smithy-protocol", "x-amz-target", "x-amzn-query-mode":
		return true
	}
	return false
}

// ownValues are the values of signing's own headers.
type ownValues [ownHeaders]string

const (
	ownHost = iota
	ownDate
	ownHash
	ownToken
	ownRegions
	ownHeaders
)

// make makes the stencil of the headers that are collected in w and sorted.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical headers
// and signed headers.
func (st *stencil) make(w *scratch, headers []Header, k kind) {
	const room = 128
	if st.room == 0 {
		st.buf, st.room = make([]byte, room, 8*room), room
		st.names, st.gaps = make([]string, 0, len(headers)+1), make([]gap, 0, len(w.headers)+1)
		st.nameText, st.signed, st.authorization = make([]byte, 0, 2*room), make([]byte, 0, 2*room), make([]byte, 0, 3*room)
	}
	st.rememberNames(headers, k)
	st.hashed, st.gaps, st.signed = false, st.gaps[:0], st.signed[:0]
	text := st.buf[st.room:st.room]
	for i := range w.headers {
		h := &w.headers[i]
		if i > 0 && h.name == w.headers[i-1].name {
			text[len(text)-1] = ',' // was the line's end
		} else {
			text = append(append(text, h.name...), ':')
			if i > 0 {
				st.signed = append(st.signed, ';')
			}
			st.signed = append(st.signed, h.name...)
		}
		st.addGap(len(text), h.value, h.value < 0 && (h.value != ^ownToken || k&regions == 0) || keeps(h.name))
		st.hashed = st.hashed || h.value == ^ownHash
		text = append(text, '\n')
	}
	text = append(append(append(text, '\n'), st.signed...), '\n')
	st.addGap(len(text), ^ownHash, true)
	st.authorization = append(append(st.authorization[:0], w.authorization...), st.signed...)
	st.authorization = append(st.authorization, ", Signature="...)
	st.buf = append(st.buf[:st.room], text...)
	st.head, st.same, st.resumed = st.room, 0, 0
}

func (st *stencil) addGap(at int, value int32, keeps bool) {
	st.gaps = append(st.gaps, gap{start: int32(at), end: int32(at), value: value, keeps: keeps})
}

func (st *stencil) rememberNames(headers []Header, k kind) {
	st.names, st.loose, st.nameText, st.replaced = st.names[:0], st.loose[:0], st.nameText[:0], false
	for i := range headers {
		name := headers[i].Name
		start := len(st.nameText)
		st.nameText = append(st.nameText, name...) // the caller's name may be a view of memory that changes
		st.names = append(st.names, view(st.nameText[start:]))
		switch {
		case isReplaced(name, k):
			st.replaced = true
		case isNeverSigned(name):
			st.loose = append(st.loose, int32(i))
		}
	}
}

func (st *stencil) fits(headers []Header, k kind) bool {
	if st.kind != k|known || len(st.names) != len(headers) {
		return false
	}
	for i := range headers {
		if headers[i].Name != st.names[i] {
			return false
		}
	}
	return true
}

// setHead puts in what comes before the headers.
func (st *stencil) setHead(head []byte) {
	if len(head) == st.room-st.head && string(head) == string(st.buf[st.head:st.room]) {
		return
	}
	if more := len(head) - st.room; more > 0 {
		buf := make([]byte, more+len(st.buf))
		copy(buf[more:], st.buf)
		st.buf, st.room = buf, st.room+more
	}
	st.head = st.room - len(head)
	copy(st.buf[st.head:], head)
	st.same = 0
}

// fill puts in the values. It checks all that are the request's.
func (st *stencil) fill(headers []Header, own *ownValues) error {
	for _, i := range st.loose {
		if err := st.checkLoose(&headers[i]); err != nil {
			return err
		}
	}
	block := st.buf[st.room:]
	for i := range st.gaps {
		g := &st.gaps[i]
		before := block[g.start:g.end]
		var v string
		if g.value < 0 {
			if v = own[^g.value]; string(before) == v {
				continue
			}
		} else {
			h := &headers[g.value]
			switch v = h.Value; {
			case g.keeps && string(before) == v:
				continue
			case isVisible(v):
			case hasControl(v):
				return headerValueError(h.Name)
			default:
				st.folded = appendHeaderValue(st.folded[:0], v)
				v = view(st.folded)
			}
		}
		st.same = min(st.same, st.room+int(g.start))
		if len(v) != len(before) {
			st.widen(i, len(v)-len(before))
			block = st.buf[st.room:]
		}
		copy(block[g.start:], v)
	}
	return nil
}

// checkLoose checks the value of a header that is not signed.
func (st *stencil) checkLoose(h *Header) error {
	switch {
	case string(st.agent) == h.Value:
	case hasControl(h.Value):
		return headerValueError(h.Name)
	case h.Name == "user-agent":
		st.agent = append(st.agent[:0], h.Value...)
	}
	return nil
}

func headerValueError(name string) error {
	return &InputError{Part: "header value", Name: name, Reason: "has a control character"}
}

// widen makes a gap wider, or narrower.
func (st *stencil) widen(i, more int) {
	end, last := st.room+int(st.gaps[i].end), len(st.buf)
	if more > 0 {
		st.buf = slices.Grow(st.buf, more)[:last+more]
		copy(st.buf[end+more:], st.buf[end:last])
	} else {
		copy(st.buf[end+more:], st.buf[end:])
		clear(st.buf[last+more:])
		st.buf = st.buf[:last+more]
	}
	st.gaps[i].end += int32(more)
	for j := i + 1; j < len(st.gaps); j++ {
		st.gaps[j].start += int32(more)
		st.gaps[j].end += int32(more)
	}
}

// canonicalRequest is the text. It is valid until the stencil is used again.
func (st *stencil) canonicalRequest() []byte { return st.buf[st.head:] }

// release removes the values that are not to be kept, and all if it has grown too
// big (a path, a query or values of kilobytes).
func (st *stencil) release() {
	const ceiling = 8 << 10 // bytes
	clear(st.folded)
	for i := range st.gaps {
		if g := &st.gaps[i]; !g.keeps {
			clear(st.buf[st.room+int(g.start) : st.room+int(g.end)])
		}
	}
	if st.kind&dated == 0 { // a presigned query, which may have a session token
		clear(st.buf[st.head:st.room])
		st.head, st.same = st.room, 0
	}
	if cap(st.buf)+cap(st.nameText)+cap(st.agent)+cap(st.folded) > ceiling {
		*st = stencil{}
	}
}

// resumable is what crypto/sha256 has. It does not ask for AppendBinary, which
// would save an allocation and link the methods of that name of sixteen types,
// 9 KB; net/http has MarshalBinary of the same types linked already (Go 1.26).
type resumable interface {
	Write([]byte) (int, error)
	Sum([]byte) []byte
	Reset()
	MarshalBinary() ([]byte, error)
	UnmarshalBinary([]byte) error
}

// sum hashes the canonical request, from where it has changed since the last
// time.
func (st *stencil) sum(h resumable, out *[sha256.Size]byte) {
	text := st.canonicalRequest()
	same := (min(st.same, len(st.buf)) - st.head) &^ (sha256.BlockSize - 1)
	st.same = len(st.buf)
	at := 0
	if h == nil {
		*out = sha256.Sum256(text)
		return
	}
	if st.resumed > 0 && st.resumed <= same && h.UnmarshalBinary(st.state) == nil {
		at = st.resumed
	} else {
		st.resumed = 0
		h.Reset()
	}
	if at < same {
		h.Write(text[at:same])
		at = same
		if state, err := h.MarshalBinary(); err == nil {
			st.state, st.resumed = state, same
		}
	}
	h.Write(text[at:])
	h.Sum(out[:0])
}
