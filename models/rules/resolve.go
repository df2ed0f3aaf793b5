package rules

import (
	"math/bits"
	"strings"
)

// Resolve evaluates the rule set for the parameters in a and puts the endpoint
// into e. The error is a *RuleError when an error rule answered, or a parameter is
// missing or mistyped, ErrNoRule when no rule answered, ErrUnsafe or ErrTooLong
// for parameters that make no endpoint, ErrCorrupt for a program that is damaged.
// e holds no endpoint after an error. a's parameters are left as they are.
// Distinct Args and Endpoints may be used concurrently.
//
// Source: Smithy specification, "Endpoint rules engine"; time and memory are
// bounded for any program.
func (p *Program) Resolve(a *Args, e *Endpoint) (err error) {
	m := machine{p, a, e}
	if cap(e.buf) == 0 || cap(e.buf) > maxKept {
		e.buf = make([]byte, 0, minKept)
	}
	e.buf, e.err = e.buf[:0], ErrCorrupt
	// What leads out of the program or of the slots is caught by Go's own checks
	// of bounds, and what else goes wrong on the way ends in a panic too.
	defer func() {
		if recover() != nil {
			err = e.err
		}
		if err != nil {
			e.URL, e.ends = "", [Records]uint8{}
		}
	}()
	all := uint64(1)<<p.params - 1
	set := (a.strings | a.booleans | a.lists) & all
	if wrong := (a.strings&^p.types[String]|a.booleans&^p.types[Boolean]|a.lists&^p.types[StringArray])&all | p.required&^set; wrong != 0 {
		return p.paramError(bits.TrailingZeros64(wrong))
	}
	for d := p.defaults & p.types[String] &^ set; d != 0; d &= d - 1 {
		i := bits.TrailingZeros64(d)
		a.slots[i].text = p.str(u16(p.text, HeaderSize+i*ParamSize+ParamDefault))
	}
	a.used = max(a.used, int(p.text[HeaderSlots]))
	return m.run(set|p.defaults&^p.types[StringArray], a.truth|p.truth&^set)
}

// machine is one evaluation. It does not change, so that nothing of it needs to be
// on the heap.
type machine struct {
	p *Program
	a *Args
	e *Endpoint
}

// fail ends the evaluation.
//
//go:noinline
func (m *machine) fail(err error) {
	m.e.err = err
	panic(err)
}

// Bounds of one evaluation, and of what is kept for the next.
const (
	maxText = 1 << 16
	minKept = 192
	maxKept = 4 << 10
)

// run follows the instructions to the end. They only lead forward.
func (m *machine) run(set, truth uint64) error {
	p, slots := m.p.text, &m.a.slots
	for pc := m.p.code; ; {
		op, x := p[pc], p[pc+1]%MaxSlots
		next, so := pc+4, true
		switch op &^ OpNot {
		case OpJump:
			so = false
		case OpIsSet:
			so = set>>x&1 != 0
		case OpIsTrue:
			so = truth>>x&1 != 0
		case OpHostLabel, OpHostLabels:
			so = isHostLabel(slots[x].text, inLabel, op&^OpNot == OpHostLabels)
		case OpBucket, OpBuckets:
			so = isHostLabel(slots[x].text, inBucket, op&^OpNot == OpBuckets)
		case OpEqual:
			var s string
			s, next = m.item(next, levelNone)
			so = slots[x].text == s
		case OpConcat:
			slots[x].text, next = m.concat(next, levelNone)
		case OpEndpoint:
			flags, level, e := p[pc+1], levelURL, m.e
			n := uint8(0)
			for i := range e.ends {
				if flags>>i&1 != 0 {
					at := u16(p, next-2)
					next += 2
					at++
					for range p[at-1] {
						e.texts[n].text, at = m.item(at, levelLine)
						n++
					}
				}
				e.ends[i] = n
			}
			start := len(m.e.buf)
			if flags&EndpointHTTPS != 0 {
				level = levelHost
				m.append("https://")
			}
			m.concat(next-2, level)
			e.URL = view(m.e.buf[start:])
			return nil
		case OpError:
			s, _ := m.concat(pc+1, levelNone)
			return &RuleError{Message: strings.Clone(s)}
		case OpMistyped:
			return m.p.paramError(int(p[pc+1]))
		case OpNoRule:
			return ErrNoRule
		default:
			next = pc + 8
			var flags uint64
			so, flags = m.compute(p[pc:next])
			truth = truth&^(flags>>2<<x) | flags&3<<x
		}
		if so == (op >= OpNot) {
			next = pc + 4 + u16(p, pc+2)
		}
		pc = next
	}
}

// compute does an instruction of 8 bytes. The flags are those of the first two
// slots that it fills, and four times what they replace.
func (m *machine) compute(code string) (so bool, flags uint64) {
	slots := m.a.slots[code[1]%MaxSlots:]
	from, i := m.a.slots[code[4]%MaxSlots].text, int(int8(code[5]))
	s := ""
	so = true
	switch code[0] &^ OpNot {
	case OpPartition:
		n := partitionOf(from)
		for i := range PartitionSlots {
			slots[i].text = cut(partitionText, partitionIndex, n*PartitionSlots+i)
		}
		return true, uint64(partitionFlags[n]) | 3<<2
	case OpURL:
		return m.parseURL((*[URLSlots]slot)(slots), from)
	case OpARN:
		return splitARN((*[ARNSlots]slot)(slots), from), 0
	case OpEncode:
		s = m.encode(from, unreserved)
	case OpSubstring:
		s, so = substring(from, i, int(code[6]), code[7] != 0)
	case OpPart:
		delimiter := m.p.str(int(code[7]) - ItemString)
		s, so = part(from, delimiter, int(code[6]), i)
	case OpElement:
		s, so = m.a.element(code[4], i)
	default:
		m.fail(ErrCorrupt)
	}
	slots[0].text = s
	return so, 0
}
