package object

import (
	"errors"
	"unicode/utf8"
)

// maxDepth is how deep the values that are skipped may nest.
const maxDepth = 64

var errJSON = errors.New("object: invalid JSON object")

// Strings calls member for each member of the object b whose value is a
// string, in order. Members may repeat. An error may come after calls.
func Strings(b []byte, member func(name, value string)) error {
	return Members(b, func(name string, value []byte) {
		if text, ok := Text(value); ok {
			member(name, text)
		}
	})
}

// Text is the text of a value that Members gave; false if it is no string.
func Text(value []byte) (string, bool) {
	if len(value) < 2 || value[0] != '"' {
		return "", false
	}
	return unquote(value), true
}

// Members calls member for each member of the object b, in order, with the value
// as it stands there: it is a view of b. Members may repeat. An error may come
// after calls.
func Members(b []byte, member func(name string, value []byte)) error {
	i := consumeSpace(b)
	if i == len(b) || b[i] != '{' {
		return errJSON
	}
	n, ok := consumeObject(b[i:], 1, member)
	if !ok {
		return errJSON
	}
	i += n
	if i += consumeSpace(b[i:]); i != len(b) {
		return errJSON
	}
	return nil
}

// consumeSpace returns the length of the white space at the head of b.
func consumeSpace(b []byte) int {
	for i, c := range b {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	return len(b)
}

// consumeObject returns the length of the object at the head of b, which begins
// with a brace. member may be nil.
func consumeObject(b []byte, depth int, member func(name string, value []byte)) (n int, ok bool) {
	i := 1 + consumeSpace(b[1:])
	if i < len(b) && b[i] == '}' {
		return i + 1, true
	}
	for {
		name, ok := consumeString(b[i:])
		if !ok {
			return 0, false
		}
		at := i
		i += name
		i += consumeSpace(b[i:])
		if i == len(b) || b[i] != ':' {
			return 0, false
		}
		i++
		i += consumeSpace(b[i:])
		value, ok := consumeValue(b[i:], depth)
		if !ok {
			return 0, false
		}
		if member != nil {
			member(unquote(b[at:at+name]), b[i:i+value])
		}
		i += value
		var done bool
		if i, done, ok = consumeSeparator(b, i, '}'); done || !ok {
			return i, ok
		}
	}
}

// consumeArray is consumeObject for arrays, which are skipped.
func consumeArray(b []byte, depth int) (n int, ok bool) {
	i := 1 + consumeSpace(b[1:])
	if i < len(b) && b[i] == ']' {
		return i + 1, true
	}
	for {
		n, ok := consumeValue(b[i:], depth)
		if !ok {
			return 0, false
		}
		i += n
		var done bool
		if i, done, ok = consumeSeparator(b, i, ']'); done || !ok {
			return i, ok
		}
	}
}

// consumeSeparator steps from i over a comma and the space around it, or over
// the end, and then it is done.
func consumeSeparator(b []byte, i int, end byte) (next int, done, ok bool) {
	i += consumeSpace(b[i:])
	switch {
	case i == len(b):
		return 0, false, false
	case b[i] == end:
		return i + 1, true, true
	case b[i] == ',':
		i++
		return i + consumeSpace(b[i:]), false, true
	}
	return 0, false, false
}

// consumeValue returns the length of the value at the head of b.
func consumeValue(b []byte, depth int) (n int, ok bool) {
	if len(b) == 0 {
		return 0, false
	}
	switch b[0] {
	case '"':
		return consumeString(b)
	case '{', '[':
		if depth == maxDepth {
			return 0, false
		}
		if b[0] == '{' {
			return consumeObject(b, depth+1, nil)
		}
		return consumeArray(b, depth+1)
	case 't':
		return consumeLiteral(b, "true")
	case 'f':
		return consumeLiteral(b, "false")
	case 'n':
		return consumeLiteral(b, "null")
	}
	return consumeNumber(b)
}

func consumeLiteral(b []byte, literal string) (n int, ok bool) {
	return len(literal), len(b) >= len(literal) && string(b[:len(literal)]) == literal
}

// consumeNumber returns the length of the number at the head of b (section 6).
func consumeNumber(b []byte) (n int, ok bool) {
	i := 0
	if i < len(b) && b[i] == '-' {
		i++
	}
	whole := consumeDigits(b[i:])
	if whole == 0 || whole > 1 && b[i] == '0' {
		return 0, false
	}
	i += whole
	if i < len(b) && b[i] == '.' {
		fraction := consumeDigits(b[i+1:])
		if fraction == 0 {
			return 0, false
		}
		i += 1 + fraction
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		exponent := consumeDigits(b[i:])
		if exponent == 0 {
			return 0, false
		}
		i += exponent
	}
	return i, true
}

func consumeDigits(b []byte) int {
	for i, c := range b {
		if !isDigit(c) {
			return i
		}
	}
	return len(b)
}

// consumeString returns the length of the string at the head of b, quotes
// included, and checks its escapes (section 7).
func consumeString(b []byte) (n int, ok bool) {
	if len(b) == 0 || b[0] != '"' {
		return 0, false
	}
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case c == '"':
			return i + 1, true
		case c < ' ':
			return 0, false
		case c == '\\':
			i++
			if i == len(b) {
				return 0, false
			}
			switch b[i] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if _, ok := hex4(b[i+1:]); !ok {
					return 0, false
				}
				i += 4
			default:
				return 0, false
			}
		}
	}
	return 0, false
}

// hex4 reads four hexadecimal digits.
func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		if !isHex(c) {
			return 0, false
		}
		digit := c & 0xf // 'a' and 'A' end in 1
		if !isDigit(c) {
			digit += 9
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// unquote is the text of a string that consumeString measured. Invalid UTF-8 and
// unpaired surrogates become U+FFFD.
func unquote(b []byte) string {
	b = b[1 : len(b)-1]
	text := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != '\\' {
			r, n := utf8.DecodeRune(b[i:])
			text = utf8.AppendRune(text, r)
			i += n
			continue
		}
		c := b[i+1]
		i += 2
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			r, n := unquoteRune(b[i:])
			text = utf8.AppendRune(text, r)
			i += n
			continue
		}
		text = append(text, c)
	}
	return string(text)
}

// unquoteRune reads what follows \u, and the second half of a surrogate pair.
func unquoteRune(b []byte) (r rune, n int) {
	r, _ = hex4(b)
	if r < 0xd800 || r > 0xdfff {
		return r, 4
	}
	if r <= 0xdbff && len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if low, _ := hex4(b[6:]); 0xdc00 <= low && low <= 0xdfff {
			return (r-0xd800)<<10 | (low - 0xdc00) + 0x10000, 10
		}
	}
	return utf8.RuneError, 4
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
