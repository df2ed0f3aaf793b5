// Package failure makes the errors of sources that other things failed for.
package failure

import (
	"errors"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

// Of is the error of a source whose work ended with err. The strings of hide are
// redacted in its text.
//
// An err that is creds.ErrNotConfigured shows its text alone: a source that was
// configured with a base that is not is broken, and no chain may pass it.
func Of(source, reason string, err error, hide ...string) error {
	e := &creds.Error{Source: source, Reason: reason}
	switch {
	case errors.Is(err, creds.ErrNotConfigured):
		e.Err = errors.New(redact.Text(err.Error(), hide))
	case len(hide) > 0:
		e.Err = &redact.Error{Err: err, Hide: hide}
	default:
		e.Err = err
	}
	return e
}
