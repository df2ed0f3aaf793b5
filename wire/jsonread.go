package wire

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// maxNesting is how deep JSON may nest.
const maxNesting = 300

// jsonMode is how JSON is read.
type jsonMode struct {
	lenient bool // values are not checked, and unknown members are kept
	top     bool // the structure is a message's: members may be bound to headers
}

// jsonReader reads one JSON text onto a tape, guided by a shape, in one pass.
// What it returns is the first thing wrong; broken says that it is the text
// and not a value.
type jsonReader struct {
	t      *tape.Tape
	b      []byte
	at     int
	depth  int
	broken bool
	mode   jsonMode
	many   models.Shape // the last structure that was not as single reads them
	table  [64]jsonMember
}

// jsonMember is a structure's member under its wire name. What was looked up is
// kept: messages repeat their structures.
type jsonMember struct {
	_                 notCompared
	structure, target models.Shape
	name              string
	head              uint64 // see headOf
	index             uint16
	kind              models.Kind
}

// readJSON reads a text onto the tape and gives the place of its value; 0 for
// an empty text and for null.
func readJSON(t *tape.Tape, text []byte, shape models.Shape, member uint16, mode jsonMode) (at int, err error) {
	if len(text) == 0 {
		return 0, nil
	}
	if len(text) > tape.MaxLen {
		return 0, ErrMalformed
	}
	r := newJSONReader()
	r.t, r.b, r.at, r.depth, r.broken, r.mode, r.many = t, text, 0, 0, false, mode, models.Shape{}
	if room := t.Room(); room < len(text)/6 {
		n := len(text)/6 + 16
		if n > 256 {
			n = tape.Count(text, ':', ',') + 64
		}
		t.Begin(n)
	}
	t.Begin(0)
	at = len(t.Items)
	bad := r.value(r.next(), shape, shape.Kind(), member)
	if bad == nil && r.next() != 0 {
		bad = r.syntax()
	}
	if bad == nil && r.at < len(r.b) {
		bad = r.syntax()
	}
	broken := r.broken
	r.release()
	switch {
	case broken:
		return 0, ErrMalformed
	case bad != nil:
		return 0, bad
	case at == len(t.Items) || t.Items[at].Kind == tape.Null:
		return 0, nil
	}
	return at, nil
}

// syntax is the error for text that is no JSON.
func (r *jsonReader) syntax() *ValueError {
	r.broken = true
	return new(ValueError)
}

// next passes over white space and is the byte behind it; 0 at the end.
func (r *jsonReader) next() byte {
	at := skip(r.b, r.at)
	r.at = at
	return byteAt(r.b, at)
}

// skip is the place of what stands behind white space.
func skip(b []byte, at int) int {
	if at < len(b) && b[at] > ' ' {
		return at
	}
	return skipSpace(b, at)
}

//go:noinline
func skipSpace(b []byte, at int) int {
	for at < len(b) && (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t') {
		at++
	}
	return at
}

// byteAt is a byte of b; 0 behind its end.
func byteAt(b []byte, at int) byte {
	if at < len(b) {
		return b[at]
	}
	return 0
}

// value reads a value of a shape, of which c is the next byte, and appends it to
// the tape. Null appends Null.
func (r *jsonReader) value(c byte, shape models.Shape, kind models.Kind, member uint16) *ValueError {
	switch c {
	case '{':
		if kind == models.Structure && r.single(shape, member) {
			return nil
		}
		return r.object(shape, kind, member)
	case '[':
		return r.list(shape, kind, member)
	case '"':
		return r.string(shape, kind, member)
	case 't':
		return r.word("true", tape.True, shape, kind, member)
	case 'f':
		return r.word("false", tape.False, shape, kind, member)
	case 'n':
		return r.word("null", tape.Null, shape, kind, member)
	default:
		if c == '-' || '0' <= c && c <= '9' {
			return r.number(shape, kind, member)
		}
	}
	return r.syntax()
}

func (r *jsonReader) word(word string, item tape.Kind, shape models.Shape, kind models.Kind, member uint16) *ValueError {
	if len(r.b)-r.at < len(word) || string(r.b[r.at:r.at+len(word)]) != word {
		return r.syntax()
	}
	r.at += len(word)
	r.t.AddWord(item, member)
	if item == tape.Null || r.mode.lenient || kind == models.Boolean || isFree(kind) {
		return nil
	}
	return &ValueError{Problem: "a JSON " + word + " is no " + wanted(kind)}
}

