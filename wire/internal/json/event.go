package json

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// DecodeEvent decodes the payload of an event whose structure is d.Shape.
func DecodeEvent(d *wire.Document, payload []byte) error {
	shape := d.Shape
	if m, i := wire.EventPayload(shape); i >= 0 {
		shape = m.Shape()
	}
	return d.ParseConforming(payload, shape)
}

// EncodeEvent appends the payload of an event: an open structure's fields from
// from up to to but for those that are event headers.
func EncodeEvent(e *wire.Encoder, dst []byte, from, to int) []byte {
	dst = append(dst, '{')
	for i := from; i < to; i++ {
		header := e.Enter(i).Member.Flags()&models.MemberEventHeader != 0
		e.Leave()
		if !header {
			dst = encodeMember(e, dst, i)
		}
	}
	return append(dst, '}')
}
