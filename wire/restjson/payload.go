package restjson

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
)

// encodePayload makes the payload member, member index of the input, the body
// and gives the body's content type; empty where there is none. A structure
// that is not set is sent as an empty object, anything else not at all.
//
// Source: Smithy, "httpPayload trait"; "AWS restJson1 protocol", Content-Type.
func encodePayload(e *wire.Encoder, r *wire.Request, member models.Member, index, from, to int) (contentType string) {
	shape := member.Shape()
	for i := from; i < to; i++ {
		f := e.Enter(i)
		if f.Index != index {
			e.Leave()
			continue
		}
		contentType = appendPayload(e, r, shape, f.Value)
		e.Leave()
		return contentType
	}
	if shape.Kind() == models.Structure && !shape.Union() && !shape.EventStream() {
		r.Body = append(r.Body, '{', '}')
		return "application/json"
	}
	return ""
}

func appendPayload(e *wire.Encoder, r *wire.Request, shape models.Shape, v wire.Value) (contentType string) {
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
	if shape.EventStream() {
		e.Fault("events are not params: they are sent one by one")
		return ""
	}
	r.Body = json.Encode(e, r.Body, shape, v)
	return "application/json"
}
