package wiretest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Output decodes the response of each case of an output suite and compares
// what can be read from it.
func Output(t *testing.T, p *wire.Protocol, file string, exclude map[string]string) {
	var d wire.Document
	each(t, file, exclude, func(t *testing.T, s *suite, c *testCase) {
		op := operation(t, s, c)
		d.Reset() // one Document for all: nothing may be left of the case before
		r := &wire.Response{Status: c.Response.Status, Body: []byte(c.Response.Body)}
		var headers wire.HeaderList
		for name, value := range c.Response.Headers {
			headers = append(headers, wire.Header{Name: name, Value: value})
		}
		r.Header = headers
		if p.ID == models.CBOR {
			r.Body = unbase64(t, c.Response.Body)
		}
		if c.ErrorCode != nil {
			compareFailure(t, p.DecodeError(&d, r, op), &d, c)
			return
		}
		if err := p.DecodeResponse(&d, r, op); err != nil {
			t.Fatal(err)
		}
		compareNode(t, "", d.Node(), c.Result)
	})
}

func compareFailure(t *testing.T, f wire.Failure, d *wire.Document, c *testCase) {
	t.Helper()
	code := f.Code
	if f.QueryCode != "" {
		code = f.QueryCode
	}
	if code != *c.ErrorCode {
		t.Errorf("code %q, want %q", code, *c.ErrorCode)
	}
	if c.ErrorMessage != nil && f.Message != *c.ErrorMessage {
		t.Errorf("message %q, want %q", f.Message, *c.ErrorMessage)
	}
	if f.Shape.Kind() == models.Structure {
		compareNode(t, "", d.Node(), c.Error)
	} else if members, _ := c.Error.(map[string]any); len(members) > 0 {
		t.Errorf("no modeled error, want members %v", members)
	}
}

// unknownMember is what the suites call a union member that the model lacks.
const unknownMember = "SDK_UNKNOWN_MEMBER"

// compareNode compares a value with the suite's form of it.
func compareNode(t *testing.T, path string, n wire.Node, want any) {
	t.Helper()
	if path == "" && want == nil {
		want = map[string]any{}
	}
	if want == nil {
		if n.Exists() {
			t.Errorf("%s: %s, want nothing", path, n.AppendJSON(nil))
		}
		return
	}
	if !n.Exists() {
		t.Errorf("%s: absent, want %v", path, want)
		return
	}
	shape := n.Shape()
	ok := true
	switch w := want.(type) {
	case map[string]any:
		if shape.Kind() != models.Structure && shape.Kind() != models.Map {
			compareText(t, path, n, w)
			return
		}
		compareMembers(t, path, n, w)
	case []any:
		if shape.Kind() != models.List {
			compareText(t, path, n, w)
			return
		}
		if n.Len() != len(w) {
			t.Errorf("%s: %s, want %d elements", path, n.AppendJSON(nil), len(w))
			return
		}
		for i := range w {
			compareNode(t, fmt.Sprintf("%s[%d]", path, i), n.At(i), w[i])
		}
	case string:
		switch shape.Kind() {
		case models.String:
			ok = n.String() == w
		case models.Blob:
			ok = string(n.Bytes()) == w
		case models.Float, models.Double:
			f, err := wire.ParseFloat(w)
			ok = err == nil && sameFloat(shape.Kind(), n.Float(), f)
		default:
			compareText(t, path, n, w)
			return
		}
	case bool:
		ok = n.Bool() == w && (shape.Kind() == models.Boolean || n.Any() == any(w))
	case json.Number:
		switch shape.Kind() {
		case models.Timestamp:
			ok = n.Time().Equal(epoch(t, w))
		case models.Integer, models.Long:
			ok = json.Number(fmt.Sprint(n.Int())) == w
		default:
			f, err := w.Float64()
			ok = err == nil && sameFloat(shape.Kind(), n.Float(), f)
		}
	default:
		t.Fatalf("%s: the suite holds a %T", path, want)
	}
	if !ok {
		t.Errorf("%s: %s, want %v", path, n.AppendJSON(nil), want)
	}
}

// compareMembers compares a structure or map: the same names, the same values.
// In a union, the suites say no more of an unknown member than its name.
func compareMembers(t *testing.T, path string, n wire.Node, want map[string]any) {
	t.Helper()
	if unknown, ok := want[unknownMember].(map[string]any); ok {
		name, _ := unknown["name"].(string)
		if !n.Field(name).Exists() {
			t.Errorf("%s: the unknown member %q is absent", path, name)
		}
		return
	}
	var names []string
	for name, v := range n.Fields() {
		names = append(names, name)
		if _, ok := want[name]; !ok {
			t.Errorf("%s.%s: %s, want nothing", path, name, v.AppendJSON(nil))
		}
	}
	for name, w := range want {
		if !slices.Contains(names, name) && (w != nil || n.Shape().Kind() == models.Map) {
			t.Errorf("%s.%s: absent, want %v", path, name, w)
			continue
		}
		compareNode(t, path+"."+name, n.Field(name), w)
	}
}

// compareText compares a value without a shape of its own by its JSON: a
// document, or the text of a jsonvalue header, which is JSON itself.
func compareText(t *testing.T, path string, n wire.Node, want any) {
	t.Helper()
	got := n.AppendJSON(nil)
	if n.Shape().Kind() == models.String {
		got = []byte(n.String())
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	t.Run(path, func(t *testing.T) { compareJSON(t, got, text) })
}
