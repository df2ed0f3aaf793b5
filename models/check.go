package models

import (
	"errors"
	"strconv"
)

// Check walks the whole model, in time proportional to its length, and names
// the first fault: a reference that leads nowhere, a value that the layout does
// not know, an order that look-ups rely on and that is not kept. A program need
// not call it, views stand faults; what makes or ships models does.
//
// The endpoint rule set and the programs of expressions are not looked into.
func (m *Model) Check() error {
	if m.bin == "" {
		return errNotModel
	}
	c := &checker{m: m}
	c.strings()
	c.service()
	c.shapes()
	c.members()
	c.traits()
	c.shapeTraits()
	c.errors()
	c.operations()
	c.paginators()
	c.waiters()
	c.tag()
	return c.err
}

// checker holds the first fault.
type checker struct {
	m      *Model
	starts []uint64 // a bit for each offset of SectionStrings where a string starts
	err    error
}

// fail notes a fault of record i of what.
func (c *checker) fail(what string, i uint32, text string) {
	if c.err == nil {
		c.err = errors.New("models: corrupt model: " + what + " " + strconv.Itoa(int(i)) + ": " + text)
	}
}

func (c *checker) want(ok bool, what string, i uint32, text string) {
	if !ok {
		c.fail(what, i, text)
	}
}

// strings finds out where strings start.
func (c *checker) strings() {
	m := c.m
	table := m.bin[m.section[SectionStrings]:]
	if table == "" || table[0] != 0 {
		c.fail("string", 0, "not empty")
		return
	}
	c.starts = make([]uint64, len(table)/64+1)
	for at := 0; at < len(table); {
		c.starts[at/64] |= 1 << (at % 64)
		n, width := int(table[at]), 1
		if n >= 0x80 {
			if at+1 >= len(table) || table[at+1] >= 0x80 {
				c.fail("string", uint32(at), "bad length")
				return
			}
			n, width = n&0x7f|int(table[at+1])<<7, 2
		}
		if at += width + n; at > len(table) {
			c.fail("string", uint32(at-width-n), "reaches past the end")
			return
		}
	}
}

// str checks the string reference at offset at of the file.
func (c *checker) str(at uint32, what string, i uint32) string {
	return c.ref(c.m.u24(at), what, i)
}

// ref is the string of a reference.
func (c *checker) ref(ref uint32, what string, i uint32) string {
	if uint64(ref) >= uint64(c.m.size(SectionStrings)) || c.starts == nil || c.starts[ref/64]&(1<<(ref%64)) == 0 {
		c.fail(what, i, "reference to no string")
		return ""
	}
	return c.m.str(ref)
}

func (c *checker) service() {
	m := c.m
	for _, field := range [...]uint32{
		ServiceID, ServiceEndpointPrefix, ServiceSigningName, ServiceAPIVersion, ServiceTargetPrefix,
		ServiceJSONVersion, ServiceName, ServiceXMLNamespace, ServiceSource, ServiceFullName,
	} {
		c.str(m.serviceAt(field), "service", field)
	}
	p := m.Protocol()
	c.want(p > NoProtocol && p <= EC2 && m.Offers(p), "service", ServiceProtocol, "unknown protocol")
	for i := range 4 {
		c.want(m.Auth(i) <= AuthV2, "service", ServiceAuth, "unknown auth scheme")
	}
	c.want(m.Signature() <= AuthV2, "service", ServiceSignature, "unknown auth scheme")
	c.extra(m.u24(m.serviceAt(ServiceContext)), "service", ServiceContext)
}

// tag checks what ties operation constants to the model.
func (c *checker) tag() {
	names := make([]string, c.m.NumOperations())
	for i := range names {
		names[i] = c.m.Operation(i).Name()
	}
	c.want(c.m.Tag() == Tag(c.m.ServiceID(), names), "service", ServiceID, "the tag is not that of the operations")
}

func (c *checker) operations() {
	m := c.m
	for i := range uint32(m.NumOperations()) {
		const what = "operation"
		at := m.record(SectionOperations, OperationSize, i)
		name := c.str(at+OperationName, what, i)
		c.want(name != "", what, i, "no name")
		c.want(i == 0 || m.Operation(int(i)-1).Name() < name, what, i, "not sorted")
		c.want(int(m.u8(at+OperationMethod)) < len(methods), what, i, "unknown method")
		c.structure(m.u16(at+OperationInput), true, what, i)
		c.structure(m.u16(at+OperationOutput), true, what, i)
		c.str(at+OperationURI, what, i)
		c.errorList(m.u24(at+OperationErrors), i)
		c.extra(m.u24(at+OperationExtra), what, i)
	}
}

func (c *checker) errorList(ref, i uint32) {
	if ref == 0 {
		return
	}
	list := c.m.list(ref)
	n := list.uvarint()
	c.inside(list, SectionLists, "operation", i)
	for ; n > 0 && c.err == nil; n-- {
		c.want(list.uvarint() < uint32(c.m.NumErrors()), "operation", i, "unknown error")
		c.inside(list, SectionLists, "operation", i)
	}
}

func (c *checker) errors() {
	m := c.m
	for i := range uint32(m.NumErrors()) {
		at := m.record(SectionErrors, ErrorSize, i)
		code := c.str(at+ErrorCode, "error", i)
		name := c.str(at+ErrorName, "error", i)
		c.want(code != "" && name != "", "error", i, "no code or name")
		c.want(i == 0 || m.Error(int(i)-1).Code() <= code, "error", i, "not sorted")
		c.structure(m.u16(at+ErrorShape), false, "error", i)
	}
}

// structure checks a reference to a structure.
func (c *checker) structure(ref uint16, optional bool, what string, i uint32) {
	ok := ref == 0 && optional || c.m.Shape(ref).Kind() == Structure
	c.want(ok, what, i, "reference to no structure")
}

// inside checks that a cursor did not leave its section.
func (c *checker) inside(at cursor, section uint32, what string, i uint32) {
	c.want(at.at <= c.m.section[section+1], what, i, "list reaches past its section")
}
