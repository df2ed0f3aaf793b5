package wire_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// everyKind is a service whose one operation has an output with a member of
// every kind.
const everyKind = `{
	"metadata": {"serviceId": "Test", "protocol": "json", "jsonVersion": "1.0"},
	"operations": {"Op": {"name": "Op", "input": {"shape": "In"}, "output": {"shape": "Out"}}},
	"shapes": {
		"In": {"type": "structure", "members": {}},
		"Out": {"type": "structure", "members": {
			"Str": {"shape": "String"}, "Secret": {"shape": "Secret"}, "Int": {"shape": "Integer"}, "Long": {"shape": "Long"},
			"Float": {"shape": "Float"}, "Bool": {"shape": "Boolean"}, "Time": {"shape": "Timestamp"}, "Text": {"shape": "Date"},
			"Blob": {"shape": "Blob"}, "List": {"shape": "List"}, "Map": {"shape": "Map"}, "Nested": {"shape": "Out"},
			"Outs": {"shape": "Outs"}, "Union": {"shape": "Union"}, "Any": {"shape": "Any"},
			"Renamed": {"shape": "String", "locationName": "wire-name"}}},
		"String": {"type": "string"}, "Secret": {"type": "integer", "sensitive": true}, "Integer": {"type": "integer"}, "Long": {"type": "long"},
		"Float": {"type": "float"}, "Boolean": {"type": "boolean"}, "Timestamp": {"type": "timestamp"},
		"Date": {"type": "timestamp", "timestampFormat": "iso8601"}, "Blob": {"type": "blob"},
		"List": {"type": "list", "member": {"shape": "Integer"}}, "Outs": {"type": "list", "member": {"shape": "Out"}},
		"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Integer"}},
		"Union": {"type": "structure", "union": true, "members": {"A": {"shape": "String"}, "B": {"shape": "Out"}}},
		"Any": {"type": "structure", "members": {}, "document": true}
	}
}`

func output(t testing.TB) models.Shape {
	return wiretest.Operation(t, wiretest.Compile(t, everyKind), "Op").Output()
}

func TestParseConforming(t *testing.T) {
	shape := output(t)
	for _, c := range []struct{ text, want string }{
		{`{}`, ""},
		{``, ""},
		{`null`, ""},
		{` {"Str": "x", "Unknown": {"a": [1, "\u0041"]}}`, ""},
		{`{"Str": null, "List": [null, 1], "Map": {"a": null}, "Union": {"A": null}}`, ""},
		{`{"Str": 1}`, `wire: Str: "1" is no string`},
		{`{"Str": {}}`, `wire: Str: a JSON object is no string`},
		{`{"Renamed": 1}`, ""},
		{`{"wire-name": 1}`, `wire: wire-name: "1" is no string`},
		{`{"Int": "5"}`, `wire: Int: "5" is no integer`},
		{`{"Int": 1.5}`, `wire: Int: "1.5" is no integer`},
		{`{"Int": 1e3, "Long": -9223372036854775808}`, ""},
		{`{"Long": 9223372036854775808}`, `wire: Long: "9223372036854775808" is no integer`},
		{`{"Int": 5000000000}`, ""},
		{`{"Secret": "5"}`, `wire: Secret: the value is no integer`},
		{`{"Float": "NaN"}`, ""},
		{`{"Float": "-Infinity"}`, ""},
		{`{"Float": "inf"}`, `wire: Float: "inf" is no number`},
		{`{"Float": true}`, `wire: Float: a JSON true is no number`},
		{`{"Bool": "true"}`, `wire: Bool: "true" is no boolean`},
		{`{"Time": 1576540098.123, "Text": "2019-12-16T23:48:18Z"}`, ""},
		{`{"Time": "Mon, 16 Dec 2019 23:48:18 GMT", "Text": 1576540098}`, ""},
		{`{"Time": 1e300}`, `wire: Time: "1e300" is no timestamp`},
		{`{"Text": "yesterday"}`, `wire: Text: "yesterday" is no timestamp`},
		{`{"Blob": "aGk="}`, ""},
		{`{"Blob": "aGk"}`, `wire: Blob: "aGk" is no base64`},
		{`{"Blob": "a=k="}`, `wire: Blob: "a=k=" is no base64`},
		{`{"Blob": "aG\nk"}`, `wire: Blob: "aG\nk" is no base64`},
		{`{"List": {}}`, `wire: List: a JSON object is no array`},
		{`{"List": [1, 2, "x"]}`, `wire: List[2]: "x" is no integer`},
		{`{"Map": {"a b": "x"}}`, `wire: Map.a b: "x" is no integer`},
		{`{"Nested": {"Outs": [{}, {"Map": {"k": []}}]}}`, `wire: Nested.Outs[1].Map.k: a JSON array is no integer`},
		{`{"Union": {"A": "x", "__type": "U", "C": 5}}`, ""},
		{`{"Union": {"A": "x", "B": {}}}`, `wire: Union: more than one member of a union is set`},
		{`{"Union": {"B": {"Union": {"A": "x"}}}}`, ""},
		{`{"Any": [1, {"Str": 1}]}`, ""},
		{`[]`, `wire: a JSON array is no object`},
		{`{"Str": "0123456789012345678901234567890123456789", "Int": "0123456789012345678901234567890123456789x"}`,
			`wire: Int: "0123456789012345678901234567890123456789"… is no integer`},
		{`{`, "wire: malformed body"},
		{`<html>`, "wire: malformed body"},
	} {
		var d wire.Document
		d.Shape = shape
		err := d.ParseConforming([]byte(c.text), shape)
		got := ""
		if err != nil {
			got = err.Error()
			if !errors.Is(err, wire.ErrMalformed) {
				t.Errorf("%s: %v is no ErrMalformed", c.text, err)
			}
			if d.Node().Len() != 0 {
				t.Errorf("%s: a body in spite of the error", c.text)
			}
		}
		if got != c.want {
			t.Errorf("%s: error %q, want %q", c.text, got, c.want)
		}
	}
}

