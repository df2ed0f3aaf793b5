package wire

import "github.com/tucuxi-go/tucuxi/models"

// EventDecoder is a Protocol that reads event streams. What an event's headers
// carry, and a payload that is a blob or string, is not its business; see
// package wire/eventstream.
type EventDecoder interface {
	Protocol

	// DecodeEvent decodes the payload of an event, or of an exception among
	// events, into d, whose Shape is the event's structure: all members but those
	// in headers, or where the structure has a payload member, that one.
	DecodeEvent(d *Document, payload []byte) error
}

// EventEncoder is a Protocol that writes event streams.
type EventEncoder interface {
	Protocol

	// EncodeEvent appends the payload of an event: the fields of an open
	// structure from from up to to but for those that are event headers.
	EncodeEvent(e *Encoder, dst []byte, from, to int) (payload []byte, contentType string)
}

// EventPayload is the member of an event that is its whole payload and its
// index; the index is -1 if there is none.
func EventPayload(event models.Shape) (models.Member, int) {
	for i := range event.NumMembers() {
		if m := event.Member(i); m.EventPayload() {
			return m, i
		}
	}
	return models.Member{}, -1
}
