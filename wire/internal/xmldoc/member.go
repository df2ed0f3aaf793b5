package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// known is what a Reader needs to know of the member that an element is for.
type known struct {
	_         [0]func() // not comparable: 2 KB less
	structure models.Shape
	tag       xml.Tag // the element's name
	target    models.Shape
	index     int32
	next      uint16 // the slot of the member that came behind it
	kind      models.Kind
	flattened bool
	events    bool // an event stream
	leaf      bool
	list      list // if it is one
}

// find is the slot of the member of a structure that an element is for; -1 if
// there is none. next is where in the structure it is expected. What is in the
// slot is valid until the next call.
//
// Responses repeat structures; so what was looked up is kept in a small table,
// which halves the time of reading a DescribeInstances response (go1.26).
func (r *Reader) find(shape models.Shape, element string, next int) int {
	h := place(shape, element)
	free := -1
	for p := range uint32(probes) {
		i := (h + p) % (1 << tableBits)
		k := &r.table[i]
		if k.structure == shape && k.tag.Name == element {
			return int(i)
		}
		if free < 0 && k.tag.Name == "" {
			free = int(i)
		}
	}
	m, index, wired := lookUp(shape, element, next)
	if index < 0 {
		return -1
	}
	target := m.Shape()
	kind := target.Kind()
	if free < 0 {
		r.turn++
		free = int((h + r.turn%probes) % (1 << tableBits))
	}
	slot := &r.table[free]
	*slot = known{
		structure: shape, tag: xml.NewTag(wired), index: int32(index), target: target, kind: kind,
		flattened: (kind == models.List || kind == models.Map) && m.Flattened(),
		events:    target.EventStream(),
		leaf:      isLeaf(kind),
	}
	if kind == models.List {
		slot.list = newList(target)
	}
	return free
}

// isLeaf reports a kind of which the values hold no others.
func isLeaf(kind models.Kind) bool {
	switch kind {
	case models.Structure, models.List, models.Map, models.Document, models.Invalid:
		return false
	}
	return true
}

// place is where a structure's element stands in the table, or up to three slots
// behind it.
func place(shape models.Shape, element string) uint32 {
	n := len(element) // not 0: the scanner refuses empty names
	h := uint32(shape.Index())*0x9E3779B1 + uint32(n)*0x165667B1
	for i := 0; i < n && i < 4; i++ {
		h = (h ^ uint32(element[i]) ^ uint32(element[n-1-i])<<8) * 0x85EBCA6B
	}
	return h >> (32 - tableBits)
}

const (
	tableBits = 8
	probes    = 4
)

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
