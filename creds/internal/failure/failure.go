// Package failure makes the errors of sources that other things failed for.
package failure

import (
	"errors"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

// Of is the error of a source whose work ended with err. The strings of hide are
// redacted in its text.
//
// An err that is creds.ErrNotConfigured shows its text alone: a source that was
// configured with a base that is not is broken, and no chain may pass it.
func Of(source, reason string, err error, hide ...string) error {
	return &creds.Error{Source: source, Reason: reason, Err: &cause{err, hide}}
}

// cause is the error behind another one.
type cause struct {
	err  error
	hide []string
}

func (c *cause) Error() string {
	text := strings.TrimPrefix(c.err.Error(), "creds: ")
	text = strings.TrimPrefix(text, "no credentials: ")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\n\t", " "), "\n", " ") // one line
	return redact.Text(text, c.hide)
}

func (c *cause) Unwrap() error {
	if errors.Is(c.err, creds.ErrNotConfigured) {
		return nil
	}
	return c.err
}
