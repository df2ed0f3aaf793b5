package rpcv2cbor

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// appendStructure appends a structure as a map of the members that are set, by
// their names.
func appendStructure(dst []byte, e *wire.Encoder, shape models.Shape, v wire.Value) []byte {
	from, to := e.OpenStructure(shape, v)
	dst = appendMembers(dst, e, from, to)
	e.Close(from)
	return dst
}

// appendMembers appends the map of an open structure's fields.
func appendMembers(dst []byte, e *wire.Encoder, from, to int) []byte {
	dst = cbor.AppendMap(dst, to-from)
	for i := from; i < to; i++ {
		f := e.Enter(i)
		dst = cbor.AppendText(dst, f.Name)
		dst = appendValue(dst, e, f.Member.Shape(), f.Value)
		e.Leave()
	}
	return dst
}

func appendMap(dst []byte, e *wire.Encoder, shape models.Shape, v wire.Value) []byte {
	from, to := e.OpenMap(v)
	dst = cbor.AppendMap(dst, to-from)
	key, elem, sparse := shape.Key(), shape.Elem(), shape.Sparse()
	for i := from; i < to; i++ {
		f := e.Enter(i)
		name, _ := e.String(key, wire.StringValue(f.Name))
		dst = cbor.AppendText(dst, name)
		dst = appendElement(dst, e, elem, f.Value, sparse)
		e.Leave()
	}
	e.Close(from)
	return dst
}

func appendList(dst []byte, e *wire.Encoder, shape models.Shape, v wire.Value) []byte {
	n, ok := e.List(shape, v)
	if !ok {
		return dst
	}
	dst = cbor.AppendArray(dst, n)
	elem, sparse := shape.Elem(), shape.Sparse()
	for i := range n {
		e.EnterElement(i)
		dst = appendElement(dst, e, elem, v.Element(i), sparse)
		e.Leave()
	}
	return dst
}

// appendElement is appendValue for what may be null in a sparse list or map.
func appendElement(dst []byte, e *wire.Encoder, shape models.Shape, v wire.Value, sparse bool) []byte {
	if sparse && v.Kind() == wire.Null {
		return cbor.AppendNull(dst)
	}
	return appendValue(dst, e, shape, v)
}

// appendValue appends any value. One that does not fit its shape appends zero
// or nothing; its fault is in e, and the request does not count.
func appendValue(dst []byte, e *wire.Encoder, shape models.Shape, v wire.Value) []byte {
	switch shape.Kind() {
	case models.Structure:
		if shape.EventStream() {
			e.Fault("events are not params: they are sent one by one")
			return dst
		}
		return appendStructure(dst, e, shape, v)
	case models.Map:
		return appendMap(dst, e, shape, v)
	case models.List:
		return appendList(dst, e, shape, v)
	case models.String:
		s, _ := e.String(shape, v)
		return cbor.AppendText(dst, s)
	case models.Blob:
		b, _ := e.Bytes(shape, v)
		return cbor.AppendBytes(dst, b)
	case models.Boolean:
		b, _ := e.Bool(v)
		return cbor.AppendBool(dst, b)
	case models.Integer, models.Long:
		i, _ := e.Int(shape, v)
		return cbor.AppendInt(dst, i)
	case models.Float:
		f, _ := e.Float(shape, v)
		return cbor.AppendFloat32(dst, float32(f))
	case models.Double:
		f, _ := e.Float(shape, v)
		return cbor.AppendFloat64(dst, f)
	case models.Timestamp:
		return appendTimestamp(dst, e, v)
	}
	e.Unencodable(shape) // documents too: the protocol has no form for them
	return dst
}

// appendTimestamp appends seconds since 1970 under tag 1: an integer, or with
// the milliseconds that are not zero a double. Finer digits are dropped, as in
// all protocols whose timestamps are numbers.
func appendTimestamp(dst []byte, e *wire.Encoder, v wire.Value) []byte {
	t, ok := e.Time(v)
	if !ok {
		return dst
	}
	dst = cbor.AppendTag(dst, cbor.TagEpoch)
	if t.Nanosecond() < 1e6 {
		return cbor.AppendInt(dst, t.Unix())
	}
	return cbor.AppendFloat64(dst, float64(t.UnixMilli())/1000)
}
