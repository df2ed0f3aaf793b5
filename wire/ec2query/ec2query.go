package ec2query

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/form"
	"github.com/tucuxi-go/tucuxi/wire/internal/xmldoc"
)

// Protocol implements wire.Protocol.
type Protocol struct{}

// ID implements wire.Protocol.
func (Protocol) ID() models.Protocol { return models.EC2 }

// EncodeRequest implements wire.Protocol.
func (Protocol) EncodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	form.Encode(e, r, op, params, form.EC2)
}

// DecodeResponse implements wire.Protocol. The output's members are the root's
// children.
func (Protocol) DecodeResponse(d *wire.Document, response *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	if d.Shape.Kind() != models.Structure || xmldoc.Empty(response.Body) {
		return d.ParseBody(nil, false)
	}
	r := xmldoc.Begin(d, response.Body)
	if _, ok := r.Root(); ok {
		r.Members(d.Shape)
	}
	return r.End()
}

// DecodeError implements wire.Protocol. The document of an error holds the
// children of the error element that are not in the model as well.
func (Protocol) DecodeError(d *wire.Document, response *wire.Response, op models.Operation) wire.Failure {
	return xmldoc.DecodeError(d, response, op, nil)
}
