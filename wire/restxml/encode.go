package restxml

import (
	"encoding/base64"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// writer writes params as XML.
type writer struct {
	e   *wire.Encoder
	dst []byte
}

// start begins a start tag, end is a whole end tag.
func (w *writer) start(name string) { w.dst = xml.AppendStart(w.dst, name) }
func (w *writer) end(name string)   { w.dst = xml.AppendEnd(w.dst, name) }

// namespace declares a namespace in the start tag that is being written.
func (w *writer) namespace(uri, prefix string) { w.dst = xml.AppendNamespace(w.dst, uri, prefix) }

// element writes a value as an element of that name. The namespace is that of
// the reference to the shape; without one, the shape's own.
func (w *writer) element(name, uri, prefix string, shape models.Shape, kind models.Kind, v wire.Value) {
	if uri == "" {
		uri, prefix = shape.Namespace()
	}
	w.start(name)
	w.namespace(uri, prefix)
	switch kind {
	case models.Structure:
		if shape.EventStream() {
			w.e.Fault("events are not params: they are sent one by one")
			break
		}
		from, to := w.e.OpenStructure(shape, v)
		w.content(from, to)
		w.e.Close(from)
	case models.List:
		w.dst = append(w.dst, '>')
		element := shape.MemberName()
		if element == "" {
			element = "member"
		}
		w.list(element, shape, v)
	case models.Map:
		w.dst = append(w.dst, '>')
		w.entries("entry", shape, v)
	default:
		w.dst = append(w.dst, '>')
		w.leaf(shape, kind, v, false)
	}
	w.end(name)
}

// content writes the members of an open structure: attributes, the end of the
// start tag, elements.
func (w *writer) content(from, to int) {
	for i := from; i < to; i++ {
		if f := w.e.Enter(i); f.Member.XMLAttribute() {
			w.dst = append(append(append(w.dst, ' '), f.Member.WireName()...), '=', '"')
			shape := f.Member.Shape()
			w.leaf(shape, shape.Kind(), f.Value, true)
			w.dst = append(w.dst, '"')
		}
		w.e.Leave()
	}
	w.dst = append(w.dst, '>')
	for i := from; i < to; i++ {
		if f := w.e.Enter(i); f.Member.Location() == models.Body && !f.Member.XMLAttribute() {
			w.member(f.Member, f.Value)
		}
		w.e.Leave()
	}
}

// member writes a structure's member.
func (w *writer) member(m models.Member, v wire.Value) {
	shape := m.Shape()
	kind := shape.Kind()
	switch {
	case kind == models.List && m.Flattened():
		w.list(m.WireName(), shape, v)
	case kind == models.Map && m.Flattened():
		w.entries(m.WireName(), shape, v)
	default:
		uri, prefix := m.Namespace()
		w.element(m.WireName(), uri, prefix, shape, kind, v)
	}
}

// list writes an element of that name for each element of a list.
func (w *writer) list(name string, shape models.Shape, v wire.Value) {
	n, ok := w.e.List(shape, v)
	if !ok {
		return
	}
	elem, uri := shape.Elem(), shape.MemberNamespace()
	kind := elem.Kind()
	for i := range n {
		w.e.EnterElement(i)
		w.element(name, uri, "", elem, kind, v.Element(i))
		w.e.Leave()
	}
}

// entries writes an element of that name for each entry of a map.
func (w *writer) entries(name string, shape models.Shape, v wire.Value) {
	keyName, valueName := shape.KeyName(), shape.ValueName()
	if keyName == "" {
		keyName = "key"
	}
	if valueName == "" {
		valueName = "value"
	}
	keySpace, valueSpace := shape.KeyNamespace(), shape.ValueNamespace()
	key, elem := shape.Key(), shape.Elem()
	kind := elem.Kind()
	from, to := w.e.OpenMap(v)
	for i := from; i < to; i++ {
		f := *w.e.Enter(i) // a copy: opening the value moves the fields
		w.start(name)
		w.dst = append(w.dst, '>')
		w.element(keyName, keySpace, "", key, models.String, wire.StringValue(f.Name))
		w.element(valueName, valueSpace, "", elem, kind, f.Value)
		w.end(name)
		w.e.Leave()
	}
	w.e.Close(from)
}

// leaf writes a value without members, as text or as an attribute's value.
func (w *writer) leaf(shape models.Shape, kind models.Kind, v wire.Value, attribute bool) {
	e := w.e
	switch kind {
	case models.String:
		if s, ok := e.String(shape, v); ok {
			w.text(s, attribute)
		}
	case models.Boolean:
		if b, ok := e.Bool(v); ok {
			w.dst = strconv.AppendBool(w.dst, b)
		}
	case models.Integer, models.Long:
		if i, ok := e.Int(shape, v); ok {
			w.dst = strconv.AppendInt(w.dst, i, 10)
		}
	case models.Float, models.Double:
		if f, ok := e.Float(shape, v); ok {
			w.dst = wire.AppendFloat(w.dst, f)
		}
	case models.Timestamp:
		if t, ok := e.Time(v); ok {
			format := shape.TimestampFormat()
			if format == models.TimestampDefault {
				format = models.ISO8601
			}
			w.dst = wire.AppendTimestamp(w.dst, t, format)
		}
	case models.Blob:
		if b, ok := e.Bytes(shape, v); ok {
			w.dst = appendBase64(w.dst, b)
		}
	default:
		e.Unencodable(shape)
	}
}

func (w *writer) text(s string, attribute bool) {
	var ok bool
	if attribute {
		w.dst, ok = xml.AppendEscapedAttribute(w.dst, s)
	} else {
		w.dst, ok = xml.AppendEscaped(w.dst, s)
	}
	if !ok {
		w.e.Fault("the string holds a character that XML cannot carry")
	}
}

// appendBase64 appends s as base64.
func appendBase64(dst []byte, s string) []byte {
	const chunk = 3 * 64 // whole groups, so that only the last is padded
	var group [chunk]byte
	for s != "" {
		n := copy(group[:], s)
		dst = base64.StdEncoding.AppendEncode(dst, group[:n])
		s = s[n:]
	}
	return dst
}
