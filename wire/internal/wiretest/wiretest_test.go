package wiretest

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// A comparison that cannot fail would make every suite pass: here are texts
// that are the same and texts that are not.

func TestCanonicalXML(t *testing.T) {
	keys := map[string]bool{"key": true, "Attr": true}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{`<a><b>1</b><c/></a>`, "<a>\n  <c></c>\n  <b>1</b>\n</a>", true},
		{`<a x="1" y="2"/>`, `<a y='2' x="1"></a>`, true},
		{`<a>&lt;&#10;</a>`, "<a><![CDATA[<]]>\n</a>", true},
		{`<a><b>1</b><b>2</b></a>`, `<a><b>2</b><b>1</b></a>`, false},
		{`<a><e><key>x</key><v>1</v></e><e><key>a</key><v>2</v></e></a>`, `<a><e><key>a</key><v>2</v></e><e><key>x</key><v>1</v></e></a>`, true},
		{`<a xmlns="u"/>`, `<a/>`, false},
		{`<p:a xmlns:p="u"/>`, `<a xmlns:p="u"/>`, false},
		{`<a> 1</a>`, `<a>1</a>`, false},
		{`<a><b/></a>`, `<a/>`, false},
	} {
		a, err := parseXML([]byte(c.a))
		if err != nil {
			t.Fatal(err)
		}
		b, err := parseXML([]byte(c.b))
		if err != nil {
			t.Fatal(err)
		}
		if x, y := a.canonical(keys), b.canonical(keys); (x == y) != c.same {
			t.Errorf("%s and %s: %s, %s", c.a, c.b, x, y)
		}
	}
	for _, bad := range []string{"", "<a>", "<a></b>", "<a/><b/>", "x"} {
		if _, err := parseXML([]byte(bad)); err == nil {
			t.Errorf("%q is a document", bad)
		}
	}
}

func TestFormPairs(t *testing.T) {
	keys := map[string]bool{"key": true}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"A=1&B=x%20y", "B=x+y&A=1", true},
		{"A=1", "A=2", false},
		{"A=1&A=1", "A=1", false},
		{"L.1=a&L.2=b", "L.1=b&L.2=a", false},
		{"M.1.key=x&M.1.value=1&M.2.key=a&M.2.value=2", "M.1.key=a&M.1.value=2&M.2.key=x&M.2.value=1", true},
		{"M.1.key=x&M.1.value=1&M.2.key=a&M.2.value=2", "M.1.key=a&M.1.value=1&M.2.key=x&M.2.value=2", false},
	} {
		a, err := formPairs(c.a, keys)
		if err != nil {
			t.Fatal(err)
		}
		b, err := formPairs(c.b, keys)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Equal(a, b) != c.same {
			t.Errorf("%s and %s: %q, %q", c.a, c.b, a, b)
		}
	}
	if _, err := formPairs("a=%zz", keys); err == nil {
		t.Error("a broken escape is no error")
	}
}

func TestQueryPairs(t *testing.T) {
	if a, b := pairs("b&a=1"), pairs("a=1&b="); !slices.Equal(a, b) {
		t.Errorf("%q, %q", a, b)
	}
	if a, b := pairs("a=1&a=2"), pairs("a=1"); slices.Equal(a, b) {
		t.Errorf("%q, %q", a, b)
	}
}

func TestParams(t *testing.T) {
	m := Compile(t, `{"metadata": {"serviceId": "Test", "protocol": "json"},
		"operations": {"Op": {"name": "Op", "input": {"shape": "In"}}},
		"shapes": {
			"In": {"type": "structure", "members": {"B": {"shape": "Blob"}, "T": {"shape": "Time"}, "F": {"shape": "Float"}, "I": {"shape": "Int"},
				"L": {"shape": "List"}, "M": {"shape": "Map"}, "D": {"shape": "Any"}}},
			"Blob": {"type": "blob"}, "Time": {"type": "timestamp"}, "Float": {"type": "double"}, "Int": {"type": "long"},
			"List": {"type": "list", "member": {"shape": "Time"}}, "Map": {"type": "map", "key": {"shape": "Blob"}, "value": {"shape": "Blob"}},
			"Any": {"type": "structure", "members": {}, "document": true}}}`)
	var v any
	err := unmarshal([]byte(`{"B": "b", "T": 946845296.123, "F": "-Infinity", "I": 9007199254740993, "L": [0, null], "M": {"k": "v"}, "D": {"x": [1, 1.5, "s", true]}}`), &v)
	if err != nil {
		t.Fatal(err)
	}
	want := wire.Map{
		"B": []byte("b"), "T": time.Date(2000, 1, 2, 20, 34, 56, 123e6, time.UTC), "F": math.Inf(-1), "I": int64(9007199254740993),
		"L": wire.List{time.Unix(0, 0).UTC(), nil}, "M": wire.Map{"k": []byte("v")}, "D": wire.Map{"x": wire.List{int64(1), 1.5, "s", true}},
	}
	if got := Params(t, Operation(t, m, "Op").Input(), v); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestModernize: old suites keep their meaning.
func TestModernize(t *testing.T) {
	var s suite
	if err := json.Unmarshal([]byte(`{"shapes": {
		"In": {"type": "structure", "members": {"H": {"shape": "Header"}, "Q": {"shape": "Header", "location": "querystring"}}},
		"Header": {"type": "string", "location": "header"}, "M": {"type": "string", "key": {}, "value": {}}},
		"cases": [{"given": {"input": {"shape": "In", "payload": "H"}}}]}`), &s); err != nil {
		t.Fatal(err)
	}
	modernize(&s, &s.Cases[0])
	members := s.Shapes["In"]["members"].(map[string]any)
	if members["H"].(map[string]any)["location"] != "header" || members["Q"].(map[string]any)["location"] != "querystring" ||
		s.Shapes["Header"]["location"] != nil || s.Shapes["In"]["payload"] != "H" || s.Shapes["M"]["type"] != "map" {
		t.Errorf("%v", s.Shapes)
	}
}
