package xml

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// AppendText appends the text of raw element content as [Scanner.Text] gives
// it: references resolved, CDATA sections taken literally, line ends normalized
// (section 2.11), comments, processing instructions and child elements left
// out. Bytes that are no UTF-8 become U+FFFD. ok is false if there is an
// unknown or malformed reference.
func AppendText(dst []byte, raw string) (text []byte, ok bool) {
	const quote = "&quot;" // every ETag is between two
	if len(raw) >= 2*len(quote) && raw[:len(quote)] == quote && raw[len(raw)-len(quote):] == quote {
		if inner := raw[len(quote) : len(raw)-len(quote)]; special(inner) == len(inner) {
			return append(append(append(dst, '"'), inner...), '"'), true
		}
	}
	for i := 0; i < len(raw); {
		n := special(raw[i:])
		dst = append(dst, raw[i:i+n]...)
		if i += n; i == len(raw) {
			break
		}
		switch raw[i] {
		case '&':
			var r rune
			if r, n = consumeReference(raw[i:]); n == 0 {
				return dst, false
			}
			dst = utf8.AppendRune(dst, r)
		case '<':
			var literal string
			if literal, n = consumeMarkup(raw[i:]); n == 0 {
				return dst, false
			}
			dst = appendLiteral(dst, literal)
		default:
			dst, n = appendOne(dst, raw[i:])
		}
		i += n
	}
	return dst, true
}

// Plain reports raw content that is its text.
func Plain(raw string) bool {
	i := special(raw)
	return i == len(raw) || raw[i] >= utf8.RuneSelf && plainUnicode(raw[i:])
}

// plainUnicode is Plain for what may be more than ASCII.
func plainUnicode(raw string) bool {
	for i := 0; i < len(raw); i++ {
		if c := raw[i]; c == '&' || c == '<' || c == '\r' {
			return false
		}
	}
	return utf8.ValidString(raw)
}

// appendLiteral appends a CDATA section's content.
func appendLiteral(dst []byte, s string) []byte {
	for s != "" {
		n := special(s)
		dst = append(dst, s[:n]...)
		if s = s[n:]; s != "" {
			dst, n = appendOne(dst, s)
			s = s[n:]
		}
	}
	return dst
}

// appendOne appends the character at the head of s, a line end as a line feed,
// and is its length in s.
func appendOne(dst []byte, s string) ([]byte, int) {
	switch c := s[0]; {
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s)
		return utf8.AppendRune(dst, r), n
	case c != '\r':
		return append(dst, c), 1
	case len(s) > 1 && s[1] == '\n':
		return append(dst, '\n'), 2
	}
	return append(dst, '\n'), 1
}

// consumeMarkup returns the length of the markup at the head of raw, which the
// scanner has checked, and the characters if it is a CDATA section. A child
// element is passed over as a whole; 0 if it does not end.
func consumeMarkup(raw string) (literal string, n int) {
	switch {
	case strings.HasPrefix(raw, "<![CDATA["):
		n = strings.Index(raw, "]]>")
		if n < 0 {
			return "", 0
		}
		return raw[len("<![CDATA["):n], n + len("]]>")
	case strings.HasPrefix(raw, "<!--"):
		return "", behind(raw, len("<!--"), "-->")
	case strings.HasPrefix(raw, "<?"):
		return "", behind(raw, len("<?"), "?>")
	}
	var s Scanner
	s.Reset(bytesOf(raw))
	s.start()
	s.Skip()
	if s.err != nil {
		return "", 0
	}
	return "", s.at
}

// behind is the index behind the next end from from; 0 if there is none.
func behind(s string, from int, end string) int {
	i := strings.Index(s[from:], end)
	if i < 0 {
		return 0
	}
	return from + i + len(end)
}

// consumeReference returns the character that the reference at the head of raw
// stands for, and the reference's length; 0 if it is malformed (section 4.1).
// Control characters, which XML 1.0 forbids, are taken: object stores send
// them in keys.
func consumeReference(raw string) (r rune, n int) {
	end := strings.IndexByte(raw[:min(len(raw), 12)], ';')
	if end < 0 {
		return 0, 0
	}
	switch name := raw[1:end]; {
	case name == "lt":
		r = '<'
	case name == "gt":
		r = '>'
	case name == "amp":
		r = '&'
	case name == "quot":
		r = '"'
	case name == "apos":
		r = '\''
	case strings.HasPrefix(name, "#x"):
		r = number(name[2:], 16)
	case strings.HasPrefix(name, "#"):
		r = number(name[1:], 10)
	default:
		return 0, 0
	}
	if !utf8.ValidRune(r) {
		return 0, 0
	}
	return r, end + 1
}

// number is a character's number; -1 if it is malformed.
func number(digits string, base rune) rune {
	r := rune(0)
	for i := 0; i < len(digits); i++ {
		d := rune(digits[i])
		switch {
		case '0' <= d && d <= '9':
			d -= '0'
		case base == 16 && 'a' <= d|0x20 && d|0x20 <= 'f':
			d = d | 0x20 - 'a' + 10
		default:
			return -1
		}
		if r = r*base + d; r > utf8.MaxRune {
			return -1
		}
	}
	if digits == "" {
		return -1
	}
	return r
}

// special is the index of the first byte of s that may not stand for itself: a
// carriage return, '&', '<' or a byte that is not ASCII; len(s) if there is
// none. It looks at eight bytes at a time, which for keys of 40 bytes took a
// third of the time of a loop over a table (go1.26).
func special(s string) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := load(s, i)
		and, less, end := x^'&'*ones, x^'<'*ones, x^'\r'*ones
		hit := (and-ones)&^and | (less-ones)&^less | (end-ones)&^end | x
		if hit &= high; hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c == '&' || c == '<' || c == '\r' {
			return i
		}
	}
	return len(s)
}

// load is the eight bytes of s from i, the first lowest.
func load(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// TrimSpace is s without white space at its ends.
func TrimSpace(s string) string { return strings.Trim(s, " \t\r\n") }
