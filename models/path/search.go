package path

import (
	"math"
	"unicode/utf8"
)

// Evaluator runs programs over trees of N. The zero Evaluator is ready for use;
// reused, it allocates nothing. Not safe for concurrent use.
type Evaluator[N Node[N]] struct {
	stack []Value[N] // elements of lists that are being made
	made  []Value[N] // elements of finished lists
	steps int
	err   error
}

const (
	maxSteps = 1 << 18
	maxKept  = 1 << 10 // values that an Evaluator keeps room for
)

// Search evaluates p for root. Fields that are not there give null, as
// JMESPath has it; the errors are ErrType, ErrTooLarge and ErrCorrupt. The
// value lives until the next Search and as long as the tree.
func (e *Evaluator[N]) Search(p Program, root N) (Value[N], error) {
	if cap(e.made) > maxKept {
		e.made = nil
	}
	if cap(e.stack) > maxKept {
		e.stack = nil
	}
	clear(e.made)
	e.stack, e.made, e.steps, e.err = e.stack[:0], e.made[:0], maxSteps, nil
	v := e.run(string(p), nodeValue(root), 0)
	if e.err != nil {
		return Value[N]{}, e.err
	}
	return v, nil
}

func (e *Evaluator[N]) fail(err error) Value[N] {
	if e.err == nil {
		e.err = err
	}
	return Value[N]{}
}

// run puts v through the steps of p.
func (e *Evaluator[N]) run(p string, v Value[N], depth int) Value[N] {
	if depth > MaxDepth {
		return e.fail(ErrCorrupt)
	}
	for pc := 0; pc < len(p); {
		if e.steps--; e.steps < 0 {
			return e.fail(ErrTooLarge)
		}
		next := step(p, pc)
		if next < 0 {
			return e.fail(ErrCorrupt)
		}
		switch op := p[pc]; op {
		case OpProject, OpValues, OpFlatten, OpFilter:
			stop := projectionEnd(p, next)
			if stop < 0 {
				return e.fail(ErrCorrupt)
			}
			v = e.project(op, p[pc+1:next], p[next:stop], v, depth+1)
			next = stop
		default:
			v = e.one(op, p[pc:next], v, depth+1)
		}
		if e.err != nil {
			return Value[N]{}
		}
		pc = next
	}
	return v
}

// projectionEnd is where the steps that a projection repeats end.
func projectionEnd(p string, pc int) int {
	for pc >= 0 && pc < len(p) && p[pc] != OpFlatten {
		pc = step(p, pc)
	}
	return pc
}

// one does a single step, s, that is no projection.
func (e *Evaluator[N]) one(op byte, s string, v Value[N], depth int) Value[N] {
	if op <= OpField {
		name, _, _ := fieldAt(s, 0)
		if v.isNode && v.node.Kind() == Object {
			return nodeValue(v.node.Field(name))
		}
		return Value[N]{}
	}
	arg := s[1:]
	switch op {
	case OpIndex:
		i, _ := varint(arg)
		return element(v, i)
	case OpSub:
		return e.sub(&arg, v, depth)
	case OpOr, OpAnd:
		if first := e.sub(&arg, v, depth); first.True() == (op == OpOr) {
			return first
		}
		return e.sub(&arg, v, depth)
	case OpNot:
		return boolValue[N](!e.sub(&arg, v, depth).True())
	case OpEqual, OpNotEqual, OpLess, OpLessEqual, OpGreater, OpGreaterEqual:
		first := e.sub(&arg, v, depth)
		return e.compare(op, first, e.sub(&arg, v, depth))
	case OpLength:
		return e.length(e.sub(&arg, v, depth))
	case OpKeys:
		return e.keys(e.sub(&arg, v, depth))
	case OpList:
		return e.multiSelect(arg, v, depth)
	case OpString:
		from, to, _ := sub(arg, 0)
		return textValue[N](arg[from:to])
	case OpInt:
		i, _ := varint(arg)
		return numberValue[N](float64(i))
	case OpFloat:
		var bits uint64
		for i := range 8 {
			bits |= uint64(arg[i]) << (8 * i)
		}
		return numberValue[N](math.Float64frombits(bits))
	case OpTrue, OpFalse:
		return boolValue[N](op == OpTrue)
	}
	return Value[N]{} // OpNull
}

