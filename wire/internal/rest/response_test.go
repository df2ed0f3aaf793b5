package rest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/rest"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestDecodeBound(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct {
		operation string
		headers   wire.HeaderList
		want      string
		err       string
	}{
		{"Bound", nil, `{"Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"X-Str", " a\"b "}, {"x-int", "-5"}, {"X-FLOAT", "NaN"}, {"x-bool", "True"}, {"x-blob", "raw"}},
			`{"Str":"a\"b","Int":-5,"Float":"NaN","Bool":true,"Blob":"cmF3","Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-str", ""}, {"x-int", ""}, {"x-float", "1.50"}, {"x-list", ""}}, `{"Str":"","Float":1.5,"List":[],"Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-time", "Mon, 16 Dec 2019 23:48:18 GMT"}, {"x-epoch", "-1.5"}},
			`{"Time":"2019-12-16T23:48:18Z","Epoch":"1969-12-31T23:59:58.5Z","Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-list", "a"}, {"X-List", `"b,c", d`}, {"x-ints", "1,2"}, {"x-times", "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:19 GMT"}},
			`{"List":["a","b,c","d"],"Ints":[1,2],"Times":["2019-12-16T23:48:18Z","2019-12-16T23:48:19Z"],"Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-times", "2019-12-16T23:48:18Z, 1576540099"}}, `{"Times":["2019-12-16T23:48:18Z","2019-12-16T23:48:19Z"],"Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-json", "eyJGb28iOiJCYXIifQ=="}}, `{"JSON":"{\"Foo\":\"Bar\"}","Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"X-Meta-Aa", "1"}, {"x-meta-b", ""}, {"X-META-AA", "2"}, {"x-metal", "no"}, {"x-m", "no"}},
			`{"Meta":{"Aa":"1, 2","b":""},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"Expires", "0"}}, `{"Expires":"1970-01-01T00:00:00Z","Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"Expires", "never"}}, `{"Meta":{},"Status":201}`, ""},
		{"Bound", wire.HeaderList{{"x-time", "never"}}, "", `wire: Time: "never" is no timestamp`},
		{"Bound", wire.HeaderList{{"x-int", "5x"}}, "", `wire: Int: "5x" is no integer`},
		{"Bound", wire.HeaderList{{"x-int", "99999999999999999999"}}, "", `wire: Int: "99999999999999999999" is no integer`},
		{"Bound", wire.HeaderList{{"x-secret", "5x"}}, "", `wire: Secret: the value is no integer`},
		{"Bound", wire.HeaderList{{"x-ints", "1, x"}}, "", `wire: Ints[1]: "x" is no integer`},
		{"Bound", wire.HeaderList{{"x-bool", "yes"}}, "", `wire: Bool: "yes" is no boolean`},
		{"Bound", wire.HeaderList{{"x-json", "{}"}}, "", `wire: JSON: "{}" is no base64`},
		{"All", wire.HeaderList{{"Hello", "1"}, {"X-Foo", "\xff"}}, `{"All":{"Hello":"1","X-Foo":"` + "\uFFFD" + `"}}`, ""},
		{"NoInput", wire.HeaderList{{"Hello", "1"}}, `{}`, ""},
	} {
		var d wire.Document
		d.Shape = wiretest.Operation(t, m, c.operation).Output()
		if err := rest.DecodeBound(&d, &wire.Response{Status: 201, Header: c.headers}); err != nil {
			if err.Error() != c.err || string(d.Node().AppendJSON(nil)) != "{}" {
				t.Errorf("%v: error %q, want %q", c.headers, err, c.err)
			}
			continue
		}
		if got := string(d.Node().AppendJSON(nil)); got != c.want || c.err != "" {
			t.Errorf("%v: %s, want %s%s", c.headers, got, c.want, c.err)
		}
	}
}

// TestDecodeBoundText checks that text is kept as it was sent, and not with the
// headers.
func TestDecodeBoundText(t *testing.T) {
	var d wire.Document
	d.Shape = wiretest.Operation(t, wiretest.Compile(t, service), "Bound").Output()
	sent := []byte("Mon, 16 Dec 2019 23:48:18 GMT")
	header := wire.HeaderList{{"x-time", unsafe.String(&sent[0], len(sent))}, {"x-meta-a", "b"}}
	if err := rest.DecodeBound(&d, &wire.Response{Header: header}); err != nil {
		t.Fatal(err)
	}
	clear(sent)
	if got := d.Node().Field("Time").String(); got != "Mon, 16 Dec 2019 23:48:18 GMT" {
		t.Errorf("%q", got)
	}
}

// FuzzDecodeBound: whatever the headers hold, there is an error or valid JSON,
// and a string is the header without blanks around it.
func FuzzDecodeBound(f *testing.F) {
	for _, s := range []string{"", "1", "-0.5", "\"a\", \xff", "Mon, 16 Dec 2019 23:48:18 GMT,,", "9223372036854775808", "1e999", "AA==", ",\",", " \t "} {
		f.Add(s)
	}
	shape := wiretest.Operation(f, wiretest.Compile(f, service), "Bound").Output()
	names := []string{"x-str", "x-int", "x-float", "x-bool", "x-time", "x-epoch", "expires", "x-list", "x-ints", "x-times", "x-json", "x-blob"}
	f.Fuzz(func(t *testing.T, value string) {
		var d wire.Document
		for _, name := range names {
			d.Reset()
			d.Shape = shape
			r := &wire.Response{Status: 200, Header: wire.HeaderList{{name, value}, {"x-meta-" + value, value}}}
			if rest.DecodeBound(&d, r) != nil {
				continue
			}
			if text := d.Node().AppendJSON(nil); !json.Valid(text) {
				t.Errorf("%s: %q gives %s", name, value, text)
			}
			if got := d.Node().Get("Meta", string([]rune(value))).String(); got != string([]rune(value)) {
				t.Errorf("%q: metadata %q", value, got)
			}
			if got, want := d.Node().Field("Str").String(), string([]rune(strings.Trim(value, " \t"))); name == "x-str" && got != want {
				t.Errorf("%q: text %q, want %q", value, got, want)
			}
		}
	})
}
