package rest

import (
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Bind encodes what an open input, whose fields run from from up to to, sends
// outside the body: method, host prefix, path, query and headers. The input
// stays open.
func Bind(e *wire.Encoder, r *wire.Request, op models.Operation, from, to int) {
	r.Method = op.Method()
	e.HostPrefix(r, op, from, to)
	fixed := appendURI(e, r, op, from, to)
	if !op.Input().HasBindings() {
		return
	}
	for i := from; i < to; i++ {
		f := e.Enter(i)
		switch f.Member.Location() {
		case models.QueryParam:
			if f.Member.Shape().Kind() != models.Map {
				appendQuery(e, r, f)
			}
		case models.Header:
			appendHeader(e, r, f)
		}
		e.Leave()
	}
	for i := from; i < to; i++ { // maps last: what has a name of its own wins
		f := *e.Enter(i) // a copy: opening the map moves the fields
		switch f.Member.Location() {
		case models.QueryParam:
			if f.Member.Shape().Kind() == models.Map {
				appendQueryMap(e, r, f, fixed, from, to)
			}
		case models.PrefixHeaders:
			appendPrefixHeaders(e, r, f)
		}
		e.Leave()
	}
}

// text is a leaf as text: a string as it is, everything else written to
// r.Values. format is for timestamps whose shape leaves it open.
func text(e *wire.Encoder, r *wire.Request, shape models.Shape, v wire.Value, format models.TimestampFormat) (s string, ok bool) {
	switch shape.Kind() {
	case models.String:
		return e.String(shape, v)
	case models.Blob:
		return e.Bytes(shape, v)
	}
	from := len(r.Values)
	r.Values, ok = appendLeaf(e, r.Values, shape, v, format)
	return view(r.Values[from:]), ok
}

// appendLeaf is text for the shapes that are neither strings nor blobs.
func appendLeaf(e *wire.Encoder, dst []byte, shape models.Shape, v wire.Value, format models.TimestampFormat) ([]byte, bool) {
	switch shape.Kind() {
	case models.Boolean:
		b, ok := e.Bool(v)
		return strconv.AppendBool(dst, b), ok
	case models.Integer, models.Long:
		i, ok := e.Int(shape, v)
		return strconv.AppendInt(dst, i, 10), ok
	case models.Float, models.Double:
		f, ok := e.Float(shape, v)
		return wire.AppendFloat(dst, f), ok
	case models.Timestamp:
		t, ok := e.Time(v)
		if own := shape.TimestampFormat(); own != models.TimestampDefault {
			format = own
		}
		return wire.AppendTimestamp(dst, t, format), ok
	}
	e.Unencodable(shape)
	return dst, false
}
