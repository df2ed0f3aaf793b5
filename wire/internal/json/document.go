package json

import (
	"strconv"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// AppendDocument appends a document: a value without a model, of strings,
// finite numbers, booleans, nil, lists and maps. Bytes and times are faults,
// for nothing says in which form they are wanted.
//
// Source: Smithy, "document" (simple types).
func AppendDocument(e *wire.Encoder, dst []byte, v wire.Value) []byte {
	switch v.Kind() {
	case wire.Null:
		return append(dst, "null"...)
	case wire.StringKind:
		if !utf8.ValidString(v.Str()) {
			e.Fault("the string is not UTF-8")
		}
		return wire.AppendQuoted(dst, v.Str())
	case wire.BoolKind:
		return strconv.AppendBool(dst, v.Bool())
	case wire.ObjectKind:
		return appendDocumentMap(e, dst, v)
	case wire.ListKind:
		return appendDocumentList(e, dst, v)
	case wire.IntKind, wire.UintKind, wire.FloatKind:
		if i, ok := v.Int(); ok {
			return strconv.AppendInt(dst, i, 10)
		} else if v.Kind() == wire.UintKind {
			return strconv.AppendUint(dst, uint64(i), 10)
		}
		f, _ := v.Float()
		if f-f != 0 {
			e.Fault("a document cannot hold NaN or an infinity")
		}
		return wire.AppendFloat(dst, f)
	}
	e.Fault("a document cannot hold " + v.Kind().String())
	return dst
}

func appendDocumentMap(e *wire.Encoder, dst []byte, v wire.Value) []byte {
	from, to := e.OpenMap(v)
	dst = append(dst, '{')
	for i := from; i < to; i++ {
		f := e.Enter(i)
		name, v := f.Name, f.Value
		if i > from {
			dst = append(dst, ',')
		}
		dst = append(wire.AppendQuoted(dst, name), ':')
		dst = AppendDocument(e, dst, v)
		e.Leave()
	}
	e.Close(from)
	return append(dst, '}')
}

func appendDocumentList(e *wire.Encoder, dst []byte, v wire.Value) []byte {
	n, ok := e.List(models.Shape{}, v)
	if !ok {
		return dst
	}
	dst = append(dst, '[')
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		e.EnterElement(i)
		dst = AppendDocument(e, dst, v.Element(i))
		e.Leave()
	}
	return append(dst, ']')
}
