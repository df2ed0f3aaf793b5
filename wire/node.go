package wire

import (
	"encoding/base64"
	"math"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// Node is a value of a response, seen through its shape. The zero Node stands
// for a value that is absent: it does not exist, its text is empty, its number
// is 0, and so are those of all Nodes below it. A Node and the strings from it
// are views into the response and live as long as it does.
type Node struct {
	d     *Document
	at    int // place on the tape; 0 for what is absent
	shape models.Shape
	place place
}

// place tells the nodes that are not simply a value on the tape.
type place uint8

const (
	nested  place = iota
	atTop         // the response's structure: members may be bound to headers
	payload       // the document's Payload
)

// item is the value on the tape.
func (n Node) item() *tape.Item {
	if n.at != 0 && n.at < len(n.d.tape.Items) {
		return &n.d.tape.Items[n.at]
	}
	return &absent
}

// absent is only read.
var absent tape.Item

// Exists reports whether the service sent the value. Null counts as absent. It
// stays a call, which saves 1 KB.
//
//go:noinline
func (n Node) Exists() bool {
	switch n.place {
	case atTop:
		return n.d != nil
	case payload:
		return true
	}
	return n.item().Kind > tape.Null
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
		if m, i := n.shape.MemberNamed(name); i >= 0 {
			return n.member(m, i)
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

// member is a structure's member i: from where the message bound it.
func (n Node) member(m models.Member, i int) Node {
	at := 0
	if n.item().Kind == tape.Object {
		at = n.d.tape.Member(n.at, uint16(i))
	}
	if at == 0 && n.place == atTop && n.d != nil {
		if n.d.Payload != nil && (m.Payload() || m.EventPayload()) {
			return Node{d: n.d, shape: m.Shape(), place: payload}
		}
		if n.d.bound != 0 {
			at = n.d.tape.Member(n.d.bound, uint16(i))
		}
	}
	if at == 0 {
		return Node{}
	}
	return Node{d: n.d, at: at, shape: m.Shape()}
}

// child is the value of a key.
func (n Node) child(key string, shape models.Shape) Node {
	if n.item().Kind != tape.Object {
		return Node{}
	}
	at := n.d.tape.Entry(n.at, key)
	if at == 0 || n.d.tape.Items[at].Kind == tape.Null {
		return Node{}
	}
	return Node{d: n.d, at: at, shape: shape}
}

// Len is the number of a list's elements or a map's entries, or of the bytes of
// a string or blob.
func (n Node) Len() int {
	if n.place == payload {
		return len(n.d.Payload)
	}
	switch it := n.item(); it.Kind {
	case tape.List, tape.Object:
		return int(it.Len)
	case tape.Text:
		if n.shape.Kind() == models.Blob {
			return len(n.Bytes())
		}
		return int(it.Len)
	case tape.Bytes:
		return int(it.Len)
	}
	return 0
}

// At is element i of a list; a negative i counts from the end.
func (n Node) At(i int) Node {
	count := n.elements()
	if i < 0 {
		i += count
	}
	if i < 0 || i >= count {
		return Node{}
	}
	return Node{d: n.d, at: n.d.tape.At(n.at, i), shape: n.elem()}
}

// elements is the number of elements of a list or document; 0 for anything else.
func (n Node) elements() int {
	it := n.item()
	if it.Kind != tape.List || n.shape.Kind() != models.List && !n.free() {
		return 0
	}
	return int(it.Len)
}

// elem is the shape of a list's elements or a map's values.
func (n Node) elem() models.Shape {
	if n.free() {
		return n.shape
	}
	return n.shape.Elem()
}

// text is the text of an item that has one.
func (n Node) text(it *tape.Item) string { return n.d.tape.View(it) }

// String is the text of a string, and of numbers, booleans and timestamps as
// the service sent them; empty for anything else.
func (n Node) String() string {
	if n.place == payload {
		return view(n.d.Payload)
	}
	switch it := n.item(); it.Kind {
	case tape.Text, tape.Number:
		return n.text(it)
	case tape.True:
		return "true"
	case tape.False:
		return "false"
	case tape.Int:
		return strconv.FormatInt(int64(it.Bits()), 10)
	case tape.Float:
		return string(AppendFloat(nil, math.Float64frombits(it.Bits())))
	case tape.Bytes:
		return base64.StdEncoding.EncodeToString(bytesOf(n.text(it)))
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
	switch it := n.item(); it.Kind {
	case tape.Int:
		return int64(it.Bits()), true
	case tape.Float:
		return wholeFloat(math.Float64frombits(it.Bits()))
	case tape.Number:
		return integerOf(n.text(it))
	case tape.Text:
		i, err := strconv.ParseInt(n.text(it), 10, 64)
		if err != nil {
			return 0, false
		}
		return i, true
	}
	return 0, false
}

// integerOf is the value of a number's text if it is an integer of 64 bits: 1e3
// and 5.0 are integers too.
func integerOf(text string) (i int64, ok bool) {
	if len(text) <= 18 {
		for k := 0; k < len(text); k++ {
			d := text[k] - '0'
			if d > 9 {
				break
			}
			if i = i*10 + int64(d); k == len(text)-1 {
				return i, true
			}
		}
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err == nil {
		return i, true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, false
	}
	return wholeFloat(f)
}

// wholeFloat is f as an integer if it is one.
func wholeFloat(f float64) (i int64, ok bool) {
	if f == math.Trunc(f) && math.Abs(f) < 1<<63 {
		return int64(f), true
	}
	return 0, false
}

// Float is the value of a number, the strings NaN, Infinity and -Infinity
// included; 0 for what is none.
func (n Node) Float() float64 {
	switch it := n.item(); it.Kind {
	case tape.Int:
		return float64(int64(it.Bits()))
	case tape.Float:
		return math.Float64frombits(it.Bits())
	case tape.Number, tape.Text:
		f, _ := ParseFloat(n.text(it))
		return f
	}
	return 0
}

// Bool is the value of a boolean.
func (n Node) Bool() bool {
	it := n.item()
	return it.Kind == tape.True || it.Kind == tape.Text && n.text(it) == "true"
}

// Bytes is the content of a blob, decoded into a new slice; of a string, its
// bytes. A payload's bytes are a view.
func (n Node) Bytes() []byte {
	if n.place == payload {
		return n.d.Payload
	}
	it := n.item()
	switch {
	case it.Kind == tape.Bytes || it.Kind == tape.Text && n.shape.Kind() != models.Blob:
		return []byte(n.text(it))
	case it.Kind != tape.Text:
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(n.text(it))
	if err != nil {
		return nil
	}
	return b
}

// Time is the value of a timestamp; the zero time for what is none.
func (n Node) Time() (t time.Time) {
	switch it := n.item(); it.Kind {
	case tape.Int:
		t, _ = timeOfInt(int64(it.Bits()))
	case tape.Float:
		t, _ = timeOfSeconds(math.Float64frombits(it.Bits()))
	case tape.Number:
		t, _ = timeOfNumber(n.text(it))
	case tape.Text:
		t, _ = ParseTimestamp(n.text(it), n.shape.TimestampFormat())
	}
	return t
}

// timeOfNumber is the time of a number's text.
func timeOfNumber(text string) (t time.Time, ok bool) {
	f, err := ParseFloat(text)
	if err != nil {
		return t, false
	}
	return timeOfSeconds(f)
}

// timeOfInt is timeOfSeconds for whole seconds.
func timeOfInt(seconds int64) (t time.Time, ok bool) {
	if !inYears(seconds) {
		return t, false
	}
	return time.Unix(seconds, 0).UTC(), true
}
