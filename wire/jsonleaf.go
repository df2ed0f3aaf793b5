package wire

import (
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// wanted is what a kind is called in faults. It stays a call, which saves 1 KB.
//
//go:noinline
func wanted(kind models.Kind) string {
	switch kind {
	case models.Structure, models.Map:
		return "object"
	case models.List:
		return "array"
	case models.String:
		return "string"
	case models.Boolean:
		return "boolean"
	case models.Integer, models.Long:
		return "integer"
	case models.Float, models.Double:
		return "number"
	case models.Timestamp:
		return "timestamp"
	}
	return "base64"
}

// string reads a string as a value of a shape.
func (r *jsonReader) string(shape models.Shape, kind models.Kind, member uint16) *ValueError {
	at := len(r.t.Items)
	if !r.text(tape.Text, member) {
		return r.syntax()
	}
	if kind == models.String || r.mode.lenient {
		return nil
	}
	ok := true
	text := r.t.View(&r.t.Items[at])
	switch kind {
	case models.Blob:
		ok = isBase64(text)
	case models.Timestamp:
		_, err := ParseTimestamp(text, shape.TimestampFormat())
		ok = err == nil
	case models.Float, models.Double:
		_, err := ParseFloat(text)
		ok = err == nil
	default:
		ok = isFree(kind)
	}
	if !ok {
		return NotA(wanted(kind), shape, text)
	}
	return nil
}

// text reads a string, which begins here, and appends it.
func (r *jsonReader) text(kind tape.Kind, member uint16) bool {
	from := r.at + 1
	to, _ := plainEnd(r.b, from)
	if byteAt(r.b, to) == '"' { // the common case: nothing to change
		r.at = to + 1
		r.t.AddText(kind, member, tape.Body, from, to-from)
		return true
	}
	r.t.SideRoom(to - from + 64)
	side := r.t.Text[tape.Side]
	start := len(side)
	side = append(side, r.b[from:to]...)
	for to < len(r.b) {
		switch c := r.b[to]; {
		case c == '"':
			r.t.Text[tape.Side] = side
			r.at = to + 1
			r.t.AddText(kind, member, tape.Side, start, len(side)-start)
			return true
		case c != '\\':
			return false // a control character
		}
		var n int
		if side, n = appendEscape(side, r.b[to:]); n == 0 {
			return false
		}
		to += n
		n = plainJSON(r.b[to:])
		side = append(side, r.b[to:to+n]...)
		to += n
	}
	return false
}

// plainJSON is how many bytes stand for themselves in a JSON string from here.
// It looks at eight at a time.
func plainJSON(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if hit := notPlain(load64(b[i:])); hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for ; i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' '; i++ {
	}
	return i
}

// plainEnd is where plainJSON ends that begins at from, and the eight bytes at
// from; only those before the end if they are fewer.
func plainEnd(b []byte, from int) (to int, head uint64) {
	rest := b[from:]
	if len(rest) < 8 {
		to = plainJSON(rest)
		return from + to, headOf(rest[:to])
	}
	head = load64(rest)
	if hit := notPlain(head); hit != 0 {
		n := uint(bits.TrailingZeros64(hit)) & 56
		return from + int(n>>3), head & (1<<n - 1)
	}
	return from + 8 + plainJSON(rest[8:]), head
}

// notPlain has the top bit of the lowest of eight bytes that does not stand for
// itself in a JSON string: a quote, a backslash, a control character.
func notPlain(x uint64) uint64 {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	// Turning bit 1 brings the quote, and nothing else, to the control characters.
	low, slash := x^2*ones, x^'\\'*ones
	return ((low-0x21*ones)&^low | (slash-ones)&^slash) & high
}

// load64 is eight bytes, the first lowest.
func load64(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// appendEscape appends the character that the escape at the head of b stands
// for, and is the escape's length; 0 if it is none. Halves of surrogate pairs
// become U+FFFD.
func appendEscape(dst, b []byte) ([]byte, int) {
	if len(b) < 2 {
		return dst, 0
	}
	switch c := b[1]; c {
	case '"', '\\', '/':
		return append(dst, c), 2
	case 'b':
		return append(dst, '\b'), 2
	case 'f':
		return append(dst, '\f'), 2
	case 'n':
		return append(dst, '\n'), 2
	case 'r':
		return append(dst, '\r'), 2
	case 't':
		return append(dst, '\t'), 2
	}
	r := hexEscape(b)
	if r < 0 {
		return dst, 0
	}
	if utf16.IsSurrogate(r) {
		if pair := utf16.DecodeRune(r, hexEscape(b[6:])); pair != utf8.RuneError {
			return utf8.AppendRune(dst, pair), 12
		}
		r = utf8.RuneError
	}
	return utf8.AppendRune(dst, r), 6
}

// hexEscape is the number in a \u escape; -1 if it is none.
func hexEscape(b []byte) rune {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	r := rune(0)
	for _, c := range b[2:6] {
		d := rune(c)
		switch {
		case '0' <= c && c <= '9':
			d -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			d = d | 0x20 - 'a' + 10
		default:
			return -1
		}
		r = r<<4 | d
	}
	return r
}

// number reads a number (RFC 8259, section 6) as a value of a shape.
func (r *jsonReader) number(shape models.Shape, kind models.Kind, member uint16) *ValueError {
	n, digits := numberLen(r.b[r.at:])
	if n == 0 {
		return r.syntax()
	}
	from := r.at
	r.at += n
	r.t.AddText(tape.Number, member, tape.Body, from, n)
	if r.mode.lenient || digits && n <= 18 && (kind == models.Integer || kind == models.Long) {
		return nil
	}
	text := view(r.b[from:r.at])
	ok := false
	switch kind {
	case models.Integer, models.Long:
		_, ok = integerOf(text)
	case models.Float, models.Double:
		ok = digits && n < 300
		if !ok {
			_, err := strconv.ParseFloat(text, 64)
			ok = err == nil
		}
	case models.Timestamp:
		_, ok = timeOfNumber(text)
	default:
		ok = isFree(kind)
	}
	if !ok {
		return NotA(wanted(kind), shape, string([]byte(text)))
	}
	return nil
}

// numberLen is the length of the number at the head of b, 0 if there is none,
// and whether it is digits alone, with a sign.
func numberLen(b []byte) (n int, digits bool) {
	if len(b) > 0 && b[0] == '-' {
		n++
	}
	whole := countDigits(b[n:])
	if whole == 0 || whole > 1 && b[n] == '0' {
		return 0, false
	}
	n += whole
	digits = true
	if n < len(b) && b[n] == '.' {
		fraction := countDigits(b[n+1:])
		if fraction == 0 {
			return 0, false
		}
		n, digits = n+1+fraction, false
	}
	if n < len(b) && b[n]|0x20 == 'e' {
		n++
		if n < len(b) && (b[n] == '+' || b[n] == '-') {
			n++
		}
		exponent := countDigits(b[n:])
		if exponent == 0 {
			return 0, false
		}
		n, digits = n+exponent, false
	}
	return n, digits
}

func countDigits(b []byte) (n int) {
	for n < len(b) && b[n]-'0' <= 9 {
		n++
	}
	return n
}

// isBase64 reports whether base64.StdEncoding decodes s without line breaks.
func isBase64(s string) bool {
	if len(s)%4 != 0 {
		return false
	}
	for i := 0; i < 2 && len(s) > 0 && s[len(s)-1] == '='; i++ {
		s = s[:len(s)-1]
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
			return false
		}
	}
	return true
}
