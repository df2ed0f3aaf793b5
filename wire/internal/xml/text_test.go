package xml

import (
	"strings"
	"testing"
)

func TestAppendText(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{``, ``},
		{`plain`, `plain`},
		{`&quot;a&quot;`, `"a"`},
		{`a"b\c`, `a"b\c`},
		{"tab\tand\x01", "tab\tand\x01"},
		{"1\r\n2\r3&#13;", "1\n2\n3\r"},
		{`<![CDATA["<&]]>`, `"<&`},
		{"Füße\xff", "Füße\ufffd"},
		{strings.Repeat("x", 100) + "&amp;", strings.Repeat("x", 100) + `&`},
		{"1234567\r", "1234567\n"},
		{"12345678&lt;", "12345678<"},
	} {
		if got, ok := AppendText(nil, c.raw); string(got) != c.want || !ok {
			t.Errorf("%q: %q, want %q", c.raw, got, c.want)
		}
		if plain := Plain(c.raw); plain != (c.raw == c.want) {
			t.Errorf("%q: plain is %t", c.raw, plain)
		}
	}
}

// Simple agrees with Root, Child and Text wherever it says yes.
func TestSimple(t *testing.T) {
	for _, c := range []struct {
		body      string
		raw       string
		plain, ok bool
	}{
		{"<a>text</a>", "text", true, true},
		{"<a></a>", "", true, true},
		{"<a>a longer text that takes several words</a>", "a longer text that takes several words", true, true},
		{"<a>&quot;etag-of-some-length&quot;</a>", "&quot;etag-of-some-length&quot;", false, true},
		{"<a>1\r</a>", "1\r", false, true},
		{"<a>F\u00fc\u00dfe</a>", "F\u00fc\u00dfe", true, true},
		{"<a>F\xff</a>", "F\xff", false, true},
		{"<a>F\u00fc&amp;</a>", "F\u00fc&amp;", false, true},
		{"<a>x</a><b>&</b>", "x", true, true},
		{"<a/>", "", false, false}, {"<a b='c'>x</a>", "", false, false}, {"<a>x</b>", "", false, false}, {"<a>x<b/></a>", "", false, false},
		{" <a>x</a>", "", false, false}, {"<a><!-- --></a>", "", false, false}, {"<ab>x</ab>", "", false, false}, {"<a>x</a ></a>", "", false, false},
	} {
		var s Scanner
		s.Reset([]byte("<r>" + c.body + "<!-- that many bytes --></r>"))
		s.Root()
		tag := NewTag("a")
		from, to, odd := s.Simple(&tag)
		raw, ok := string(s.b[from:to]), from > 0
		plain := ok && (odd == 0 || Plain(raw))
		if raw != c.raw || plain != c.plain || ok != c.ok {
			t.Errorf("%q: %q, %t, %t", c.body, raw, plain, ok)
		}
		if s.Skip(); ok && s.Finish() != nil && !strings.Contains(c.body, "&<") {
			t.Errorf("%q: %v", c.body, s.Err())
		}
	}
}

// special looks at eight bytes at a time; here every byte stands at every place.
func TestSpecial(t *testing.T) {
	for n := range 20 {
		for at := range n {
			for c := range 256 {
				b := []byte(strings.Repeat("x", n))
				b[at] = byte(c)
				want := n
				if c >= 0x80 || strings.IndexByte("&<\r", byte(c)) >= 0 {
					want = at
				}
				if got := special(string(b)); got != want {
					t.Fatalf("special(%q) = %d, want %d", b, got, want)
				}
			}
		}
	}
	if got := special("&\x27\x3d\x0c&&&&"); got != 0 { // borrows of the subtraction
		t.Error(got)
	}
}

func TestAppendEscaped(t *testing.T) {
	for _, c := range []struct {
		s, text, attribute string
		ok                 bool
	}{
		{"plain", "plain", "plain", true},
		{`<a&b>`, "&lt;a&amp;b&gt;", "&lt;a&amp;b&gt;", true},
		{`"'`, `"'`, `&quot;'`, true},
		{"\r\n\t", "&#xD;&#xA;\t", "&#xD;&#xA;&#x9;", true},
		{"\u0085\u2028", "&#x85;&#x2028;", "&#x85;&#x2028;", true},
		{"é\U0001F600\x7f", "é\U0001F600\x7f", "é\U0001F600\x7f", true},
		{"a\x01", "", "", false},
		{"a\x00", "", "", false},
		{"\uffff", "", "", false},
		{"\xff", "", "", false},
	} {
		text, ok := AppendEscaped(nil, c.s)
		if ok != c.ok || ok && string(text) != c.text {
			t.Errorf("text %q: %q, %v; want %q", c.s, text, ok, c.text)
		}
		attribute, ok := AppendEscapedAttribute(nil, c.s)
		if ok != c.ok || ok && string(attribute) != c.attribute {
			t.Errorf("attribute %q: %q, %v; want %q", c.s, attribute, ok, c.attribute)
		}
	}
}

func TestAppendTags(t *testing.T) {
	b := AppendNamespace(AppendStart(nil, "a"), "http://x/?a&b", "")
	b = AppendEnd(append(AppendNamespace(b, "u", "p"), '>'), "a")
	if want := `<a xmlns="http://x/?a&amp;b" xmlns:p="u"></a>`; string(b) != want {
		t.Errorf("%s, want %s", b, want)
	}
	if b := AppendNamespace(nil, "", "p"); len(b) != 0 {
		t.Errorf("%s", b)
	}
}

// What is escaped reads back as it was.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a", "<&>\"'", "\r\n\t \u0085\u2028", "]]>", "é\U0001F600", "\x00", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, ok := AppendEscaped([]byte("<a"), s)
		if !ok {
			return
		}
		attribute, ok := AppendEscapedAttribute([]byte(`<a b="`), s)
		if !ok {
			t.Fatal("an attribute cannot hold what text can")
		}
		text = append(append([]byte("<a>"), text[2:]...), "</a>"...)
		attribute = append(attribute, `"/>`...)
		var x Scanner
		x.Reset(text)
		x.Root()
		raw := x.Text()
		if got, ok := AppendText(nil, raw); string(got) != s || !ok {
			t.Errorf("text %q, want %q", got, s)
		}
		if Plain(raw) && raw != s {
			t.Errorf("%q is plain, but stands for %q", raw, s)
		}
		if err := x.Finish(); err != nil {
			t.Error(err)
		}
		x.Reset(attribute)
		x.Root()
		raw, _ = x.Attribute("b")
		if got, ok := AppendText(nil, raw); string(got) != s || !ok {
			t.Errorf("attribute %q, want %q", got, s)
		}
	})
}
