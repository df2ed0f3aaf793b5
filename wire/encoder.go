package wire

import (
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// Encoder is what the encoders of all protocols share while they walk params
// and shapes side by side: it checks params against the model, puts members in
// the model's order and map entries in the order of their keys, fills
// idempotency tokens, and knows the path of every fault. One call uses it at a
// time; Reset prepares it for the next. In steady state it allocates nothing.
//
// A structure or map is opened, walked and closed:
//
//	from, to := e.OpenStructure(shape, v)
//	for i := from; i < to; i++ {
//		f := e.Enter(i)
//		… encode f.Value as f.Member …
//		e.Leave()
//	}
//	e.Close(from)
type Encoder struct {
	// Token makes an idempotency token. Without it none is filled in.
	Token func() string

	// Document appends a document, set by the protocols that have a form for it and
	// by no other, so that programs link it where a service has documents.
	Document func(e *Encoder, dst []byte, v Value) []byte

	fields []Field
	used   int // fields that were set since the last Reset
	path   []step
	faults []Fault
	more   int
}

// Field is a member of a structure or an entry of a map that is set.
type Field struct {
	_      notCompared
	Name   string
	Value  Value
	Member models.Member // of a structure
	Index  int           // of Member
}

// step is a part of the path to a value: a name, or the element before number
// where that is not 0.
type step struct {
	_      notCompared
	name   string
	number int
}

// maxDepth bounds how deep params may nest; Go values can contain themselves.
const maxDepth = 256

// Reset forgets the last call and keeps the buffers.
func (e *Encoder) Reset() {
	clear(e.fields[:max(e.used, len(e.fields))])
	clear(e.path[:cap(e.path)])
	if cap(e.fields) > 1024 {
		e.fields = nil
	}
	e.Token, e.Document, e.fields, e.used, e.path, e.faults, e.more = nil, nil, e.fields[:0], 0, e.path[:0], nil, 0
}

// Err is a *ParamError of the faults met so far; nil if there are none.
func (e *Encoder) Err(op models.Operation) error {
	if len(e.faults) == 0 {
		return nil
	}
	return &ParamError{Service: op.Model().ServiceID(), Operation: op.Name(), Faults: e.faults, More: e.more}
}

// Failed reports whether a fault was met.
func (e *Encoder) Failed() bool { return len(e.faults) > 0 }

// Fault records that something is wrong with the value at the current path. It
// stays a call, which saves 6 KB.
//
//go:noinline
func (e *Encoder) Fault(problem string) {
	if len(e.faults) == maxFaults {
		e.more++
		return
	}
	e.faults = append(e.faults, Fault{e.pathText(), problem})
}

// faultAt is Fault for a member of the value at the current path.
func (e *Encoder) faultAt(name, problem string) {
	e.path = append(e.path, step{name: name})
	e.Fault(problem)
	e.Leave()
}

func (e *Encoder) pathText() string {
	var b strings.Builder
	for i, s := range e.path {
		switch {
		case s.number != 0:
			b.WriteString("[" + strconv.Itoa(s.number-1) + "]")
		case i > 0:
			b.WriteString("." + s.name)
		default:
			b.WriteString(s.name)
		}
	}
	return b.String()
}

// Enter makes field i, which an open structure or map holds, the current one.
// The Field is valid until the next Open.
func (e *Encoder) Enter(i int) *Field {
	f := &e.fields[i]
	e.path = append(e.path, step{name: f.Name})
	return f
}

// EnterElement makes element i of a list the current value.
func (e *Encoder) EnterElement(i int) { e.path = append(e.path, step{number: i + 1}) }

// Leave goes back to where Enter or EnterElement was called.
func (e *Encoder) Leave() { e.path = e.path[:len(e.path)-1] }

// room makes room for the usual params, where there is none yet.
func (e *Encoder) room() {
	if e.fields == nil {
		e.fields, e.path = make([]Field, 0, 16), make([]step, 0, 16)
	}
}

// OpenStructure collects the members of a structure that are set, in the
// model's order: fields from up to to. Unknown, missing and surplus union
// members are faults. A member whose value is nil counts as not set.
func (e *Encoder) OpenStructure(shape models.Shape, v Value) (from, to int) {
	from = len(e.fields)
	if !e.wantObject(v, "structure") {
		return from, from
	}
	e.room()
	e.collect(v, false)
	given := len(e.fields) - from
	for i := from; i < len(e.fields); i++ {
		f := &e.fields[i]
		f.Member, f.Index = shape.MemberNamed(f.Name)
	}
	sortFields(e.fields[from:], false)
	e.dropUnknown(shape, from)
	if len(e.path) == 0 {
		e.fillTokens(shape, from)
	}
	if shape.HasRequired() {
		e.wantRequired(shape, from)
	}
	if given != 1 && shape.Union() {
		e.Fault("a union wants exactly one member, not " + strconv.Itoa(given))
	}
	return from, len(e.fields)
}

// OpenMap collects the entries of a map in the order of their keys. An entry
// whose value is nil is kept, as a nil element of a list is: a protocol writes
// null for it if the map is sparse, else the check of its value is a fault.
func (e *Encoder) OpenMap(v Value) (from, to int) {
	from = len(e.fields)
	if !e.wantObject(v, "map") {
		return from, from
	}
	e.collect(v, true)
	sortFields(e.fields[from:], true)
	return from, len(e.fields)
}

// Close drops the fields of the structure or map opened last.
func (e *Encoder) Close(from int) {
	e.used = max(e.used, len(e.fields))
	e.fields = e.fields[:from]
}

// wantObject reports a value that is no structure or map, and one nested too deep.
func (e *Encoder) wantObject(v Value, what string) bool {
	if v.kind != ObjectKind {
		e.Fault("a " + what + " is wanted, not " + article(v.kind))
		return false
	}
	return e.wantShallow()
}

// wantShallow reports a structure, map or list that is nested too deep.
func (e *Encoder) wantShallow() bool {
	if len(e.path) <= maxDepth {
		return true
	}
	e.Fault("nested deeper than " + strconv.Itoa(maxDepth) + " levels")
	return false
}

// collect appends the entries of an object to e.fields, those that are nil only
// if nulls is set.
func (e *Encoder) collect(v Value, nulls bool) {
	add := func(name string, v Value) {
		if nulls || v.kind != Null {
			e.fields = append(e.fields, Field{Name: name, Value: v})
		}
	}
	switch m := v.ref.(type) {
	case Map:
		left := len(m)
		for name, x := range m {
			add(name, ValueOf(x))
			if left--; left == 0 { // the last step of an iteration is no small part of it
				break
			}
		}
	case map[string]string:
		for name, s := range m {
			add(name, StringValue(s))
		}
	case Fields:
		for i := range m.Len() {
			add(m.Field(i))
		}
	}
}

// before is the order of fields: by name in a map, by index in a structure.
func (f *Field) before(other *Field, byName bool) bool {
	if byName || f.Index == other.Index { // unknown members
		return f.Name < other.Name
	}
	return f.Index < other.Index
}

// sortFields sorts fields in place, without an allocation: by insertion as long
// as they are few, which most are, else by Shell's method with Ciura's gaps.
func sortFields(fields []Field, byName bool) {
	if len(fields) < 2 {
		return
	}
	for _, gap := range [...]int{701, 301, 132, 57, 23, 10, 4, 1} {
		if gap > 1 && gap*2 > len(fields) {
			continue
		}
		for i := gap; i < len(fields); i++ {
			if !fields[i].before(&fields[i-gap], byName) {
				continue
			}
			f := fields[i]
			k := i
			for ; k >= gap && f.before(&fields[k-gap], byName); k -= gap {
				fields[k] = fields[k-gap]
			}
			fields[k] = f
		}
	}
}

// fillTokens adds the idempotency tokens that the caller left out.
func (e *Encoder) fillTokens(shape models.Shape, from int) {
	if e.Token == nil {
		return
	}
	for m, i := shape.Flagged(0, models.MemberIdempotencyToken); i >= 0; m, i = shape.Flagged(i+1, models.MemberIdempotencyToken) {
		if e.has(from, i) {
			continue
		}
		e.fields = append(e.fields, Field{Name: m.Name(), Value: StringValue(e.Token()), Member: m, Index: i})
		sortFields(e.fields[from:], false)
	}
}

// has reports whether member index is among the fields since from.
func (e *Encoder) has(from, index int) bool {
	for i := from; i < len(e.fields); i++ {
		if e.fields[i].Index == index {
			return true
		}
	}
	return false
}

func (e *Encoder) wantRequired(shape models.Shape, from int) {
	next := from // fields are in the model's order, as the members are
	for m, i := shape.Flagged(0, models.MemberRequired); i >= 0; m, i = shape.Flagged(i+1, models.MemberRequired) {
		for next < len(e.fields) && e.fields[next].Index < i {
			next++
		}
		if next < len(e.fields) && e.fields[next].Index == i {
			continue
		}
		if !m.Shape().EventStream() { // events are sent apart
			e.faultAt(m.Name(), "a required member is missing")
		}
	}
}

// dropUnknown reports the fields that are no members, which stand first, and
// takes them out.
func (e *Encoder) dropUnknown(shape models.Shape, from int) {
	n := 0
	for from+n < len(e.fields) && e.fields[from+n].Index < 0 {
		f := e.fields[from+n]
		problem := "unknown member"
		if near := nearest(shape, f.Name); near != "" {
			problem += "; the nearest is " + strconv.Quote(near)
		}
		e.faultAt(f.Name, problem)
		n++
	}
	if n > 0 {
		e.used = max(e.used, len(e.fields))
		e.fields = append(e.fields[:from], e.fields[from+n:]...)
	}
}
