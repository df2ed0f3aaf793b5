package compile

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// packer writes the sections of one model. The first fault stops it.
type packer struct {
	s        *Service
	sections [models.NumSections][]byte
	strings  map[string]uint32
	shapes   map[*Shape]uint16
	members  uint32
	traits   map[string]uint16
	exts     map[string]uint16
	errors   map[*Error]int
	lists    map[string]uint32
	ops      map[*Operation]int
	err      error
}

// Pack writes the compiled form of s: what its operations, errors and waiters
// reach, with equal shapes merged.
func (s *Service) Pack() ([]byte, error) {
	p := &packer{
		s: s, strings: map[string]uint32{"": 0}, shapes: map[*Shape]uint16{},
		traits: map[string]uint16{}, exts: map[string]uint16{}, errors: map[*Error]int{},
		lists: map[string]uint32{}, ops: map[*Operation]int{},
	}
	p.sections[models.SectionStrings] = []byte{0}
	p.sections[models.SectionLists] = []byte{0} // reference 0 is "none"
	p.packShapes()
	p.packErrors()
	p.packOperations()
	p.packPaginators()
	p.packWaiters()
	p.packService()
	p.sections[models.SectionRules] = s.Rules
	if p.err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, p.err)
	}
	return p.file(), nil
}

// file joins header and sections.
func (p *packer) file() []byte {
	names := make([]string, len(p.s.Operations))
	for i, op := range p.s.Operations {
		names[i] = op.Name
	}
	bin := []byte(models.Magic)
	bin = binary.LittleEndian.AppendUint16(bin, models.Version)
	bin = binary.LittleEndian.AppendUint16(bin, models.Tag(p.s.ID, names))
	at := uint32(models.HeaderSize)
	for _, section := range p.sections {
		bin = binary.LittleEndian.AppendUint32(bin, at)
		at += uint32(len(section))
	}
	bin = binary.LittleEndian.AppendUint32(bin, at)
	return append(bin, slices.Concat(p.sections[:]...)...)
}

func (p *packer) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// u16 checks that a number fits its field.
func (p *packer) u16(n int, what string) uint16 {
	if n < 0 || n > 0xffff {
		p.fail("%s: %d does not fit 16 bits", what, n)
		return 0
	}
	return uint16(n)
}

// bits checks that a number fits its field.
func (p *packer) bits(n uint32, width int, what string) uint32 {
	if n>>width != 0 {
		p.fail("%s: %d does not fit %d bits", what, n, width)
		return 0
	}
	return n
}

// u24 appends the lower 24 bits of n.
func u24(dst []byte, n uint32) []byte { return append(dst, byte(n), byte(n>>8), byte(n>>16)) }

// ref is the reference of a string, which is written once.
func (p *packer) ref(text string) uint32 {
	if ref, ok := p.strings[text]; ok {
		return ref
	}
	if len(text) >= 1<<14 {
		p.fail("string of %d bytes: %.40q…", len(text), text)
	}
	table := p.sections[models.SectionStrings]
	ref := uint32(len(table))
	table = binary.AppendUvarint(table, uint64(len(text)))
	p.sections[models.SectionStrings] = append(table, text...)
	p.strings[text] = ref
	return ref
}

func (p *packer) str(dst []byte, text string) []byte { return u24(dst, p.ref(text)) }

// list is the reference of a run of bytes in SectionLists, which is written
// once; empty runs are 0.
func (p *packer) list(run []byte) uint32 {
	if len(run) == 0 {
		return 0
	}
	if ref, ok := p.lists[string(run)]; ok {
		return ref
	}
	ref := uint32(len(p.sections[models.SectionLists]))
	p.sections[models.SectionLists] = append(p.sections[models.SectionLists], run...)
	p.lists[string(run)] = ref
	return ref
}

// indexed is the 1-based index of a fixed-size record that is written once.
func (p *packer) indexed(seen map[string]uint16, section int, record []byte) uint16 {
	if i, ok := seen[string(record)]; ok {
		return i
	}
	i := p.u16(len(p.sections[section])/len(record)+1, "trait")
	p.sections[section] = append(p.sections[section], record...)
	seen[string(record)] = i
	return i
}

func (p *packer) expression(dst []byte, e Expression) []byte {
	switch {
	case e.Field != "":
		return p.str(append(dst, models.ExpressionField), e.Field)
	case e.Program != "":
		dst = binary.AppendUvarint(append(dst, models.ExpressionProgram), uint64(len(e.Program)))
		return append(dst, e.Program...)
	}
	return append(dst, models.ExpressionNone)
}

func (p *packer) packErrors() {
	for i, e := range p.s.Errors {
		p.errors[e] = i
		record := p.str(nil, e.Code)
		record = p.str(record, e.Name)
		record = binary.LittleEndian.AppendUint16(record, p.shapes[e.Shape])
		record = append(record, e.Flags)
		p.sections[models.SectionErrors] = append(p.sections[models.SectionErrors], record...)
	}
}

func (p *packer) packService() {
	s := p.s
	var r []byte
	for _, text := range []string{
		s.ID, s.EndpointPrefix, s.SigningName, s.APIVersion, s.TargetPrefix, s.JSONVersion, s.Name, s.XMLNamespace, s.Source,
	} {
		r = p.str(r, text)
	}
	var offered byte
	for _, protocol := range s.Protocols {
		offered |= 1 << protocol
	}
	r = append(r, byte(s.Protocol), offered)
	var auth [4]byte
	if len(s.Auth) > len(auth) {
		p.fail("auth: %d schemes", len(s.Auth))
	}
	for i, scheme := range s.Auth[:min(len(s.Auth), len(auth))] {
		auth[i] = byte(scheme)
	}
	r = append(r, auth[:]...)
	r = append(r, byte(s.Signature), s.Flags)
	var context []byte
	for _, c := range s.ClientContext {
		context = append(p.str(append(context, models.ExtraClientContext), c.Name), c.Type)
	}
	if context != nil {
		context = append(context, models.ExtraEnd)
	}
	p.sections[models.SectionService] = p.str(u24(r, p.list(context)), s.FullName)
}

// sortByName orders the parts whose order the layout fixes.
func (s *Service) sortByName() {
	slices.SortFunc(s.Operations, func(a, b *Operation) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(s.Errors, func(a, b *Error) int {
		if c := strings.Compare(a.Code, b.Code); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	slices.SortFunc(s.Waiters, func(a, b *Waiter) int { return strings.Compare(a.Name, b.Name) })
}
