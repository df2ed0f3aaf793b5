package failure

import (
	"context"
	"errors"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
)

func TestOf(t *testing.T) {
	_, empty := creds.Chain(creds.Static("", "", "")).Retrieve(t.Context())
	for _, c := range []struct {
		err   error
		want  string
		cause error
	}{
		{context.Canceled, "creds: a: b: context canceled", context.Canceled},
		{errors.New("say topsecret"), "creds: a: b: say REDACTED", nil},
		{&creds.Error{Source: "c", Reason: "d", Err: context.Canceled}, "creds: a: b: c: d: context canceled", context.Canceled},
		{empty, "creds: a: b: static: both keys are empty", nil},
	} {
		err := Of("a", "b", c.err, "topsecret")
		if err.Error() != c.want || errors.Is(err, creds.ErrNotConfigured) || c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
