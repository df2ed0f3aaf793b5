package compile

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/tucuxi-go/tucuxi/models"
)

// packShapes numbers the shapes that operations and errors reach, equal ones
// alike, and writes them.
func (p *packer) packShapes() {
	all := reachable(p.s, nil)
	class := mergeEqual(all)
	first := reachable(p.s, class)
	p.sections[models.SectionShapes] = make([]byte, models.ShapeSize) // shape 0 is "none"
	number := map[int]uint16{}
	for i, shape := range first {
		number[class[shape]] = p.u16(i+1, "shape")
	}
	for _, shape := range all {
		p.shapes[shape] = number[class[shape]]
	}
	var traits []byte
	for i, shape := range first {
		if extra := p.shapeExtra(shape); extra != nil {
			traits = u24(binary.LittleEndian.AppendUint16(traits, uint16(i+1)), p.list(extra))
		}
		p.sections[models.SectionShapes] = append(p.sections[models.SectionShapes], p.shape(shape)...)
	}
	p.sections[models.SectionShapeTraits] = traits
}

// reachable lists the shapes that the service's operations and errors reach, in
// the order of the first visit; with classes, only the first of each class, so
// that the order does not depend on how often a shape was written down.
func reachable(s *Service, class map[*Shape]int) []*Shape {
	seen := map[*Shape]bool{}
	seenClass := map[int]bool{}
	var order []*Shape
	var visit func(*Shape)
	visit = func(shape *Shape) {
		if shape == nil || seen[shape] {
			return
		}
		seen[shape] = true
		if c, ok := class[shape]; ok {
			if seenClass[c] {
				return
			}
			seenClass[c] = true
		}
		order = append(order, shape)
		for _, m := range shape.Members {
			visit(m.Shape)
		}
		visit(shape.Key)
		visit(shape.Elem)
	}
	for _, op := range s.Operations {
		visit(op.Input)
		visit(op.Output)
	}
	for _, e := range s.Errors {
		visit(e.Shape)
	}
	return order
}

// mergeEqual gives equal shapes the same class: it starts with what the shapes
// say of themselves and refines by the classes of what they point to, until
// nothing changes (partition refinement, so recursive shapes merge as well).
func mergeEqual(shapes []*Shape) map[*Shape]int {
	class := make(map[*Shape]int, len(shapes))
	var k []byte
	key := func(s *Shape) []byte {
		k = fmt.Appendf(k[:0], "%d %d %d %d %q %q %q %q %q %q %q %q %q %q %d %d|", s.Kind, s.Flags, s.Format, s.Min, s.MinText,
			s.MemberName, s.MemberSpace, s.KeyName, s.ValueName, s.KeySpace, s.ValueSpace, s.LocationName, s.Namespace, s.Prefix, class[s.Key], class[s.Elem])
		for _, m := range s.Members {
			k = fmt.Appendf(k, "%q %q %d %d %q %q %q %q %d|", m.Name, m.WireName, m.Flags, m.TraitFlags,
				m.QueryName, m.ContextParam, m.Namespace, m.NamespacePrefix, class[m.Shape])
		}
		return k
	}
	for count := 0; ; {
		numbers := map[string]int{}
		next := make(map[*Shape]int, len(shapes))
		for _, s := range shapes {
			k := key(s)
			n, ok := numbers[string(k)]
			if !ok {
				n = len(numbers) + 1
				numbers[string(k)] = n
			}
			next[s] = n
		}
		class = next
		if len(numbers) == count {
			return class
		}
		count = len(numbers)
	}
}

// shape is the record of a shape; its members are appended to their section.
func (p *packer) shape(s *Shape) []byte {
	var a, b uint16
	flags := s.Flags
	switch s.Kind {
	case models.Structure:
		a, b = p.u16(len(s.Members), "members of "+s.Name), p.u16(int(p.members), "members")
		for _, m := range s.Members {
			p.member(m)
		}
	case models.List:
		a, b = p.shapes[s.Elem], p.u16(int(s.Min), "min of "+s.Name)
	case models.Map:
		a, b = p.shapes[s.Key], p.shapes[s.Elem]
	case models.Timestamp:
		a = uint16(s.Format)
	default:
		a, b = uint16(s.Min), uint16(s.Min>>16)
	}
	if p.shapeExtra(s) != nil {
		if s.Kind == models.Structure {
			flags |= models.StructureTraits
		} else {
			flags |= models.ShapeTraits
		}
	}
	record := binary.LittleEndian.AppendUint16([]byte{byte(s.Kind), flags}, a)
	return binary.LittleEndian.AppendUint16(record, b)
}

func (p *packer) member(m *Member) {
	const low = 24 - models.MemberShapeBits // bits of the trait beside the shape
	name := p.bits(p.ref(m.Name), models.MemberNameBits, "string")
	shape := p.bits(uint32(p.shapes[m.Shape]), models.MemberShapeBits, "shape")
	trait := p.bits(uint32(p.trait(m)), models.MemberTraitBits, "trait")
	members := append(u24(p.sections[models.SectionMembers], name|trait>>low<<models.MemberNameBits), m.Flags)
	p.sections[models.SectionMembers] = u24(members, shape|trait<<models.MemberShapeBits)
	p.members++
}

// trait is the index of the member's trait record; 0 if it needs none.
func (p *packer) trait(m *Member) uint16 {
	var ext uint16
	if m.QueryName != "" || m.ContextParam != "" || m.Namespace != "" || m.NamespacePrefix != "" {
		record := p.str(nil, m.QueryName)
		record = p.str(record, m.ContextParam)
		record = p.str(record, m.Namespace)
		record = p.str(record, m.NamespacePrefix)
		ext = p.indexed(p.exts, models.SectionExtensions, record)
	}
	if ext == 0 && m.WireName == "" && m.TraitFlags == 0 {
		return 0
	}
	record := append(p.str(nil, m.WireName), m.TraitFlags)
	record = binary.LittleEndian.AppendUint16(record, ext)
	return p.indexed(p.traits, models.SectionTraits, record)
}

// shapeExtra is the extra list of a shape; nil if it needs none.
func (p *packer) shapeExtra(s *Shape) []byte {
	var list []byte
	for _, e := range []struct {
		kind byte
		text string
	}{
		{models.ExtraMemberName, s.MemberName}, {models.ExtraMemberNamespace, s.MemberSpace},
		{models.ExtraKeyName, s.KeyName}, {models.ExtraValueName, s.ValueName},
		{models.ExtraKeyNamespace, s.KeySpace}, {models.ExtraValueNamespace, s.ValueSpace},
		{models.ExtraShapeName, s.LocationName}, {models.ExtraNamespace, s.Namespace},
		{models.ExtraNamespacePrefix, s.Prefix}, {models.ExtraMin, s.MinText},
	} {
		if e.text != "" {
			list = p.str(append(list, e.kind), e.text)
		}
	}
	if list == nil {
		return nil
	}
	return append(slices.Clip(list), models.ExtraEnd)
}
