package xmldoc

import "github.com/tucuxi-go/tucuxi/models"

// known is what a Reader needs to know of the member that an element is for.
type known struct {
	structure models.Shape
	element   string // the element's name
	index     int
	name      string
	target    models.Shape
	kind      models.Kind
	flattened bool
	events    bool // an event stream
}

// find is the member of a structure that an element is for; nil if there is
// none. next is where in the structure it is expected. The result is valid
// until the next call.
//
// Responses repeat structures; so what was looked up is kept in a small table,
// which halves the time of reading a DescribeInstances response (go1.26).
func (r *Reader) find(shape models.Shape, element string, next int) *known {
	i := place(shape, element)
	slot, other := &r.table[i], &r.table[i^1]
	if slot.structure == shape && slot.element == element {
		return slot
	}
	if other.structure == shape && other.element == element {
		return other
	}
	m, index, wired := lookUp(shape, element, next)
	if index < 0 {
		return nil
	}
	target := m.Shape()
	kind := target.Kind()
	*other = *slot
	*slot = known{
		structure: shape, element: wired, index: index, name: m.Name(), target: target, kind: kind,
		flattened: (kind == models.List || kind == models.Map) && m.Flattened(),
		events:    target.EventStream(),
	}
	return slot
}

// place is where a structure's element stands in the table, or beside it.
func place(shape models.Shape, element string) uint32 {
	n := len(element) // not 0: the scanner refuses empty names
	h := uint32(shape.Index())*0x9E3779B1 + uint32(n)*0x165667B1 +
		uint32(element[0])*0x85EBCA6B + uint32(element[n/2])*0x27D4EB2F + uint32(element[n-1])*0xC2B2AE35
	return h >> (32 - tableBits)
}

const tableBits = 8

// lookUp is find in the model; wired is the element's name as it stands there.
//
// An element goes by its member's wire name; where the member has no
// locationName, by that of its shape, and in a flattened list by that of the
// list's member. Where a list and the single value that it replaced share a
// name, as Events and Event of S3's older notification configurations do, it is
// the list's.
func lookUp(shape models.Shape, element string, next int) (m models.Member, index int, wired string) {
	m, index = shape.MemberWired(element, next)
	wired = m.WireName()
	if index >= 0 && !inBody(m) {
		index = -1
	}
	for i, n := 0, shape.NumMembers(); i < n && !(index >= 0 && m.Flattened()); i++ {
		c := shape.Member(i)
		if !inBody(c) || index >= 0 && !c.Flattened() {
			continue
		}
		if name := c.WireName(); name == element {
			m, index, wired = c, i, name
		} else if index < 0 && c.LocationName() == "" {
			if name := otherName(c, element); name != "" {
				m, index, wired = c, i, name
			}
		}
	}
	return m, index, wired
}

// otherName is the name beside its own under which a member's elements may
// come; empty if it is not that of the element.
func otherName(m models.Member, element string) string {
	shape := m.Shape()
	if name := shape.LocationName(); name == element {
		return name
	}
	if name := shape.MemberName(); name == element && m.Flattened() {
		return name
	}
	return ""
}

// inBody reports whether a member is read from the body: places of a request
// mean nothing in a response.
func inBody(m models.Member) bool {
	switch m.Location() {
	case models.Header, models.PrefixHeaders, models.StatusCode:
		return false
	}
	return true
}
