package ruleset

import "github.com/tucuxi-go/tucuxi/models/rules"

// record writes a record unless an equal one is there, and gives its offset.
func (c *compiler) record(b []byte) int {
	if at, ok := c.records[string(b)]; ok {
		return at
	}
	at := c.header + len(c.code)
	c.code = append(c.code, b...)
	c.records[string(b)] = at
	return at
}

// list writes rules from the leaves up, so that all a record refers to lies
// below it, and gives the offset of the list.
func (c *compiler) list(list []rule) int {
	record := []byte{byte(len(list))}
	for _, r := range list {
		if r.kind == rules.KindTree {
			r.body = append16(nil, c.list(r.children))
		}
		code := []byte{byte(len(r.conditions)<<rules.KindBits) | r.kind}
		for _, condition := range r.conditions {
			code = append(code, condition...)
		}
		record = append16(record, c.record(append(code, r.body...)))
	}
	return c.record(record)
}

// program puts the sections together.
func (c *compiler) program(n node) ([]byte, error) {
	index := c.header + len(c.code)
	b := []byte{rules.Version, byte(len(c.params)), byte(len(c.slots))}
	b = append16(b, len(c.strings))
	b = append16(b, index)
	b = append16(b, c.root)
	for _, p := range c.params {
		if !p.read {
			p.flags |= rules.ParamUnread
		}
		b = append16(b, p.name)
		b = append16(b, p.builtIn)
		b = append16(append(b, p.flags), p.def)
	}
	b = append(b, c.code...)
	at := 0
	for _, s := range c.strings {
		b = append16(b, at)
		at += len(s)
	}
	for _, s := range c.strings {
		b = append(b, s...)
	}
	if len(b) > rules.MaxProgram {
		return nil, n.errorf("program of %d bytes, more than %d", len(b), rules.MaxProgram)
	}
	if _, err := rules.Open(string(b)); err != nil {
		return nil, n.errorf("%v", err)
	}
	return b, nil
}
