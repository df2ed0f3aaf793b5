package xml

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// outline is a document as "name(child child)", leaves as name="text", without
// regard to text beside elements.
func outline(s *Scanner, name string) string {
	look := *s
	if _, ok := look.Child(); !ok {
		text, ok := AppendText(nil, s.Text())
		if !ok {
			return name + "=!"
		}
		return name + "=" + `"` + string(text) + `"`
	}
	var list []string
	for child, ok := s.Child(); ok; child, ok = s.Child() {
		list = append(list, outline(s, child))
	}
	return name + "(" + strings.Join(list, " ") + ")"
}

func scan(document string) (string, error) {
	var s Scanner
	s.Reset([]byte(document))
	got := ""
	if name, ok := s.Root(); ok {
		got = outline(&s, name)
	}
	if err := s.Finish(); err != nil {
		return "", err
	}
	return got, nil
}

func TestScanner(t *testing.T) {
	for _, c := range []struct{ name, document, want string }{
		{"empty element", `<a/>`, `a=""`},
		{"empty pair", `<a></a>`, `a=""`},
		{"text", `<a>b c</a>`, `a="b c"`},
		{"children", `<a><b>1</b> <c>2</c><b/></a>`, `a(b="1" c="2" b="")`},
		{"declaration and space", "\ufeff<?xml version=\"1.0\"?>\n<!-- x -->\n<a/>\n<!-- y --><?z?>\n", `a=""`},
		{"prefixes", `<x:a xmlns:x="u"><x:b/></x:a>`, `a(b="")`},
		{"attributes", "<a b='1>2' c = \"3\"\n/>", `a=""`},
		{"space in tags", "<a\n><b\t></b ></a >", `a(b="")`},
		{"comment in text", `<a>x<!-- <b> & -->y</a>`, `a="xy"`},
		{"instruction in text", `<a>x<?p <b> ?>y</a>`, `a="xy"`},
		{"cdata", `<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>`, `a="<b>&amp;]]>"`},
		{"references", `<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;</a>`, "a=\"<>&\"'AB\U0001F600\""},
		{"control character", `<a>&#x1;</a>`, "a=\"\x01\""},
		{"line ends", "<a>1\r\n2\r3\n4&#xD;</a>", "a=\"1\n2\n3\n4\r\""},
		{"line ends in cdata", "<a><![CDATA[1\r\n2\r3]]></a>", "a=\"1\n2\n3\""},
		{"names", `<a-b._1><é/></a-b._1>`, `a-b._1(é="")`},
		{"no UTF-8", "<a>\xff</a>", "a=\"\ufffd\""},
		{"unknown reference", `<a>&nbsp;</a>`, `a=!`},
		{"no reference", `<a>&</a>`, `a=!`},
		{"surrogate", `<a>&#xD800;</a>`, `a=!`},
		{"huge reference", `<a>&#99999999;</a>`, `a=!`},
		{"empty reference", `<a>&#;&#x;</a>`, `a=!`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := scan(c.document)
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestScannerRefuses(t *testing.T) {
	deep := strings.Repeat("<a>", MaxDepth+1) + strings.Repeat("</a>", MaxDepth+1)
	for _, c := range []struct {
		name, document string
		want           error
	}{
		{"nothing", ``, ErrTruncated},
		{"space", ` `, ErrTruncated},
		{"text", `hello`, ErrSyntax},
		{"mismatch", `<a><b></a></b>`, ErrMismatch},
		{"prefix mismatch", `<x:a></y:a>`, ErrMismatch},
		{"longer end tag", `<a></ab>`, ErrMismatch},
		{"open", `<a>`, ErrTruncated},
		{"open child", `<a><b>x</b>`, ErrTruncated},
		{"cut end tag", `<a></a`, ErrTruncated},
		{"cut start tag", `<a b="1"`, ErrTruncated},
		{"cut comment", `<a><!-- `, ErrTruncated},
		{"cut comment end", `<a><!-- --`, ErrTruncated},
		{"bad comment", `<a><!-- -- --></a>`, ErrSyntax},
		{"cut cdata", `<a><![CDATA[ ]]`, ErrTruncated},
		{"cut instruction", `<a><?x `, ErrTruncated},
		{"end tag first", `</a>`, ErrSyntax},
		{"two roots", `<a/><b/>`, ErrSyntax},
		{"text behind", `<a/>x`, ErrSyntax},
		{"no name", `<>`, ErrSyntax},
		{"digit name", `<1/>`, ErrSyntax},
		{"empty local name", `<a:/>`, ErrSyntax},
		{"attribute without value", `<a b/>`, ErrSyntax},
		{"attribute without quotes", `<a b=c/>`, ErrSyntax},
		{"attribute without space", `<a b="c"d="e"/>`, ErrSyntax},
		{"less in attribute", `<a b="<"/>`, ErrSyntax},
		{"lone slash", `<a / >`, ErrSyntax},
		{"doctype", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, ErrDoctype},
		{"declaration inside", `<a><!ENTITY b "c"></a>`, ErrSyntax},
		{"depth", deep, ErrDepth},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := scan(c.document); err != c.want {
				t.Errorf("%q, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestScannerDepth(t *testing.T) {
	document := strings.Repeat("<a>", MaxDepth) + strings.Repeat("</a>", MaxDepth)
	if _, err := scan(document); err != nil {
		t.Error(err)
	}
}

// A scanner that fails does nothing more, and does not begin to read again.
func TestScannerAfterError(t *testing.T) {
	var s Scanner
	s.Reset([]byte(`<a><b></c></a>`))
	s.Root()
	s.Skip()
	if s.Err() != ErrMismatch || s.Depth() != 0 {
		t.Fatal(s.Err(), s.Depth())
	}
	if name, ok := s.Child(); ok || s.Text() != "" {
		t.Error(name)
	}
	if _, ok := s.Root(); ok || s.Finish() != ErrMismatch {
		t.Error(s.Finish())
	}
}

func TestFinishWithOpenElement(t *testing.T) {
	var s Scanner
	s.Reset([]byte(`<a></a>`))
	s.Root()
	if s.Finish() == nil {
		t.Error("an open root is no error")
	}
}

// Text of a scalar leaves out the elements in it.
func TestTextWithChildren(t *testing.T) {
	var s Scanner
	s.Reset([]byte(`<a>1<b x=">">2<c/></b>3<!-- </a> -->4</a>`))
	s.Root()
	if got, ok := AppendText(nil, s.Text()); string(got) != "134" || !ok {
		t.Errorf("%q", got)
	}
	if err := s.Finish(); err != nil {
		t.Error(err)
	}
}

// Reading takes time in proportion to the document, whatever is in it.
func TestTextWithManyChildren(t *testing.T) {
	raw := strings.Repeat("<b/><!-- --><c>x</c>&lt;", 50_000)
	if got, ok := AppendText(nil, raw); len(got) != 50_000 || !ok { // minutes, were it quadratic
		t.Error(len(got), ok)
	}
}

func TestAttribute(t *testing.T) {
	var s Scanner
	s.Reset([]byte(`<a xmlns:type="u" xmlns:i="v" i:type="CanonicalUser" plain='1 &lt; 2'><b/></a>`))
	s.Root()
	for _, c := range []struct {
		name, want string
		ok         bool
	}{
		{"xsi:type", "CanonicalUser", true}, // another prefix
		{"i:type", "CanonicalUser", true},
		{"type", "", false},
		{"plain", "1 &lt; 2", true},
		{"x:plain", "", false},
		{"absent", "", false},
	} {
		if got, ok := s.Attribute(c.name); got != c.want || ok != c.ok {
			t.Errorf("%s: %q, %v; want %q", c.name, got, ok, c.want)
		}
	}
	s.Child()
	if s.HasAttributes() {
		t.Error("attributes of the element before")
	}
}

func TestAllocs(t *testing.T) {
	document := listing(100)
	text := make([]byte, 0, 64)
	var s Scanner
	testkit.WantAllocs(t, 0, func() {
		s.Reset(document)
		if walk(&s) == 0 || s.Finish() != nil {
			t.Fatal(s.Err())
		}
		text, _ = AppendText(text[:0], "&quot;é\r\n&quot;")
		text, _ = AppendEscaped(text[:0], "<é>\r\n")
	})
}
