package ruleset

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// then makes the blocks that follow once a value is at hand.
type then func(*expr, facts) *block

// value evaluates e, which is no boolean. What is at hand then is a constant, a
// parameter, something computed, or an attribute of that.
func (l *lowering) value(e *expr, k facts, then then, null next) *block {
	switch e.op {
	case opText:
		return then(e, k)
	case opParam:
		return l.param(e, k, then, null)
	case opTemplate:
		return l.texts(e.args, k, func(parts []*expr, k facts) *block {
			if v := l.c.exprs.template(parts); v.op != opTemplate {
				return then(v, k)
			} else {
				return l.compute(rules.OpConcat, v, k, then, nil)
			}
		})
	case opAttr, opIndex:
		if p := e.args[0]; p.op == opParam && l.c.params[p.num].list != nil {
			return l.elementOrDefault(e, k, then, null)
		}
		return l.value(e.args[0], k, func(of *expr, k facts) *block {
			v := l.with(e, of)
			switch {
			case e.op == opAttr:
				return then(v, k)
			case of.op == opParam:
				return l.compute(rules.OpElement, v, k, then, null)
			}
			return l.compute(rules.OpPart, v, k, then, null)
		}, null)
	}
	return l.call(e, k, then, null)
}

// call evaluates a function that does not give a boolean.
func (l *lowering) call(e *expr, k facts, then then, null next) *block {
	a := e.args[0]
	switch e.text {
	case "coalesce":
		return l.value(a, k, then, func(k facts) *block {
			if rest := e.args[1:]; len(rest) > 1 {
				return l.call(&expr{op: opCall, typ: e.typ, text: e.text, args: rest}, k, then, null)
			}
			return l.value(e.args[1], k, then, null)
		})
	case "ite":
		return l.condition(a, k,
			func(k facts) *block { return l.value(e.args[1], k, then, null) },
			func(k facts) *block { return l.value(e.args[2], k, then, null) },
			func(facts) *block { return l.mistyped(nil) })
	case "split":
		return l.texts(e.args[:1], k, func(v []*expr, k facts) *block {
			return l.inSlot(v[0], k, func(v *expr, k facts) *block { return then(l.with(e, v), k) })
		})
	case "aws.partition":
		of := func(v *expr, k facts) *block {
			return l.inSlot(v, k, func(v *expr, k facts) *block { return l.compute(rules.OpPartition, l.with(e, v), k, then, nil) })
		}
		return l.value(a, k, of, func(k facts) *block { return of(l.c.exprs.literal(""), k) })
	}
	ops := map[string]rules.Op{"parseURL": rules.OpURL, "aws.parseArn": rules.OpARN, "substring": rules.OpSubstring, "uriEncode": rules.OpEncode}
	op, ok := ops[e.text]
	if !ok {
		panic("function " + e.text)
	}
	never := null
	if op == rules.OpEncode {
		never = nil
	}
	return l.value(a, k, func(v *expr, k facts) *block {
		return l.inSlot(v, k, func(v *expr, k facts) *block { return l.compute(op, l.with(e, v), k, then, never) })
	}, null)
}

// with is e with another first argument.
func (l *lowering) with(e, first *expr) *expr {
	v := *e
	v.args = append([]*expr{first}, e.args[1:]...)
	return l.c.exprs.of(v)
}

// compute puts v into its slots, unless it is there. null is nil if v never is.
func (l *lowering) compute(op rules.Op, v *expr, k facts, then then, null next) *block {
	fact := l.fact(isSet, v, 0)
	if set, known := k.know(fact); known {
		if set {
			return then(v, k)
		}
		return null(k)
	}
	b := block{op: op, value: v, hi: then(v, k.with(fact, true))}
	if null != nil {
		b.lo = null(k.with(fact, false))
	}
	return l.block(b)
}

// inSlot puts a constant into a slot, where instructions want one.
func (l *lowering) inSlot(v *expr, k facts, then then) *block {
	if v.op != opText {
		return then(v, k)
	}
	return l.compute(rules.OpConcat, l.c.exprs.of(expr{op: opTemplate, typ: typString, args: []*expr{v}}), k, then, nil)
}

// param evaluates a parameter. It may be null unless it is required or has a
// default.
func (l *lowering) param(e *expr, k facts, then then, null next) *block {
	hi := func(k facts) *block { return then(e, k) }
	if l.c.params[e.num].flags&(rules.ParamRequired|rules.ParamHasDefault) != 0 {
		return hi(k)
	}
	return l.ask(block{op: rules.OpIsSet, value: e}, l.fact(isSet, e, 0), k, hi, null)
}

