package query

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/form"
	"github.com/tucuxi-go/tucuxi/wire/internal/xmldoc"
)

// Protocol is awsQuery.
var Protocol = wire.Protocol{
	ID:             models.Query,
	EncodeRequest:  encodeRequest,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
}

// encodeRequest is [wire.Protocol].EncodeRequest.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	form.Encode(e, r, op, params, form.Query)
}

// decodeResponse is [wire.Protocol].DecodeResponse. The output is in the element that
// the model names as the result wrapper; where it names none, in the root, or
// in a child of it that is called as the protocol would call the wrapper.
func decodeResponse(d *wire.Document, response *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	if d.Shape.Kind() != models.Structure {
		xmldoc.ReadID(d, response.Body)
		return d.ParseBody(nil)
	}
	if xmldoc.Empty(response.Body) {
		return d.ParseBody(nil)
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
				r.Other(child) // ResponseMetadata
			}
		}
	} else {
		r.Members(d.Shape)
	}
	return r.End()
}

// decodeError is [wire.Protocol].DecodeError. The document of an error holds the
// children of the error element that are not in the model as well.
func decodeError(d *wire.Document, response *wire.Response, op models.Operation) wire.Failure {
	return xmldoc.DecodeError(d, response, op, nil)
}
