package query

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/form"
	"github.com/tucuxi-go/tucuxi/wire/internal/xmldoc"
)

// Protocol implements wire.Protocol.
type Protocol struct{}

// ID implements wire.Protocol.
func (Protocol) ID() models.Protocol { return models.Query }

// EncodeRequest implements wire.Protocol.
func (Protocol) EncodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	form.Encode(e, r, op, params, form.Query)
}

// DecodeResponse implements wire.Protocol. The output is in the element that
// the model names as the result wrapper; where it names none, in the root, or
// in a child of it that is called as the protocol would call the wrapper.
func (Protocol) DecodeResponse(d *wire.Document, response *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	if d.Shape.Kind() != models.Structure || xmldoc.Empty(response.Body) {
		return d.ParseBody(nil, false)
	}
	var name [64]byte
	wrapper := op.AppendResultWrapper(name[:0])
	wrapped := len(wrapper) > 0
	if !wrapped {
		wrapper = append(append(wrapper, op.Name()...), "Result"...)
	}
	r := xmldoc.Begin(d, response.Body)
	if _, ok := r.Root(); !ok {
		return r.End()
	}
	if wrapped || r.Holds(string(wrapper)) {
		for child, ok := r.Child(); ok; child, ok = r.Child() {
			if child == string(wrapper) {
				r.Members(d.Shape)
			} else {
				r.Skip() // ResponseMetadata
			}
		}
	} else {
		r.Members(d.Shape)
	}
	return r.End()
}

// DecodeError implements wire.Protocol. The document of an error holds the
// children of the error element that are not in the model as well.
func (Protocol) DecodeError(d *wire.Document, response *wire.Response, op models.Operation) wire.Failure {
	return xmldoc.DecodeError(d, response, op, nil)
}
