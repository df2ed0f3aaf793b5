package lite

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/path"
)

// tree is a value of an output as the expressions of paginators and waiters see
// it. Timestamps and blobs are strings.
type tree struct {
	Value
	fields *fields
}

// fields keeps the fields of the object that was last walked by index: a
// Value finds them by name, and in order only all together.
type fields struct {
	of   Value
	list []field
}

type field struct {
	name  string
	value Value
}

// expression evaluates e over the output; null where e does not fit it.
func expression(ev *path.Evaluator[tree], e models.Expression, o *Output) (path.Value[tree], error) {
	root := tree{o.Value(), new(fields)}
	if e.Field != "" {
		return ev.Search("", root.Field(e.Field))
	}
	return ev.Search(path.Program(e.Program), root)
}

// Kind implements path.Node.
func (t tree) Kind() path.Kind {
	if !t.Exists() {
		return path.Null
	}
	switch t.Shape().Kind() {
	case models.Structure, models.Map:
		return path.Object
	case models.List:
		return path.List
	case models.Boolean:
		return path.Bool
	case models.Integer, models.Long, models.Float, models.Double:
		return path.Number
	case models.String, models.Blob, models.Timestamp:
		return path.String
	}
	switch t.Any().(type) { // a document
	case Map:
		return path.Object
	case List:
		return path.List
	case bool:
		return path.Bool
	case int64, float64:
		return path.Number
	case string:
		return path.String
	}
	return path.Null
}

// Field implements path.Node.
func (t tree) Field(name string) tree { return tree{t.Value.Field(name), t.fields} }

// At implements path.Node.
func (t tree) At(i int) tree {
	if t.Kind() == path.Object {
		return tree{t.walked()[i].value, t.fields}
	}
	return tree{t.Value.At(i), t.fields}
}

// Key implements path.Node.
func (t tree) Key(i int) string { return t.walked()[i].name }

// Len implements path.Node.
func (t tree) Len() int {
	if t.Kind() == path.Object {
		return len(t.walked())
	}
	return t.Value.Len()
}

// Text implements path.Node.
func (t tree) Text() string { return t.String() }

// Number implements path.Node.
func (t tree) Number() float64 { return t.Float() }

// walked is the fields of an object.
func (t tree) walked() []field {
	f := t.fields
	if f.of != t.Value || f.list == nil {
		f.of, f.list = t.Value, make([]field, 0, 8)
		for name, value := range t.Value.Fields() {
			f.list = append(f.list, field{name, value})
		}
	}
	return f.list
}
