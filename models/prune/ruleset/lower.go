package ruleset

import (
	"fmt"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// block is a node of the program as a graph: an instruction and where it leads.
// Equal blocks are the same.
type block struct {
	id     int
	op     rules.Op
	value  *expr   // what is asked about, or computed
	other  *expr   // what it is compared with
	result *result // of OpEndpoint and OpError, with texts that are at hand
	hi, lo *block  // lo is nil for what always is so

	seen bool // by order
}

// lowering makes blocks of steps, anew for each set of facts under which a step is
// reached: nothing is asked twice on one way. Where different facts lead to the
// same blocks, these are shared.
type lowering struct {
	c            *compiler
	facts        map[fact]int
	about        []fact
	alternatives map[*expr][]*expr
	constants    map[int]bool      // ids of texts
	done         map[string]*block // by step and facts
	blocks       map[string]*block
}

func newLowering(c *compiler) *lowering {
	return &lowering{
		c: c, facts: map[fact]int{}, alternatives: map[*expr][]*expr{},
		constants: map[int]bool{}, done: map[string]*block{}, blocks: map[string]*block{},
	}
}

// next makes the blocks that follow.
type next func(facts) *block

// step lowers s for what is known.
func (l *lowering) step(s *step, k facts) *block {
	k, key := l.restrict(k, s)
	if b, ok := l.done[key]; ok {
		return b
	}
	var b *block
	if s.result != nil {
		b = l.finish(s.result, k)
	} else {
		lo := func(k facts) *block { return l.step(s.lo, k) }
		b = l.condition(s.condition, k, func(k facts) *block { return l.step(s.hi, k) }, lo, lo)
	}
	l.done[key] = b
	return b
}

// block is the block that is equal to b. A question whose answer makes no
// difference is not asked.
func (l *lowering) block(b block) *block {
	if b.lo != nil && b.hi == b.lo && b.op != rules.OpURL { // a URL may be unsafe
		return b.hi
	}
	key := fmt.Sprintf("%d %p %p %p %p", b.op, b.value, b.other, b.hi, b.lo)
	if b.result != nil {
		key = fmt.Sprint(b.op, " ", b.result.key())
	}
	if known, ok := l.blocks[key]; ok {
		return known
	}
	b.id = len(l.blocks)
	l.blocks[key] = &b
	return &b
}

// ask tests a fact, unless it is known.
func (l *lowering) ask(b block, fact int, k facts, hi, lo next) *block {
	if holds, known := k.know(fact); known {
		if holds {
			return hi(k)
		}
		return lo(k)
	}
	b.hi, b.lo = hi(k.with(fact, true)), lo(k.with(fact, false))
	return l.block(b)
}

// condition evaluates e, which may be of any type: of others than booleans all
// but null holds.
func (l *lowering) condition(e *expr, k facts, hi, lo, null next) *block {
	if e.typ != typBool {
		return l.value(e, k, func(_ *expr, k facts) *block { return hi(k) }, null)
	}
	mistyped := func(k facts) *block { return l.mistyped(nil) }
	switch e.op {
	case opBool:
		if e.num == 1 {
			return hi(k)
		}
		return lo(k)
	case opParam:
		return l.param(e, k, func(_ *expr, k facts) *block {
			return l.ask(block{op: rules.OpIsTrue, value: e}, l.fact(isTrue, e, 0), k, hi, lo)
		}, null)
	case opAttr:
		return l.value(e, k, func(v *expr, k facts) *block {
			return l.ask(block{op: rules.OpIsTrue, value: v}, l.fact(isTrue, v, 0), k, hi, lo)
		}, null)
	}
	a := e.args[0]
	switch e.text {
	case "isSet":
		if a.typ == typBool {
			return l.condition(a, k, hi, hi, lo)
		}
		return l.value(a, k, func(_ *expr, k facts) *block { return hi(k) }, lo)
	case "not":
		return l.condition(a, k, lo, hi, hi)
	case "booleanEquals":
		b := e.args[1]
		if a.op == opBool {
			a, b = b, a
		}
		return l.condition(a, k,
			func(k facts) *block { return l.condition(b, k, hi, lo, mistyped) },
			func(k facts) *block { return l.condition(b, k, lo, hi, mistyped) }, mistyped)
	case "coalesce":
		return l.condition(a, k, hi, lo, func(k facts) *block {
			if rest := e.args[1:]; len(rest) > 1 {
				return l.condition(&expr{op: opCall, typ: e.typ, text: e.text, args: rest}, k, hi, lo, null)
			}
			return l.condition(e.args[1], k, hi, lo, null)
		})
	case "ite":
		return l.condition(a, k,
			func(k facts) *block { return l.condition(e.args[1], k, hi, lo, null) },
			func(k facts) *block { return l.condition(e.args[2], k, hi, lo, null) }, mistyped)
	case "stringEquals":
		return l.texts(e.args, k, func(v []*expr, k facts) *block { return l.equal(v[0], v[1], k, hi, lo) })
	case "isValidHostLabel":
		ops := [...]rules.Op{rules.OpHostLabel, rules.OpHostLabels}
		return l.label(a, ops[e.args[1].num], isLabel, e.args[1].num, k, hi, lo)
	case "aws.isVirtualHostableS3Bucket":
		ops := [...]rules.Op{rules.OpBucket, rules.OpBuckets}
		return l.label(a, ops[e.args[1].num], isBucket, e.args[1].num, k, hi, lo)
	}
	panic("function " + e.text)
}