// elementOrDefault evaluates an element of a parameter that has a list by default.
func (l *lowering) elementOrDefault(e *expr, k facts, then then, null next) *block {
	list := e.args[0]
	hi := func(k facts) *block { return l.compute(rules.OpElement, e, k, then, null) }
	lo := func(k facts) *block {
		all, i := l.c.params[list.num].list, e.num
		if i < 0 {
			i += len(all)
		}
		if i < 0 || i >= len(all) {
			return null(k)
		}
		return then(l.c.exprs.literal(all[i]), k)
	}
	return l.ask(block{op: rules.OpIsSet, value: list}, l.fact(isSet, list, 0), k, hi, lo)
}

// texts evaluates several, none of which may be null.
func (l *lowering) texts(list []*expr, k facts, then func([]*expr, facts) *block) *block {
	var from func(i int, values []*expr, k facts) *block
	from = func(i int, values []*expr, k facts) *block {
		if i == len(list) {
			return then(values, k)
		}
		return l.value(list[i], k, func(v *expr, k facts) *block {
			return from(i+1, append(values[:i:i], v), k)
		}, func(facts) *block { return l.mistyped(list[i]) })
	}
	return from(0, nil, k)
}

// mistyped is the end where a function gets null. e is to blame if it is a
// parameter.
func (l *lowering) mistyped(e *expr) *block {
	if e != nil && e.op != opParam {
		e = nil
	}
	return l.block(block{op: rules.OpMistyped, value: e})
}

// equal compares texts.
func (l *lowering) equal(a, b *expr, k facts, hi, lo next) *block {
	if a.op == opText {
		a, b = b, a
	}
	switch {
	case a == b:
		return hi(k)
	case a.op == opText:
		return lo(k)
	case b.op != opText && b.id < a.id:
		a, b = b, a
	}
	l.fact(isEqual, a, -1)
	if b.op == opText { // what equals one constant equals no other
		for _, n := range k {
			about := l.about[n>>1]
			if n&1 == 1 && about.kind == isEqual && about.a == a.id && about.b != b.id && l.constants[about.b] {
				return lo(k)
			}
		}
		l.constants[b.id] = true
	}
	return l.ask(block{op: rules.OpEqual, value: a, other: b}, l.fact(isEqual, a, b.id), k, hi, lo)
}

// label asks whether a text may be part of a host name. Null may not.
func (l *lowering) label(e *expr, op rules.Op, kind factKind, sub int, k facts, hi, lo next) *block {
	return l.value(e, k, func(v *expr, k facts) *block {
		return l.inSlot(v, k, func(v *expr, k facts) *block {
			return l.ask(block{op: op, value: v}, l.fact(kind, v, sub), k, hi, lo)
		})
	}, lo)
}

// finish answers.
func (l *lowering) finish(r *result, k facts) *block {
	if r.url == nil && r.err == nil {
		return l.block(block{op: rules.OpNoRule})
	}
	return l.texts(r.texts(), k, func(v []*expr, k facts) *block {
		b := block{op: rules.OpError, result: r.at(v)}
		if r.url != nil {
			b.op = rules.OpEndpoint
		}
		return l.block(b)
	})
}

// texts are the texts of a result: those of the records, then the parts of the URL
// or the message.
func (r *result) texts() (all []*expr) {
	for _, texts := range r.records {
		all = append(all, texts...)
	}
	whole := r.url
	if r.err != nil {
		whole = r.err
	}
	switch {
	case whole == nil:
		return nil
	case whole.op == opTemplate:
		return append(all, whole.args...)
	}
	return append(all, whole)
}

// at is r with its texts at hand.
func (r *result) at(texts []*expr) *result {
	done := &result{err: r.err, url: r.url}
	for i := range r.records {
		n := len(r.records[i])
		done.records[i], texts = texts[:n:n], texts[n:]
	}
	done.parts = texts
	return done
}

// key is equal for equal results.
func (r *result) key() string {
	var b strings.Builder
	for _, texts := range append(slices.Clone(r.records[:]), r.parts) {
		b.WriteByte(';')
		for _, e := range texts {
			fmt.Fprintf(&b, " %d", e.id)
		}
	}
	return b.String()
}
