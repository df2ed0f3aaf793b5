package models

// Member is a view of a structure's member. The zero Member has no name and an
// Invalid shape.
type Member struct {
	m  *Model
	at uint32
}

func (m *Model) member(i uint32) Member {
	at := m.record(SectionMembers, MemberSize, i)
	if at == 0 {
		return Member{}
	}
	return Member{m, at}
}

// Name is the member's name in params and outputs.
func (b Member) Name() string {
	if b.m == nil {
		return ""
	}
	return b.m.str(b.m.u24(b.at+MemberName) & memberName)
}

// Shape is the member's target.
func (b Member) Shape() Shape {
	if b.m == nil {
		return Shape{}
	}
	return b.m.Shape(uint16(b.m.u24(b.at+MemberLinks) & (1<<MemberShapeBits - 1)))
}

// Flags are the Member bits of layout.go.
func (b Member) Flags() uint8 {
	if b.m == nil {
		return 0
	}
	return b.m.bin[b.at+MemberFlags]
}

// Required reports whether the member must be given.
func (b Member) Required() bool { return b.Flags()&MemberRequired != 0 }

// Location says where in the message the member goes.
func (b Member) Location() Location {
	return Location(b.Flags() >> MemberLocationShift & MemberLocationMask)
}

// IdempotencyToken reports whether a token is made up when the caller gives none.
func (b Member) IdempotencyToken() bool { return b.Flags()&MemberIdempotencyToken != 0 }

// EventPayload reports whether the member is an event's payload.
func (b Member) EventPayload() bool { return b.Flags()&MemberEventPayload != 0 }

// EventHeader reports whether the member is a header of an event.
func (b Member) EventHeader() bool { return b.Flags()&MemberEventHeader != 0 }

// Payload reports whether the member is the whole body of its structure.
func (b Member) Payload() bool { return b.Flags()&MemberPayload != 0 }

// memberName is the string reference among the bits of the name.
const memberName = 1<<MemberNameBits - 1

// traitIndex is the index of the member's trait record, plus one; 0 if it has none.
func (b Member) traitIndex() uint32 {
	return b.m.u24(b.at+MemberLinks)>>MemberShapeBits | b.m.u24(b.at+MemberName)>>MemberNameBits<<memberTraitLow
}

// trait is the offset of the member's trait record; 0 if it has none.
func (b Member) trait() uint32 {
	if b.m == nil {
		return 0
	}
	i := b.traitIndex()
	if i == 0 {
		return 0
	}
	return b.m.record(SectionTraits, TraitSize, i-1)
}

// WireName is the member's locationName, else its name.
func (b Member) WireName() string {
	if t := b.trait(); t != 0 {
		if ref := b.m.u24(t + TraitWireName); ref != 0 {
			return b.m.str(ref)
		}
	}
	return b.Name()
}

// LocationName is the member's locationName; empty if the model gives none.
func (b Member) LocationName() string {
	if t := b.trait(); t != 0 {
		return b.m.stringAt(t + TraitWireName)
	}
	return ""
}

// TraitFlags are the Trait bits of layout.go: the member's own, without its target's.
func (b Member) TraitFlags() uint8 {
	if t := b.trait(); t != 0 {
		return b.m.u8(t + TraitFlags)
	}
	return 0
}

func (b Member) has(flag uint8) bool { return b.TraitFlags()&flag != 0 }

// Flattened reports the flattened trait of the member or of its target.
func (b Member) Flattened() bool { return b.has(TraitFlattened) || b.Shape().Flattened() }

// XMLAttribute reports whether the member is an attribute of its structure's element.
func (b Member) XMLAttribute() bool { return b.has(TraitXMLAttribute) }

// JSONValue reports the jsonvalue trait: in a header, any JSON value in base64.
func (b Member) JSONValue() bool { return b.has(TraitJSONValue) }

// HostLabel reports whether the member fills a label of the host prefix.
func (b Member) HostLabel() bool { return b.has(TraitHostLabel) }

// Streaming reports the streaming trait of the member or of its target.
func (b Member) Streaming() bool { return b.has(TraitStreaming) || b.Shape().Streaming() }

// EndpointDiscoveryID reports whether the member is an identifier for endpoint discovery.
func (b Member) EndpointDiscoveryID() bool { return b.has(TraitEndpointDiscoveryID) }

// ResourceID reports a Route 53 id, of which only the last path segment is sent.
func (b Member) ResourceID() bool { return b.has(TraitResourceID) }

// Policy reports an IAM policy document, which comes URL-encoded.
func (b Member) Policy() bool { return b.has(TraitPolicy) }

func (b Member) extension(field uint32) string {
	t := b.trait()
	if t == 0 {
		return ""
	}
	i := b.m.u16(t + TraitExtension)
	if i == 0 {
		return ""
	}
	at := b.m.record(SectionExtensions, ExtensionSize, uint32(i)-1)
	if at == 0 {
		return ""
	}
	return b.m.stringAt(at + field)
}

// QueryName is the member's name in ec2 requests; empty if the model gives none.
func (b Member) QueryName() string { return b.extension(ExtensionQueryName) }

// ContextParam is the endpoint rule parameter that the member feeds; empty if none.
func (b Member) ContextParam() string { return b.extension(ExtensionContextParam) }

// Namespace is the member's XML namespace.
func (b Member) Namespace() (uri, prefix string) {
	return b.extension(ExtensionNamespace), b.extension(ExtensionNamespacePrefix)
}
