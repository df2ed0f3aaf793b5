package xmldoc

import (
	"math"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// value reads the open element as a value of the shape, and closes it.
func (r *Reader) value(shape models.Shape, kind models.Kind) *wire.ValueError {
	switch kind {
	case models.Structure:
		return r.structure(shape)
	case models.List:
		return r.list(shape)
	case models.Map:
		return r.mapping(shape)
	case models.Document, models.Invalid:
		r.generic()
		return nil
	}
	return r.leaf(shape, kind, r.s.Text())
}

// leaf appends the value of a shape without members, of which raw is the text.
// An integer may be any of 64 bits, whatever its shape says: services do not
// always keep to their models.
func (r *Reader) leaf(shape models.Shape, kind models.Kind, raw string) *wire.ValueError {
	switch kind {
	case models.String:
		return r.string(shape, raw)
	case models.Integer, models.Long:
		if simpleInt(raw) {
			r.dst = append(r.dst, raw...)
			return nil
		}
		return r.integer(shape, raw)
	case models.Boolean:
		return r.boolean(shape, raw)
	case models.Timestamp:
		return r.timestamp(shape, raw)
	case models.Float, models.Double:
		return r.float(shape, kind, raw)
	case models.Blob:
		return r.blob(shape, raw)
	}
	return r.null()
}

func (r *Reader) string(shape models.Shape, raw string) *wire.ValueError {
	var ok bool
	if r.dst, ok = xml.AppendJSON(r.dst, raw); !ok {
		return wire.NotA("text: it holds a malformed reference", shape, raw)
	}
	return nil
}

// null stands for an empty element where text cannot be empty.
func (r *Reader) null() *wire.ValueError {
	r.dst = append(r.dst, "null"...)
	return nil
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

// text is the text of raw content without white space around it, valid until
// the next call.
func (r *Reader) text(raw string) (text string) {
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

func (r *Reader) integer(shape models.Shape, raw string) *wire.ValueError {
	text := r.text(raw)
	if text == "" {
		return r.null()
	}
	i, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return wire.NotA("integer", shape, text)
	}
	r.dst = strconv.AppendInt(r.dst, i, 10)
	return nil
}

func (r *Reader) boolean(shape models.Shape, raw string) *wire.ValueError {
	switch text := r.text(raw); text { // all forms that AWS's SDKs read
	case "":
		return r.null()
	case "true", "True", "TRUE", "1", "t", "T":
		r.dst = append(r.dst, "true"...)
	case "false", "False", "FALSE", "0", "f", "F":
		r.dst = append(r.dst, "false"...)
	default:
		return wire.NotA("boolean", shape, text)
	}
	return nil
}

func (r *Reader) float(shape models.Shape, kind models.Kind, raw string) *wire.ValueError {
	text := r.text(raw)
	if text == "" {
		return r.null()
	}
	f, err := wire.ParseFloat(text)
	switch {
	case err != nil, kind == models.Float && math.Abs(f) > math.MaxFloat32 && !math.IsInf(f, 0):
		return wire.NotA("number in range", shape, text)
	case math.IsNaN(f) || math.IsInf(f, 0):
		r.dst = append(append(append(r.dst, '"'), text...), '"')
	case jsonNumber(text):
		r.dst = append(r.dst, text...)
	default:
		r.dst = wire.AppendFloat(r.dst, f)
	}
	return nil
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

// blob appends base64, the line breaks taken out.
func (r *Reader) blob(shape models.Shape, raw string) *wire.ValueError {
	text := r.text(raw)
	r.dst = append(r.dst, '"')
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
		r.dst = append(r.dst, c)
	}
	if (digits+padding)%4 != 0 || padding > 2 {
		return wire.NotA("base64", shape, text)
	}
	r.dst = append(r.dst, '"')
	return nil
}
