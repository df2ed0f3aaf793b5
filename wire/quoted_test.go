package wire_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/wire"
)

// FuzzAppendQuoted: the standard library reads the same string, broken UTF-8
// replaced as it replaces it.
func FuzzAppendQuoted(f *testing.F) {
	for _, s := range []string{"", "plain", "\"\\/\b\f\n\r\t\x00\x1f\x7f", "ünïcödé 😹 \u2028", "\xff\xfe", "a\xc3", "\xed\xa0\x80", "x\xffy\"\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := wire.AppendQuoted([]byte("x"), s)[1:]
		var got string
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if want := string([]rune(s)); got != want {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
		if !utf8.Valid(text) {
			t.Errorf("%q is not UTF-8", text)
		}
	})
}
