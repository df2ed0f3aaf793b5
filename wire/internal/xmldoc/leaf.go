package xmldoc

import (
	"math"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// value reads the open element as a value of the shape, and closes it.
func (r *Reader) value(shape models.Shape, kind models.Kind, member uint16) *wire.ValueError {
	switch kind {
	case models.Structure:
		return r.structure(shape, member)
	case models.List:
		return r.elements(newList(shape), member)
	case models.Map:
		return r.mapping(shape, member)
	case models.Document, models.Invalid:
		r.generic(member)
		return nil
	}
	raw := r.s.Text()
	return r.leaf(shape, kind, raw, xml.Plain(raw), member)
}

// leaf appends the value of a shape without members, of which raw is the text,
// as it stands if it is plain. An integer may be any of 64 bits, whatever its
// shape says: services do not always keep to their models.
func (r *Reader) leaf(shape models.Shape, kind models.Kind, raw string, plain bool, member uint16) *wire.ValueError {
	if !plain {
		return r.oddLeaf(shape, kind, raw, member)
	}
	if r.plainLeaf(kind, raw, r.offset(raw), member) {
		return nil
	}
	switch kind {
	case models.Timestamp:
		if _, err := wire.ParseTimestamp(raw, shape.TimestampFormat()); err == nil {
			r.t.AddText(tape.Text, member, tape.Body, r.offset(raw), len(raw))
			return nil
		}
	case models.Float, models.Double:
		if f, err := wire.ParseFloat(raw); err == nil && jsonNumber(raw) && (kind == models.Double || math.Abs(f) <= math.MaxFloat32) {
			r.t.AddText(tape.Number, member, tape.Body, r.offset(raw), len(raw))
			return nil
		}
	}
	return r.oddLeaf(shape, kind, raw, member)
}

// simpleLeaf is leaf for what [xml.Scanner.Simple] has read.
func (r *Reader) simpleLeaf(shape models.Shape, kind models.Kind, from, to int, odd uint64, member uint16) *wire.ValueError {
	raw := view(r.body[from:to])
	if odd == 0 && r.plainLeaf(kind, raw, from, member) {
		return nil
	}
	return r.leaf(shape, kind, raw, odd == 0 || xml.Plain(raw), member)
}

// plainLeaf is leaf for the forms in which values mostly come; at is the place of
// their text. It does nothing for others, and says no.
func (r *Reader) plainLeaf(kind models.Kind, raw string, at int, member uint16) bool {
	as := tape.Text
	switch kind {
	case models.String:
	case models.Integer, models.Long:
		if as = tape.Number; !simpleInt(raw) {
			return false
		}
	case models.Boolean:
		switch raw {
		case "true":
			as = tape.True
		case "false":
			as = tape.False
		default:
			return false
		}
		r.t.AddWord(as, member)
		return true
	case models.Timestamp:
		if !simpleTime(raw) {
			return false
		}
	default:
		return false
	}
	r.t.AddText(as, member, tape.Body, at, len(raw))
	return true
}

// oddLeaf is leaf for text that is not as it mostly is.
func (r *Reader) oddLeaf(shape models.Shape, kind models.Kind, raw string, member uint16) *wire.ValueError {
	if kind == models.String {
		if !r.resolved(raw, member) {
			return badReference(shape, raw)
		}
		return nil
	}
	text := r.trimmed(raw)
	if kind == models.Blob {
		return r.blob(shape, text, member)
	}
	if text == "" { // an empty element where text cannot be empty
		r.t.AddWord(tape.Null, member)
		return nil
	}
	switch kind {
	case models.Integer, models.Long:
		i, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return wire.NotA("integer", shape, text)
		}
		r.t.AddBits(tape.Int, member, uint64(i))
	case models.Boolean:
		return r.boolean(shape, text, member)
	case models.Timestamp:
		if _, err := wire.ParseTimestamp(text, shape.TimestampFormat()); err != nil {
			return wire.NotA("timestamp", shape, text)
		}
		r.side(tape.Text, text, member)
	case models.Float, models.Double:
		f, err := wire.ParseFloat(text)
		if err != nil || kind == models.Float && math.Abs(f) > math.MaxFloat32 && !math.IsInf(f, 0) {
			return wire.NotA("number in range", shape, text)
		}
		r.t.AddBits(tape.Float, member, math.Float64bits(f))
	default:
		r.t.AddWord(tape.Null, member)
	}
	return nil
}

