package rest

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// DecodeBound adds the members of the document's structure that the response's
// headers and status line carry. What was not sent is left out. A value that is
// not what its shape says is a *wire.ValueError, and then nothing is added.
//
// Text is copied to d.Text, so that it is UTF-8 and outlives the headers.
// Timestamps stay as they were sent, and so does the text in a jsonvalue header.
func DecodeBound(d *wire.Document, r *wire.Response) error {
	d.Text = d.Text[:0]
	if !d.Shape.HasBindings() {
		return nil
	}
	b := binder{d: d, t: d.OpenBound()}
	b.from(r.Header)
	for i := 0; ; i++ {
		name, text, more := b.at(i)
		if !more {
			break
		}
		if m, i := d.BoundTo(name); i >= 0 {
			if bad := b.header(m, uint16(i), text); bad != nil {
				d.CloseBound(-1)
				return bad.In(m.Name())
			}
		}
	}
	for _, i := range d.BoundElsewhere() {
		if m := d.Shape.Member(int(i)); m.Location() == models.PrefixHeaders {
			b.prefixed(m.LocationName(), i)
		} else {
			b.t.AddBits(tape.Int, i, uint64(r.Status))
		}
		b.n++
	}
	d.CloseBound(b.n)
	return nil
}

// listed is headers one by one, each name once. The case of their names is lost.
type listed interface {
	At(i int) (name, value string, ok bool)
}

// binder reads headers onto the tape of a document.
type binder struct {
	d    *wire.Document
	t    *tape.Tape
	h    listed          // the headers,
	list wire.HeaderList // or where that is nil
	n    int             // members so far
}

// from sets the headers.
func (b *binder) from(h wire.Headers) {
	switch h := h.(type) {
	case nil:
	case listed:
		b.h = h
	case wire.HeaderList:
		b.list = h
	default:
		b.list = collected(h)
	}
}

func collected(h wire.Headers) (l wire.HeaderList) {
	h.All(func(name, value string) bool {
		l = append(l, wire.Header{Name: name, Value: value})
		return true
	})
	return l
}

// at is header i with the values of all of its name; the name is empty if an
// earlier one has it too. more is false behind the last.
func (b *binder) at(i int) (name, value string, more bool) {
	if b.h != nil {
		return b.h.At(i)
	}
	if i >= len(b.list) {
		return "", "", false
	}
	name = b.list[i].Name
	for _, earlier := range b.list[:i] {
		if wire.EqualFold(earlier.Name, name) {
			return "", "", true
		}
	}
	value, _ = b.list.Get(name)
	return name, value, true
}

// text appends a value with a text.
func (b *binder) text(kind tape.Kind, member uint16, text string) {
	from := len(b.d.Text)
	if kind != tape.Bytes && !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	b.d.Text = append(b.d.Text, text...)
	b.t.AddText(kind, member, tape.Bound, from, len(text))
}

// header reads a member from its header.
func (b *binder) header(m models.Member, i uint16, text string) *wire.ValueError {
	shape := m.Shape()
	kind := shape.Kind()
	if text = trim(text); text == "" && kind != models.String && kind != models.List {
		return nil
	}
	before := len(b.t.Items)
	bad := b.value(m, shape, kind, text, i)
	if bad == nil {
		b.n++
	} else if kind == models.Timestamp && wire.EqualFold(m.WireName(), "expires") {
		b.t.Items, bad = b.t.Items[:before], nil // RFC 9111, section 5.3: such as "never", for "long ago"
	}
	return bad
}

func (b *binder) value(m models.Member, shape models.Shape, kind models.Kind, text string, i uint16) *wire.ValueError {
	switch {
	case m.JSONValue():
		plain, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return wire.NotA("base64", shape, text)
		}
		b.text(tape.Text, i, view(plain))
		return nil
	case kind == models.List:
		return b.elements(shape.Elem(), text, i)
	}
	return b.leaf(shape, kind, text, i)
}

// leaf appends a header's text as a value of its shape.
func (b *binder) leaf(shape models.Shape, kind models.Kind, text string, member uint16) *wire.ValueError {
	wanted := "header's value"
	switch kind {
	case models.String:
		b.text(tape.Text, member, text)
		return nil
	case models.Blob:
		b.text(tape.Bytes, member, text)
		return nil
	case models.Boolean:
		wanted = "boolean"
		if wire.EqualFold(text, "true") {
			b.t.AddWord(tape.True, member)
			return nil
		}
		if wire.EqualFold(text, "false") {
			b.t.AddWord(tape.False, member)
			return nil
		}
	case models.Integer, models.Long:
		wanted = "integer"
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			b.t.AddBits(tape.Int, member, uint64(i))
			return nil
		}
	case models.Float, models.Double:
		wanted = "number"
		if f, err := wire.ParseFloat(text); err == nil {
			b.t.AddBits(tape.Float, member, math.Float64bits(f))
			return nil
		}
	case models.Timestamp:
		wanted = "timestamp"
		if _, err := wire.ParseTimestamp(text, shape.TimestampFormat()); err == nil {
			b.text(tape.Text, member, text)
			return nil
		}
	}
	return wire.NotA(wanted, shape, text)
}

// elements reads the elements of a list.
func (b *binder) elements(elem models.Shape, list string, member uint16) *wire.ValueError {
	kind := elem.Kind()
	dates := kind == models.Timestamp && list != "" && (list[0] < '0' || list[0] > '9')
	var room [64]byte
	scratch := room[:0]
	at := b.t.Open(tape.List, member)
	for n := 0; ; n++ {
		var text string
		ok := true
		if dates {
			text, list = consumeDate(list)
			ok = text != ""
		} else {
			text, scratch, list, ok = ConsumeElement(scratch, list)
		}
		if !ok {
			b.t.Close(at, n)
			return nil
		}
		if bad := b.leaf(elem, kind, text, tape.Named); bad != nil {
			return bad.At(n)
		}
	}
}

// prefixed reads a map of the headers whose names begin with a prefix, in any
// case; the rest of a name is its key as it came, in lower case if that is not
// known. The map is there even if there are none.
func (b *binder) prefixed(prefix string, member uint16) {
	at, n := b.t.Open(tape.Object, member), 0
	for i := 0; ; i++ {
		name, value, more := b.at(i)
		if !more {
			break
		}
		if name == "" || len(name) < len(prefix) || !wire.EqualFold(name[:len(prefix)], prefix) {
			continue
		}
		key := name[len(prefix):]
		if b.h != nil {
			key = strings.ToLower(key)
		}
		b.text(tape.Key, tape.Named, key)
		b.text(tape.Text, tape.Named, value)
		n++
	}
	b.t.Close(at, n)
}
