package form

import (
	"net/url"
	"strings"
	"testing"
)

func TestAppendEscaped(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"", ""},
		{"abcXYZ019-._~", "abcXYZ019-._~"},
		{"a b+c", "a%20b%2Bc"},
		{"é/=&", "%C3%A9%2F%3D%26"},
		{"\x00\xff", "%00%FF"},
	} {
		if got := string(AppendEscaped(nil, c.s)); got != c.want {
			t.Errorf("%q: %s, want %s", c.s, got, c.want)
		}
		if got := string(AppendEscapedBytes(nil, []byte(c.s))); got != c.want {
			t.Errorf("bytes %q: %s, want %s", c.s, got, c.want)
		}
	}
}

// net/url escapes alike, but for blanks, and reads what is written.
func FuzzEscape(f *testing.F) {
	f.Add("")
	f.Add("a b+c%20&=/~*'()")
	f.Add("é\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(AppendEscaped(nil, s))
		if want := strings.ReplaceAll(url.QueryEscape(s), "+", "%20"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if back, err := url.QueryUnescape(got); err != nil || back != s {
			t.Errorf("reads back as %q, %v", back, err)
		}
	})
}
