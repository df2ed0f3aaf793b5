package rest

import (
	"slices"
	"strings"
	"testing"
)

func appendList(list []string) string {
	var dst []byte
	for i, s := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendElement(dst, s)
	}
	return string(dst)
}

func consumeList(text string) (list []string) {
	var scratch []byte
	for {
		elem, buf, rest, ok := ConsumeElement(scratch, text)
		if !ok {
			return list
		}
		list = append(list, strings.Clone(elem))
		scratch, text = buf, rest
	}
}

func TestAppendElement(t *testing.T) {
	for _, c := range []struct {
		list []string
		want string
	}{
		{nil, ""},
		{[]string{"a", "b c", "d"}, "a,b c,d"},
		{[]string{"b,c", `"def"`, "a"}, `"b,c","\"def\"",a`},
		{[]string{`back\slash`, `a\,b`}, `back\slash,"a\\,b"`},
		{[]string{"", " x"}, `""," x"`},
	} {
		if got := appendList(c.list); got != c.want {
			t.Errorf("%q: %s, want %s", c.list, got, c.want)
		}
	}
}

func TestConsumeElement(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" , ,", nil},
		{"a, b ,c", []string{"a", "b", "c"}},
		{`"b,c", "\"def\"", a`, []string{"b,c", `"def"`, "a"}},
		{`"", x`, []string{"", "x"}},
		{`"open, x`, []string{`"open`, "x"}},
		{`"a"b, c`, []string{`"a"b`, "c"}},
		{`"a\`, []string{`"a\`}},
		{"a\t,\tb", []string{"a", "b"}},
	} {
		if got := consumeList(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestConsumeDate(t *testing.T) {
	const d = "Mon, 16 Dec 2019 23:48:18 GMT"
	list := d + ", " + d + "," + d
	for range 3 {
		var date string
		if date, list = consumeDate(list); date != d {
			t.Errorf("%q", date)
		}
	}
	if date, rest := consumeDate(list); date != "" || rest != "" {
		t.Errorf("%q, %q behind the last", date, rest)
	}
}

// FuzzHeaderList: a list survives the round trip, and any text is a list that
// does.
func FuzzHeaderList(f *testing.F) {
	for _, s := range []string{"", "a\x00b,c", `"x" , y`, `\`, "\"", " \t", ",,,", `"a\"b"`, "\"a\",\"", "\"\x00\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := strings.Split(s, "\x00")
		if got := consumeList(appendList(list)); !slices.Equal(got, list) {
			t.Errorf("%q came back as %q by %s", list, got, appendList(list))
		}
		list = consumeList(s)
		if got := consumeList(appendList(list)); !slices.Equal(got, list) {
			t.Errorf("%q, read from %q, came back as %q", list, s, got)
		}
	})
}

// FuzzEscaped: what is percent-encoded holds only what a URL may hold and reads
// back as it was.
func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"", "a/b", " %:/?#[]@!$&'()*+,;=", "😹", "\x00\xff", "-._~"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, slashes bool) {
		text := string(appendEscaped(nil, s, slashes))
		var got []byte
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '%':
				got = append(got, unhex(t, text[i+1])<<4|unhex(t, text[i+2]))
				i += 2
			case strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", c) >= 0, c == '/' && slashes:
				got = append(got, c)
			default:
				t.Fatalf("%q holds %q", text, c)
			}
		}
		if string(got) != s {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}

func unhex(t *testing.T, c byte) byte {
	i := strings.IndexByte("0123456789ABCDEF", c)
	if i < 0 {
		t.Fatalf("%q is no upper-case hex digit", c)
	}
	return byte(i)
}
