package wire

import (
	"encoding/base64"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/models"
)

// Node is a value of a response, seen through its shape. The zero Node stands
// for a value that is absent: it does not exist, its text is empty, its number
// is 0, and so are those of all Nodes below it. A Node and the strings from it
// are views into the response and live as long as it does.
type Node struct {
	d     *Document
	v     *fastjson.Value
	shape models.Shape
	place place
}

// place tells the nodes that are not simply a JSON value.
type place uint8

const (
	nested  place = iota
	atTop         // the response's structure: members may be bound to headers
	payload       // the document's Payload
)

// Exists reports whether the service sent the value. Null counts as absent.
func (n Node) Exists() bool {
	switch n.place {
	case atTop:
		return n.d != nil
	case payload:
		return true
	}
	return n.v != nil && n.v.Type() != fastjson.TypeNull
}

// Shape is the value's shape; Invalid for an absent value.
func (n Node) Shape() models.Shape { return n.shape }

// Get goes down a path of member names, map keys (strings) and list indexes
// (ints; negative ones count from the end).
func (n Node) Get(path ...any) Node {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			n = n.Field(step)
		case int:
			n = n.At(step)
		default:
			return Node{}
		}
	}
	return n
}

// Field is the member of a structure, or the entry of a map, of that name.
func (n Node) Field(name string) Node {
	switch n.shape.Kind() {
	case models.Structure:
		m, i := n.shape.MemberNamed(name)
		if i >= 0 {
			return n.member(m)
		}
		if n.shape.Union() { // a member newer than the model
			return n.child(name, models.Shape{})
		}
		return Node{}
	case models.Map:
		return n.child(name, n.shape.Elem())
	}
	if n.free() {
		return n.child(name, n.shape)
	}
	return Node{}
}

// free reports whether the value has no model: a document, or below a member
// that is newer than the model. An output that the model does not give a shape
// is read as empty.
func (n Node) free() bool {
	k := n.shape.Kind()
	return k == models.Document || k == models.Invalid && n.place == nested
}

// apart are the flags of members that are not, or not always, in the body's
// structure.
const apart = models.MemberLocationMask<<models.MemberLocationShift | models.MemberPayload | models.MemberEventPayload | models.MemberEventHeader

// member is a structure's member: from where the message bound it.
func (n Node) member(m models.Member) Node {
	if n.place == atTop && m.Flags()&apart != 0 {
		return n.apart(m)
	}
	if n.d != nil && n.d.ByWire {
		return n.child(m.WireName(), m.Shape())
	}
	return n.child(m.Name(), m.Shape())
}

// apart is a member that headers, the status line or the whole payload may hold.
func (n Node) apart(m models.Member) Node {
	shape := m.Shape()
	whole := m.Payload() || m.EventPayload()
	switch raw := shape.Kind() == models.Blob || shape.Kind() == models.String; {
	case whole && raw && (n.d.ByWire || n.d.Payload != nil):
		return n.payloadNode(shape)
	case whole && n.d.ByWire:
		return Node{d: n.d, v: n.v, shape: shape}
	case n.d.ByWire && !whole, m.EventHeader():
		return Node{d: n.d, v: n.d.bound, shape: n.shape}.child(m.Name(), shape)
	}
	return n.child(m.Name(), shape)
}

func (n Node) payloadNode(shape models.Shape) Node {
	if n.d.Payload == nil {
		return Node{}
	}
	return Node{d: n.d, shape: shape, place: payload}
}

// child is an entry of the JSON object.
func (n Node) child(key string, shape models.Shape) Node {
	if n.v == nil || n.v.Type() != fastjson.TypeObject {
		return Node{}
	}
	o, _ := n.v.Object()
	v := o.Get(key)
	if v == nil || v.Type() == fastjson.TypeNull {
		return Node{}
	}
	return Node{d: n.d, v: v, shape: shape}
}

// Len is the number of a list's elements or a map's entries, or of the bytes of
// a string or blob.
func (n Node) Len() int {
	if n.place == payload {
		return len(n.d.Payload)
	}
	if n.v == nil {
		return 0
	}
	switch n.v.Type() {
	case fastjson.TypeArray:
		return len(n.v.GetArray())
	case fastjson.TypeObject:
		o, _ := n.v.Object()
		if n.shape.Kind() != models.Map || n.shape.Sparse() {
			return o.Len()
		}
		entries := 0 // without those that are null
		for range n.Fields() {
			entries++
		}
		return entries
	case fastjson.TypeString:
		if n.shape.Kind() == models.Blob {
			return len(n.Bytes())
		}
		return len(n.text())
	}
	return 0
}