// sub runs the sub at the head of *s, which step has checked, and cuts it off.
func (e *Evaluator[N]) sub(s *string, v Value[N], depth int) Value[N] {
	from, to, _ := sub(*s, 0)
	p := (*s)[from:to]
	*s = (*s)[to:]
	return e.run(p, v, depth)
}

// project runs rest for each value that op gives of v. arg is op's operand.
func (e *Evaluator[N]) project(op byte, arg, rest string, v Value[N], depth int) Value[N] {
	want := List
	if op == OpValues {
		want = Object
	}
	if v.Kind() != want {
		return Value[N]{}
	}
	mark := len(e.stack)
	for i := 0; i < v.Len() && e.err == nil; i++ {
		item := v.At(i)
		switch {
		case op == OpFilter:
			condition := arg
			if !e.sub(&condition, item, depth).True() {
				continue
			}
		case op == OpFlatten && item.Kind() == List:
			for j := 0; j < item.Len() && e.err == nil; j++ {
				e.push(e.run(rest, item.At(j), depth))
			}
			continue
		}
		e.push(e.run(rest, item, depth))
	}
	return e.list(mark)
}

// push adds an element to the list that is being made, unless it is null.
func (e *Evaluator[N]) push(v Value[N]) {
	if e.steps--; e.steps < 0 {
		e.fail(ErrTooLarge)
	} else if v.Kind() != Null {
		e.stack = append(e.stack, v)
	}
}

// list makes a list of what was pushed since the stack was mark long.
func (e *Evaluator[N]) list(mark int) Value[N] {
	from := len(e.made)
	e.made = append(e.made, e.stack[mark:]...)
	clear(e.stack[mark:])
	e.stack = e.stack[:mark]
	return Value[N]{kind: List, list: e.made[from:len(e.made):len(e.made)]}
}

func (e *Evaluator[N]) multiSelect(arg string, v Value[N], depth int) Value[N] {
	if v.Kind() == Null {
		return Value[N]{}
	}
	n := int(arg[0])
	arg = arg[1:]
	if e.steps -= n; e.steps < 0 {
		return e.fail(ErrTooLarge)
	}
	mark := len(e.stack)
	for i := 0; i < n && e.err == nil; i++ {
		e.stack = append(e.stack, e.sub(&arg, v, depth)) // nulls stay
	}
	return e.list(mark)
}

func element[N Node[N]](v Value[N], i int64) Value[N] {
	if v.Kind() != List {
		return Value[N]{}
	}
	n := int64(v.Len())
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return Value[N]{}
	}
	return v.At(int(i))
}

// compare: equality of anything, order of numbers; other orders are null.
func (e *Evaluator[N]) compare(op byte, v, w Value[N]) Value[N] {
	switch {
	case op == OpEqual || op == OpNotEqual:
		same := equal(v, w, maxDeep, &e.steps)
		if e.steps < 0 {
			return e.fail(ErrTooLarge)
		}
		return boolValue[N](same == (op == OpEqual))
	case v.Kind() != Number || w.Kind() != Number:
		return Value[N]{}
	}
	a, b := v.Number(), w.Number()
	switch op {
	case OpLess:
		return boolValue[N](a < b)
	case OpLessEqual:
		return boolValue[N](a <= b)
	case OpGreater:
		return boolValue[N](a > b)
	}
	return boolValue[N](a >= b)
}

// length: elements, fields or characters.
func (e *Evaluator[N]) length(v Value[N]) Value[N] {
	switch v.Kind() {
	case String:
		return numberValue[N](float64(utf8.RuneCountInString(v.Text())))
	case List, Object:
		return numberValue[N](float64(v.Len()))
	}
	return e.fail(ErrType)
}

func (e *Evaluator[N]) keys(v Value[N]) Value[N] {
	if v.Kind() != Object {
		return e.fail(ErrType)
	}
	mark := len(e.stack)
	for i := range v.Len() {
		e.push(textValue[N](v.node.Key(i)))
	}
	return e.list(mark)
}
