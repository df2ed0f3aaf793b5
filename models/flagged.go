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

// members is the number of a structure's members, and where the record of member
// i is; 0 if the records from there on are not all there.
func (s Shape) members(i int) (n int, at uint32) {
	n = s.NumMembers()
	if i < 0 || i >= n || uint64(s.b())+uint64(n) > uint64(s.m.size(SectionMembers)/MemberSize) {
		return 0, 0
	}
	return n, s.m.section[SectionMembers] + (uint32(s.b())+uint32(i))*MemberSize
}
