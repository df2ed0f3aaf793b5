package restxml

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/rest"
)

// Protocol is restXml.
var Protocol = wire.Protocol{
	ID:             models.RestXML,
	EncodeRequest:  encodeRequest,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
	DecodeEvent:    decodeEvent,
}

// encodeRequest is [wire.Protocol].EncodeRequest. There is a body if a member that goes
// there is set.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	if params.Kind() == wire.Null {
		params = wire.ValueOf(wire.Map(nil))
	}
	input := op.Input()
	from, to := e.OpenStructure(input, params)
	rest.Bind(e, r, op, from, to)
	contentType := ""
	if _, payload := input.Payload(); payload >= 0 {
		contentType = encodePayload(e, r, payload, from, to)
	} else if bodied(e, from, to) {
		encodeBody(e, r, op, from, to)
		contentType = "application/xml"
	}
	if contentType != "" {
		if _, set := r.Header("content-type"); !set {
			r.Headers = append(r.Headers, wire.Header{Name: "content-type", Value: contentType})
		}
	}
	e.Close(from)
}

// bodied reports whether one of the fields of an open structure goes into the
// body.
func bodied(e *wire.Encoder, from, to int) bool {
	for i := from; i < to; i++ {
		m := e.Enter(i).Member
		e.Leave()
		if m.Location() == models.Body {
			return true
		}
	}
	return false
}

// encodeBody writes the body members of the open input. The root is called as
// its shape is, or as the operation calls its input.
func encodeBody(e *wire.Encoder, r *wire.Request, op models.Operation, from, to int) {
	input := op.Input()
	name := input.LocationName()
	if name == "" {
		name = op.InputName()
	}
	w := writer{e: e, dst: r.Body}
	if name != "" {
		w.start(name)
	} else { // the name that Smithy gives inputs
		w.dst = append(append(append(w.dst, '<'), op.Name()...), "Request"...)
	}
	uri, prefix := op.InputNamespace()
	if uri == "" {
		uri, prefix = input.Namespace()
	}
	w.namespace(uri, prefix)
	w.content(from, to)
	if name != "" {
		w.end(name)
	} else {
		w.dst = append(append(append(w.dst, "</"...), op.Name()...), "Request>"...)
	}
	r.Body = w.dst
}

// encodePayload makes the payload member the body, and gives the body's content
// type; empty where the member is not set.
func encodePayload(e *wire.Encoder, r *wire.Request, index, from, to int) (contentType string) {
	for i := from; i < to && contentType == ""; i++ {
		if f := e.Enter(i); f.Index == index {
			contentType = appendPayload(e, r, f.Member, f.Value)
		}
		e.Leave()
	}
	return contentType
}

// appendPayload makes v, the payload member's value, the body. XML's root is
// called as the member's locationName says, as the shape's does, or as the
// member.
func appendPayload(e *wire.Encoder, r *wire.Request, m models.Member, v wire.Value) (contentType string) {
	shape := m.Shape()
	switch shape.Kind() {
	case models.Blob:
		if v.Kind() == wire.ReaderKind {
			r.Stream = v.Reader()
		} else if b, ok := e.Bytes(shape, v); ok {
			r.SetBody(b)
		}
		return "application/octet-stream"
	case models.String:
		if s, ok := e.String(shape, v); ok {
			r.SetBody(s)
		}
		return "text/plain"
	}
	name := m.LocationName()
	if name == "" {
		name = shape.LocationName()
	}
	if name == "" {
		name = m.Name()
	}
	w := writer{e: e, dst: r.Body}
	uri, prefix := m.Namespace()
	w.element(name, uri, prefix, shape, shape.Kind(), v)
	r.Body = w.dst
	return "application/xml"
}
