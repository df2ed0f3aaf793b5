package lite

import (
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/wire"
)

// paramNode is a value of params as JMESPath sees it.
type paramNode struct {
	v wire.Value
	k *call // for the entries of maps
}

// Kind implements path.Node.
func (n paramNode) Kind() path.Kind {
	switch n.v.Kind() {
	case wire.StringKind:
		return path.String
	case wire.BoolKind:
		return path.Bool
	case wire.IntKind, wire.UintKind, wire.FloatKind:
		return path.Number
	case wire.ObjectKind:
		return path.Object
	case wire.ListKind:
		return path.List
	}
	return path.Null
}

// Field implements path.Node.
func (n paramNode) Field(name string) paramNode { return paramNode{n.v.Lookup(name), n.k} }

// Len implements path.Node.
func (n paramNode) Len() int { return n.v.Len() }

// At implements path.Node. No model asks for the values of maps in a context
// param; they would be found slowly.
func (n paramNode) At(i int) paramNode {
	if n.v.Kind() == wire.ListKind {
		return paramNode{n.v.Element(i), n.k}
	}
	n.Key(0)
	return paramNode{n.v.Lookup(n.Key(i)), n.k}
}

// Key implements path.Node: names in their order, for Go's maps have none. The
// evaluator asks for them one after the other, so the first call notes them all.
func (n paramNode) Key(i int) string {
	if n.v.Kind() != wire.ObjectKind {
		return ""
	}
	t := &n.k.target
	if i == 0 {
		t.names = t.names[:0]
		from, to := n.k.encoder.OpenMap(n.v)
		for at := from; at < to; at++ {
			t.names = append(t.names, n.k.encoder.Enter(at).Name)
			n.k.encoder.Leave()
		}
		n.k.encoder.Close(from)
	}
	if i < 0 || i >= len(t.names) {
		return ""
	}
	return t.names[i]
}

// Text implements path.Node.
func (n paramNode) Text() string { return n.v.Str() }

// Number implements path.Node.
func (n paramNode) Number() float64 { f, _ := n.v.Float(); return f }

// Bool implements path.Node.
func (n paramNode) Bool() bool { return n.v.Bool() }

// evaluate gives the call the argument of an operation context param. A value
// that is null is none.
func (k *call) evaluate(e *planExpression, params wire.Value) error {
	t := &k.target
	if e.expression.Field != "" {
		v := params.Lookup(e.expression.Field)
		if !e.list {
			if v.Kind() == wire.StringKind {
				t.give(e.index, textOf(v.Str()))
			}
			return nil
		}
		return k.listArgument(e.index, v.Len(), func(i int) (string, bool) {
			x := v.Element(i)
			return x.Str(), x.Kind() == wire.StringKind
		})
	}
	if k.paths == nil {
		k.paths = new(path.Evaluator[paramNode])
	}
	v, err := k.paths.Search(path.Program(e.expression.Program), paramNode{params, k})
	switch {
	case err != nil:
		return err
	case !e.list && v.Kind() == path.String:
		t.give(e.index, textOf(v.Text()))
	case e.list && v.Kind() == path.List:
		return k.listArgument(e.index, v.Len(), func(i int) (string, bool) {
			x := v.At(i)
			return x.Text(), x.Kind() == path.String
		})
	}
	return nil
}

// listArgument gives the call a list of strings; elements that are none are left
// out.
func (k *call) listArgument(index, n int, at func(i int) (string, bool)) error {
	t := &k.target
	from := len(t.list)
	for i := range n {
		if s, ok := at(i); ok {
			t.list = append(t.list, s)
		}
	}
	t.give(index, argument{kind: listArgument, list: t.list[from:len(t.list):len(t.list)]})
	return nil
}
