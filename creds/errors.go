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
	_      [0]func() // not comparable, so that no code to compare it is linked
	Source string    // "environment"
	Reason string    // "AWS_ACCESS_KEY_ID is not set"
}

func (e *NotConfigured) Error() string { return "creds: " + e.Source + ": " + e.Reason }

// Is makes every NotConfigured equal to ErrNotConfigured.
func (e *NotConfigured) Is(target error) bool { return target == ErrNotConfigured }

// Error is a source that is configured and failed. It holds no secret.
type Error struct {
	_       [0]func() // as in NotConfigured
	Source  string    // "container"; empty: the cache
	Reason  string    // what went wrong, in words
	Status  int       // HTTP status code of the endpoint's last answer, if there was one
	Code    string    // error code in that answer
	Message string    // its message, cut after 256 bytes
	Err     error     // the cause, if another error is
}

func (e *Error) Error() string {
	text := "creds: "
	if e.Source != "" {
		text += e.Source + ": "
	}
	text += e.Reason
	if e.Status != 0 {
		text += ": status " + strconv.Itoa(e.Status)
	}
	if e.Code != "" {
		text += ": " + e.Code
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// failed makes an Error. Like notConfigured, it is one place for what would stand
// in many.
//
//go:noinline
func failed(source, reason string) *Error { return &Error{Source: source, Reason: reason} }

//go:noinline
func notConfigured(source, reason string) error {
	return &NotConfigured{Source: source, Reason: reason}
}
