package redact

import (
	"errors"
	"strings"
	"testing"
)

func TestRedact(t *testing.T) {
	hide := []string{"", "/", "secret"}
	if got := Text("a secret / secrets\n", hide); got != "a REDACTED / REDACTEDs\n" {
		t.Error(got)
	}
	if got := Line("a secret\r\n\x00\xff~é", hide); got != "a REDACTED????~??" {
		t.Error(got)
	}
	// A secret across the cut is hidden before it is cut.
	if got := Line(strings.Repeat("x", 253)+"secret", hide); len(got) != 256 || strings.Contains(got, "sec") {
		t.Error(got)
	}
	cause := errors.New("no secret")
	err := &Error{Err: cause, Hide: hide}
	if err.Error() != "no REDACTED" || !errors.Is(err, cause) {
		t.Error(err)
	}
}
