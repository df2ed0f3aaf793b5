// Package redact keeps secrets, and bytes that could spoil a log, out of texts
// that come from others: messages of endpoints, errors of transports, the
// output of processes.
package redact

import "strings"

// Text is text with the strings of hide replaced. Strings of one byte stay: "/"
// is no secret.
func Text(text string, hide []string) string {
	for _, s := range hide {
		if len(s) > 1 {
			text = strings.ReplaceAll(text, s, "REDACTED")
		}
	}
	return text
}

// Line is Text as one line of at most 256 bytes of visible ASCII and blanks.
func Line(text string, hide []string) string {
	const limit = 256
	s := Text(text, hide)
	b := make([]byte, 0, min(len(s), limit))
	for i := range min(len(s), limit) {
		if c := s[i]; c >= ' ' && c < 0x7f {
			b = append(b, c)
		} else {
			b = append(b, '?')
		}
	}
	return string(b)
}

// Error is err with the strings of hide redacted in its text. Errors of a
// transport repeat the URL, and a path below the container endpoint is all that
// it takes to get the credentials.
type Error struct {
	Err  error
	Hide []string
}

func (e *Error) Error() string { return Text(e.Err.Error(), e.Hide) }

// Unwrap is the error as it is.
func (e *Error) Unwrap() error { return e.Err }
