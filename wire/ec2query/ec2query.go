package ec2query

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/form"
	"github.com/tucuxi-go/tucuxi/wire/internal/xmldoc"
)

// Protocol is ec2Query.
var Protocol = wire.Protocol{
	ID:             models.EC2,
	EncodeRequest:  encodeRequest,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
}

// encodeRequest is [wire.Protocol].EncodeRequest.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	form.Encode(e, r, op, params, form.EC2)
}

// decodeResponse is [wire.Protocol].DecodeResponse. The output's members are the root's
// children.
func decodeResponse(d *wire.Document, response *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	if d.Shape.Kind() != models.Structure {
		xmldoc.ReadID(d, response.Body)
		return d.ParseBody(nil)
	}
	if xmldoc.Empty(response.Body) {
		return d.ParseBody(nil)
	}
	r := xmldoc.Begin(d, response.Body)
	if _, ok := r.Root(); ok {
		r.Members(d.Shape)
	}
	return r.End()
}

// decodeError is [wire.Protocol].DecodeError. The document of an error holds the
// children of the error element that are not in the model as well.
func decodeError(d *wire.Document, response *wire.Response, op models.Operation) wire.Failure {
	return xmldoc.DecodeError(d, response, op, nil)
}
