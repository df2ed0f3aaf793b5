package wire

import (
	"errors"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// Document is a decoded response: one kind of tree for every protocol, a tape
// of values that stand where they came in the body. It is read through Nodes,
// any number of goroutines at a time. It keeps views of the body, which must
// not be written to until Reset.
type Document struct {
	// Shape is the structure that the document holds.
	Shape models.Shape
	// Payload is the content of a blob or string payload that is no stream.
	Payload []byte
	// RequestID is the service's name for the request where a body that is no
	// error holds it: a view.
	RequestID string
	// Text is a buffer for decoders. What values of CloseBound stand in stays in it.
	Text []byte

	tape        tape.Tape
	root, bound int // places of objects; 0 if there is none
	index       *boundIndex
}

// ErrMalformed reports a body that the protocol's format does not allow.
var ErrMalformed = errors.New("wire: malformed body")

// Reset empties the document and keeps its buffers for the next one. Nodes and
// strings from it must not be used afterwards.
func (d *Document) Reset() {
	d.Shape, d.Payload, d.RequestID, d.Text, d.root, d.bound = models.Shape{}, nil, "", kept(d.Text), 0, 0
	d.tape.Reset()
}

// Trim drops buffers that have grown too large to be kept for every next one.
// The document must be empty.
func (d *Document) Trim() { d.tape.Trim() }

// Size is about how many bytes the document's buffers take, and how many of
// them it uses.
func (d *Document) Size() (capacity, used int) {
	capacity, used = d.tape.Footprint()
	return capacity + cap(d.Text), used + len(d.Text)
}

// Tape is where a decoder of this module writes what it finds in a body. It
// opens an object first and calls SetRoot with its place at the end.
func (d *Document) Tape(body []byte) *tape.Tape {
	d.root = 0
	d.tape.Text[tape.Body] = body
	return &d.tape
}

// SetRoot makes the object at a place of the tape the document's structure.
func (d *Document) SetRoot(at int) { d.root = at }

// ParseBody makes the document of a JSON body that has members under their wire
// names. Values are taken as they come, whatever their shapes say, and what the
// model does not know is kept, see Extra. An empty body is an empty document.
func (d *Document) ParseBody(text []byte) error {
	return d.parse(text, d.Shape, jsonMode{lenient: true})
}

// ParseConforming is ParseBody for JSON that comes straight from a service: it
// also checks that every value is one of its shape, so that readers of the
// document need not. A wrong JSON type, a malformed number, timestamp or base64
// text, and more than one member of a union are a *ValueError. Unknown members
// and nulls are allowed anywhere.
//
// shape is the body's: the document's own, or that of its payload member.
//
// An integer may be any of 64 bits, whatever its shape says: no reader can
// tell, and services do not always keep to their models.
func (d *Document) ParseConforming(text []byte, shape models.Shape) error {
	return d.parse(text, shape, jsonMode{})
}

// parse makes the body's part of the document.
func (d *Document) parse(text []byte, shape models.Shape, mode jsonMode) (err error) {
	t := d.Tape(text)
	mode.top = shape == d.Shape
	if mode.top || shape.Kind() == models.Invalid {
		d.root, err = readJSON(t, text, shape, tape.Named, mode)
		return err
	}
	_, i := d.Shape.Payload()
	if i < 0 {
		_, i = EventPayload(d.Shape)
	}
	t.Begin(0)
	at := t.Open(tape.Object, tape.Named)
	if _, err = readJSON(t, text, shape, uint16(i), mode); err != nil {
		return err
	}
	t.Close(at, 1)
	d.root = at
	return nil
}

// Extra is a part of an error's body that the model does not have, such as the
// Key or the BucketName of an error of S3: text, or below it more of the same.
// The name is that on the wire.
func (d *Document) Extra(name string) Node {
	n := Node{d: d, at: d.root}
	if x := n.child(name, models.Shape{}); x.at != 0 {
		return x
	}
	if _, i := d.Shape.MemberWired(name, 0); i >= 0 && d.root != 0 {
		n.at = d.tape.Member(d.root, uint16(i))
		return n
	}
	return Node{}
}

// ExtraString is a copy of Extra where that is a string; empty if it is none.
func (d *Document) ExtraString(name string) string {
	n := d.Extra(name)
	if it := n.item(); it.Kind == tape.Text {
		return string([]byte(n.text(it)))
	}
	return ""
}

// Node is the document's structure.
func (d *Document) Node() Node { return Node{d: d, at: d.root, shape: d.Shape, place: atTop} }
