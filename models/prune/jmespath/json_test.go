package jmespath

import (
	"encoding/json"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/path"
)

// doc is a JSON document as nodes. Objects keep their order.
type doc struct {
	v any // nil, bool, json.Number, string, []any, object
}

type object []field

type field struct {
	name  string
	value any
}

var _ path.Node[doc] = doc{}

func parseDoc(s string) (doc, error) {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	v, err := decode(d)
	return doc{v}, err
}

func decode(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	case json.Delim('{'):
		o := object{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			o = append(o, field{name.(string), v})
		}
		_, err := d.Token()
		return o, err
	}
	return t, nil
}

func (d doc) Kind() path.Kind {
	switch d.v.(type) {
	case bool:
		return path.Bool
	case json.Number:
		return path.Number
	case string:
		return path.String
	case []any:
		return path.List
	case object:
		return path.Object
	}
	return path.Null
}

func (d doc) Field(name string) doc {
	o, _ := d.v.(object)
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].name == name {
			return doc{o[i].value}
		}
	}
	return doc{}
}

func (d doc) Len() int {
	if list, ok := d.v.([]any); ok {
		return len(list)
	}
	o, _ := d.v.(object)
	return len(o)
}

func (d doc) At(i int) doc {
	if list, ok := d.v.([]any); ok {
		return doc{list[i]}
	}
	return doc{d.v.(object)[i].value}
}

func (d doc) Key(i int) string { return d.v.(object)[i].name }
func (d doc) Text() string     { s, _ := d.v.(string); return s }
func (d doc) Bool() bool       { b, _ := d.v.(bool); return b }

func (d doc) Number() float64 {
	n, _ := d.v.(json.Number)
	f, _ := n.Float64()
	return f
}

// plain is v as encoding/json would have decoded it.
func plain(v path.Value[doc]) any {
	switch v.Kind() {
	case path.Bool:
		return v.Bool()
	case path.Number:
		return v.Number()
	case path.String:
		return v.Text()
	case path.List:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.At(i))
		}
		return list
	case path.Object:
		m := map[string]any{}
		n, _ := v.Node()
		for i := range v.Len() {
			m[n.Key(i)] = plain(v.At(i))
		}
		return m
	}
	return nil
}
