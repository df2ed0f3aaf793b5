package ruleset

import (
	"slices"
	"strconv"
)

// facts are what is known where a condition is evaluated: numbers of facts,
// doubled, plus 1 where they hold, in order. They never change.
type facts []int

func (k facts) with(fact int, holds bool) facts {
	n := 2 * fact
	if holds {
		n++
	}
	i, _ := slices.BinarySearch(k, n)
	return slices.Insert(slices.Clone(k), i, n)
}

func (k facts) know(fact int) (holds, known bool) {
	i, _ := slices.BinarySearch(k, 2*fact)
	if i < len(k) && k[i]>>1 == fact {
		return k[i]&1 == 1, true
	}
	return false, false
}

// fact is something to know: a test of one value or two.
type fact struct {
	kind factKind
	a, b int // ids of expressions
}

type factKind uint8

const (
	isSet    factKind = iota // a parameter, or a function that may give null
	isTrue                   // a parameter or an attribute
	isEqual                  // b is -1: any comparison of a with a constant
	isLabel                  // b is 1 with allowSubDomains
	isBucket                 // the same
)

func (l *lowering) fact(kind factKind, a *expr, b int) int {
	key := fact{kind, a.id, b}
	n, ok := l.facts[key]
	if !ok {
		n = len(l.facts)
		l.facts[key] = n
		l.about = append(l.about, key)
	}
	return n
}

// relevant is what may be asked for from s on. What else is known makes no
// difference there.
func (l *lowering) relevant(s *step) map[int]bool {
	if s.relevant != nil {
		return s.relevant
	}
	all := map[int]bool{}
	s.relevant = all
	if r := s.result; r != nil {
		for _, e := range r.texts() {
			l.asked(e, all)
		}
		return all
	}
	l.asked(s.condition, all)
	for _, next := range []*step{s.hi, s.lo} {
		for fact := range l.relevant(next) {
			all[fact] = true
		}
	}
	return all
}

// asked adds what may be asked for to evaluate e.
func (l *lowering) asked(e *expr, all map[int]bool) {
	for _, v := range l.values(e) {
		l.askedOf(v, all)
	}
	for _, arg := range e.args {
		l.asked(arg, all)
	}
}

// askedOf is asked for one value that e may have.
func (l *lowering) askedOf(v *expr, all map[int]bool) {
	all[l.fact(isSet, v, 0)] = true
	all[l.fact(isTrue, v, 0)] = true
	if v.op != opCall {
		return
	}
	switch v.text {
	case "stringEquals":
		all[l.fact(isEqual, v.args[0], -1)] = true
		all[l.fact(isEqual, v.args[1], -1)] = true
	case "isValidHostLabel":
		all[l.fact(isLabel, v.args[0], v.args[1].num)] = true
	case "aws.isVirtualHostableS3Bucket":
		all[l.fact(isBucket, v.args[0], v.args[1].num)] = true
	}
	for _, arg := range v.args {
		l.askedOf(arg, all)
	}
}

// values are the expressions without coalesce and ite that e may come down to.
func (l *lowering) values(e *expr) (all []*expr) {
	if known, ok := l.alternatives[e]; ok {
		return known
	}
	switch {
	case e.op == opCall && (e.text == "coalesce" || e.text == "ite"):
		args := e.args
		if e.text == "ite" {
			args = args[1:]
		}
		for _, arg := range args {
			all = append(all, l.values(arg)...)
		}
	default:
		all = []*expr{e}
		for i, arg := range e.args {
			var more []*expr
			for _, v := range l.values(arg) {
				for _, x := range all {
					y := *x
					y.args = slices.Clone(x.args)
					y.args[i] = v
					more = append(more, l.c.exprs.of(y))
				}
			}
			all = more
		}
	}
	l.alternatives[e] = all
	return all
}

// known restricts k to what matters from s on, and is a key for that.
func (l *lowering) restrict(k facts, s *step) (facts, string) {
	all := l.relevant(s)
	var kept facts
	key := []byte(strconv.Itoa(s.id))
	for _, n := range k {
		about := l.about[n>>1]
		matters := all[n>>1]
		if about.kind == isEqual {
			matters = all[l.facts[fact{isEqual, about.a, -1}]]
		}
		if matters {
			kept = append(kept, n)
			key = strconv.AppendInt(append(key, ' '), int64(n), 10)
		}
	}
	return kept, string(key)
}