// isFree reports a kind that says nothing of its values.
func isFree(kind models.Kind) bool { return kind == models.Document || kind == models.Invalid }

// enter counts the containers around the reader.
func (r *jsonReader) enter() bool {
	r.depth++
	r.at++
	return r.depth <= maxNesting
}

// list reads an array.
func (r *jsonReader) list(shape models.Shape, kind models.Kind, member uint16) *ValueError {
	if !r.mode.lenient && kind != models.List && !isFree(kind) {
		return &ValueError{Problem: "a JSON array is no " + wanted(kind)}
	}
	if !r.enter() {
		return r.syntax()
	}
	elem := shape
	if kind == models.List {
		elem = shape.Elem()
	} else if !isFree(kind) {
		elem = models.Shape{}
	}
	elemKind := elem.Kind()
	at, n := r.t.Open(tape.List, member), 0
	if c := r.next(); c == ']' {
		r.at++
	} else {
		for more := true; more; n++ {
			if bad := r.value(c, elem, elemKind, tape.Named); bad != nil {
				return bad.At(n)
			}
			switch r.next() {
			case ',':
				r.at++
				c = r.next()
			case ']':
				r.at++
				more = false
			default:
				return r.syntax()
			}
		}
	}
	r.depth--
	r.t.Close(at, n)
	return nil
}

// object reads an object: a structure, a map or, where the shape says nothing of
// it, a document.
func (r *jsonReader) object(shape models.Shape, kind models.Kind, member uint16) *ValueError {
	if !r.mode.lenient && kind != models.Structure && kind != models.Map && !isFree(kind) {
		return &ValueError{Problem: "a JSON object is no " + wanted(kind)}
	}
	if !r.enter() {
		return r.syntax()
	}
	at := r.t.Open(tape.Object, member)
	r.at = skip(r.b, r.at)
	if byteAt(r.b, r.at) == '}' {
		r.at++
		r.depth--
		r.t.Close(at, 0)
		return nil
	}
	var n int
	var bad *ValueError
	if kind == models.Structure {
		n, bad = r.members(shape)
	} else {
		n, bad = r.entries(shape, kind)
	}
	if bad != nil {
		return bad
	}
	r.depth--
	r.t.Close(at, n)
	return nil
}

// single reads a structure of one string, written without white space, which is
// what most values of DynamoDB are. Of others it reads nothing, and it does not try
// the next one of the same shape.
func (r *jsonReader) single(shape models.Shape, member uint16) bool {
	if r.many == shape || r.depth == 0 || r.depth >= maxNesting {
		return false
	}
	b, from := r.b, r.at+2
	if from > len(b) || b[from-1] != '"' {
		return false
	}
	to, head := plainEnd(b, from)
	if rest := b[to:]; len(rest) < 5 || rest[0] != '"' || rest[1] != ':' || rest[2] != '"' {
		return false // the next may be one
	}
	if m := r.find(shape, view(b[from:to]), head, false); m != nil && m.kind == models.String {
		start := to + 3
		end, _ := plainEnd(b, start)
		if rest := b[end:]; len(rest) >= 2 && rest[0] == '"' && rest[1] == '}' {
			r.t.Single(member, m.index, start, end-start)
			r.at = end + 2
			return true
		}
	}
	r.many = shape
	return false
}

// entries reads the entries of a map or document up to its end and counts them.
func (r *jsonReader) entries(shape models.Shape, kind models.Kind) (n int, bad *ValueError) {
	elem, dense := shape, false
	if kind == models.Map {
		elem, dense = shape.Elem(), !shape.Sparse()
	} else if !isFree(kind) {
		elem = models.Shape{}
	}
	elemKind := elem.Kind()
	for {
		before := len(r.t.Items)
		if !r.key() {
			return n, r.syntax()
		}
		if bad := r.value(byteAt(r.b, r.at), elem, elemKind, tape.Named); bad != nil {
			return n, bad.In(string([]byte(r.t.View(&r.t.Items[before]))))
		}
		n++
		if dense && r.t.Items[before+1].Kind == tape.Null { // as if the service had not sent it
			r.t.Items = r.t.Items[:before]
			n--
		}
		r.at = skip(r.b, r.at) + 1
		switch byteAt(r.b, r.at-1) {
		case ',':
		case '}':
			return n, nil
		default:
			return n, r.syntax()
		}
	}
}

