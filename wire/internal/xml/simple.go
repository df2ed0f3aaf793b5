package xml

import (
	"encoding/binary"
	"math/bits"
)

// Simple reads the element of that name if it comes next, right here, and is in
// its simplest form: no attributes, and nothing in it but text that stands for
// itself or, if not plain, holds references or line ends too. Then it gives its
// raw content and has passed over the element. Else it does nothing.
//
// Messages repeat their elements: who expects the next one saves looking for
// its name's end, and looking it up (go1.26: half the time of a listing).
func (s *Scanner) Simple(name string) (raw string, plain, ok bool) {
	from := s.expected(name)
	if from == 0 {
		return "", false, false
	}
	to, odd := findTag(s.b, from)
	rest, end := s.b[to:], len(name)+2
	if end >= len(rest) || rest[1] != '/' || rest[end] != '>' || string(rest[2:end]) != name {
		return "", false, false
	}
	s.at = to + end + 1
	raw = view(s.b[from:to])
	if odd >= 0x80 {
		return raw, Plain(raw), true
	}
	return raw, odd == 0, true
}

// Expect opens the element of that name if it comes next, right here, without
// attributes. Else it does nothing.
func (s *Scanner) Expect(name string) bool {
	from := s.expected(name)
	if from == 0 {
		return false
	}
	s.open[s.depth] = span{s.at + 1, from - 1}
	s.depth++
	s.at, s.attributes = from, span{}
	return true
}

// expected is where the content of an element begins whose start tag is here,
// without attributes; 0 if that is not so.
func (s *Scanner) expected(name string) int {
	rest, end := s.b[s.at:], len(name)+1
	if end+1 >= len(rest) || rest[0] != '<' || rest[end] != '>' || string(rest[1:end]) != name ||
		s.empty || s.depth == 0 || s.depth == MaxDepth {
		return 0
	}
	return s.at + end + 1
}

// findTag is where the next '<' stands, the end if there is none, and what is
// odd before it: not 0 for references and carriage returns, 0x80 and more where
// there are bytes beyond ASCII.
func findTag(b []byte, at int) (to int, odd byte) {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	seen := uint64(0)
	for at+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[at:])
		less, and, end := x^'<'*ones, x^'&'*ones, x^'\r'*ones
		hit := (less - ones) &^ less & high
		special := ((and-ones)&^and|(end-ones)&^end)&high>>7 | x&high
		if hit != 0 {
			n := bits.TrailingZeros64(hit) &^ 7
			seen |= special & (1<<n - 1)
			at += n / 8
			return at, fold(seen)
		}
		seen |= special
		at += 8
	}
	odd = fold(seen)
	for ; at < len(b) && b[at] != '<'; at++ {
		switch c := b[at]; {
		case c >= 0x80:
			odd |= 0x80
		case c == '&' || c == '\r':
			odd |= 1
		}
	}
	return at, odd
}

// fold is the bits of all eight bytes in one.
func fold(x uint64) byte {
	x |= x >> 32
	x |= x >> 16
	x |= x >> 8
	return byte(x)
}
