package models

// Shape is a view of a shape. The zero Shape has kind Invalid.
type Shape struct {
	m  *Model
	at uint32
}

// Shape is shape i of the model; Invalid if there is none.
func (m *Model) Shape(i uint16) Shape {
	if i == 0 {
		return Shape{}
	}
	at := m.record(SectionShapes, ShapeSize, uint32(i))
	if at == 0 {
		return Shape{}
	}
	return Shape{m, at}
}

// NumShapes is the number of shape indexes in use, the unused first included.
func (m *Model) NumShapes() int { return int(m.size(SectionShapes) / ShapeSize) }

// Index is the shape's index in its model; 0 for an Invalid shape. Two shapes
// of one model are the same shape if their indexes are equal.
func (s Shape) Index() uint16 {
	if s.m == nil {
		return 0
	}
	return uint16((s.at - s.m.section[SectionShapes]) / ShapeSize)
}

// Model is the model that the shape belongs to; nil for the zero Shape.
func (s Shape) Model() *Model { return s.m }

// Kind is the shape's type.
func (s Shape) Kind() Kind {
	if s.m == nil {
		return Invalid
	}
	return Kind(s.m.bin[s.at+ShapeKind]) // in bounds: record checked it
}

// Flags are the bits of layout.go for the shape's kind.
func (s Shape) Flags() uint8 {
	if s.m == nil {
		return 0
	}
	return s.m.bin[s.at+ShapeFlags]
}

func (s Shape) a() uint16 {
	if s.m == nil {
		return 0
	}
	return s.m.u16(s.at + ShapeA)
}

func (s Shape) b() uint16 {
	if s.m == nil {
		return 0
	}
	return s.m.u16(s.at + ShapeB)
}

// is reports whether one of the given bits of [Shape.Flags] is set in a
// structure.
func (s Shape) is(flag uint8) bool { return s.Kind() == Structure && s.Flags()&flag != 0 }

// has is what is does for the shapes that are no structures.
func (s Shape) has(flag uint8) bool { return s.Kind() != Structure && s.Flags()&flag != 0 }

// Union reports whether exactly one member must be set. It stays a call, which
// saves 1 KB.
//
//go:noinline
func (s Shape) Union() bool { return s.is(StructureUnion) }

// Exception reports whether the structure is an error.
func (s Shape) Exception() bool { return s.is(StructureException) }

// EventStream reports whether the structure's members are the events of a stream.
func (s Shape) EventStream() bool { return s.is(StructureEventStream) }

// Event reports whether the structure is an event of a stream.
func (s Shape) Event() bool { return s.is(StructureEvent) }

// HasRequired reports whether a member of the structure is required.
func (s Shape) HasRequired() bool { return s.is(StructureRequired) }

// HasBindings reports whether a member of the structure has a location other
// than the body, or is its payload.
func (s Shape) HasBindings() bool { return s.is(StructureBindings) }

// Flattened reports the flattened trait of a list or map.
func (s Shape) Flattened() bool { return s.has(ShapeFlattened) }

// Sparse reports whether a list or map may hold nulls.
func (s Shape) Sparse() bool { return s.has(ShapeSparse) }

// Streaming reports whether a blob is a stream.
func (s Shape) Streaming() bool { return s.has(ShapeStreaming) }

// RequiresLength reports whether a stream's length must be known.
func (s Shape) RequiresLength() bool { return s.has(ShapeRequiresLength) }

// Sensitive reports whether values of the shape must not be logged.
func (s Shape) Sensitive() bool { return s.is(StructureSensitive) || s.has(ShapeSensitive) }

// NumMembers is the number of a structure's members.
func (s Shape) NumMembers() int {
	if s.Kind() != Structure {
		return 0
	}
	return int(s.a())
}

// Member is member i of a structure, in the model's order.
func (s Shape) Member(i int) Member {
	if i < 0 || i >= s.NumMembers() {
		return Member{}
	}
	return s.m.member(uint32(s.b()) + uint32(i))
}

// MemberNamed is the structure's member of that name and its index; the index
// is -1 if there is none.
func (s Shape) MemberNamed(name string) (Member, int) {
	n := s.NumMembers()
	if n == 0 || len(name) == 0 || len(name) >= 0x80 {
		return s.longNamed(name)
	}
	m, first := s.m, uint32(s.b())
	if uint64(first)+uint64(n) > uint64(m.size(SectionMembers)/MemberSize) {
		return s.longNamed(name)
	}
	at := m.section[SectionMembers] + first*MemberSize
	members, text := m.bin[at:], m.bin[m.section[SectionStrings]:]
	for i := 0; i < n && len(members) >= MemberSize; i++ { // stringAt, unrolled: lengths are compared before anything is made a string
		from := uint(members[MemberName]) | uint(members[MemberName+1])<<8 | uint(members[MemberName+2])<<16&memberName
		if from < uint(len(text)) && text[from] == byte(len(name)) {
			if at := text[from+1:]; len(at) >= len(name) && at[:len(name)] == name {
				return Member{m, m.section[SectionMembers] + (first+uint32(i))*MemberSize}, i
			}
		}
		members = members[MemberSize:]
	}
	return Member{}, -1
}

