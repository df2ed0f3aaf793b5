package rpcv2cbor

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// A decoder reads CBOR onto a tape under the guidance of shapes.
type decoder struct {
	cbor.Reader
	body []byte
	t    *tape.Tape
}

// newDecoder begins to read a body into d.
func newDecoder(d *wire.Document, body []byte) decoder {
	x := decoder{cbor.Reader{Rest: body}, body, d.Tape(body)}
	x.t.Begin(min(len(body)/4, len(body)/8+256))
	return x
}

// decodeStructure makes d the document of a body that is one structure, nothing
// behind it: its own, or that of its payload member i.
func decodeStructure(d *wire.Document, body []byte, shape models.Shape, payload int) error {
	x := newDecoder(d, body)
	root, member := len(x.t.Items), uint16(tape.Named)
	if payload >= 0 {
		x.t.Open(tape.Object, tape.Named)
		member = uint16(payload)
	}
	h, err := x.Next()
	if err == nil {
		err = x.structure(shape, h, cbor.MaxDepth, member)
	}
	if err == nil && len(x.Rest) > 0 {
		err = cbor.ErrTrailing
	}
	if err != nil {
		return asFault(err)
	}
	if payload >= 0 {
		x.t.Close(root, 1)
	}
	d.SetRoot(root)
	return nil
}

// value appends the value whose head is h; levels is how deep it may nest.
func (x *decoder) value(shape models.Shape, h cbor.Head, levels int, member uint16) error {
	switch shape.Kind() {
	case models.Structure:
		return x.structure(shape, h, levels, member)
	case models.Map:
		return x.mapping(shape, h, levels, member)
	case models.List:
		return x.list(shape, h, levels, member)
	case models.Document:
		return x.free(h, levels, member)
	}
	return x.leaf(shape, h, member)
}

// structure appends a structure. Members that are null or unknown are left out,
// but for a union's unknown one: that tells what a newer service sent.
func (x *decoder) structure(shape models.Shape, h cbor.Head, levels int, member uint16) error {
	if h.Major != cbor.Map {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	at, n := x.t.Open(tape.Object, member), 0
	for next := 0; ; {
		more, err := x.More(&h)
		if err != nil || !more {
			x.t.Close(at, n)
			return err
		}
		key, err := x.key()
		if err != nil {
			return err
		}
		vh, err := x.Next()
		if err != nil {
			return err
		}
		m, i := memberNamed(shape, view(key), next)
		if i < 0 && shape.Union() && string(key) != "__type" && !vh.Null() {
			if err := x.unknown(key, vh, levels-1); err != nil {
				return err
			}
			continue
		}
		if i < 0 || vh.Null() || !carried(m.Shape()) {
			if err := x.Skip(vh, levels-1); err != nil {
				return err
			}
			continue
		}
		next = i + 1
		if err := x.value(m.Shape(), vh, levels-1, uint16(i)); err != nil {
			return within(err, m.Name())
		}
		n++
	}
}

// unknown appends a member of a union that the model does not know.
func (x *decoder) unknown(key []byte, h cbor.Head, levels int) error {
	if err := x.text(tape.Key, key, tape.Named); err != nil {
		return err
	}
	if err := x.free(h, levels, tape.Named); err != nil {
		return within(err, view(key))
	}
	return nil
}

// mapping appends a map. Only a sparse one keeps entries that are null (Smithy,
// sparse trait).
func (x *decoder) mapping(shape models.Shape, h cbor.Head, levels int, member uint16) error {
	if h.Major != cbor.Map {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	elem, sparse := shape.Elem(), shape.Sparse()
	at, n := x.t.Open(tape.Object, member), 0
	if !carried(elem) {
		x.t.Close(at, 0)
		return x.Skip(h, levels)
	}
	for {
		more, err := x.More(&h)
		if err != nil || !more {
			x.t.Close(at, n)
			return err
		}
		key, err := x.key()
		if err != nil {
			return err
		}
		from := len(x.t.Items)
		if err := x.text(tape.Key, key, tape.Named); err != nil {
			return err
		}
		vh, err := x.Next()
		if err != nil {
			return within(err, view(key))
		}
		if vh.Null() && !sparse {
			x.t.Items = x.t.Items[:from]
			continue
		}
		if err := x.element(elem, vh, levels-1); err != nil {
			return within(err, view(key))
		}
		n++
	}
}

// list appends a list. Only a sparse one keeps elements that are null.
func (x *decoder) list(shape models.Shape, h cbor.Head, levels int, member uint16) error {
	if h.Major != cbor.Array {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	elem, sparse := shape.Elem(), shape.Sparse()
	at, n := x.t.Open(tape.List, member), 0
	if !carried(elem) {
		x.t.Close(at, 0)
		return x.Skip(h, levels)
	}
	for i := 0; ; i++ {
		more, err := x.More(&h)
		if err != nil || !more {
			x.t.Close(at, n)
			return err
		}
		eh, err := x.Next()
		if err != nil {
			return atIndex(err, i)
		}
		if eh.Null() && !sparse {
			continue
		}
		if err := x.element(elem, eh, levels-1); err != nil {
			return atIndex(err, i)
		}
		n++
	}
}

// element is value for what may be null.
func (x *decoder) element(shape models.Shape, h cbor.Head, levels int) error {
	if h.Null() {
		x.t.AddWord(tape.Null, tape.Named)
		return nil
	}
	return x.value(shape, h, levels, tape.Named)
}

// key reads the key of a map's entry, a text string.
func (x *decoder) key() ([]byte, error) {
	h, err := x.Next()
	if err != nil {
		return nil, err
	}
	if h.Major != cbor.Text {
		return nil, &wire.ValueError{Problem: "a key is " + h.Major.String()}
	}
	return x.String(h)
}

// carried reports whether a body can hold values of the shape: an event stream
// follows the body, and an invalid shape comes of a corrupt model.
func carried(shape models.Shape) bool {
	return shape.Kind() != models.Invalid && !shape.EventStream()
}

// memberNamed is the structure's member of that name and its index; the index
// is -1 if there is none. The search begins at member from, because messages
// mostly keep the model's order.
func memberNamed(shape models.Shape, name string, from int) (models.Member, int) {
	n := shape.NumMembers()
	for k := range n {
		i := from + k
		if i >= n {
			i -= n
		}
		if m := shape.Member(i); m.Name() == name {
			return m, i
		}
	}
	return models.Member{}, -1
}