// TestParseConformingReuse: what a document looked up serves the next one, of
// whatever model.
func TestParseConformingReuse(t *testing.T) {
	var d wire.Document
	for range 3 {
		for _, kind := range []string{"string", "integer"} {
			shape := wiretest.Operation(t, wiretest.Compile(t, `{
				"metadata": {"serviceId": "Test", "protocol": "json"},
				"operations": {"Op": {"name": "Op", "output": {"shape": "Out"}}},
				"shapes": {"Out": {"type": "structure", "members": {"In": {"shape": "In"}}},
					"In": {"type": "structure", "members": {"Leaf": {"shape": "Leaf"}}},
					"Leaf": {"type": "`+kind+`"}}}`), "Op").Output()
			d.Reset()
			d.Shape = shape
			err := d.ParseConforming([]byte(`{"In": {"Leaf": 5}}`), shape)
			if (err == nil) != (kind == "integer") {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
}

// TestUnknownUnionMember: a member newer than the model can be read.
func TestUnknownUnionMember(t *testing.T) {
	var d wire.Document
	d.Shape = output(t)
	if err := d.ParseConforming([]byte(`{"Union": {"__type": "x", "New": {"a": [1, "b\u0001"]}, "A": null}}`), d.Shape); err != nil {
		t.Fatal(err)
	}
	u := d.Node().Get("Union")
	if got := u.Get("New", "a", 1).String(); got != "b\x01" {
		t.Errorf("New.a[1] is %q", got)
	}
	if got := u.Get("New", "a", 0).Int(); got != 1 {
		t.Errorf("New.a[0] is %d", got)
	}
	names := ""
	for name := range u.Fields() {
		names += name + " "
	}
	if names != "New " {
		t.Errorf("fields %q", names)
	}
	if got := string(u.AppendJSON(nil)); got != `{"New":{"a":[1,"b\u0001"]}}` {
		t.Errorf("JSON %s", got)
	}
	if m, _ := u.Any().(wire.Map); m["New"] == nil {
		t.Errorf("Any is %v", u.Any())
	}
}

// TestConformingConcurrent: the walk that checks a document also leaves nothing
// in it that a first read would write. To be run with -race.
func TestConformingConcurrent(t *testing.T) {
	var d wire.Document
	d.Shape = output(t)
	text := `{"Str": "a\u0001", "Unknown": {"\u0061": ["\n"]}, "Map": {"\u0062": 1}, "Any": {"\u0063": ["\t"]}, "wire-name": "w\\",
		"Union": {"New": {"\u0064": "\r"}}, "Outs": [{"Nested": {"Str": "\""}}], "Blob": "aG\u006b="}`
	if err := d.ParseConforming([]byte(text), d.Shape); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			n := d.Node()
			if got := n.Get("Union", "New", "d").String() + n.Get("Any", "c", 0).String() + n.Get("Outs", 0, "Nested", "Str").String(); got != "\r\t\"" {
				t.Errorf("%q", got)
			}
			n.Any()
			n.AppendJSON(nil)
			d.Extra("Unknown").AppendJSON(nil)
		})
	}
	group.Wait()
}

