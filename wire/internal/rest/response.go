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
	marks := ^uint64(0)
	if h, ok := r.Header.(marked); ok {
		marks = h.Marks()
	}
	b := binder{d: d, t: d.OpenBound(), r: r}
	for m, i := d.Shape.Bound(0, marks); i >= 0; m, i = d.Shape.Bound(i+1, marks) {
		switch m.Location() {
		case models.Header:
			if bad := b.header(m, uint16(i)); bad != nil {
				d.CloseBound(-1)
				return bad.In(m.Name())
			}
		case models.PrefixHeaders:
			b.prefixed(m.LocationName(), uint16(i))
		case models.StatusCode:
			b.t.AddBits(tape.Int, uint16(i), uint64(r.Status))
			b.n++
		}
	}
	d.CloseBound(b.n)
	return nil
}

// binder reads headers onto the tape of a document.
type binder struct {
	d *wire.Document
	t *tape.Tape
	r *wire.Response
	n int // members so far
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

// header reads a member that has a header.
func (b *binder) header(m models.Member, i uint16) *wire.ValueError {
	text, ok := b.r.Header.Get(m.WireName())
	if !ok {
		return nil
	}
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
		return b.list(shape.Elem(), text, i)
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

// list reads the elements of a list.
func (b *binder) list(elem models.Shape, list string, member uint16) *wire.ValueError {
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
// case; the rest of a name is its key as it came. The map is there even if there
// are none.
func (b *binder) prefixed(prefix string, i uint16) {
	at, n := b.t.Open(tape.Object, i), 0
	if h, ok := b.r.Header.(marked); !ok || h.HasPrefix(prefix) {
		n = bindPrefixed(b.d, b.t, b.r.Header, prefix)
	}
	b.t.Close(at, n)
	b.n++
}

// marked is headers that tell quickly what they do not have.
type marked interface {
	Marks() uint64                // the models.HeaderMark of every name
	HasPrefix(prefix string) bool // whether a name begins with it, in any case
}

// bindPrefixed appends entries of prefixed and counts them.
func bindPrefixed(d *wire.Document, t *tape.Tape, h wire.Headers, prefix string) (n int) {
	b := binder{d: d, t: t}
	seen := map[string]bool{}
	h.All(func(name, _ string) bool {
		if len(name) < len(prefix) || !wire.EqualFold(name[:len(prefix)], prefix) {
			return true
		}
		if lower := strings.ToLower(name); !seen[lower] {
			seen[lower] = true
			value, _ := h.Get(name) // joins the values of a name
			b.text(tape.Key, tape.Named, name[len(prefix):])
			b.text(tape.Text, tape.Named, value)
			n++
		}
		return true
	})
	return n
}
