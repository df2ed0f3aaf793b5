package eventstream

import "errors"

// Limits of a message. Source: Smithy, "Amazon Event Stream Specification".
const (
	MaxHeaders = 128 << 10 // bytes of all headers
	MaxPayload = 24 << 20  // bytes

	preludeLen  = 12
	checksumLen = 4
	minFrame    = preludeLen + checksumLen
	maxFrame    = minFrame + MaxHeaders + MaxPayload

	maxName  = 255       // bytes of a header's name
	maxValue = 1<<16 - 1 // bytes of a string or byte array
)

// What can be wrong with a frame. A stream cannot be read on after any of them.
var (
	ErrPreludeChecksum = errors.New("eventstream: the prelude's checksum is wrong")
	ErrMessageChecksum = errors.New("eventstream: the message's checksum is wrong")
	ErrLength          = errors.New("eventstream: the lengths in the prelude do not agree, or are beyond the limits")
	ErrHeader          = errors.New("eventstream: malformed header")
	ErrHeaderType      = errors.New("eventstream: a header of an unknown type")
	ErrHeaderTwice     = errors.New("eventstream: two headers of one name")
)
