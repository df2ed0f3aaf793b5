package lite

import (
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/wire"
)

// evaluate gives the call the argument of an operation context param. A value
// that is null is none.
//
// The expressions of these params lead to texts by fields, elements of lists,
// names of maps, and lists of these: models/prune refuses all others.
// So a walk does, and the evaluator of JMESPath is linked by those alone who page
// or wait.
func (k *call) evaluate(e *planExpression, params wire.Value) {
	t := &k.target
	if e.expression.Field != "" {
		params = params.Lookup(e.expression.Field)
	}
	from := len(t.list)
	found := k.walk(path.Program(e.expression.Program), params)
	texts := t.list[from:len(t.list):len(t.list)]
	switch {
	case e.list && found:
		t.give(e.index, argument{kind: listArgument, list: texts})
	case !e.list && len(texts) == 1:
		t.give(e.index, textOf(texts[0]))
	}
}

// walk appends the texts that p leads to from v to the call's list. It reports
// whether v has what p names; what is no text is left out.
func (k *call) walk(p path.Program, v wire.Value) (found bool) {
	t := &k.target
	for p != "" {
		name, after, ok := p.Cut()
		if ok {
			v, p = v.Lookup(name), after
			continue
		}
		switch rest := p[1:]; p[0] {
		case path.OpProject, path.OpFlatten:
			return k.walkElements(rest, v)
		case path.OpKeys:
			for rest, _, found = rest.CutSub(); rest != ""; v = v.Lookup(name) {
				if name, rest, ok = rest.Cut(); !ok {
					return false
				}
			}
			return k.walkNames(v)
		case path.OpList:
			if len(rest) == 0 || v.Kind() == wire.Null {
				return false
			}
			for n, sub := rest[0], rest[1:]; n > 0; n-- {
				rest, sub, _ = sub.CutSub()
				k.walk(rest, v)
			}
			return true
		}
		return false
	}
	switch v.Kind() {
	case wire.StringKind:
		t.list = append(t.list, v.Str())
	case wire.ListKind:
		return k.walkElements("", v)
	}
	return v.Kind() != wire.Null
}

// walkElements walks on from each element of a list.
func (k *call) walkElements(p path.Program, v wire.Value) bool {
	if v.Kind() != wire.ListKind {
		return false
	}
	for i := range v.Len() {
		k.walk(p, v.Element(i))
	}
	return true
}

// walkNames appends the names of an object, in their order, for Go's maps have
// none.
func (k *call) walkNames(v wire.Value) bool {
	if v.Kind() != wire.ObjectKind {
		return false
	}
	from, to := k.encoder.OpenMap(v)
	for at := from; at < to; at++ {
		k.target.list = append(k.target.list, k.encoder.Enter(at).Name)
		k.encoder.Leave()
	}
	k.encoder.Close(from)
	return true
}
