package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// structure reads the open element as a structure.
func (r *Reader) structure(shape models.Shape, member uint16) *wire.ValueError {
	at := r.t.Open(tape.Object, member)
	n, bad := r.members(shape)
	r.t.Close(at, n)
	return bad
}

// members reads the open element as a structure, appends its members and counts
// them.
func (r *Reader) members(shape models.Shape) (n int, bad *wire.ValueError) {
	m := members{r: r, shape: shape, from: len(r.t.Items), runs: len(r.runs), union: shape.Union()}
	m.keep, m.again = r.extra || m.union, !m.union && shape.Kind() == models.Structure
	r.extra = false
	if r.s.HasAttributes() {
		if bad := r.attributes(shape, &m.n); bad != nil {
			return m.n, bad
		}
	}
	m.hint = &r.first[uint32(shape.Index())%(1<<firstBits)]
	for more := true; more && bad == nil; {
		more, bad = m.one()
	}
	if m.scattered && bad == nil {
		m.n -= r.gather(m.from, r.runs[m.runs:])
	}
	r.runs = r.runs[:m.runs]
	return m.n, bad
}

// members is a structure that is being read.
type members struct {
	r           *Reader
	shape       models.Shape
	union, keep bool // keep what the model does not have
	again       bool // elements are expected where they were the last time
	scattered   bool // entries of a flattened member stand apart
	from, runs  int  // where the structure begins, on the tape and among the runs
	n, next     int  // members so far; the index that is expected
	hint        *uint16
}

// one reads the next element, and those before it that are as the last time.
func (m *members) one() (more bool, bad *wire.ValueError) {
	r := m.r
	if m.again {
		if bad := m.leaves(); bad != nil {
			return false, bad
		}
		slot := int(*m.hint) % len(r.table)
		if k := &r.table[slot]; k.structure == m.shape && !k.leaf { // what came here the last time
			if k.flattened && k.list.leaf {
				scattered := m.scattered || r.count(m.runs, int(k.index)) > 0
				if ok, bad := r.simpleRun(k, m.runs); ok {
					m.scattered, m.hint, m.next = scattered, &k.next, int(k.index)+1
					return true, m.counted(bad, int(k.index))
				}
			} else if r.s.Expect(&k.tag) {
				return m.known(slot, k.tag.Name)
			}
		}
	}
	name, more := r.s.Child()
	if !more {
		return false, nil
	}
	return m.element(name)
}

// leaves reads elements as long as they are those that came here the last time,
// in their simplest form.
func (m *members) leaves() *wire.ValueError {
	r := m.r
	for {
		k := &r.table[int(*m.hint)%len(r.table)]
		if !k.leaf || k.structure != m.shape {
			return nil
		}
		from, to, odd := r.s.Simple(&k.tag)
		if from == 0 {
			return nil
		}
		m.hint, m.next = &k.next, int(k.index)+1
		if k.kind == models.String && odd == 0 { // most are
			r.t.AddText(tape.Text, uint16(k.index), tape.Body, from, to-from)
			m.n++
		} else if bad := m.counted(r.simpleLeaf(k.target, k.kind, from, to, odd, uint16(k.index)), int(k.index)); bad != nil {
			return bad
		}
	}
}

// element reads the open element.
func (m *members) element(name string) (more bool, bad *wire.ValueError) {
	r := m.r
	slot := r.find(m.shape, name, m.next)
	if slot < 0 {
		r.unknown(name, m.keep)
		return true, nil
	}
	if m.union && m.next > 0 && int(r.table[slot].index) != m.next-1 {
		return false, &wire.ValueError{Problem: "more than one member of a union is set"}
	}
	*m.hint = uint16(slot)
	return m.known(slot, name)
}

// known reads the open element, which is for the member in a slot.
func (m *members) known(slot int, name string) (more bool, bad *wire.ValueError) {
	r := m.r
	k := &r.table[slot]
	m.hint, m.next = &k.next, int(k.index)+1
	at := int(k.index) // what is in the slot changes below
	switch index := uint16(at); {
	case k.flattened:
		m.scattered = m.scattered || r.count(m.runs, at) > 0
		m.n++
		name, more, bad = r.run(*k, name, m.runs)
		if bad == nil && more {
			return m.element(name)
		}
		if bad != nil {
			bad = bad.In(m.shape.Member(at).Name())
		}
		return more, bad
	case k.events: // read by whoever reads the stream
		r.s.Skip()
		return true, nil
	case k.kind == models.Structure:
		bad = r.structure(k.target, index)
	case k.kind == models.List:
		bad = r.elements(k.list, index)
	default:
		bad = r.value(k.target, k.kind, index)
	}
	return true, m.counted(bad, at)
}

// counted counts the member that was read last, of that index: null is as good as
// absent.
func (m *members) counted(bad *wire.ValueError, index int) *wire.ValueError {
	if bad != nil {
		return bad.In(m.shape.Member(index).Name())
	}
	if items := m.r.t.Items; items[len(items)-1].Kind == tape.Null && items[len(items)-1].Member != tape.Named {
		m.r.t.Items = items[:len(items)-1]
		return nil
	}
	m.n++
	return nil
}

// unknown passes over an element that the model does not have, or keeps it
// under its own name.
func (r *Reader) unknown(name string, keep bool) {
	if !keep {
		if r.s.Depth() == 2 {
			r.Other(name)
		} else {
			r.s.Skip()
		}
		return
	}
	r.t.AddText(tape.Key, tape.Named, tape.Body, r.offset(name), len(name))
	r.generic(tape.Named)
}

// generic reads the open element without a shape: an object of its children, or
// else its text.
func (r *Reader) generic(member uint16) {
	if look := r.s; !hasChild(&look) {
		r.text(r.s.Text(), member)
		return
	}
	at, n := r.t.Open(tape.Object, member), 0
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		r.unknown(name, true)
		n++
	}
	r.t.Close(at, n)
}

func hasChild(s *xml.Scanner) bool {
	_, ok := s.Child()
	return ok
}

// attributes reads the members that are attributes of the open element, and
// counts them.
func (r *Reader) attributes(shape models.Shape, count *int) *wire.ValueError {
	for i, n := 0, shape.NumMembers(); i < n; i++ {
		m := shape.Member(i)
		if !m.XMLAttribute() {
			continue
		}
		raw, ok := r.s.Attribute(m.WireName())
		if !ok {
			continue
		}
		if bad := r.leaf(m.Shape(), m.Shape().Kind(), raw, xml.Plain(raw), uint16(i)); bad != nil {
			return bad.In(m.Name())
		}
		*count++
	}
	return nil
}
