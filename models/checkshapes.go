package models

func (c *checker) shapes() {
	m := c.m
	const what = "shape"
	members := m.size(SectionMembers) / MemberSize
	c.want(m.NumShapes() >= 1 && m.NumShapes() <= 1<<16, what, 0, "no record, or too many")
	for i := 1; i < min(m.NumShapes(), 1<<16); i++ {
		s, i := m.Shape(uint16(i)), uint32(i)
		switch kind := s.Kind(); kind {
		case Structure:
			first, n := uint32(s.b()), uint32(s.a())
			c.want(first <= members && n <= members-first, what, i, "members past the end")
			c.structureMembers(s, i)
		case List:
			c.want(s.Elem().Kind() != Invalid, what, i, "reference to no shape")
		case Map:
			c.want(s.Key().Kind() != Invalid && s.Elem().Kind() != Invalid, what, i, "reference to no shape")
		case Timestamp:
			c.want(s.TimestampFormat() <= RFC822 && s.a() <= 0xff, what, i, "unknown timestamp format")
		default:
			c.want(kind != Invalid && kind <= Document, what, i, "unknown kind")
		}
		_, has := m.shapeTrait(s.Index())
		c.want(has == (s.is(StructureTraits) || s.has(ShapeTraits)), what, i, "traits without a record, or a record without")
	}
}

// structureMembers checks that names differ, and the flags that sum up members.
func (c *checker) structureMembers(s Shape, i uint32) {
	if c.err != nil {
		return
	}
	names := make(map[string]bool, s.NumMembers())
	required, bound := false, false
	for k := range s.NumMembers() {
		b := s.Member(k)
		names[b.Name()] = true
		required = required || b.Required()
		bound = bound || b.Payload() || b.Location() != Body
	}
	c.want(len(names) == s.NumMembers(), "shape", i, "two members of one name")
	c.want(required == s.HasRequired() && bound == s.HasBindings(), "shape", i, "flags that are not those of the members")
}

func (c *checker) members() {
	m := c.m
	const what = "member"
	traits := m.size(SectionTraits) / TraitSize
	for i := range m.size(SectionMembers) / MemberSize {
		at := m.record(SectionMembers, MemberSize, i)
		b := Member{m, at}
		c.want(c.ref(m.u24(at+MemberName)&memberName, what, i) != "", what, i, "no name")
		c.want(b.Shape().Kind() != Invalid, what, i, "reference to no shape")
		c.want(b.Location() <= StatusCode, what, i, "unknown location")
		c.want(b.traitIndex() <= traits, what, i, "reference to no trait")
	}
}

func (c *checker) traits() {
	m := c.m
	extensions := m.size(SectionExtensions) / ExtensionSize
	for i := range m.size(SectionTraits) / TraitSize {
		at := m.record(SectionTraits, TraitSize, i)
		c.str(at+TraitWireName, "trait", i)
		c.want(uint32(m.u16(at+TraitExtension)) <= extensions, "trait", i, "reference to no extension")
	}
	for i := range extensions {
		at := m.record(SectionExtensions, ExtensionSize, i)
		for _, field := range [...]uint32{ExtensionQueryName, ExtensionContextParam, ExtensionNamespace, ExtensionNamespacePrefix} {
			c.str(at+field, "extension", i)
		}
	}
}

func (c *checker) shapeTraits() {
	m := c.m
	previous := uint16(0)
	for i := range m.size(SectionShapeTraits) / ShapeTraitSize {
		at := m.record(SectionShapeTraits, ShapeTraitSize, i)
		shape := m.u16(at + ShapeTraitShape)
		c.want(shape > previous && int(shape) < m.NumShapes(), "shape trait", i, "not sorted, or of no shape")
		previous = shape
		c.want(m.u24(at+ShapeTraitExtra) != 0, "shape trait", i, "no list")
		c.extra(m.u24(at+ShapeTraitExtra), "shape trait", i)
	}
}

// extra checks an extra list.
func (c *checker) extra(ref uint32, what string, i uint32) {
	if ref == 0 || c.err != nil {
		return
	}
	for list := c.m.list(ref); c.err == nil; {
		kind := list.u8()
		c.inside(list, SectionLists, what, i)
		if kind == ExtraEnd {
			return
		}
		entry := list
		if !list.skipExtra(kind) {
			c.fail(what, i, "unknown extra trait")
		}
		c.inside(list, SectionLists, what, i)
		if c.err == nil {
			c.entry(kind, entry, what, i)
		}
	}
}

// entry checks what an entry of an extra list says; its bounds are checked.
func (c *checker) entry(kind uint8, e cursor, what string, i uint32) {
	str := func() {
		c.str(e.at, what, i)
		e.skip(3)
	}
	switch kind {
	case ExtraChecksum:
		e.u8()
		str()
		str()
		for range e.u8() {
			str()
		}
	case ExtraStaticContext:
		str()
		switch e.u8() {
		case ContextString:
			str()
		case ContextBool:
			c.want(e.u8() <= 1, what, i, "no boolean")
		case ContextStrings:
			for range e.u8() {
				str()
			}
		default:
			c.fail(what, i, "unknown type of parameter")
		}
	case ExtraOperationContext:
		str()
		c.expression(&e, what, i)
	case ExtraClientContext:
		str()
		typ := e.u8()
		c.want(typ >= ContextString && typ <= ContextStrings, what, i, "unknown type of parameter")
	default:
		str()
	}
}

// expression checks and passes over an expression.
func (c *checker) expression(at *cursor, what string, i uint32) {
	switch tag := at.u8(); tag {
	case ExpressionNone:
	case ExpressionField:
		c.want(c.str(at.at, what, i) != "", what, i, "no field")
		at.skip(3)
	case ExpressionProgram:
		n := at.uvarint()
		c.want(n > 0, what, i, "no program")
		at.skip(n)
	default:
		c.fail(what, i, "unknown expression")
	}
}
