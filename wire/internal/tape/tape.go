package tape

import "bytes"

// Kind is the kind of an item.
type Kind uint8

// Kinds of items.
const (
	Absent Kind = iota // of item 0, which stands for what is not there
	Null
	False
	True
	Number // its text is a JSON number
	Int    // Off and Len are the low and the high half of an int64
	Float  // … of a float64's bits
	Text
	Bytes
	List   // its elements follow
	Object // a structure's members, or a map's keys and values, follow
	Key    // the key of the value behind it
)

// Source says where the text of an item stands.
type Source uint8

// Sources of text.
const (
	Body  Source = iota // the message
	Side                // text that was spelled differently in the message
	Bound               // what headers and the status line carry
	sources
)

// Named is the Member of a value that stands behind its Key, and of elements.
const Named = 1<<16 - 1

// Item is a value, or the key of one.
type Item struct {
	Off, Len uint32 // of the text; of a container, see Tape.At, and the number of entries
	Size     uint32 // items of the value with all below it
	Member   uint16 // its index in the structure
	Kind     Kind
	From     Source
}

// Tape is a decoded message. Item 0 stands for what is absent.
type Tape struct {
	Items []Item
	Text  [sources][]byte
	index []uint32 // of lists, where each element stands behind its list
}

// MaxLen is how long a message may be.
const MaxLen = 1<<31 - 1

// Reset empties the tape. Buffers are kept.
func (t *Tape) Reset() {
	t.Items, t.index = t.Items[:0], t.index[:0]
	t.Text = [sources][]byte{Side: t.Text[Side][:0]}
}

// Begin makes room for about n items beside those that there are.
func (t *Tape) Begin(n int) {
	if n += len(t.Items) + 1; cap(t.Items) < n {
		t.Items = append(make([]Item, 0, n), t.Items...)
	}
	if len(t.Items) == 0 {
		t.Items = append(t.Items, Item{Size: 1})
	}
}

// Room is how many items fit without growing.
func (t *Tape) Room() int { return cap(t.Items) - len(t.Items) }

// add appends an item, which the caller must set whole. It is set in place: a
// copy would be read before its parts are written, which processors wait for.
func (t *Tape) add() *Item {
	t.Items = append(t.Items, Item{})
	return &t.Items[len(t.Items)-1]
}

func (it *Item) set(kind Kind, member uint16, from Source, off, n, size uint32) {
	it.Off, it.Len, it.Size, it.Member, it.Kind, it.From = off, n, size, member, kind, from
}

// Open appends a container and is its place. Close must follow.
func (t *Tape) Open(kind Kind, member uint16) int {
	t.add().set(kind, member, Body, 0, 0, 0)
	return len(t.Items) - 1
}

// Close ends the container at a place.
func (t *Tape) Close(at, entries int) {
	it := &t.Items[at]
	it.Size, it.Len, it.Off = uint32(len(t.Items)-at), uint32(entries), 0
	if it.Kind == List && entries > 1 && int(it.Size) != entries+1 {
		t.makeIndex(at)
	}
}

// makeIndex notes where the elements of a list stand that are of different
// sizes, so that each is found at once.
func (t *Tape) makeIndex(at int) {
	it := &t.Items[at]
	if len(t.index) == 0 {
		t.index = append(t.index, 0)
	}
	if need := len(t.index) + int(it.Len); need > cap(t.index) {
		t.index = append(make([]uint32, 0, 2*need+cap(t.Items)/8), t.index...)
	}
	it.Off = uint32(len(t.index))
	for rel := uint32(1); rel < it.Size; rel += t.Items[at+int(rel)].Size {
		t.index = append(t.index, rel)
	}
}

// At is the place of element i of the list at a place; i must be in range.
func (t *Tape) At(list, i int) int {
	it := &t.Items[list]
	if it.Off == 0 {
		return list + 1 + i
	}
	return list + int(t.index[int(it.Off)+i])
}

// Single appends a structure whose one member is a text of the body.
func (t *Tape) Single(member, inner uint16, off, n int) {
	t.add().set(Object, member, Body, 0, 1, 2)
	t.AddText(Text, inner, Body, off, n)
}

// AddText appends a value whose text is a part of a source.
func (t *Tape) AddText(kind Kind, member uint16, from Source, off, n int) {
	t.add().set(kind, member, from, uint32(off), uint32(n), 1)
}

// AddWord appends a value without a text: Null, False, True.
func (t *Tape) AddWord(kind Kind, member uint16) { t.add().set(kind, member, Body, 0, 0, 1) }

// AddBits appends an Int or a Float.
func (t *Tape) AddBits(kind Kind, member uint16, bits uint64) {
	t.add().set(kind, member, Body, uint32(bits), uint32(bits>>32), 1)
}

// Bits is the value of an Int or a Float.
func (it *Item) Bits() uint64 { return uint64(it.Off) | uint64(it.Len)<<32 }

// View is the text of an item, a view that is valid until Reset.
func (t *Tape) View(it *Item) string {
	return view(t.Text[it.From%sources][it.Off : it.Off+it.Len])
}

// SideRoom makes room for n bytes of text in the side buffer, and more at
// once if it is the first of a long message.
func (t *Tape) SideRoom(n int) {
	if side := t.Text[Side]; cap(side)-len(side) < n {
		t.growSide(n)
	}
}

//go:noinline
func (t *Tape) growSide(n int) {
	side := t.Text[Side]
	grown := make([]byte, 0, 2*cap(side)+n+len(t.Text[Body])/6)
	t.Text[Side] = append(grown, side...)
}

// Member is the place of a member's value in the object at a place; 0 if there
// is none.
func (t *Tape) Member(object int, member uint16) int {
	end := object + int(t.Items[object].Size)
	for i := object + 1; i < end; {
		it := &t.Items[i]
		if it.Member == member && it.Kind != Key {
			return i
		}
		i += int(it.Size)
	}
	return 0
}

// Entry is the place of the value of a key in the object at a place; 0 if there
// is none. The first one counts.
func (t *Tape) Entry(object int, key string) int {
	end := object + int(t.Items[object].Size)
	for i := object + 1; i < end; {
		it := &t.Items[i]
		if it.Kind == Key && int(it.Len) == len(key) && t.View(it) == key {
			return i + 1
		}
		i += int(it.Size)
	}
	return 0
}

// Count is how often one of two bytes stands in a message, which tells about
// how many items it has.
func Count(b []byte, c, d byte) int {
	return bytes.Count(b, []byte{c}) + bytes.Count(b, []byte{d})
}

// Kept are the capacities of buffers up to which Trim keeps them, in bytes.
const Kept = 1 << 20

// Trim drops buffers that have grown beyond what is worth keeping.
func (t *Tape) Trim() {
	if cap(t.Items) > Kept/16 {
		t.Items = nil
	}
	if cap(t.index) > Kept/16 {
		t.index = nil
	}
	if cap(t.Text[Side]) > Kept/4 {
		t.Text[Side] = nil
	}
}

// Footprint is how many bytes the tape's buffers take, and how many are used.
func (t *Tape) Footprint() (capacity, used int) {
	return 16*cap(t.Items) + 4*cap(t.index) + cap(t.Text[Side]), 16*len(t.Items) + 4*len(t.index) + len(t.Text[Side])
}

// Append appends the items from one place up to another again: whole values.
func (t *Tape) Append(from, to int) {
	for i := from; i < to; i++ {
		it := t.Items[i]
		*t.add() = it
	}
}