// string appends text of any form.
func (r *Reader) string(shape models.Shape, raw string, member uint16) *wire.ValueError {
	if !r.text(raw, member) {
		return badReference(shape, raw)
	}
	return nil
}

func badReference(shape models.Shape, raw string) *wire.ValueError {
	return wire.NotA("text: it holds a malformed reference", shape, raw)
}

// text appends text of any form; false if it holds a malformed reference.
func (r *Reader) text(raw string, member uint16) (ok bool) {
	if xml.Plain(raw) {
		r.t.AddText(tape.Text, member, tape.Body, r.offset(raw), len(raw))
		return true
	}
	return r.resolved(raw, member)
}

// resolved is text for what is not plain.
func (r *Reader) resolved(raw string, member uint16) (ok bool) {
	r.t.SideRoom(len(raw))
	side := r.t.Text[tape.Side]
	from := len(side)
	side, ok = xml.AppendText(side, raw)
	r.t.Text[tape.Side] = side
	r.t.AddText(tape.Text, member, tape.Side, from, len(side)-from)
	return ok
}

// side appends a value whose text goes to the side.
func (r *Reader) side(kind tape.Kind, text string, member uint16) {
	r.t.SideRoom(len(text))
	from := len(r.t.Text[tape.Side])
	r.t.Text[tape.Side] = append(r.t.Text[tape.Side], text...)
	r.t.AddText(kind, member, tape.Side, from, len(text))
}

// simpleInt reports decimal digits that are JSON as they stand and fit 64 bits.
func simpleInt(s string) bool {
	if s == "" || len(s) > 18 || s[0] == '0' && len(s) > 1 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

// jsonNumber reports a number, known to be one, that JSON writes the same way:
// without a plus, a leading zero, or a point without a digit beside it.
func jsonNumber(s string) bool {
	if s[0] == '-' {
		s = s[1:]
	}
	if s == "" || s[0]-'0' > 9 || s[0] == '0' && len(s) > 1 && s[1]-'0' <= 9 {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i] == '.' && (i+1 == len(s) || s[i+1]-'0' > 9) {
			return false
		}
	}
	return true
}

// trimmed is the text of raw content without white space around it, valid until
// the next call.
func (r *Reader) trimmed(raw string) (text string) {
	if text := xml.TrimSpace(raw); plain(text) {
		return text
	}
	scratch, ok := xml.AppendText(r.scratch[:0], raw)
	r.scratch = scratch
	if !ok {
		return raw // which fits no shape
	}
	return xml.TrimSpace(view(scratch))
}

// plain reports text without references and markup.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '&' || s[i] == '<' {
			return false
		}
	}
	return true
}

// boolean appends a boolean in any of the forms that AWS's SDKs read.
func (r *Reader) boolean(shape models.Shape, text string, member uint16) *wire.ValueError {
	switch text {
	case "true", "True", "TRUE", "1", "t", "T":
		r.t.AddWord(tape.True, member)
	case "false", "False", "FALSE", "0", "f", "F":
		r.t.AddWord(tape.False, member)
	default:
		return wire.NotA("boolean", shape, text)
	}
	return nil
}

// blob appends base64, the line breaks taken out.
func (r *Reader) blob(shape models.Shape, text string, member uint16) *wire.ValueError {
	r.t.SideRoom(len(text))
	side := r.t.Text[tape.Side]
	from := len(side)
	digits, padding := 0, 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n' || c == '\r' || c == ' ' || c == '\t':
			continue
		case c == '=':
			padding++
		case padding == 0 && ('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'):
			digits++
		default:
			return wire.NotA("base64", shape, text)
		}
		side = append(side, c)
	}
	if (digits+padding)%4 != 0 || padding > 2 {
		return wire.NotA("base64", shape, text)
	}
	r.t.Text[tape.Side] = side
	r.t.AddText(tape.Text, member, tape.Side, from, len(side)-from)
	return nil
}
