package lite_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
)

func TestReplaceElements(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"text":                             "text",
		"<r><a>x</a><b>x</b><a>y</a></r>":  "<r><a>[x]</a><b>x</b><a>[y]</a></r>",
		"<r><a/><a></a><a k='v'>x</a></r>": "<r><a/><a></a><a k='v'>x</a></r>",
		"<r><a><c/>x</a><a>x":              "<r><a><c/>x</a><a>x",
		"<a>x<":                            "<a>[x]<",
	} {
		if got := lite.ReplaceElements([]byte(in), "a"); string(got) != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestConsoleControls: terminals' escape sequences and what is no text.
func TestConsoleControls(t *testing.T) {
	c, _ := client(t, ec2.Service, answer{status: 200, body: "<R><output>G1swbTw+Jg0K\nAP/+IQ==\n</output></R>"})
	out, err := c.Call(t.Context(), ec2.GetConsoleOutput, lite.Map{"InstanceId": "i-1"})
	if got := out.Get("Output").String(); err != nil || got != "\x1b[0m<>&\r\n\x00\ufffd\ufffd!" {
		t.Errorf("%q, %v", got, err)
	}
}

// TestPolicyElements: no element of IAM has the name of a policy document and is
// none.
func TestPolicyElements(t *testing.T) {
	m, err := models.Open(*iam.Service.Model)
	if err != nil {
		t.Fatal(err)
	}
	policy, other := map[string]bool{}, map[string]bool{}
	for i := range m.NumShapes() {
		s := m.Shape(uint16(i))
		for j := range s.NumMembers() {
			if b := s.Member(j); b.Policy() {
				policy[b.WireName()] = true
			} else {
				other[b.WireName()] = true
			}
		}
	}
	for name := range policy {
		if other[name] {
			t.Errorf("%s is the name of other things too", name)
		}
	}
	if len(policy) < 3 {
		t.Errorf("policy documents: %v", policy)
	}
}

// FuzzXMLText: what is appended reads back as it was, but for bytes that are no
// UTF-8 and characters that encoding/xml refuses.
func FuzzXMLText(f *testing.F) {
	for _, s := range []string{"", "a<b>&c\"'", "\xff\xfe", "ü\ufffd", "]]>", "\r\n\t"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got := lite.AppendXMLText([]byte("<a>"), text)
		if !utf8.Valid(got) || bytes.ContainsAny(got[3:], "<>\"'\x00\r") {
			t.Fatalf("%q", got)
		}
		for _, r := range string(text) {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
				return
			}
		}
		d := xml.NewDecoder(bytes.NewReader(append(got, "</a>"...)))
		var read []byte
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if chars, ok := token.(xml.CharData); ok {
				read = append(read, chars...)
			}
		}
		if string(read) != string([]rune(string(text))) {
			t.Errorf("%q, want %q", read, text)
		}
	})
}

// FuzzReplaceElements: nothing but the text of the elements changes.
func FuzzReplaceElements(f *testing.F) {
	for _, s := range []string{"<a>x</a>", "<a>%7B%7D</a><a>e30=</a>", "<a", "<<a>>x<a>", "<a></a><b>x</b>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got := lite.ReplaceElements(body, "a")
		if bytes.Count(got, []byte("<")) != bytes.Count(body, []byte("<")) || !bytes.HasPrefix(got, body[:max(bytes.IndexByte(body, '<'), 0)]) {
			t.Errorf("%q became %q", body, got)
		}
		undone := bytes.ReplaceAll(bytes.ReplaceAll(got, []byte("<a>["), []byte("<a>")), []byte("]<"), []byte("<"))
		if !bytes.ContainsAny(body, "[]") && !bytes.Equal(undone, body) {
			t.Errorf("%q became %q", body, got)
		}
		for _, decode := range []func(dst, text []byte) []byte{lite.AppendPolicy, lite.AppendConsole} {
			if out := decode(nil, body); bytes.ContainsAny(out, "<") && !bytes.Equal(out, body) {
				t.Errorf("%q decoded to markup: %q", body, out)
			}
		}
	})
}
