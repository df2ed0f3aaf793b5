package json

import (
	"encoding/base64"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Encode appends a value as JSON. What does not fit the shape is a fault, and
// what is appended then is of no use.
//
// Source: Smithy, "AWS JSON 1.0 protocol" and "AWS restJson1 protocol", shape
// serialization.
func Encode(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value) []byte {
	switch shape.Kind() {
	case models.String:
		s, _ := e.String(shape, v)
		return wire.AppendQuoted(dst, s)
	case models.Structure:
		return encodeStructure(e, dst, shape, v)
	case models.Map:
		return encodeMap(e, dst, shape, v)
	case models.List:
		return encodeList(e, dst, shape, v)
	case models.Blob:
		b, _ := e.Bytes(shape, v)
		return appendBase64(dst, b)
	case models.Boolean:
		b, _ := e.Bool(v)
		return strconv.AppendBool(dst, b)
	case models.Integer, models.Long:
		i, _ := e.Int(shape, v)
		return strconv.AppendInt(dst, i, 10)
	case models.Float, models.Double:
		f, _ := e.Float(shape, v)
		return AppendFloat(dst, f)
	case models.Timestamp:
		return encodeTime(e, dst, shape, v)
	case models.Document:
		if e.Document != nil {
			return e.Document(e, dst, v)
		}
	}
	e.Unencodable(shape)
	return dst
}

func encodeStructure(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value) []byte {
	from, to := e.OpenStructure(shape, v)
	dst = EncodeAll(e, dst, from, to)
	e.Close(from)
	return dst
}

// encodeMember appends field i of the open structure.
func encodeMember(e *wire.Encoder, dst []byte, i int) []byte {
	f := e.Enter(i)
	member, v := f.Member, f.Value // f moves when the value is opened
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	dst = append(append(append(dst, '"'), member.WireName()...), '"', ':') // no name of a model has to be escaped
	if shape := member.Shape(); shape.EventStream() {
		e.Fault("events are not params: they are sent one by one")
	} else {
		dst = Encode(e, dst, shape, v)
	}
	e.Leave()
	return dst
}

// EncodeAll appends the open input, whose fields run from from up to to.
func EncodeAll(e *wire.Encoder, dst []byte, from, to int) []byte {
	dst = append(dst, '{')
	for i := from; i < to; i++ {
		dst = encodeMember(e, dst, i)
	}
	return append(dst, '}')
}

// EncodeBody appends the open input, whose fields run from from up to to, but
// for the members that are bound to a place outside the body.
func EncodeBody(e *wire.Encoder, dst []byte, from, to int) []byte {
	dst = append(dst, '{')
	for i := from; i < to; i++ {
		bound := e.Enter(i).Member.Location() != models.Body
		e.Leave()
		if !bound {
			dst = encodeMember(e, dst, i)
		}
	}
	return append(dst, '}')
}

func encodeMap(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value) []byte {
	elem, sparse := shape.Elem(), shape.Sparse()
	from, to := e.OpenMap(v)
	dst = append(dst, '{')
	for i := from; i < to; i++ {
		f := e.Enter(i)
		name, v := f.Name, f.Value
		if i > from {
			dst = append(dst, ',')
		}
		dst = append(wire.AppendQuoted(dst, name), ':')
		if sparse && v.Kind() == wire.Null {
			dst = append(dst, "null"...)
		} else {
			dst = Encode(e, dst, elem, v)
		}
		e.Leave()
	}
	e.Close(from)
	return append(dst, '}')
}

func encodeList(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value) []byte {
	n, ok := e.List(shape, v)
	if !ok {
		return dst
	}
	elem, sparse := shape.Elem(), shape.Sparse()
	dst = append(dst, '[')
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		e.EnterElement(i)
		if v := v.Element(i); sparse && v.Kind() == wire.Null {
			dst = append(dst, "null"...)
		} else {
			dst = Encode(e, dst, elem, v)
		}
		e.Leave()
	}
	return append(dst, ']')
}

// encodeTime appends a number of seconds unless the shape wants text.
func encodeTime(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value) []byte {
	t, ok := e.Time(v)
	if !ok {
		return dst
	}
	switch format := shape.TimestampFormat(); format {
	case models.ISO8601, models.RFC822:
		dst = wire.AppendTimestamp(append(dst, '"'), t, format)
		return append(dst, '"')
	}
	return wire.AppendTimestamp(dst, t, models.UnixTimestamp)
}

// AppendFloat appends a number; NaN and the infinities, which JSON has no
// numbers for, as strings.
func AppendFloat(dst []byte, f float64) []byte {
	if f-f == 0 { // neither NaN nor infinite
		return wire.AppendFloat(dst, f)
	}
	return append(wire.AppendFloat(append(dst, '"'), f), '"')
}

// appendBase64 appends the bytes of b as a base64 string.
func appendBase64(dst []byte, b string) []byte {
	dst = append(dst, '"')
	dst = base64.StdEncoding.AppendEncode(dst, bytesOf(b))
	return append(dst, '"')
}
