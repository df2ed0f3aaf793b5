package eventstream

import (
	"math"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Encode appends the headers and the payload of an event: name is its member of
// the stream, v its value, of which faults are collected in e. The receiver of
// what it returns makes a frame of them with [Append].
//
// Source: Smithy, "Event streams", eventHeader and eventPayload traits.
func Encode(p *wire.Protocol, e *wire.Encoder, h Headers, payload []byte, event models.Member, v wire.Value) (Headers, []byte, error) {
	shape := event.Shape()
	if v.Kind() == wire.Null {
		v = wire.ValueOf(wire.Map(nil))
	}
	h, err := h.Append(":message-type", StringValue("event"))
	if err == nil {
		h, err = h.Append(":event-type", StringValue(event.Name()))
	}
	from, to := e.OpenStructure(shape, v)
	for i := from; i < to && err == nil; i++ {
		if f := e.Enter(i); f.Member.EventHeader() {
			h, err = appendHeader(h, e, f.Name, f.Member.Shape(), f.Value)
		}
		e.Leave()
	}
	contentType := ""
	if _, i := wire.EventPayload(shape); i >= 0 {
		payload, contentType = encodePayload(p, e, payload, i, from, to)
	} else if shape.NumMembers() > 0 {
		payload, contentType = p.EncodeEvent(e, payload, from, to)
	}
	e.Close(from)
	if err == nil && contentType != "" {
		h, err = h.Append(":content-type", StringValue(contentType))
	}
	return h, payload, err
}

// encodePayload appends the payload member, which is member index, if it is
// among the fields.
func encodePayload(p *wire.Protocol, e *wire.Encoder, dst []byte, index, from, to int) (payload []byte, contentType string) {
	for i := from; i < to; i++ {
		f := e.Enter(i)
		if f.Index != index {
			e.Leave()
			continue
		}
		shape, v := f.Member.Shape(), f.Value
		switch shape.Kind() {
		case models.Blob:
			b, _ := e.Bytes(shape, v)
			dst, contentType = append(dst, b...), "application/octet-stream"
		case models.String:
			s, _ := e.String(shape, v)
			dst, contentType = append(dst, s...), "text/plain"
		default:
			inner, end := e.OpenStructure(shape, v)
			dst, contentType = p.EncodeEvent(e, dst, inner, end)
			e.Close(inner)
		}
		e.Leave()
		break
	}
	return dst, contentType
}

// appendHeader appends a member that is a header of its event.
func appendHeader(h Headers, e *wire.Encoder, name string, shape models.Shape, v wire.Value) (Headers, error) {
	var value Value
	ok := false
	switch shape.Kind() {
	case models.Boolean:
		var b bool
		b, ok = e.Bool(v)
		value = BoolValue(b)
	case models.Integer:
		var i int64
		i, ok = e.Int(shape, v)
		value = Int32Value(int32(max(math.MinInt32, min(i, math.MaxInt32))))
	case models.Long:
		var i int64
		i, ok = e.Int(shape, v)
		value = Int64Value(i)
	case models.String:
		var s string
		s, ok = e.String(shape, v)
		value = StringValue(s)
	case models.Blob:
		var s string
		s, ok = e.Bytes(shape, v)
		value = BytesValue(bytesOf(s))
	case models.Timestamp:
		t, fits := e.Time(v)
		value, ok = TimestampValue(t), fits
	default:
		e.Unencodable(shape)
	}
	if !ok {
		return h, nil // a fault
	}
	longer, err := h.Append(name, value)
	if err == ErrHeader {
		e.Fault("does not fit a header of an event: it is longer than 65535 bytes")
		return h, nil
	}
	return longer, err
}
