package xmldoc

import (
	"sync"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// Reader reads one body into one document:
//
//	r := xmldoc.Begin(d, body)
//	if _, ok := r.Root(); ok {
//		r.Members(shape)
//	}
//	err := r.End()
type Reader struct {
	s       xml.Scanner
	d       *wire.Document
	t       *tape.Tape
	body    []byte
	root, n int     // the document's object on the tape, and its entries
	runs    []run   // of flattened members, of all open structures
	scratch []byte  // text to look at
	extra   bool    // the structure that is read next keeps unknown elements
	err     error   // a value that does not fit its shape
	item    xml.Tag // what the last list's elements are called
	table   [1 << tableBits]known
	turn    uint32                 // which of a full set's slots goes next
	first   [1 << firstBits]uint16 // by structure: the slot of the member that came first in it
}

const firstBits = 5

// readers holds *Reader as unsafe.Pointer: whatever type an interface holds, the
// linker keeps the methods that reflection could find in it and in the types of
// its fields.
var readers sync.Pool

func newReader() *Reader {
	if r, ok := readers.Get().(unsafe.Pointer); ok {
		return (*Reader)(r)
	}
	return new(Reader)
}

// Begin begins to read body into d. End must be called.
func Begin(d *wire.Document, body []byte) *Reader {
	r := newReader()
	if len(body) > tape.MaxLen {
		body = nil
	}
	r.s.Reset(body)
	r.d, r.t, r.body, r.n = d, d.Tape(body), body, 0
	if n := len(body)/24 + 8; r.t.Room() < n && (n <= 256 || r.t.Room() < n/3) { // else what is counted mostly fits
		if n > 256 {
			n = tape.Count(body, '<', '=')/2 + 64 // every element has two tags, most of them
		}
		r.t.Begin(n)
	}
	r.t.Begin(0)
	r.root = r.t.Open(tape.Object, tape.Named)
	return r
}

// Root opens the root element.
func (r *Reader) Root() (name string, ok bool) { return r.s.Root() }

// Child opens the next element in the open one; where there is none it closes
// the open element.
func (r *Reader) Child() (name string, ok bool) { return r.s.Child() }

// Holds reports whether the first child of the open element has that name.
func (r *Reader) Holds(name string) bool {
	look := r.s
	child, ok := look.Child()
	return ok && child == name
}

// Members reads the open element as a structure, of which the members become
// members of the document's.
func (r *Reader) Members(shape models.Shape) {
	n, bad := r.members(shape)
	r.n += n
	r.fail(bad)
}

// Member reads the open element as the value of member i of the document's
// structure.
func (r *Reader) Member(m models.Member, i int) {
	shape := m.Shape()
	if bad := r.value(shape, shape.Kind(), uint16(i)); bad != nil {
		r.fail(bad.In(m.Name()))
	}
	r.n++
}

// Text reads the text of the open element as member i of the document's
// structure, which is a string; an empty one is absent.
func (r *Reader) Text(m models.Member, i int) {
	raw := r.s.Text()
	if raw == "" {
		return
	}
	if bad := r.string(m.Shape(), raw, uint16(i)); bad != nil {
		r.fail(bad.In(m.Name()))
	}
	r.n++
}

func (r *Reader) fail(bad *wire.ValueError) {
	if bad != nil && r.err == nil {
		r.err = bad
	}
}

// End makes the document of what was read and is the first error: malformed
// XML, or a *wire.ValueError.
func (r *Reader) End() error {
	err := r.s.Finish()
	if r.err != nil {
		err = r.err
	} else if err != nil {
		err = malformed{err}
	}
	if err == nil {
		r.t.Close(r.root, r.n)
		r.d.SetRoot(r.root)
	}
	r.release()
	return err
}

// malformed is a scanner's error as wire.ErrMalformed.
type malformed struct{ cause error }

func (e malformed) Error() string   { return wire.ErrMalformed.Error() + ": " + e.cause.Error() }
func (e malformed) Unwrap() []error { return []error{wire.ErrMalformed, e.cause} }

// maxKept is the capacity above which buffers are dropped.
const maxKept = 4 << 10

func (r *Reader) release() {
	r.s.Reset(nil)
	r.d, r.t, r.body, r.runs, r.err, r.extra = nil, nil, nil, r.runs[:0], nil, false
	if cap(r.runs) > maxKept {
		r.runs = nil
	}
	if cap(r.scratch) > maxKept {
		r.scratch = nil
	}
	readers.Put(unsafe.Pointer(r))
}

// Empty reports a body of nothing but white space.
func Empty(body []byte) bool {
	for _, c := range body {
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
