package sign

import (
	"errors"
	"strconv"
)

// What a request lacks. They come back as they are.
var (
	ErrNoCredentials = errors.New("sign: access key ID or secret access key is empty")
	ErrNoRegion      = errors.New("sign: region is empty")
	ErrNoService     = errors.New("sign: signing name of the service is empty")
	ErrNoTime        = errors.New("sign: time of signing is zero or out of the years 1 to 9999")
	ErrNoPayloadHash = errors.New("sign: payload hash is empty")
	ErrBodyLength    = errors.New("sign: body is longer than the length that was given for it")
	ErrExpires       = errors.New("sign: a presigned URL expires after 1 second to 7 days")
)

// InputError tells which part of a request cannot be signed. It never carries
// the refused value, which may be a secret; only a header's name.
type InputError struct {
	_      notCompared
	Part   string // "method", "host", "path", "query", "header name", "header value", "session token", …
	Name   string // name of the header, for the two header parts
	Reason string // "has a control character"
}

func (e *InputError) Error() string {
	text := "sign: " + e.Part
	if e.Name != "" {
		text += " " + strconv.Quote(e.Name)
	}
	return text + " " + e.Reason
}