// TestDenseMapNull: a null in a map that is not sparse is as good as absent.
func TestDenseMapNull(t *testing.T) {
	var d wire.Document
	d.Shape = output(t)
	if err := d.ParseConforming([]byte(`{"Map": {"a": null, "b": 1}}`), d.Shape); err != nil {
		t.Fatal(err)
	}
	for name, v := range d.Node().Get("Map").Fields() {
		if name != "b" || v.Int() != 1 {
			t.Errorf("%s is %d", name, v.Int())
		}
	}
}

// FuzzParseConforming: whatever comes, there is an error or every read agrees
// with the shape; a base64 check is as strict as the decoder that reads it.
func FuzzParseConforming(f *testing.F) {
	for _, seed := range []string{
		``, `{`, `[]`, `{"Int": 1e400}`, `{"Blob": "===="}`, `{"Union": {"A": "x", "B": {}}}`, `{"Time": "9999-99-99T"}`,
		`{"Outs": [{"Outs": [{"Map": {"": -0}}]}]}`, `{"Str": "\ud800"}`, `{"Float": nan}`, `{"":""}`, `{"Any":{"a":[null]}}`,
	} {
		f.Add([]byte(seed))
	}
	shape := output(f)
	var d wire.Document
	f.Fuzz(func(t *testing.T, text []byte) {
		d.Reset()
		d.Shape = shape
		if err := d.ParseConforming(text, shape); err != nil {
			if !errors.Is(err, wire.ErrMalformed) || d.Node().Len() != 0 {
				t.Errorf("%v", err)
			}
			return
		}
		n := d.Node()
		n.Any()
		if shown := n.AppendJSON(nil); !json.Valid(shown) || !json.Valid(text) && len(text) > 0 {
			t.Errorf("%s shows as %s", text, shown)
		}
		if _, used := d.Size(); used > 64*len(text)+64 {
			t.Errorf("%d bytes are kept of %d", used, len(text))
		}
		wire.ValueOf(n)
		if blob := n.Get("Blob"); blob.Exists() {
			if _, err := base64.StdEncoding.DecodeString(blob.String()); err != nil {
				t.Errorf("%q passed: %v", blob.String(), err)
			}
		}
	})
}

// FuzzReadJSON: a document is what encoding/json reads, and what that refuses is
// refused.
func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{
		`null`, `[]`, `{"a":[1,2.5e3,-0,"x",true,false,null,{}]}`, `"\u00e9\ud83d\ude00\ud800\n\/"`, `[[[[[]]]],[],{"":{"":""}}]`, ` [ 1 , 2 ] `,
		`12345678901234567890`, `1e400`, `01`, `1.`, `.5`, `-`, `"\x"`, `"a`, "\"\n\"", `{"a":1,"a":2}`, `{"a"}`, `[1,]`, `nan`, `tru`, `[1]]`, "\"\xff\"",
	} {
		f.Add([]byte(seed))
	}
	shape := output(f)
	var d wire.Document
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) { // encoding/json replaces what is none
			return
		}
		d.Reset()
		d.Shape = shape
		body := append(append([]byte(`{"Any":`), text...), '}')
		err := d.ParseConforming(body, shape)
		if !json.Valid(text) {
			if json.Valid(body) { // text closes the object and opens another member
				return
			}
			if err == nil {
				t.Errorf("%s is read", text)
			}
			return
		}
		if err != nil {
			if bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) < 299 {
				t.Errorf("%s: %v", text, err)
			}
			return
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		var want any
		if err := decoder.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if want, got := plainValue(want), d.Node().Get("Any").Any(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v", text, got, want)
		}
	})
}

// plainValue is what encoding/json reads with UseNumber, in the types of
// Node.Any.
func plainValue(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return i
		}
		f, _ := strconv.ParseFloat(v.String(), 64)
		return f
	case []any:
		for i := range v {
			v[i] = plainValue(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plainValue(v[k])
		}
	}
	return v
}
