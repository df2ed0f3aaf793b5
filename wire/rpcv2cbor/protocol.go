package rpcv2cbor

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// Protocol is rpcv2Cbor.
var Protocol = wire.Protocol{
	ID:             models.CBOR,
	EncodeRequest:  encodeRequest,
	DecodeResponse: decodeResponse,
	DecodeError:    decodeError,
	DecodeEvent:    decodeEvent,
	EncodeEvent:    encodeEvent,
}

const (
	mediaType       = "application/cbor"
	eventStreamType = "application/vnd.amazon.eventstream"
)

// encodeRequest is [wire.Protocol].EncodeRequest. The service in the path is the
// model's targetPrefix. An operation without input has no body.
func encodeRequest(e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	m := op.Model()
	r.Method = "POST"
	r.Path = append(append(r.Path, "/service/"...), m.TargetPrefix()...)
	r.Path = append(append(r.Path, "/operation/"...), op.Name()...)
	accept := mediaType
	if op.Is(models.OpOutputEventStream) {
		accept = eventStreamType
	}
	r.Headers = append(r.Headers,
		wire.Header{Name: "smithy-protocol", Value: "rpc-v2-cbor"},
		wire.Header{Name: "accept", Value: accept})
	if m.QueryCompatible() {
		r.Headers = append(r.Headers, wire.Header{Name: "x-amzn-query-mode", Value: "true"})
	}
	from, to := e.OpenStructure(op.Input(), params)
	e.HostPrefix(r, op, from, to)
	if op.Input().Kind() == models.Structure {
		r.Headers = append(r.Headers, wire.Header{Name: "content-type", Value: mediaType})
		r.Body = appendMembers(r.Body, e, from, to)
	}
	e.Close(from)
}

// decodeResponse is [wire.Protocol].DecodeResponse.
func decodeResponse(d *wire.Document, r *wire.Response, op models.Operation) error {
	return decode(d, r.Body, op.Output())
}

// decode makes d the document of a body. An empty body is an empty structure;
// without a structure to hold it, a body is not read.
func decode(d *wire.Document, body []byte, shape models.Shape) (err error) {
	if d.Shape = shape; len(body) > 0 && shape.Kind() == models.Structure {
		return decodeStructure(d, body, shape, -1)
	}
	return d.ParseBody(nil)
}

// decodeEvent is [wire.Protocol].DecodeEvent.
func decodeEvent(d *wire.Document, payload []byte) (err error) {
	m, i := wire.EventPayload(d.Shape)
	if i < 0 || len(payload) == 0 {
		return decode(d, payload, d.Shape)
	}
	return decodeStructure(d, payload, m.Shape(), i)
}

// encodeEvent is [wire.Protocol].EncodeEvent.
func encodeEvent(e *wire.Encoder, dst []byte, from, to int) (payload []byte, contentType string) {
	n := 0
	for i := from; i < to; i++ {
		if !e.Enter(i).Member.EventHeader() {
			n++
		}
		e.Leave()
	}
	dst = cbor.AppendMap(dst, n)
	for i := from; i < to; i++ {
		if f := e.Enter(i); !f.Member.EventHeader() {
			dst = appendValue(cbor.AppendText(dst, f.Name), e, f.Member.Shape(), f.Value)
		}
		e.Leave()
	}
	return dst, mediaType
}

// decodeError is [wire.Protocol].DecodeError. The code is the shape in __type; that
// of a query-compatible service is in the header x-amzn-query-error, before a
// semicolon and the word Sender or Receiver.
func decodeError(d *wire.Document, r *wire.Response, op models.Operation) wire.Failure {
	f := wire.StatusFailure(r.Status)
	if code, message, ok := readError(r.Body); ok {
		f.Message = message
		if code != "" {
			f.Code = code
		}
	}
	if op.Model().QueryCompatible() && r.Header != nil {
		f.QueryCode, f.Fault = queryError(r.Header)
	}
	modeled, ok := op.Model().ErrorCoded(f.Code)
	if !ok && f.QueryCode != "" {
		modeled, ok = op.Model().ErrorCoded(f.QueryCode)
	}
	if ok && decode(d, r.Body, modeled.Shape()) == nil {
		f.Shape = modeled.Shape()
	} else {
		_ = decode(d, nil, models.Shape{})
	}
	return f
}

// queryError splits "AWS.SimpleQueueService.NonExistentQueue;Sender".
func queryError(h wire.Headers) (code, fault string) {
	value, _ := h.Get("x-amzn-query-error")
	code, fault, ok := strings.Cut(value, ";")
	if !ok || code == "" || strings.Contains(fault, ";") {
		return "", ""
	}
	return code, fault
}

// readError finds code and message in an error's body, whatever its shape; ok
// is false if the body is no CBOR map.
func readError(body []byte) (code, message string, ok bool) {
	x := cbor.Reader{Rest: body}
	h, err := x.Next()
	if err != nil || h.Major != cbor.Map {
		return "", "", false
	}
	for {
		more, err := x.More(&h)
		if err != nil {
			return "", "", false
		}
		if !more {
			return code, message, len(x.Rest) == 0
		}
		name, _, err := readText(&x)
		if err != nil {
			return "", "", false
		}
		text, isText, err := readText(&x)
		if err != nil {
			return "", "", false
		}
		switch {
		case !isText:
		case name == "__type":
			code = cleanCode(text)
		case name == "message", name == "Message" && message == "":
			message = text
		}
	}
}

// readText reads an item: a text string as a copy, any other to pass over it.
func readText(x *cbor.Reader) (s string, isText bool, err error) {
	h, err := x.Next()
	if err != nil {
		return "", false, err
	}
	if h.Major != cbor.Text {
		return "", false, x.Skip(h, cbor.MaxDepth)
	}
	b, err := x.String(h)
	return strings.ToValidUTF8(string(b), "\uFFFD"), true, err
}

// cleanCode is the name in a shape id such as "aws.example#Name:http://…".
func cleanCode(code string) string {
	if i := strings.LastIndexByte(code, '#'); i >= 0 {
		code = code[i+1:]
	}
	code, _, _ = strings.Cut(code, ":")
	return code
}
