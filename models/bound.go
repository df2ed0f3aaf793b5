package models

// Payload is the structure's payload member and its index; the index is -1 if
// the structure has none.
func (s Shape) Payload() (Member, int) {
	if !s.HasBindings() {
		return Member{}, -1
	}
	return s.Flagged(0, MemberPayload)
}

// Flagged is the structure's first member from index i on that has one of the
// given bits of [Member.Flags], and its index; the index is -1 if there is none.
func (s Shape) Flagged(i int, flags uint8) (Member, int) {
	n, at := s.members(i)
	for m := s.m; i < n; i++ {
		if m.bin[at+MemberFlags]&flags != 0 {
			return Member{m, at}, i
		}
		at += MemberSize
	}
	return Member{}, -1
}

// HeaderMark is one of 64 bits for the name of a header, in any case.
func HeaderMark(name string) uint64 {
	if name == "" {
		return 0
	}
	return headerMark(uint(len(name)), name[len(name)-1], name[len(name)/2])
}

func headerMark(n uint, last, middle byte) uint64 {
	return 1 << ((n + 7*uint(last|0x20) + 13*uint(middle|0x20)) & 63)
}

// Bound is the first member from index i on that an answer with certain headers
// may hold outside its body, and its index; the index is -1 if there is none.
// marks are the marks of the headers' names. Outputs of S3 have dozens of such
// members, of which few are sent, so it goes from record to record.
func (s Shape) Bound(i int, marks uint64) (Member, int) {
	n, at := s.members(i)
	for m := s.m; i < n; i++ {
		switch Location(m.bin[at+MemberFlags] >> MemberLocationShift & MemberLocationMask) {
		case Header:
			if m.wireMark(at)&marks != 0 {
				return Member{m, at}, i
			}
		case PrefixHeaders, StatusCode:
			return Member{m, at}, i
		}
		at += MemberSize
	}
	return Member{}, -1
}

// members is the number of a structure's members, and where the record of member
// i is; 0 if the records from there on are not all there.
func (s Shape) members(i int) (n int, at uint32) {
	n = s.NumMembers()
	if i < 0 || i >= n || uint64(s.b())+uint64(n) > uint64(s.m.size(SectionMembers)/MemberSize) {
		return 0, 0
	}
	return n, s.m.section[SectionMembers] + (uint32(s.b())+uint32(i))*MemberSize
}

// wireMark is the HeaderMark of the wire name of the member whose record is at
// that place.
func (m *Model) wireMark(at uint32) uint64 {
	name := le32(m.bin, int(at+MemberName)) // with the flags behind it, and below before the links: one load each
	links := le32(m.bin, int(at+MemberLinks-1)) >> 8
	ref := uint32(0)
	if i := links>>MemberShapeBits | name&0xffffff>>MemberNameBits<<memberTraitLow; i != 0 {
		if t := m.record(SectionTraits, TraitSize, i-1); t != 0 {
			ref = le32(m.bin, int(t+TraitWireName)) & 0xffffff
		}
	}
	if ref == 0 {
		ref = name & memberName
	}
	from := uint64(m.section[SectionStrings]) + uint64(ref)
	if from >= uint64(len(m.bin)) {
		return 0
	}
	n := uint64(m.bin[from])
	if n == 0 || n >= 0x80 || from+n >= uint64(len(m.bin)) {
		return HeaderMark(m.str(ref))
	}
	return headerMark(uint(n), m.bin[from+n], m.bin[from+1+n/2])
}
