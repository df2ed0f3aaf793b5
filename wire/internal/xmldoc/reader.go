package xmldoc

import (
	"slices"
	"sync"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
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
	dst     []byte // the JSON so far; every member and element ends with a comma
	runs    []run  // of flattened members, of all open structures
	scratch []byte
	extra   bool  // the structure that is read next keeps unknown elements
	err     error // a value that does not fit its shape
	table   [1 << tableBits]known
}

var readers sync.Pool

// Begin begins to read body into d, of which Text holds nothing, or '{' and the
// members that were found elsewhere. End must be called.
func Begin(d *wire.Document, body []byte) *Reader {
	r, _ := readers.Get().(*Reader)
	if r == nil {
		r = new(Reader)
	}
	r.s.Reset(body)
	r.d, r.dst = d, append(r.dst[:0], d.Text...)
	if want := len(body)/4*3 + 64; want > cap(r.dst) { // JSON is mostly smaller than XML: one step instead of ten
		r.dst = slices.Grow(r.dst, want)
	}
	switch n := len(r.dst); {
	case n == 0:
		r.dst = append(r.dst, '{')
	case r.dst[n-1] != '{':
		r.dst = append(r.dst, ',')
	}
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

// Skip closes the open element with all that is in it.
func (r *Reader) Skip() { r.s.Skip() }

// Members reads the open element as a structure, of which the members become
// members of the document's.
func (r *Reader) Members(shape models.Shape) { r.fail(r.members(shape)) }

// Member reads the open element as the value of a member of the document's
// structure.
func (r *Reader) Member(m models.Member) {
	r.key(m.Name())
	shape := m.Shape()
	if bad := r.value(shape, shape.Kind()); bad != nil {
		r.fail(bad.In(m.Name()))
	}
	r.dst = append(r.dst, ',')
}

// Text reads the text of the open element as a member of the document's
// structure, which is a string; an empty one is absent.
func (r *Reader) Text(m models.Member) {
	raw := r.s.Text()
	if raw == "" {
		return
	}
	r.key(m.Name())
	if bad := r.string(m.Shape(), raw); bad != nil {
		r.fail(bad.In(m.Name()))
	}
	r.dst = append(r.dst, ',')
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
		err = r.d.ParseBody(endWith(r.dst, '}'), false) // which copies
	}
	r.release()
	return err
}

// malformed is a scanner's error as wire.ErrMalformed.
type malformed struct{ cause error }

func (e malformed) Error() string   { return wire.ErrMalformed.Error() + ": " + e.cause.Error() }
func (e malformed) Unwrap() []error { return []error{wire.ErrMalformed, e.cause} }

// Capacities above which buffers are dropped.
const (
	maxKept     = 4 << 10
	maxKeptText = 1 << 20 // a listing of 1000 keys makes 240 KB
)

func (r *Reader) release() {
	r.s.Reset(nil)
	r.d, r.runs, r.err, r.extra = nil, r.runs[:0], nil, false
	if cap(r.dst) > maxKeptText {
		r.dst = nil
	}
	if cap(r.runs) > maxKept {
		r.runs = nil
	}
	if cap(r.scratch) > maxKept {
		r.scratch = nil
	}
	readers.Put(r)
}

// key appends a member's name, which is in the model, and the colon.
func (r *Reader) key(name string) {
	r.dst = append(append(append(r.dst, '"'), name...), '"', ':')
}

// endWith closes an object or list: the comma behind the last entry gives way.
func endWith(dst []byte, bracket byte) []byte {
	if last := len(dst) - 1; dst[last] == ',' {
		dst[last] = bracket
		return dst
	}
	return append(dst, bracket)
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
