package sign

import (
	"strings"
	"testing"
)

// The table against the sets spelled out.
func TestCharSets(t *testing.T) {
	const lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	sets := []struct {
		name  string
		set   uint8
		chars string
	}{
		{"unreserved", unreserved, lower + upper + digits + "-._~"},
		{"token", tokenChar, lower + digits + "!#$%&'*+-.^_`|~"},
		{"host", hostChar, lower + digits + "-._~:%[]"},
		{"scope", scopeChar, lower + upper + digits + "-._"},
		{"hash", hashChar, digits + "abcdef"},
		{"method", methodChar, lower + upper + digits + "!#$%&'*+-.^_`|~"},
		{"mark", markChar, upper + digits + "-"},
	}
	for _, s := range sets {
		for c := range 256 {
			want := strings.IndexByte(s.chars, byte(c)) >= 0
			if got := charSets[c]&s.set != 0; got != want {
				t.Errorf("%q in %s: %v, want %v", byte(c), s.name, got, want)
			}
		}
	}
	for n := range 12 { // every place in and after a group of four
		for at := range n {
			b := []byte("abcdefghijkl"[:n])
			if b[at] = '/'; allIn(string(b), unreserved) {
				t.Errorf("allIn(%q)", b)
			}
		}
	}
	if allIn("", unreserved) || !allIn("aZ9~", unreserved) || allIn("aZ/9", unreserved) {
		t.Error("allIn")
	}
}
