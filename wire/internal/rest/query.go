package rest

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// appendQuery appends a query parameter; a list repeats it.
//
// Source: Smithy, "httpQuery trait".
func appendQuery(e *wire.Encoder, r *wire.Request, f *wire.Field) {
	shape, name := f.Member.Shape(), f.Member.WireName()
	if shape.Kind() != models.List {
		appendPair(e, r, name, shape, f.Value)
		return
	}
	appendPairs(e, r, name, shape, f.Value)
}

// appendPairs appends a parameter for each element of a list.
func appendPairs(e *wire.Encoder, r *wire.Request, name string, shape models.Shape, list wire.Value) {
	n, ok := e.List(shape, list)
	if !ok {
		return
	}
	elem := shape.Elem()
	for i := range n {
		e.EnterElement(i)
		appendPair(e, r, name, elem, list.Element(i))
		e.Leave()
	}
}

func appendPair(e *wire.Encoder, r *wire.Request, name string, shape models.Shape, v wire.Value) {
	if shape.Kind() == models.Blob {
		e.Unencodable(shape)
		return
	}
	s, ok := text(e, r, shape, v, models.ISO8601)
	if !ok {
		return
	}
	if len(r.Query) > 0 {
		r.Query = append(r.Query, '&')
	}
	r.Query = append(appendEscaped(r.Query, name, false), '=')
	r.Query = appendEscaped(r.Query, s, false)
}

// appendQueryMap appends a parameter for each entry of a map, except those that
// have a member or a place in the URI template of their own.
//
// Source: Smithy, "httpQueryParams trait".
func appendQueryMap(e *wire.Encoder, r *wire.Request, f wire.Field, fixed string, from, to int) {
	elem := f.Member.Shape().Elem()
	first, last := e.OpenMap(f.Value)
	for i := first; i < last; i++ {
		entry := e.Enter(i)
		name, v := entry.Name, entry.Value
		switch {
		case fixedParameter(fixed, name) || namedParameter(e, name, from, to):
		case elem.Kind() == models.List:
			appendPairs(e, r, name, elem, v)
		default:
			appendPair(e, r, name, elem, v)
		}
		e.Leave()
	}
	e.Close(first)
}

// namedParameter reports whether a member that is set is bound to the
// parameter of that name.
func namedParameter(e *wire.Encoder, name string, from, to int) (found bool) {
	for i := from; i < to && !found; i++ {
		m := e.Enter(i).Member
		found = m.Location() == models.QueryParam && m.Shape().Kind() != models.Map && m.WireName() == name
		e.Leave()
	}
	return found
}

// fixedParameter reports whether the template's query string sets name.
func fixedParameter(fixed, name string) bool {
	for fixed != "" {
		var pair string
		pair, fixed, _ = strings.Cut(fixed, "&")
		if key, _, _ := strings.Cut(pair, "="); key == name {
			return true
		}
	}
	return false
}
