package object

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

type pair struct{ name, value string }

func scan(b []byte) (got []pair, err error) {
	err = Strings(b, func(name, value string) { got = append(got, pair{name, value}) })
	return got, err
}

// slowScan is Strings with encoding/json. deep is how deep the text nests.
func slowScan(b []byte) (want []pair, deep int, ok bool) {
	if !json.Valid(b) || !bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte{'{'}) {
		return nil, 0, false
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	name, isName, depth := "", true, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return want, deep, true
		}
		if err != nil {
			return nil, 0, false
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				depth++
				deep = max(deep, depth)
			} else {
				depth--
			}
			isName = depth == 1 // after the first brace, or after a value
			continue
		case string:
			if depth == 1 && isName {
				name, isName = v, false
				continue
			}
			if depth == 1 {
				want = append(want, pair{name, v})
			}
		}
		if depth == 1 {
			isName = true
		}
	}
}

func TestStrings(t *testing.T) {
	for text, want := range map[string][]pair{
		`{}`:                     {},
		" {\t\"a\" :\r\n\"b\"} ": {{"a", "b"}},
		`{"a":"b","a":"c"}`:      {{"a", "b"}, {"a", "c"}},
		`{"n":-1.5e+3,"t":true,"f":false,"z":null,"o":{"a":"x"},"l":[1,["y"],{}],"s":"z"}`: {{"s", "z"}},
		`{"\u0061\"\\\/\b\f\n\r\t":"\u00e9\uD83D\udc2c"}`:                                  {{"a\"\\/\b\f\n\r\t", "é🐬"}},
		`{"a":"\ud800x\udc00\ud800\u0041"}`:                                                {{"a", "\ufffdx\ufffd\ufffdA"}},
		`{"a":"\udc00\udc00"}`:                                                             {{"a", "\ufffd\ufffd"}},
		"{\"a\":\"\xff\xfe\"}":                                                             {{"a", "\ufffd\ufffd"}},
	} {
		got, err := scan([]byte(text))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "null", `"a"`, "[]", "{", "{}x", "{} {}", `{"a"}`, `{"a":}`, `{"a":"b",}`, `{,}`, `{"a":"b" "c":"d"}`, `{a:1}`,
		`{"a":01}`, `{"a":1.}`, `{"a":.5}`, `{"a":-}`, `{"a":1e}`, `{"a":+1}`, `{"a":tru}`, `{"a":"` + "\n" + `"}`, `{"a":"\x"}`, `{"a":"\u12g4"}`, `{"a":"\u12`,
		`{"a":"\`, `{"a":"b`, `{"a":[}`, `{"a":[1,]}`, `{"a":[1 2]}`, "\xef\xbb\xbf{}", `{"a":` + strings.Repeat("[", 100000)} {
		if got, err := scan([]byte(text)); err == nil {
			t.Errorf("%.40s: got %q", text, got)
		}
	}
	nest := func(n int) []byte {
		return []byte(`{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`)
	}
	if err := Strings(nest(maxDepth-1), func(_, _ string) {}); err != nil {
		t.Error("depth 64 is refused")
	}
	if err := Strings(nest(maxDepth), func(_, _ string) {}); err == nil {
		t.Error("depth 65 is accepted")
	}
}

// Strings accepts what encoding/json accepts, up to the depth, and reads the same.
func FuzzStrings(f *testing.F) {
	for _, s := range []string{`{"AccessKeyId":"ASIA","Token":"t"}`, `{}`, ` { "a" : [ 1 , {"b":"c"} , -0.1E-2 ] , "d" : "e" } `, `{"\ud83d\udc2c":"\ud800"}`, "{\"a\":\"\xff\"}",
		`{"a":null,"b":true,"c":false}`, `{"a":{"a":{"a":"b"}},"c":"d"}`, `{"a":"b"`, `{"a":"\u00`, `{"a":01}`, `[]`, "", strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := scan(b)
		want, deep, ok := slowScan(b)
		if ok && deep > maxDepth {
			ok = false
		}
		if (err == nil) != ok {
			t.Fatalf("%q: got %v, encoding/json accepts: %v", b, err, ok)
		}
		if ok && !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", b, got, want)
		}
		for _, p := range got {
			if !utf8.ValidString(p.name + p.value) {
				t.Errorf("%q is no UTF-8", p)
			}
		}
	})
}
