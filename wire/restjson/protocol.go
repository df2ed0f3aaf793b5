package restjson

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
	"github.com/tucuxi-go/tucuxi/wire/internal/rest"
)

// Protocol is restJson1.
var Protocol = wire.Protocol{
	ID:             models.RestJSON,
	EncodeRequest:  encodeRequest,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
	DecodeEvent:    decodeEvent,
	EncodeEvent:    encodeEvent,
}

// encodeRequest is [wire.Protocol].EncodeRequest.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	e.Document = json.AppendDocument
	if params.Kind() == wire.Null {
		params = wire.ValueOf(wire.Map(nil))
	}
	input := op.Input()
	from, to := e.OpenStructure(input, params)
	rest.Bind(e, r, op, from, to)
	contentType := ""
	if member, i := input.Payload(); i >= 0 {
		contentType = encodePayload(e, r, member, i, from, to)
	} else if hasBody(input) {
		r.Body = json.EncodeBody(e, r.Body, from, to)
		contentType = "application/json"
	}
	if contentType != "" {
		if _, set := r.Header("content-type"); !set {
			r.Headers = append(r.Headers, wire.Header{Name: "content-type", Value: contentType})
		}
	}
	e.Close(from)
}

// hasBody reports whether a member of a message goes into its body: then an
// object is sent, even if none of them is set.
func hasBody(shape models.Shape) bool {
	if !shape.HasBindings() {
		return shape.NumMembers() > 0
	}
	for i := range shape.NumMembers() {
		if shape.Member(i).Location() == models.Body {
			return true
		}
	}
	return false
}

// decodeResponse is [wire.Protocol].DecodeResponse.
func decodeResponse(d *wire.Document, r *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	member, i := d.Shape.Payload()
	shape := d.Shape
	if i >= 0 {
		shape = member.Shape()
	}
	switch {
	case shape.Kind() == models.Invalid || i < 0 && !hasBody(shape): // nothing is expected, whatever came
	case shape.EventStream(): // read by whoever reads the stream
	case i >= 0 && (shape.Kind() == models.Blob || shape.Kind() == models.String):
		if len(r.Body) > 0 {
			d.Payload = r.Body
		}
	default:
		if err := d.ParseConforming(r.Body, shape); err != nil {
			return err
		}
	}
	return rest.DecodeBound(d, r)
}

// decodeError is [wire.Protocol].DecodeError.
func decodeError(d *wire.Document, r *wire.Response, op models.Operation) wire.Failure {
	f := json.DecodeFailure(d, r, op, "code", "Code", "__type")
	rest.DecodeBound(d, r) // what cannot be read is absent: the error is known
	return f
}

// decodeEvent is [wire.Protocol].DecodeEvent.
func decodeEvent(d *wire.Document, payload []byte) error {
	return json.DecodeEvent(d, payload)
}

// encodeEvent is [wire.Protocol].EncodeEvent.
func encodeEvent(e *wire.Encoder, dst []byte, from, to int) (payload []byte, contentType string) {
	e.Document = json.AppendDocument
	return json.EncodeEvent(e, dst, from, to), "application/json"
}
