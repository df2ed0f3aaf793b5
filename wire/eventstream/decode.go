package eventstream

import (
	"encoding/base64"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Decode makes d the document of an event, or of an exception among events: of
// the structure that is its shape. Members marked as event headers come from the
// headers of their names; the rest, or the member marked as the payload, is the
// payload. d keeps views of the message.
//
// Source: Smithy, "Event streams", eventHeader and eventPayload traits.
func Decode(p *wire.Protocol, d *wire.Document, m Message, event models.Shape) error {
	d.Shape = event
	if err := bind(d, m.Headers, event); err != nil {
		return err
	}
	if member, i := wire.EventPayload(event); i >= 0 {
		if kind := member.Shape().Kind(); kind == models.Blob || kind == models.String {
			d.Payload = m.Payload
			return d.ParseBody(nil, false)
		}
	}
	if event.NumMembers() == 0 {
		return d.ParseBody(nil, false) // nothing is expected, whatever came
	}
	return p.DecodeEvent(d, m.Payload)
}

// bind makes the members that headers carry a JSON object keyed by their names.
func bind(d *wire.Document, h Headers, event models.Shape) error {
	text := d.Text[:0]
	for i := range event.NumMembers() {
		m := event.Member(i)
		if !m.EventHeader() {
			continue
		}
		v, ok := h.Get(m.Name())
		if !ok {
			continue
		}
		if len(text) == 0 {
			text = append(text, '{')
		} else {
			text = append(text, ',')
		}
		text = append(wire.AppendQuoted(text, m.Name()), ':')
		if text, ok = appendBound(text, m.Shape(), v); !ok {
			bad := &wire.ValueError{Problem: "the event's header is no " + m.Shape().Kind().String()}
			return bad.In(m.Name())
		}
	}
	if len(text) > 0 {
		text = append(text, '}')
	}
	d.Text = text
	return d.ParseBound(text) // which copies
}

// appendBound appends a header's value as the JSON of its shape.
func appendBound(dst []byte, shape models.Shape, v Value) ([]byte, bool) {
	switch kind := shape.Kind(); {
	case kind == models.Boolean && v.Type <= False:
		return strconv.AppendBool(dst, v.Bool()), true
	case (kind == models.Integer || kind == models.Long) && Int8 <= v.Type && v.Type <= Int64:
		return strconv.AppendInt(dst, v.Int(), 10), true
	case kind == models.String && v.Type == String:
		return wire.AppendQuoted(dst, v.Str()), true
	case kind == models.Blob && v.Type == Bytes:
		dst = base64.StdEncoding.AppendEncode(append(dst, '"'), v.Bytes())
		return append(dst, '"'), true
	case kind == models.Timestamp && v.Type == Timestamp:
		return wire.AppendTimestamp(dst, v.Time(), models.UnixTimestamp), true
	}
	return dst, false
}
