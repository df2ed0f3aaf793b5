package rpcv2cbor

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// A decoder rewrites CBOR as JSON under the guidance of shapes: members under
// their names, blobs in base64, timestamps in seconds since 1970.
type decoder struct {
	cbor.Reader
	out []byte
}

// decodeStructure appends the JSON of a body that is one structure, nothing
// behind it.
func decodeStructure(out, body []byte, shape models.Shape) ([]byte, error) {
	x := decoder{cbor.Reader{Rest: body}, out}
	h, err := x.Next()
	if err == nil {
		err = x.structure(shape, h, cbor.MaxDepth)
	}
	if err == nil && len(x.Rest) > 0 {
		err = cbor.ErrTrailing
	}
	if err != nil {
		return out, asFault(err)
	}
	return x.out, nil
}

// value appends the value whose head is h; levels is how deep it may nest.
func (x *decoder) value(shape models.Shape, h cbor.Head, levels int) error {
	switch shape.Kind() {
	case models.Structure:
		return x.structure(shape, h, levels)
	case models.Map:
		return x.mapping(shape, h, levels)
	case models.List:
		return x.list(shape, h, levels)
	case models.Document:
		return x.free(h, levels)
	}
	return x.leaf(shape, h)
}

// structure appends a structure. Members that are null or unknown are left out,
// but for a union's unknown one: that tells what a newer service sent.
func (x *decoder) structure(shape models.Shape, h cbor.Head, levels int) error {
	if h.Major != cbor.Map {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	x.out = append(x.out, '{')
	for empty, next := true, 0; ; {
		more, err := x.More(&h)
		if err != nil || !more {
			x.out = append(x.out, '}')
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
			if err := x.unknown(key, vh, levels-1, &empty); err != nil {
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
		x.separate(&empty)
		x.out = append(wire.AppendQuoted(x.out, m.Name()), ':')
		if err := x.value(m.Shape(), vh, levels-1); err != nil {
			return within(err, m.Name())
		}
	}
}

// unknown appends a member of a union that the model does not know.
func (x *decoder) unknown(key []byte, h cbor.Head, levels int, empty *bool) error {
	x.separate(empty)
	if err := x.text(key); err != nil {
		return err
	}
	x.out = append(x.out, ':')
	if err := x.free(h, levels); err != nil {
		return within(err, view(key))
	}
	return nil
}

// mapping appends a map. Only a sparse one keeps entries that are null (Smithy,
// sparse trait).
func (x *decoder) mapping(shape models.Shape, h cbor.Head, levels int) error {
	if h.Major != cbor.Map {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	elem, sparse := shape.Elem(), shape.Sparse()
	if !carried(elem) {
		x.out = append(x.out, '{', '}')
		return x.Skip(h, levels)
	}
	x.out = append(x.out, '{')
	for empty := true; ; {
		more, err := x.More(&h)
		if err != nil || !more {
			x.out = append(x.out, '}')
			return err
		}
		key, err := x.key()
		if err != nil {
			return err
		}
		vh, err := x.Next()
		if err != nil {
			return within(err, view(key))
		}
		if vh.Null() && !sparse {
			continue
		}
		x.separate(&empty)
		if err := x.text(key); err != nil {
			return err
		}
		x.out = append(x.out, ':')
		if err := x.element(elem, vh, levels-1); err != nil {
			return within(err, view(key))
		}
	}
}

// list appends a list. Only a sparse one keeps elements that are null.
func (x *decoder) list(shape models.Shape, h cbor.Head, levels int) error {
	if h.Major != cbor.Array {
		return unfit(shape, h)
	}
	if levels == 0 {
		return cbor.ErrDepth
	}
	elem, sparse := shape.Elem(), shape.Sparse()
	if !carried(elem) {
		x.out = append(x.out, '[', ']')
		return x.Skip(h, levels)
	}
	x.out = append(x.out, '[')
	empty := true
	for i := 0; ; i++ {
		more, err := x.More(&h)
		if err != nil || !more {
			x.out = append(x.out, ']')
			return err
		}
		eh, err := x.Next()
		if err != nil {
			return atIndex(err, i)
		}
		if eh.Null() && !sparse {
			continue
		}
		x.separate(&empty)
		if err := x.element(elem, eh, levels-1); err != nil {
			return atIndex(err, i)
		}
	}
}

// element is value for what may be null.
func (x *decoder) element(shape models.Shape, h cbor.Head, levels int) error {
	if h.Null() {
		x.out = append(x.out, "null"...)
		return nil
	}
	return x.value(shape, h, levels)
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

// separate appends the comma between entries.
func (x *decoder) separate(empty *bool) {
	if !*empty {
		x.out = append(x.out, ',')
	}
	*empty = false
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
