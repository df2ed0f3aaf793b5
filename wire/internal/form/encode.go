package form

import (
	"encoding/base64"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Style is how a protocol writes names and lists.
type Style uint8

// Styles.
const (
	// Query is awsQuery's: List.member.1, Map.entry.1.key, flattened where the
	// model says so; an empty list is sent as an empty value.
	Query Style = iota
	// EC2 is ec2Query's: names begin with a capital, all lists are flattened,
	// empty ones are not sent.
	EC2
)

// Encode encodes a request: POST to "/", with operation, version and params in
// the body. The service's names are letters and digits, which need no escapes.
func Encode(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value, style Style) {
	if params.Kind() == wire.Null {
		params = wire.ValueOf(wire.Map(nil))
	}
	r.Method = "POST"
	r.Path = append(r.Path, '/')
	r.Headers = append(r.Headers, wire.Header{Name: "content-type", Value: "application/x-www-form-urlencoded; charset=utf-8"})
	r.Body = append(append(r.Body, "Action="...), op.Name()...)
	r.Body = append(append(r.Body, "&Version="...), op.Model().APIVersion()...)
	w := writer{e: e, r: r, style: style, base: len(r.Values)}
	from, to := e.OpenStructure(op.Input(), params)
	e.HostPrefix(r, op, from, to)
	w.fields(from, to)
	e.Close(from)
	r.Values = r.Values[:w.base]
}

// writer writes pairs to r.Body. The name of the value at hand stands in
// r.Values behind base, escaped, without the point that joins it to the next
// part.
type writer struct {
	e     *wire.Encoder
	r     *wire.Request
	style Style
	base  int
}

// push appends a part to the name; pop goes back to it.
func (w *writer) push(part string) (mark int) {
	mark = len(w.r.Values)
	if mark > w.base {
		w.r.Values = append(w.r.Values, '.')
	}
	w.r.Values = AppendEscaped(w.r.Values, part)
	return mark
}

func (w *writer) pushIndex(i int) (mark int) {
	mark = len(w.r.Values)
	w.r.Values = strconv.AppendInt(append(w.r.Values, '.'), int64(i), 10)
	return mark
}

func (w *writer) pop(mark int) { w.r.Values = w.r.Values[:mark] }

// pair appends the name and '='; the value is appended next. It stays a
// call, which saves 3 KB.
//
//go:noinline
func (w *writer) pair() {
	w.r.Body = append(append(append(w.r.Body, '&'), w.r.Values[w.base:]...), '=')
}

// fields writes the members of an open structure.
func (w *writer) fields(from, to int) {
	for i := from; i < to; i++ {
		f := w.e.Enter(i)
		m, v := f.Member, f.Value
		shape := m.Shape()
		kind := shape.Kind()
		flattened := (kind == models.List || kind == models.Map) && (w.style == EC2 && kind == models.List || m.Flattened())
		mark := len(w.r.Values)
		if w.style == EC2 {
			w.pushEC2(m)
		} else {
			w.push(queryName(m, shape, flattened))
		}
		w.value(shape, kind, v, flattened)
		w.pop(mark)
		w.e.Leave()
	}
}

// queryName is a member's name. A flattened list without one of its own goes by
// that of its elements, as in SimpleDB.
func queryName(m models.Member, shape models.Shape, flattened bool) string {
	if flattened && shape.Kind() == models.List && m.LocationName() == "" {
		if name := shape.MemberName(); name != "" {
			return name
		}
	}
	return m.WireName()
}

// pushEC2 appends a member's name: its queryName, else its locationName or name
// with a capital.
//
// Source: Smithy, "AWS EC2 query protocol", query key resolution.
func (w *writer) pushEC2(m models.Member) {
	if name := m.QueryName(); name != "" {
		w.push(name)
		return
	}
	mark := w.push(m.WireName())
	if mark > w.base {
		mark++ // the point
	}
	if c := w.r.Values[mark]; 'a' <= c && c <= 'z' {
		w.r.Values[mark] = c - 'a' + 'A'
	}
}

// value writes the value whose name is at hand.
func (w *writer) value(shape models.Shape, kind models.Kind, v wire.Value, flattened bool) {
	switch kind {
	case models.Structure:
		if shape.EventStream() {
			w.e.Fault("events are not params: they are sent one by one")
			return
		}
		from, to := w.e.OpenStructure(shape, v)
		w.fields(from, to)
		w.e.Close(from)
	case models.List:
		w.list(shape, v, flattened)
	case models.Map:
		w.entries(shape, v, flattened)
	default:
		w.leaf(shape, kind, v)
	}
}

func (w *writer) list(shape models.Shape, v wire.Value, flattened bool) {
	n, ok := w.e.List(shape, v)
	if !ok {
		return
	}
	if n == 0 && w.style == Query {
		w.pair()
		return
	}
	if !flattened {
		name := shape.MemberName()
		if name == "" {
			name = "member"
		}
		w.push(name)
	}
	elem := shape.Elem()
	kind := elem.Kind()
	for i := range n {
		w.e.EnterElement(i)
		mark := w.pushIndex(i + 1)
		w.value(elem, kind, v.Element(i), w.nested(elem, kind))
		w.pop(mark)
		w.e.Leave()
	}
}

// nested reports whether a list or map inside another is flattened.
func (w *writer) nested(shape models.Shape, kind models.Kind) bool {
	return w.style == EC2 && kind == models.List || (kind == models.List || kind == models.Map) && shape.Flattened()
}

// entries writes a map, in the order of its keys.
func (w *writer) entries(shape models.Shape, v wire.Value, flattened bool) {
	key, value := shape.KeyName(), shape.ValueName()
	if key == "" {
		key = "key"
	}
	if value == "" {
		value = "value"
	}
	if !flattened {
		w.push("entry")
	}
	elem := shape.Elem()
	kind := elem.Kind()
	from, to := w.e.OpenMap(v)
	for i := from; i < to; i++ {
		f := *w.e.Enter(i)
		mark := w.pushIndex(i - from + 1)
		inner := w.push(key)
		w.pair()
		if name, ok := w.e.String(shape.Key(), wire.StringValue(f.Name)); ok {
			w.r.Body = AppendEscaped(w.r.Body, name)
		}
		w.pop(inner)
		w.push(value)
		w.value(elem, kind, f.Value, w.nested(elem, kind))
		w.pop(mark)
		w.e.Leave()
	}
	w.e.Close(from)
}

// leaf writes a value without members.
func (w *writer) leaf(shape models.Shape, kind models.Kind, v wire.Value) {
	e, r := w.e, w.r
	switch kind {
	case models.String:
		if s, ok := e.String(shape, v); ok {
			w.pair()
			r.Body = AppendEscaped(r.Body, s)
		}
	case models.Boolean:
		if b, ok := e.Bool(v); ok {
			w.pair()
			r.Body = strconv.AppendBool(r.Body, b)
		}
	case models.Integer, models.Long:
		if i, ok := e.Int(shape, v); ok {
			w.pair()
			r.Body = strconv.AppendInt(r.Body, i, 10)
		}
	case models.Float, models.Double:
		if f, ok := e.Float(shape, v); ok {
			w.pair()
			r.Body = w.escapeSince(len(r.Body), wire.AppendFloat(r.Body, f))
		}
	case models.Timestamp:
		if t, ok := e.Time(v); ok {
			format := shape.TimestampFormat()
			if format == models.TimestampDefault {
				format = models.ISO8601
			}
			w.pair()
			r.Body = w.escapeSince(len(r.Body), wire.AppendTimestamp(r.Body, t, format))
		}
	case models.Blob:
		if s, ok := e.Bytes(shape, v); ok {
			w.pair()
			r.Body = appendBase64(r.Body, s)
		}
	default:
		e.Unencodable(shape)
	}
}

// escapeSince escapes what was appended to body since from, which is short.
func (w *writer) escapeSince(from int, body []byte) []byte {
	to := len(body)
	body = AppendEscapedBytes(body, body[from:to])
	return body[:from+copy(body[from:], body[to:])]
}

// appendBase64 appends s as base64, of which '+', '/' and '=' are escaped.
func appendBase64(dst []byte, s string) []byte {
	const chunk = 3 * 64 // whole groups, so that only the last is padded
	var group [chunk]byte
	var text [chunk / 3 * 4]byte
	for s != "" {
		n := copy(group[:], s)
		s = s[n:]
		base64.StdEncoding.Encode(text[:], group[:n])
		dst = AppendEscapedBytes(dst, text[:base64.StdEncoding.EncodedLen(n)])
	}
	return dst
}
