package creds

import (
	"errors"
	"strconv"
)

// ErrNotConfigured is what the errors of sources that have nothing to read are,
// by errors.Is. A [Chain] goes on after them.
var ErrNotConfigured = errors.New("creds: not configured")

// NotConfigured says why a source has nothing to read. It is [ErrNotConfigured].
type NotConfigured struct {
	Source string // "environment"
	Reason string // "AWS_ACCESS_KEY_ID is not set"
}

func (e *NotConfigured) Error() string { return "creds: " + e.Source + ": " + e.Reason }

// Is makes every NotConfigured equal to ErrNotConfigured.
func (e *NotConfigured) Is(target error) bool { return target == ErrNotConfigured }

// Error is a source that is configured and failed. It holds no secret.
type Error struct {
	Source  string // "container"; empty: the cache
	Reason  string // what went wrong, in words
	Status  int    // HTTP status code of the endpoint's last answer, if there was one
	Code    string // error code in that answer
	Message string // its message, cut after 256 bytes
	Err     error  // the cause, if another error is
}

func (e *Error) Error() string {
	b := append(make([]byte, 0, 128), "creds: "...)
	if e.Source != "" {
		b = append(append(b, e.Source...), ": "...)
	}
	b = append(b, e.Reason...)
	if e.Status != 0 {
		b = strconv.AppendInt(append(b, ": status "...), int64(e.Status), 10)
	}
	if e.Code != "" {
		b = append(append(b, ": "...), e.Code...)
	}
	if e.Message != "" {
		b = append(append(b, ": "...), e.Message...)
	}
	if e.Err != nil {
		b = append(append(b, ": "...), e.Err.Error()...)
	}
	return string(b)
}

func (e *Error) Unwrap() error { return e.Err }
