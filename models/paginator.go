package models

// Paginator says how the pages of a list operation follow each other.
type Paginator struct {
	m    *Model
	body uint32
}

// Paginator is the operation's paginator; ok is false if it has none.
func (o Operation) Paginator() (p Paginator, ok bool) {
	if o.m == nil {
		return p, false
	}
	want := o.Index()
	lo, hi := uint32(0), o.m.size(SectionPaginators)/PaginatorSize
	for lo < hi {
		mid := (lo + hi) / 2
		at := o.m.record(SectionPaginators, PaginatorSize, mid)
		switch got := int(o.m.u16(at + PaginatorOperation)); {
		case got == want:
			return Paginator{o.m, o.m.u24(at + PaginatorBody)}, true
		case got < want:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return p, false
}

// NumPaginators is the number of operations that have a paginator.
func (m *Model) NumPaginators() int { return int(m.size(SectionPaginators) / PaginatorSize) }

// part is a cursor at part n of the body: 0 tokens, 1 result keys,
// 2 non-aggregate keys, 3 more results, 4 limit key.
func (p Paginator) part(n int) cursor {
	c := p.m.body(p.body)
	for i := range n {
		count := 1
		if i < 3 {
			count = int(c.u8())
		}
		for range count {
			c.expression()
			if i == 0 {
				c.str()
			}
		}
	}
	return c
}

// Tokens calls yield with each pair of tokens: the expression over the output
// that gives the token, and the input member that takes it.
func (p Paginator) Tokens(yield func(output Expression, input string) bool) {
	if p.m == nil {
		return
	}
	c := p.part(0)
	for range c.u8() {
		output := c.expression()
		if !yield(output, c.str()) {
			return
		}
	}
}

// ResultKeys calls yield with each expression that gives a page's elements.
func (p Paginator) ResultKeys(yield func(Expression) bool) { p.expressions(1, yield) }

// NonAggregateKeys calls yield with each expression whose value is the same on
// every page.
func (p Paginator) NonAggregateKeys(yield func(Expression) bool) { p.expressions(2, yield) }

func (p Paginator) expressions(part int, yield func(Expression) bool) {
	if p.m == nil {
		return
	}
	c := p.part(part)
	for range c.u8() {
		if !yield(c.expression()) {
			return
		}
	}
}

// MoreResults is the expression that is true while pages follow; zero if the
// tokens alone tell.
func (p Paginator) MoreResults() Expression {
	if p.m == nil {
		return Expression{}
	}
	c := p.part(3)
	return c.expression()
}

// LimitKey is the input member that limits a page's length; empty if none.
func (p Paginator) LimitKey() string {
	if p.m == nil {
		return ""
	}
	c := p.part(4)
	return c.str()
}
