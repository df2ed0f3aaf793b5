package roundtrip

import (
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// Event is the message of an event, or of an exception, that is a member of an
// event stream, by the service's protocol. v are its members.
func Event(protocol models.Protocol, m models.Member, v map[string]any) ([]byte, error) {
	shape, kind := m.Shape(), "event"
	if shape.Exception() {
		kind = "exception"
	}
	h := headers{}
	h.text(":message-type", kind)
	h.text(":"+kind+"-type", m.Name())
	body := map[string]any{}
	for i := range shape.NumMembers() {
		member := shape.Member(i)
		switch value, set := v[member.Name()]; {
		case !set:
		case member.EventHeader():
			h.append(member.Name(), headerValue(member.Shape(), value))
		default:
			body[member.Name()] = value
		}
	}
	var payload []byte
	if member, i := wire.EventPayload(shape); i >= 0 {
		payload = payloadBody(protocol, member, v[member.Name()])
	} else if shape.NumMembers() > 0 {
		payload = eventBody(protocol, shape, body)
		h.text(":content-type", contentType(protocol))
	}
	return h.message(payload)
}

// InitialResponse is the message that carries the members of an output beside
// its stream, by the protocols that have no headers for them.
func InitialResponse(protocol models.Protocol, output models.Shape, v map[string]any) ([]byte, error) {
	h := headers{}
	h.text(":message-type", "event")
	h.text(":event-type", "initial-response")
	h.text(":content-type", contentType(protocol))
	return h.message(eventBody(protocol, output, v))
}

func eventBody(protocol models.Protocol, s models.Shape, v map[string]any) []byte {
	switch protocol {
	case models.RestXML:
		return element(nil, "Event", "", s, v)
	case models.CBOR:
		return appendCBOR(nil, s, v)
	}
	return appendJSON(nil, s, v)
}

func contentType(protocol models.Protocol) string {
	switch protocol {
	case models.RestXML:
		return "text/xml"
	case models.CBOR:
		return "application/cbor"
	}
	return "application/json"
}

// headers are the headers of a message in the making.
type headers struct {
	list eventstream.Headers
	err  error
}

func (h *headers) text(name, text string) { h.append(name, eventstream.StringValue(text)) }

func (h *headers) append(name string, v eventstream.Value) {
	list, err := h.list.Append(name, v)
	if h.list = list; err != nil && h.err == nil {
		h.err = err
	}
}

func (h *headers) message(payload []byte) ([]byte, error) {
	if h.err != nil {
		return nil, h.err
	}
	return eventstream.Append(nil, h.list, payload)
}

func headerValue(s models.Shape, v any) eventstream.Value {
	switch v := v.(type) {
	case bool:
		return eventstream.BoolValue(v)
	case int64:
		if s.Kind() == models.Long {
			return eventstream.Int64Value(v)
		}
		return eventstream.Int32Value(int32(v))
	case []byte:
		return eventstream.BytesValue(v)
	case time.Time:
		return eventstream.TimestampValue(v)
	}
	text, _ := v.(string)
	return eventstream.StringValue(text)
}
