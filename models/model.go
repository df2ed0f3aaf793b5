package models

import "errors"

var (
	errNotModel = errors.New("models: not a compiled model")
	errVersion  = errors.New("models: compiled by another version of models/prune; regenerate the service package")
	errCorrupt  = errors.New("models: corrupt model")
)

// Model is a compiled model, read in place. The zero Model is empty: it has no
// operations, and every look-up in it fails.
type Model struct {
	_       notCompared
	bin     string
	section [NumSections + 1]uint32
}

// Open makes a Model of the bytes of a model.bin. It checks the header in
// constant time and allocates nothing; the Model's strings are views into bin.
func Open(bin string) (Model, error) {
	var m Model
	if len(bin) < HeaderSize || bin[:len(Magic)] != Magic {
		return m, errNotModel
	}
	if le16(bin, len(Magic)) != Version {
		return m, errVersion
	}
	previous := uint32(HeaderSize)
	for i := range m.section {
		at := le32(bin, HeaderSections+4*i)
		if at < previous || uint64(at) > uint64(len(bin)) {
			return Model{}, errCorrupt
		}
		m.section[i], previous = at, at
	}
	if m.section[0] != HeaderSize || int(m.section[NumSections]) != len(bin) || m.size(SectionService) != ServiceSize {
		return Model{}, errCorrupt
	}
	for _, s := range [...]struct{ section, size uint32 }{
		{SectionOperations, OperationSize}, {SectionShapes, ShapeSize}, {SectionMembers, MemberSize},
		{SectionTraits, TraitSize}, {SectionExtensions, ExtensionSize}, {SectionShapeTraits, ShapeTraitSize},
		{SectionErrors, ErrorSize}, {SectionPaginators, PaginatorSize}, {SectionWaiters, WaiterSize},
	} {
		if m.size(s.section)%s.size != 0 {
			return Model{}, errCorrupt
		}
	}
	m.bin = bin
	return m, nil
}

// Tag is the model's tag, see [Tag].
func (m *Model) Tag() uint16 { return m.u16(HeaderTag) }

// Len is the model's length in bytes.
func (m *Model) Len() int { return len(m.bin) }

// SectionLen is the length in bytes of one of the Section constants.
func (m *Model) SectionLen(section int) int {
	if uint(section) >= NumSections {
		return 0
	}
	return int(m.size(uint32(section)))
}

// Rules is the compiled endpoint rule set, a program of package rules; empty
// if the model has none.
func (m *Model) Rules() string {
	if m.bin == "" {
		return ""
	}
	return m.bin[m.section[SectionRules]:m.section[SectionRules+1]]
}

func (m *Model) size(section uint32) uint32 { return m.section[section+1] - m.section[section] }

// record is the offset of record i of a section of records of the given size;
// 0 if there is none.
func (m *Model) record(section, size, i uint32) uint32 {
	if i >= m.size(section)/size {
		return 0
	}
	return m.section[section] + i*size
}

// u8 stays a call: what is read a byte at a time is read seldom.
//
//go:noinline
func (m *Model) u8(at uint32) uint8 {
	if uint64(at) >= uint64(len(m.bin)) {
		return 0
	}
	return m.bin[at]
}

func (m *Model) u16(at uint32) uint16 {
	if uint64(at)+2 > uint64(len(m.bin)) {
		return 0
	}
	return le16(m.bin, int(at))
}

func (m *Model) u24(at uint32) uint32 {
	if uint64(at)+3 > uint64(len(m.bin)) {
		return 0
	}
	return le24(m.bin, int(at))
}

func (m *Model) u32(at uint32) uint32 {
	if uint64(at)+4 > uint64(len(m.bin)) {
		return 0
	}
	return le32(m.bin, int(at))
}

// stringAt is the string that the reference at offset at names.
func (m *Model) stringAt(at uint32) string { return m.str(m.u24(at)) }

// str is the string of a reference, a view into the model.
func (m *Model) str(ref uint32) string {
	at := uint64(m.section[SectionStrings]) + uint64(ref)
	if at >= uint64(len(m.bin)) {
		return ""
	}
	n, width := uint64(m.bin[at]), uint64(1)
	if n >= 0x80 { // two-byte length; longer strings do not occur
		if at+1 >= uint64(len(m.bin)) {
			return ""
		}
		n, width = n&0x7f|uint64(m.bin[at+1])<<7, 2
	}
	if at+width+n > uint64(len(m.bin)) {
		return ""
	}
	return m.bin[at+width : at+width+n]
}

func le16(s string, i int) uint16 { return uint16(s[i]) | uint16(s[i+1])<<8 }

func le24(s string, i int) uint32 { return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 }

func le32(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}
