package eventstream

import (
	"encoding/binary"
	"hash/crc32"
)

// Message is one message of a stream: headers and payload, views of the frame
// that it came in.
type Message struct {
	Headers Headers
	Payload []byte
}

// Append appends the frame of a message.
func Append(dst []byte, headers Headers, payload []byte) ([]byte, error) {
	if len(headers) > MaxHeaders || len(payload) > MaxPayload {
		return dst, ErrLength
	}
	from := len(dst)
	dst = binary.BigEndian.AppendUint32(dst, uint32(minFrame+len(headers)+len(payload)))
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(headers)))
	dst = binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[from:]))
	dst = append(append(dst, headers...), payload...)
	return binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[from:])), nil
}

// Parse reads a whole frame, nothing behind it. The message is a view of it.
func Parse(frame []byte) (m Message, err error) {
	if len(frame) < minFrame {
		return m, ErrLength
	}
	total, headers, err := parsePrelude(frame[:preludeLen])
	if err != nil {
		return m, err
	}
	if total != len(frame) {
		return m, ErrLength
	}
	end := total - checksumLen
	if crc32.ChecksumIEEE(frame[:end]) != binary.BigEndian.Uint32(frame[end:]) {
		return m, ErrMessageChecksum
	}
	split := preludeLen + headers
	m.Headers, m.Payload = Headers(frame[preludeLen:split:split]), frame[split:end:end]
	return m, m.Headers.check()
}

// parsePrelude gives the two lengths, which agree and are within the limits.
func parsePrelude(b []byte) (total, headers int, err error) {
	if crc32.ChecksumIEEE(b[:8]) != binary.BigEndian.Uint32(b[8:]) {
		return 0, 0, ErrPreludeChecksum
	}
	t, h := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	if t < minFrame || t > maxFrame || h > MaxHeaders || h > t-minFrame || t-minFrame-h > MaxPayload {
		return 0, 0, ErrLength
	}
	return int(t), int(h), nil
}
