package eventstream

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
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
			return d.ParseBody(nil)
		}
	}
	if event.NumMembers() == 0 {
		return d.ParseBody(nil) // nothing is expected, whatever came
	}
	return p.DecodeEvent(d, m.Payload)
}

// bind adds the members that headers carry.
func bind(d *wire.Document, h Headers, event models.Shape) error {
	d.Text = d.Text[:0]
	t, n := d.OpenBound(), 0
	for i := range event.NumMembers() {
		m := event.Member(i)
		if !m.EventHeader() {
			continue
		}
		v, ok := h.Get(m.Name())
		if !ok {
			continue
		}
		if !bindValue(d, t, m.Shape(), v, uint16(i)) {
			d.CloseBound(-1)
			bad := &wire.ValueError{Problem: "the event's header is no " + m.Shape().Kind().String()}
			return bad.In(m.Name())
		}
		n++
	}
	d.CloseBound(n)
	return nil
}

// bindValue appends a header's value as one of its shape.
func bindValue(d *wire.Document, t *tape.Tape, shape models.Shape, v Value, member uint16) bool {
	from := len(d.Text)
	switch kind := shape.Kind(); {
	case kind == models.Boolean && v.Type <= False:
		word := tape.False
		if v.Bool() {
			word = tape.True
		}
		t.AddWord(word, member)
	case (kind == models.Integer || kind == models.Long) && Int8 <= v.Type && v.Type <= Int64:
		t.AddBits(tape.Int, member, uint64(v.Int()))
	case kind == models.String && v.Type == String:
		d.Text = append(d.Text, v.Str()...)
		t.AddText(tape.Text, member, tape.Bound, from, len(d.Text)-from)
	case kind == models.Blob && v.Type == Bytes:
		d.Text = append(d.Text, v.Bytes()...)
		t.AddText(tape.Bytes, member, tape.Bound, from, len(d.Text)-from)
	case kind == models.Timestamp && v.Type == Timestamp:
		d.Text = wire.AppendTimestamp(d.Text, v.Time(), models.UnixTimestamp)
		t.AddText(tape.Number, member, tape.Bound, from, len(d.Text)-from)
	default:
		return false
	}
	return true
}
