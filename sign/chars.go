package sign

// Sets of characters; a character is in several. chars_test.go spells them out.
const (
	unreserved = 1 << iota // RFC 3986, section 2.3
	tokenChar              // RFC 9110, section 5.6.2, without upper-case letters
	hostChar               // RFC 3986, section 3.2: what a Host header needs, lower case
	scopeChar              // of a region or signing name
	hashChar               // lower-case hex digits
	methodChar             // RFC 9110, section 9.1: a token
	markChar               // of a mark like UNSIGNED-PAYLOAD
)

// charSets are the sets of each character: 256 bytes, one load a character.
var charSets = [256]uint8{
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // 0x00
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // 0x10
	0x00, 0x22, 0x00, 0x22, 0x22, 0x26, 0x22, 0x22, 0x00, 0x00, 0x22, 0x22, 0x00, 0x6f, 0x2f, 0x00, // 0x20  !"#$%&'()*+,-./
	0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, // 0x30 0123456789:;<=>?
	0x00, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, // 0x40 @ABCDEFGHIJKLMNO
	0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x69, 0x04, 0x00, 0x04, 0x22, 0x2f, // 0x50 PQRSTUVWXYZ[\]^_
	0x22, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, // 0x60 `abcdefghijklmno
	0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x2f, 0x00, 0x22, 0x00, 0x27, 0x00, // 0x70 pqrstuvwxyz{|}~
}

func isUnreserved(c byte) bool { return charSets[c]&unreserved != 0 }

// allIn reports whether s is not empty and has only characters of the set.
func allIn(s string, set uint8) bool {
	if len(s) < 4 {
		for i := 0; i < len(s); i++ {
			set &= charSets[s[i]]
		}
		return set != 0 && s != ""
	}
	for i := 0; i+4 <= len(s); i += 4 { // four at a time, for less looping
		b := s[i : i+4]
		set &= charSets[b[0]] & charSets[b[1]] & charSets[b[2]] & charSets[b[3]]
	}
	b := s[len(s)-4:] // the rest, with some once more
	return set&charSets[b[0]]&charSets[b[1]]&charSets[b[2]]&charSets[b[3]] != 0
}

// isVisible reports whether s has only visible ASCII characters, '!' to '~'.
func isVisible(s string) bool { return isASCIIFrom('!', s) }

// isASCIIFrom reports whether s has only characters from low, at most 0x80, to
// '~'. It reads eight bytes at a time, because session tokens are long: 100 ns
// for 1000 bytes instead of 300 with the table (Go 1.26).
func isASCIIFrom(low byte, s string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	if len(s) < 8 {
		for i := 0; i < len(s); i++ {
			if s[i] < low || s[i] >= 0x7f {
				return false
			}
		}
		return true
	}
	lows := ones * uint64(low)
	x := word(s[len(s)-8:])            // the rest, with some once more
	bad := x | (x - lows) | (x + ones) // has a top bit for a byte above 0x7f, below low, or 0x7f
	for ; len(s) > 8; s = s[8:] {
		x = word(s)
		bad |= x | (x - lows) | (x + ones)
	}
	return bad&tops == 0
}

// word is the first eight bytes of s, the first of them lowest.
func word(s string) uint64 {
	b := s[:8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// hasControl reports whether s has a control character (RFC 5234: CTL) other
// than tab, which a header value may have.
func hasControl(s string) bool {
	if isASCIIFrom(' ', s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7f {
			return true
		}
	}
	return false
}

// hasBlank reports whether s has a control character or a space.
func hasBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}

// unhex is the value of a hex digit; ok is false for other characters.
func unhex(c byte) (value byte, ok bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// appendPercent appends c percent-encoded: "%2F".
func appendPercent(dst []byte, c byte) []byte {
	const digits = "0123456789ABCDEF"
	return append(dst, '%', digits[c>>4], digits[c&15])
}

// appendEncoded appends s with everything percent-encoded but unreserved
// characters and, if asked, slashes.
//
// Source: IAM User Guide, "Elements of an AWS API request signature", UriEncode.
func appendEncoded(dst []byte, s string, keepSlash bool) []byte {
	for {
		n := unreservedLen(s)
		dst = append(dst, s[:n]...)
		if n == len(s) {
			return dst
		}
		if c := s[n]; c == '/' && keepSlash {
			dst = append(dst, c)
		} else {
			dst = appendPercent(dst, c)
		}
		s = s[n+1:]
	}
}

// unreservedLen is how many unreserved characters s begins with. It looks at four
// at a time, because session tokens are long.
func unreservedLen(s string) int {
	i := 0
	for ; i+4 <= len(s); i += 4 {
		b := s[i : i+4]
		if charSets[b[0]]&charSets[b[1]]&charSets[b[2]]&charSets[b[3]]&unreserved == 0 {
			break
		}
	}
	for i < len(s) && isUnreserved(s[i]) {
		i++
	}
	return i
}