// At is element i of a list; a negative i counts from the end.
func (n Node) At(i int) Node {
	list := n.elements()
	if i < 0 {
		i += len(list)
	}
	if i < 0 || i >= len(list) {
		return Node{}
	}
	return Node{d: n.d, v: list[i], shape: n.elem()}
}

// elements is the elements of a list or document; nil for anything else.
func (n Node) elements() []*fastjson.Value {
	if n.v == nil || n.shape.Kind() != models.List && !n.free() {
		return nil
	}
	return n.v.GetArray()
}

// elem is the shape of a list's elements or a map's values.
func (n Node) elem() models.Shape {
	if n.free() {
		return n.shape
	}
	return n.shape.Elem()
}

// text is a JSON string's content as a view.
func (n Node) text() string {
	b := n.v.GetStringBytes()
	return view(b)
}

// String is the text of a string, and of numbers, booleans and timestamps as
// the service sent them; empty for anything else.
func (n Node) String() string {
	if n.place == payload {
		return view(n.d.Payload)
	}
	if n.v == nil {
		return ""
	}
	switch n.v.Type() {
	case fastjson.TypeString:
		return n.text()
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		return string(n.v.MarshalTo(nil))
	}
	return ""
}

// Int is the value of an integer of 64 bits; 0 for what is none. String has the
// digits of a larger one.
func (n Node) Int() int64 {
	i, _ := n.integer()
	return i
}

// integer is the value of an integer; ok is false for what is none.
func (n Node) integer() (i int64, ok bool) {
	if n.v == nil {
		return 0, false
	}
	var err error
	switch n.v.Type() {
	case fastjson.TypeNumber:
		if i = n.v.GetInt64(); i != 0 { // 0 is also what is none
			return i, true
		}
		if f := n.number(); f == math.Trunc(f) && math.Abs(f) < 1<<63 { // 0, 1e3, 5.0
			return int64(f), true
		}
	case fastjson.TypeString:
		if i, err = strconv.ParseInt(n.text(), 10, 64); err == nil {
			return i, true
		}
	}
	return 0, false
}

// Float is the value of a number, the strings NaN, Infinity and -Infinity
// included; 0 for what is none.
func (n Node) Float() float64 {
	if n.v == nil {
		return 0
	}
	switch n.v.Type() {
	case fastjson.TypeNumber:
		return n.number()
	case fastjson.TypeString:
		f, _ := ParseFloat(n.text())
		return f
	}
	return 0
}

// number is a JSON number's value. The parser's own reading of long mantissas
// and large exponents is an ulp off at times; strconv's is exact.
func (n Node) number() float64 {
	if i := n.v.GetInt64(); i != 0 && -1<<53 < i && i < 1<<53 {
		return float64(i)
	}
	text, _ := numberTexts.Get().(*[]byte)
	if text == nil {
		text = new([]byte)
	}
	*text = n.v.MarshalTo((*text)[:0])
	f, _ := ParseFloat(view(*text))
	if cap(*text) <= 1024 {
		numberTexts.Put(text)
	}
	return f
}

// numberTexts is where the text of a number is copied to: the parser has it and
// shows it in no other way.
var numberTexts sync.Pool // of *[]byte

// Bool is the value of a boolean.
func (n Node) Bool() bool {
	if n.v == nil {
		return false
	}
	return n.v.GetBool() || n.v.Type() == fastjson.TypeString && n.text() == "true"
}

// Bytes is the content of a blob, decoded into a new slice; of a string, its
// bytes. A payload's bytes are a view.
func (n Node) Bytes() []byte {
	if n.place == payload {
		return n.d.Payload
	}
	if n.v == nil || n.v.Type() != fastjson.TypeString {
		return nil
	}
	if n.shape.Kind() != models.Blob {
		return []byte(n.text())
	}
	b, err := base64.StdEncoding.DecodeString(n.text())
	if err != nil {
		return nil
	}
	return b
}

// Time is the value of a timestamp; the zero time for what is none.
func (n Node) Time() time.Time {
	if n.v == nil {
		return time.Time{}
	}
	switch n.v.Type() {
	case fastjson.TypeNumber:
		t, _ := timeOfSeconds(n.number())
		return t
	case fastjson.TypeString:
		t, _ := ParseTimestamp(n.text(), n.shape.TimestampFormat())
		return t
	}
	return time.Time{}
}
