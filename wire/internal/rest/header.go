package rest

import (
	"encoding/base64"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
)

// appendHeader adds a member's header. An empty list is sent as an empty
// header, as an empty string is.
//
// Source: Smithy, "httpHeader trait".
func appendHeader(e *wire.Encoder, r *wire.Request, f *wire.Field) {
	name := appendLower(r, "", f.Member.WireName())
	shape := f.Member.Shape()
	switch {
	case f.Member.JSONValue():
		appendJSONValue(e, r, name, f.Value)
	case shape.Kind() == models.List:
		appendHeaderList(e, r, name, shape, f.Value)
	default:
		if s, ok := text(e, r, shape, f.Value, models.RFC822); ok {
			addHeader(e, r, name, s)
		}
	}
}

// addHeader adds a header unless its value could not be one: a control
// character, a line break above all, is a fault (RFC 9110, section 5.5).
func addHeader(e *wire.Encoder, r *wire.Request, name, value string) {
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			e.Fault("is sent as a header and holds a line break or another control character")
			return
		}
	}
	r.Headers = append(r.Headers, wire.Header{Name: name, Value: value})
}

// appendLower is prefix and name in lower case, in r.Values where they are not
// already.
func appendLower(r *wire.Request, prefix, name string) string {
	if prefix == "" && isLower(name) {
		return name
	}
	from := len(r.Values)
	r.Values = append(append(r.Values, prefix...), name...)
	lowered := r.Values[from:]
	for i, c := range lowered {
		if 'A' <= c && c <= 'Z' {
			lowered[i] = c + 'a' - 'A'
		}
	}
	return view(lowered)
}

func isLower(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// appendHeaderList adds a header with the elements of a list.
func appendHeaderList(e *wire.Encoder, r *wire.Request, name string, shape models.Shape, list wire.Value) {
	n, ok := e.List(shape, list)
	if !ok {
		return
	}
	elem := shape.Elem()
	from := len(r.Values)
	for i := range n {
		e.EnterElement(i)
		if i > 0 {
			r.Values = append(r.Values, ',')
		}
		v := list.Element(i)
		if elem.Kind() == models.String {
			if s, ok := e.String(elem, v); ok {
				r.Values = AppendElement(r.Values, s)
			}
		} else {
			r.Values, _ = appendLeaf(e, r.Values, elem, v, models.RFC822)
		}
		e.Leave()
	}
	addHeader(e, r, name, view(r.Values[from:]))
}

// appendJSONValue adds a header whose value is JSON in base64: of any value, or
// a string's content, which is JSON already.
func appendJSONValue(e *wire.Encoder, r *wire.Request, name string, v wire.Value) {
	from := len(r.Values)
	if v.Kind() == wire.StringKind {
		r.Values = append(r.Values, v.Str()...)
	} else {
		r.Values = json.AppendDocument(e, r.Values, v)
	}
	to := len(r.Values)
	r.Values = base64.StdEncoding.AppendEncode(r.Values, r.Values[from:to])
	r.AddHeader(name, to)
}

// appendPrefixHeaders adds a header for each entry of a map, except those that
// a member set.
//
// Source: Smithy, "httpPrefixHeaders trait".
func appendPrefixHeaders(e *wire.Encoder, r *wire.Request, f wire.Field) {
	elem, prefix := f.Member.Shape().Elem(), f.Member.LocationName()
	from, to := e.OpenMap(f.Value)
	for i := from; i < to; i++ {
		entry := e.Enter(i)
		name := appendLower(r, prefix, entry.Name)
		if s, ok := e.String(elem, entry.Value); !ok {
		} else if !token(name) {
			e.Fault("cannot be the name of a header")
		} else if _, set := r.Header(name); !set {
			addHeader(e, r, name, s)
		}
		e.Leave()
	}
	e.Close(from)
}

// token reports whether s can be a header's name (RFC 9110, section 5.6.2).
func token(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			continue
		}
		switch c {
		case '!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~':
			continue
		}
		return false
	}
	return s != ""
}
