package awsjson

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
)

// Protocol is awsJson1_0 or awsJson1_1, as the service's model says.
var Protocol = wire.Protocol{
	ID:             models.JSON,
	EncodeRequest:  encodeAny,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
	DecodeEvent:    decodeEvent,
	EncodeEvent:    encodeEvent,
}

// Plain is Protocol without documents, events and host prefixes, for the many
// services that have none: 10 KB less.
var Plain = wire.Protocol{
	ID:             models.JSON,
	EncodeRequest:  encodePlain,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
}

// Prefixed is Plain for services that have host prefixes.
var Prefixed = wire.Protocol{
	ID:             models.JSON,
	EncodeRequest:  encodePrefixed,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
}

// encodeAny is [wire.Protocol].EncodeRequest.
func encodeAny(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	e.Document = json.AppendDocument
	encodePrefixed(e, r, op, params)
}

// encodePrefixed is it for operations without documents.
func encodePrefixed(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	encodeRequest(e, r, op, params, (*wire.Encoder).HostPrefix)
}

// encodePlain is it for operations without either.
func encodePlain(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	encodeRequest(e, r, op, params, nil)
}

// encodeRequest makes the request. An operation without input sends an empty
// object.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value, prefix hostPrefix) {
	m := op.Model()
	r.Method = "POST"
	r.Path = append(r.Path, '/')
	addHeaders(r, op, m)
	if params.Kind() == wire.Null {
		params = wire.ValueOf(wire.Map(nil))
	}
	from, to := e.OpenStructure(op.Input(), params)
	if prefix != nil {
		prefix(e, r, op, from, to)
	}
	r.Body = json.EncodeAll(e, r.Body, from, to)
	e.Close(from)
}

// hostPrefix is the Encoder's method of that name, for those who link it.
type hostPrefix func(e *wire.Encoder, r *wire.Request, op models.Operation, from, to int)

func addHeaders(r *wire.Request, op models.Operation, m *models.Model) {
	contentType := "application/x-amz-json-1.0"
	if m.JSONVersion() == "1.1" {
		contentType = "application/x-amz-json-1.1"
	}
	r.Headers = append(r.Headers, wire.Header{Name: "content-type", Value: contentType})
	from := len(r.Values)
	if prefix := m.TargetPrefix(); prefix != "" {
		r.Values = append(append(r.Values, prefix...), '.')
	}
	r.Values = append(r.Values, op.Name()...)
	r.AddHeader("x-amz-target", from)
	if m.QueryCompatible() {
		r.Headers = append(r.Headers, wire.Header{Name: "x-amzn-query-mode", Value: "true"})
	}
}

// decodeResponse is [wire.Protocol].DecodeResponse.
func decodeResponse(d *wire.Document, r *wire.Response, op models.Operation) error {
	if d.Shape = op.Output(); d.Shape.NumMembers() == 0 {
		return nil // nothing is expected, whatever came
	}
	return d.ParseConforming(r.Body, d.Shape)
}

// decodeError is [wire.Protocol].DecodeError.
func decodeError(d *wire.Document, r *wire.Response, op models.Operation) wire.Failure {
	return json.DecodeFailure(d, r, op, "__type", "code", "Code")
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
