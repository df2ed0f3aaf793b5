package wire

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// HeaderMark is a number below 64 for the name of a header, in any case: most
// names of one message have different ones.
func HeaderMark(name string) uint {
	if name == "" {
		return 0
	}
	return (uint(len(name)) + 7*uint(name[len(name)-1]|0x20) + 13*uint(name[len(name)/2]|0x20)) % 64
}

// boundIndex finds the members of a structure that stand outside the body of a
// response. Documents are used again, most for the same operation, and outputs
// of S3 have dozens of such members.
type boundIndex struct {
	shape  models.Shape
	first  [64]uint16 // of the members with a header, by HeaderMark: index + 1
	next   []named    // of member i: its header, and the next one of the same mark
	others []uint16   // the members that are no header's
}

type named struct {
	_      notCompared
	header string
	next   uint16
}

// make makes the index of a structure.
func (x *boundIndex) make(shape models.Shape) {
	x.shape, x.first, x.others = shape, [64]uint16{}, x.others[:0]
	if n := shape.NumMembers(); n > len(x.next) {
		x.next = make([]named, n)
	}
	for m, i := shape.Flagged(0, models.MemberLocated); i >= 0; m, i = shape.Flagged(i+1, models.MemberLocated) {
		switch m.Location() {
		case models.Header:
			name := m.WireName()
			at := &x.first[HeaderMark(name)]
			x.next[i], *at = named{header: name, next: *at}, uint16(i+1)
		case models.PrefixHeaders, models.StatusCode:
			x.others = append(x.others, uint16(i))
		}
	}
}

// OpenBound opens the object of the members that headers and the status line
// carry. Text of its values, from tape.Bound, is what the caller appends to d.Text
// until it calls CloseBound.
func (d *Document) OpenBound() *tape.Tape {
	d.tape.Begin(0)
	d.bound = d.tape.Open(tape.Object, tape.Named)
	return &d.tape
}

// BoundTo is the member of the document's structure that has the header of that
// name, in any case, and its index; the index is -1 if there is none.
func (d *Document) BoundTo(header string) (models.Member, int) {
	x := d.boundMembers()
	for i := int(x.first[HeaderMark(header)]) - 1; i >= 0; i = int(x.next[i].next) - 1 {
		if EqualFold(x.next[i].header, header) {
			return x.shape.Member(i), i
		}
	}
	return models.Member{}, -1
}

// BoundElsewhere are the indexes of the members of the document's structure that
// the status line or headers of no name of their own carry.
func (d *Document) BoundElsewhere() []uint16 { return d.boundMembers().others }

func (d *Document) boundMembers() *boundIndex {
	if d.index == nil {
		d.index = new(boundIndex)
	}
	if d.index.shape != d.Shape {
		d.index.make(d.Shape)
	}
	return d.index
}

// CloseBound closes the object, which has n members. A negative n takes it back.
func (d *Document) CloseBound(n int) {
	if n < 0 {
		d.tape.Items, d.bound = d.tape.Items[:d.bound], 0
		return
	}
	d.tape.Close(d.bound, n)
	d.tape.Text[tape.Bound] = d.Text
}
