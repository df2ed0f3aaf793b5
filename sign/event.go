package sign

import (
	"hash/crc32"
	"time"
)

// maxEvent bounds a message inside a signed one.
//
// Source: Smithy, "Amazon Event Stream Specification": a payload has at most
// 24 MiB.
const maxEvent = 24 << 20

// Lengths of a frame's parts.
const (
	preludeLen        = 12                                       // two lengths and their checksum
	checksumLen       = 4                                        // of the whole message
	eventDateLen      = 1 + len(":date") + 1 + 8                 // name, type, milliseconds
	eventSignatureLen = 1 + len(":chunk-signature") + 1 + 2 + 32 // name, type, length, bytes
	eventHeadersLen   = eventSignatureLen + eventDateLen
)

// Types of header values.
const (
	headerBytes     = 6
	headerTimestamp = 8
)

// AppendEventMessage appends the frame that carries an encoded message with its
// time and signature. An empty message ends the stream.
//
// Source: Smithy, "Amazon Event Stream Specification"; Amazon Transcribe
// Developer Guide, event stream encoding: the headers :date and
// :chunk-signature.
func (ch *Chain) AppendEventMessage(dst, message []byte, at time.Time) ([]byte, error) {
	if len(message) > maxEvent {
		return dst, &InputError{Part: "event", Reason: "is longer than 24 MiB"}
	}
	if err := checkTime(at); err != nil {
		return dst, err
	}
	var array [eventDateLen]byte
	date := append(append(array[:0], byte(len(":date"))), ":date"...)
	date = append(date, headerTimestamp)
	date = appendUint32(date, uint32(uint64(at.Unix()*1000)>>32))
	date = appendUint32(date, uint32(at.Unix()*1000))

	start := len(dst)
	out := appendUint32(dst, uint32(preludeLen+eventHeadersLen+len(message)+checksumLen))
	out = appendUint32(out, uint32(eventHeadersLen))
	out = appendUint32(out, crc32.ChecksumIEEE(out[start:]))
	out = append(append(out, byte(len(":chunk-signature"))), ":chunk-signature"...)
	out = append(out, headerBytes, 0, 32)
	out, err := ch.AppendEvent(out, date, message, at)
	if err != nil {
		return dst, err
	}
	out = append(append(out, date...), message...)
	return appendUint32(out, crc32.ChecksumIEEE(out[start:])), nil
}

func appendUint32(dst []byte, n uint32) []byte {
	return append(dst, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}
