package models

// inBodies is a cursor at a body.
func (c *checker) inBodies(ref uint32, what string, i uint32) cursor {
	c.want(ref < c.m.size(SectionBodies), what, i, "no body")
	return c.m.body(ref)
}

func (c *checker) paginators() {
	m := c.m
	const what = "paginator"
	previous := -1
	for i := range m.size(SectionPaginators) / PaginatorSize {
		at := m.record(SectionPaginators, PaginatorSize, i)
		op := int(m.u16(at + PaginatorOperation))
		c.want(op > previous && op < m.NumOperations(), what, i, "not sorted, or of no operation")
		previous = op
		b := c.inBodies(m.u24(at+PaginatorBody), what, i)
		tokens := b.u8()
		c.want(tokens > 0, what, i, "no tokens")
		for range tokens {
			c.want(c.m.u8(b.at) != ExpressionNone, what, i, "no output token")
			c.expression(&b, what, i)
			c.want(c.str(b.at, what, i) != "", what, i, "no input token")
			b.skip(3)
		}
		for range 2 {
			for range b.u8() {
				c.expression(&b, what, i)
			}
		}
		c.expression(&b, what, i)
		c.str(b.at, what, i)
		b.skip(3)
		c.inside(b, SectionBodies, what, i)
	}
}

func (c *checker) waiters() {
	m := c.m
	const what = "waiter"
	for i := range m.size(SectionWaiters) / WaiterSize {
		at := m.record(SectionWaiters, WaiterSize, i)
		name := c.str(at+WaiterName, what, i)
		c.want(name != "", what, i, "no name")
		c.want(i == 0 || m.Waiter(int(i)-1).Name() < name, what, i, "not sorted")
		c.want(int(m.u16(at+WaiterOperation)) < m.NumOperations(), what, i, "of no operation")
		b := c.inBodies(m.u24(at+WaiterBody), what, i)
		for range b.u8() {
			c.acceptor(&b, i)
		}
		c.inside(b, SectionBodies, what, i)
	}
}

// acceptor checks and passes over an acceptor of waiter i.
func (c *checker) acceptor(b *cursor, i uint32) {
	const what = "waiter"
	matcher, state := Matcher(b.u8()), State(b.u8())
	c.want(matcher >= MatchPath && matcher <= MatchError, what, i, "unknown matcher")
	c.want(state >= StateSuccess && state <= StateRetry, what, i, "unknown state")
	switch b.u8() {
	case ExpectString:
		c.str(b.at, what, i)
		b.skip(3)
	case ExpectInt:
		b.u32()
	case ExpectBool:
		c.want(b.u8() <= 1, what, i, "no boolean")
	default:
		c.fail(what, i, "unknown type of expected value")
	}
	c.expression(b, what, i)
}
