package xml

import "math/bits"

// Simple reads the element of that name if it comes next, right here, and is in
// its simplest form: no attributes, and nothing in it but text. Then it has passed
// over the element, of which the raw content is the document's bytes from from to
// to, and odd is 0 if they surely stand for themselves: there are no references,
// white space or bytes beyond ASCII. Else from is 0, and it does nothing; so it
// does with the last few bytes of a document.
//
// Messages repeat their elements: who expects the next one saves looking for
// its name's end, and looking it up (go1.26: half the time of a listing).
func (s *Scanner) Simple(tag *Tag) (from, to int, odd uint64) {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	b, at := s.b, s.at
	if at+17 > len(b) || b[at] != '<' || s.empty || uint(s.depth-1) >= MaxDepth-1 || !tag.stands(b, at+1) {
		return 0, 0, 0
	}
	at += len(tag.Name) + 2
	for from = at; ; at += 8 {
		if at+8 > len(b) {
			return 0, 0, 0
		}
		x := word(b, at)
		special := x - '\''*ones | x // '&' and white space are less; a borrow makes more odd, not less
		less := x ^ '<'*ones
		if hit := (less - ones) &^ less & high; hit != 0 {
			odd |= special & (hit - 1) &^ hit
			at += bits.TrailingZeros64(hit) / 8
			break
		}
		odd |= special
	}
	if at+18 > len(b) || b[at+1] != '/' || !tag.stands(b, at+2) {
		return 0, 0, 0
	}
	s.at = at + len(tag.Name) + 3
	return from, at, odd & high
}

// Expect opens the element of that name if it comes next, right here, without
// attributes. Else, and near the end of a document, it does nothing.
func (s *Scanner) Expect(tag *Tag) bool {
	b, at := s.b, s.at
	if at+17 > len(b) || b[at] != '<' || s.empty || uint(s.depth-1) >= MaxDepth-1 || !tag.stands(b, at+1) {
		return false
	}
	to := at + len(tag.Name) + 1
	s.open[s.depth] = span{at + 1, to}
	s.depth++
	s.at, s.attributes = to+1, span{}
	return true
}

// Tag is the name of an element that is expected. Its first bytes are there as
// two words too, with '>' behind the name, since a call that compares a few bytes
// costs more than they do (go1.26: a sixth of a listing's instructions). It must
// come from [NewTag].
type Tag struct {
	Name       string
	word, mask [2]uint64
}

// NewTag is the Tag of a name.
func NewTag(name string) Tag {
	t := Tag{Name: name}
	for i := range min(len(name)+1, 16) {
		c := uint64('>')
		if i < len(name) {
			c = uint64(name[i])
		}
		t.word[i/8] |= c << (i % 8 * 8)
		t.mask[i/8] |= 0xff << (i % 8 * 8)
	}
	return t
}

// stands reports whether the name stands in b at a place, behind which there are
// 16 bytes, and '>' behind it.
func (t *Tag) stands(b []byte, at int) bool {
	return (word(b, at)^t.word[0])&t.mask[0]|(word(b, at+8)^t.word[1])&t.mask[1] == 0 && (len(t.Name) < 16 || t.goesOn(b[at:]))
}

// goesOn reports whether b begins with a name that is longer than the words, and
// '>' behind it.
//
//go:noinline
func (t *Tag) goesOn(b []byte) bool {
	n := len(t.Name)
	return n < len(b) && b[n] == '>' && string(b[:n]) == t.Name
}