// longNamed is MemberNamed for any name.
func (s Shape) longNamed(name string) (Member, int) {
	for i, n := 0, s.NumMembers(); i < n; i++ {
		if m := s.m.member(uint32(s.b()) + uint32(i)); m.Name() == name {
			return m, i
		}
	}
	return Member{}, -1
}

// MemberWired is the structure's member of that wire name (locationName, else
// name) and its index; the index is -1 if there is none. The search begins at
// member from and wraps around: messages mostly keep the model's order, so the
// index after the last hit finds the next one at once.
func (s Shape) MemberWired(wire string, from int) (Member, int) {
	n := s.NumMembers()
	for k := range n {
		i := from + k
		if i >= n {
			i -= n
		}
		if i < 0 || i >= n {
			return Member{}, -1
		}
		if m := s.m.member(uint32(s.b()) + uint32(i)); m.WireName() == wire {
			return m, i
		}
	}
	return Member{}, -1
}

// Elem is the shape of a list's members or of a map's values.
func (s Shape) Elem() Shape {
	switch s.Kind() {
	case List:
		return s.m.Shape(s.a())
	case Map:
		return s.m.Shape(s.b())
	}
	return Shape{}
}

// Key is the shape of a map's keys.
func (s Shape) Key() Shape {
	if s.Kind() != Map {
		return Shape{}
	}
	return s.m.Shape(s.a())
}

// TimestampFormat is the format of a timestamp shape.
func (s Shape) TimestampFormat() TimestampFormat {
	if s.Kind() != Timestamp {
		return TimestampDefault
	}
	return TimestampFormat(s.a())
}

// Min is the smallest value (numbers) or length (strings, lists); ok is false
// if the model sets none.
func (s Shape) Min() (min int64, ok bool) {
	if !s.has(ShapeMin) {
		return 0, false
	}
	if s.Kind() == List {
		return int64(s.b()), true
	}
	return int64(int32(uint32(s.a()) | uint32(s.b())<<16)), true
}

// MinText is a min that is no 32-bit integer, as decimal text; empty if none.
func (s Shape) MinText() string { return s.extra(ExtraMin) }

// MemberName is the locationName of a list's member; empty if none.
func (s Shape) MemberName() string { return s.extra(ExtraMemberName) }

// MemberNamespace is the XML namespace of a list's member; empty if none.
func (s Shape) MemberNamespace() string { return s.extra(ExtraMemberNamespace) }

// KeyName is the locationName of a map's key; empty if none.
func (s Shape) KeyName() string { return s.extra(ExtraKeyName) }

// ValueName is the locationName of a map's value; empty if none.
func (s Shape) ValueName() string { return s.extra(ExtraValueName) }

// KeyNamespace is the XML namespace of a map's key; empty if none.
func (s Shape) KeyNamespace() string { return s.extra(ExtraKeyNamespace) }

// ValueNamespace is the XML namespace of a map's value; empty if none.
func (s Shape) ValueNamespace() string { return s.extra(ExtraValueNamespace) }

// LocationName is the locationName of the shape itself; empty if none.
func (s Shape) LocationName() string { return s.extra(ExtraShapeName) }

// Namespace is the XML namespace of the shape itself.
func (s Shape) Namespace() (uri, prefix string) {
	return s.extra(ExtraNamespace), s.extra(ExtraNamespacePrefix)
}

// extra is a string of the shape's extra list.
func (s Shape) extra(kind uint8) string {
	if !s.is(StructureTraits) && !s.has(ShapeTraits) {
		return ""
	}
	list, _ := s.m.shapeTrait(s.Index())
	return list.text(kind)
}

// shapeTrait is the extra list of a shape.
func (m *Model) shapeTrait(want uint16) (list extras, ok bool) {
	lo, hi := uint32(0), m.size(SectionShapeTraits)/ShapeTraitSize
	for lo < hi {
		mid := (lo + hi) / 2
		at := m.record(SectionShapeTraits, ShapeTraitSize, mid)
		switch got := m.u16(at + ShapeTraitShape); {
		case got == want:
			return m.extras(m.u24(at + ShapeTraitExtra)), true
		case got < want:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return extras{}, false
}
