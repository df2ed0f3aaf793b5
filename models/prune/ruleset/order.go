package ruleset

import (
	"maps"
	"slices"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// order is the blocks from root on, each before those it leads to, and where it
// can be right before the one that follows when it is so.
func order(root *block) []*block {
	var all []*block
	var visit func(b *block)
	visit = func(b *block) {
		if b == nil || b.seen {
			return
		}
		b.seen = true
		visit(b.lo)
		visit(b.hi)
		all = append(all, b)
	}
	visit(root)
	slices.Reverse(all)
	return all
}

// width is the number of slots of a value.
func width(e *expr) int {
	switch e.typ {
	case typPartition:
		return rules.PartitionSlots
	case typURL:
		return rules.URLSlots
	case typARN:
		return rules.ARNSlots
	}
	return 1
}

// assign gives slots to what blocks compute, after those of the parameters. Values
// that are never needed together share them. It returns the number of slots.
func (c *compiler) assign(blocks []*block) int {
	live := map[*block]map[*expr]bool{} // what is needed where a block begins
	apart := map[*expr]map[*expr]bool{} // needed together
	var computed []*expr
	for _, b := range slices.Backward(blocks) {
		needed := map[*expr]bool{}
		for _, next := range []*block{b.hi, b.lo} {
			maps.Copy(needed, live[next])
		}
		if v := b.computes(); v != nil {
			if apart[v] == nil {
				apart[v] = map[*expr]bool{}
				computed = append(computed, v)
			}
			delete(needed, v)
			maps.Copy(apart[v], needed)
		}
		for _, e := range b.reads() {
			for e.op == opAttr {
				e = e.args[0]
			}
			switch e.op {
			case opText:
			case opParam:
				c.params[e.num].read = true
			default:
				needed[e] = true
			}
		}
		live[b] = needed
	}
	slots := len(c.params)
	for i, v := range slices.Backward(computed) {
		slot := len(c.params)
	again:
		for _, other := range computed[i+1:] {
			at := c.slots[other]
			if (apart[v][other] || apart[other][v]) && at < slot+width(v) && slot < at+width(other) {
				slot = at + width(other)
				goto again
			}
		}
		c.slots[v] = slot
		slots = max(slots, slot+width(v))
	}
	return slots
}

// computes is what an instruction puts into its slots; nil if it does not.
func (b *block) computes() *expr {
	if b.op >= rules.OpConcat && b.op <= rules.OpElement {
		return b.value
	}
	return nil
}

// reads is what an instruction reads.
func (b *block) reads() (all []*expr) {
	add := func(e *expr) {
		if e != nil && e.op != opInt && e.op != opBool {
			all = append(all, e)
		}
	}
	add(b.other)
	if b.computes() == nil {
		add(b.value)
	} else {
		for _, a := range b.value.args {
			if a.op == opCall && a.text == "split" {
				a = a.args[0]
			}
			add(a)
		}
	}
	if b.result != nil {
		for _, texts := range append(slices.Clone(b.result.records[:]), b.result.parts) {
			for _, e := range texts {
				add(e)
			}
		}
	}
	return all
}

// slot is where the text or the flag of e is.
func (c *compiler) slot(e *expr) byte {
	switch e.op {
	case opParam:
		return byte(e.num)
	case opAttr:
		return c.slot(e.args[0]) + byte(e.num)
	}
	slot, ok := c.slots[e]
	if !ok {
		panic("nothing computes a value")
	}
	return byte(slot)
}