// members reads the members of a structure up to its end and counts them.
func (r *jsonReader) members(shape models.Shape) (n int, bad *ValueError) {
	flags := shape.Flags()
	union := flags&models.StructureUnion != 0
	top := flags&models.StructureBindings != 0 && r.mode.top && r.depth == 1
	keep := union || r.mode.lenient && r.depth == 1
	for {
		before, key := len(r.t.Items), ""
		m := r.known(shape, top)
		if m == nil {
			if !r.key() {
				return n, r.syntax()
			}
			key = r.t.View(&r.t.Items[before])
			if m = r.find(shape, key, headOf(bytesOf(key)), top); m != nil {
				r.t.Items = r.t.Items[:before]
			}
		}
		if m != nil {
			c, name := byteAt(r.b, r.at), m.name     // m changes below
			if c == '"' && m.kind == models.String { // value, by the shorter way
				if !r.text(tape.Text, m.index) {
					return n, r.syntax().In(name)
				}
				n++
			} else if bad := r.value(c, m.target, m.kind, m.index); bad != nil {
				return n, bad.In(name)
			} else if r.t.Items[before].Kind == tape.Null {
				r.t.Items = r.t.Items[:before]
			} else {
				n++
			}
		} else {
			kept := keep && (key != "__type" || !union)
			if bad := r.value(byteAt(r.b, r.at), models.Shape{}, models.Invalid, tape.Named); bad != nil {
				return n, bad
			}
			if !kept || r.t.Items[before+1].Kind == tape.Null {
				r.t.Items = r.t.Items[:before]
			}
		}
		r.at = skip(r.b, r.at) + 1
		switch byteAt(r.b, r.at-1) {
		case ',':
		case '}':
			if union && n > 1 && !r.mode.lenient {
				return n, &ValueError{Problem: "more than one member of a union is set"}
			}
			return n, nil
		default:
			return n, r.syntax()
		}
	}
}

// known reads a key that stands for a member as it is written, as nearly all do,
// up to the value behind it. It reads nothing of others.
func (r *jsonReader) known(shape models.Shape, top bool) *jsonMember {
	b := r.b
	from := skip(b, r.at) + 1
	if byteAt(b, from-1) != '"' {
		return nil
	}
	to, head := plainEnd(b, from)
	if byteAt(b, to) != '"' {
		return nil
	}
	colon := skip(b, to+1)
	if byteAt(b, colon) != ':' {
		return nil
	}
	m := r.find(shape, view(b[from:to]), head, top)
	if m != nil {
		r.at = skip(b, colon+1)
	}
	return m
}

// key reads a key up to the value behind it, and appends a Key.
func (r *jsonReader) key() bool {
	r.at = skip(r.b, r.at)
	if byteAt(r.b, r.at) != '"' || !r.text(tape.Key, tape.Named) {
		return false
	}
	colon := skip(r.b, r.at)
	if byteAt(r.b, colon) != ':' {
		return false
	}
	r.at = skip(r.b, colon+1)
	return true
}

// find is the member that a key stands for; nil if there is none in the body.
// The result is valid until the next call.
func (r *jsonReader) find(shape models.Shape, key string, head uint64, top bool) *jsonMember {
	at := (head*0x9e3779b97f4a7c15>>58 + uint64(shape.Index())*7) % uint64(len(r.table))
	slot := &r.table[at]
	if !top {
		if slot.is(shape, key, head) {
			return slot
		}
		if other := &r.table[at^1]; other.is(shape, key, head) {
			return other
		}
	}
	m, i := shape.MemberWired(key, 0)
	if key == "" || i < 0 || top && (m.Location() != models.Body || m.Payload()) {
		return nil
	}
	target := m.Shape()
	r.table[at^1] = *slot
	*slot = jsonMember{
		structure: shape, target: target, name: m.WireName(), head: head, index: uint16(i), kind: target.Kind(),
	}
	return slot
}

// is reports whether the slot is that of a key.
func (m *jsonMember) is(structure models.Shape, key string, head uint64) bool {
	return m.head == head && m.structure == structure && len(m.name) == len(key) && (len(key) <= 8 || m.name == key)
}

// headOf is the first eight bytes of a key.
func headOf(key []byte) (head uint64) {
	for i := min(len(key), 8) - 1; i >= 0; i-- {
		head = head<<8 | uint64(key[i])
	}
	return head
}
