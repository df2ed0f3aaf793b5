package xml

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestAppendJSON(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{``, `""`},
		{`plain`, `"plain"`},
		{`&quot;a&quot;`, `"\"a\""`},
		{`a"b\c`, `"a\"b\\c"`},
		{"tab\tand\x01", `"tab\tand\u0001"`},
		{"1\r\n2\r3&#13;", `"1\n2\n3\r"`},
		{`<![CDATA["<&]]>`, `"\"<&"`},
		{"Füße\xff", "\"Füße\ufffd\""},
		{strings.Repeat("x", 100) + "&amp;", `"` + strings.Repeat("x", 100) + `&"`},
		{"1234567\"", `"1234567\""`},
		{"12345678\\", `"12345678\\"`},
	} {
		if got, ok := AppendJSON(nil, c.raw); string(got) != c.want || !ok {
			t.Errorf("%q: %s, want %s", c.raw, got, c.want)
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
				if c < ' ' || c >= 0x80 || strings.IndexByte(`"&<\`, byte(c)) >= 0 {
					want = at
				}
				if got := special(string(b)); got != want {
					t.Fatalf("special(%q) = %d, want %d", b, got, want)
				}
			}
		}
	}
	if got := special("\"\x01\x02\x03\"\"\"\""); got != 0 { // borrows of the subtraction
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
		quoted, ok := AppendJSON(nil, raw)
		var back string
		if err := json.Unmarshal(quoted, &back); err != nil || back != s || !ok {
			t.Errorf("JSON %s: %v, want %q", quoted, err, s)
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
