package models

// cursor reads a variable-length part of a model. Reading past the end gives
// zeros.
type cursor struct {
	m  *Model
	at uint32
}

// list is a cursor at an offset of SectionLists.
func (m *Model) list(ref uint32) cursor { return cursor{m, m.within(SectionLists, ref)} }

// body is a cursor at an offset of SectionBodies.
func (m *Model) body(ref uint32) cursor { return cursor{m, m.within(SectionBodies, ref)} }

// within is the file offset of ref in a section; the file's end if it is not there.
func (m *Model) within(section, ref uint32) uint32 {
	if ref >= m.size(section) {
		return uint32(len(m.bin))
	}
	return m.section[section] + ref
}

func (c *cursor) done() bool { return c.m == nil || c.at >= uint32(len(c.m.bin)) }

func (c *cursor) skip(n uint32) {
	if rest := uint32(len(c.m.bin)) - min(c.at, uint32(len(c.m.bin))); n > rest {
		n = rest
	}
	c.at += n
}

// u8 is the next byte. It stays a call, as do the other functions of this module
// that have a noinline: where it is called many times and seldom run, each copy
// would cost 100 bytes.
//
//go:noinline
func (c *cursor) u8() uint8 {
	if c.m == nil {
		return 0
	}
	v := c.m.u8(c.at)
	c.skip(1)
	return v
}

func (c *cursor) u32() uint32 {
	if c.m == nil {
		return 0
	}
	v := c.m.u32(c.at)
	c.skip(4)
	return v
}

func (c *cursor) str() string {
	if c.m == nil {
		return ""
	}
	v := c.m.stringAt(c.at)
	c.skip(3)
	return v
}

func (c *cursor) uvarint() uint32 {
	var v uint32
	for shift := 0; shift < 28; shift += 7 {
		b := c.u8()
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	return 0
}

// Expression is a lowered JMESPath expression.
type Expression struct {
	Field   string // a single field's name, the common case
	Program string // else a program of package path
}

// IsZero reports whether there is no expression.
func (e Expression) IsZero() bool { return e.Field == "" && e.Program == "" }

func (c *cursor) expression() (e Expression) {
	switch c.u8() {
	case ExpressionField:
		e.Field = c.str()
	case ExpressionProgram:
		n := c.uvarint()
		from := c.at
		c.skip(n)
		e.Program = c.m.bin[from:c.at]
	}
	return e
}

// extras is an extra list.
type extras struct{ c cursor }

func (m *Model) extras(ref uint32) extras {
	if ref == 0 {
		return extras{}
	}
	return extras{m.list(ref)}
}

// find is a cursor behind the first entry's kind byte.
func (e extras) find(kind uint8) (found cursor, ok bool) {
	e.each(kind, func(c cursor) bool {
		found, ok = c, true
		return false
	})
	return found, ok
}

// text is the string of the first entry of a kind that holds one.
func (e extras) text(kind uint8) string {
	c, ok := e.find(kind)
	if !ok {
		return ""
	}
	return c.str()
}

// each calls yield with a cursor at each entry of a kind.
func (e extras) each(kind uint8, yield func(cursor) bool) {
	for c := e.c; !c.done(); {
		k := c.u8()
		if k == ExtraEnd || k == kind && !yield(c) {
			return
		}
		if !c.skipExtra(k) {
			return
		}
	}
}

// skipExtra passes over the entry of kind k; false if there is no such kind.
func (c *cursor) skipExtra(k uint8) bool {
	switch k {
	case ExtraHostPrefix, ExtraInputName, ExtraInputNamespace, ExtraInputPrefix, ExtraResultWrapper,
		ExtraMemberName, ExtraKeyName, ExtraValueName, ExtraShapeName, ExtraNamespace,
		ExtraNamespacePrefix, ExtraMemberNamespace,
		ExtraKeyNamespace, ExtraValueNamespace, ExtraMin:
		c.str()
	case ExtraChecksum:
		c.u8()
		c.str()
		c.str()
		c.skip(3 * uint32(c.u8()))
	case ExtraStaticContext:
		c.str()
		switch c.u8() {
		case ContextString:
			c.str()
		case ContextBool:
			c.u8()
		case ContextStrings:
			c.skip(3 * uint32(c.u8()))
		}
	case ExtraOperationContext:
		c.str()
		c.expression()
	case ExtraClientContext:
		c.str()
		c.u8()
	default:
		return false
	}
	return true
}
