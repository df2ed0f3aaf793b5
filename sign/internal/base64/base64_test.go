package base64

import (
	"encoding/base64"
	"strings"
	"testing"
)

func FuzzAppend(f *testing.F) {
	for _, s := range []string{"", "a", "ab", "abc", "\xfb\xff\xfe", "\xff\xff\xff\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want := base64.StdEncoding.EncodeToString(b)
		if got := string(Append(nil, b, Standard)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		want = strings.NewReplacer("+", "-", "/", "~", "=", "_").Replace(want)
		if got := string(Append(nil, b, CloudFront)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}
