package clientcase

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
)

// compareError compares the kind of error: its code where it has one.
func compareError(t *testing.T, err error, want *Failure) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s: %s", want.Type, want.Message)
		return
	}
	t.Logf("error: %v\n want: %s: %s", err, want.Type, want.Message)
	if want.Code == "" {
		return
	}
	e, ok := errors.AsType[*lite.Error](err)
	if !ok || e.Code != want.Code && e.QueryCode != want.Code {
		t.Errorf("error %v, want code %s", err, want.Code)
	}
}

// compareResult says where got lacks something of want.
func compareResult(at string, got, want any) string {
	switch w := want.(type) {
	case nil:
		return ""
	case map[string]any:
		if _, ok := w["$stream"]; ok {
			return ""
		}
		if _, ok := w["$object"]; ok {
			return ""
		}
		if special, ok := notation(w); ok {
			return compareLeaf(at, got, special)
		}
		g, _ := got.(map[string]any)
		for name, v := range w {
			if d := compareResult(at+"."+name, g[name], v); d != "" {
				return d
			}
		}
		return ""
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			return fmt.Sprintf("%s: %d elements, want %d", at, len(g), len(w))
		}
		for i := range w {
			if d := compareResult(fmt.Sprintf("%s[%d]", at, i), g[i], w[i]); d != "" {
				return d
			}
		}
		return ""
	}
	return compareLeaf(at, got, want)
}

func compareLeaf(at string, got, want any) string {
	switch w := want.(type) {
	case time.Time:
		if g, ok := got.(time.Time); ok && g.Equal(w) {
			return ""
		}
	case []byte:
		switch g := got.(type) {
		case []byte:
			if string(g) == string(w) {
				return ""
			}
		case string:
			if g == string(w) {
				return ""
			}
		}
	case json.Number:
		if fmt.Sprint(got) == w.String() {
			return ""
		}
	case string:
		if got == want || got == nil && w == "" {
			return ""
		}
	default:
		if got == want {
			return ""
		}
	}
	return fmt.Sprintf("%s is %v, want %v", at, got, want)
}
