package object

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep values may nest.
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
	r := reader{b: b, member: member}
	if r.next() != '{' || !r.value(1) || r.next() != 0 || r.at != len(b) {
		return errJSON
	}
	return nil
}

// reader steps over JSON. Its functions report false for what is none.
type reader struct {
	b      []byte
	at     int
	member func(name string, value []byte) // of the outermost object
}

// next steps over white space and is the byte that follows; 0 at the end.
func (r *reader) next() byte {
	for ; r.at < len(r.b); r.at++ {
		if c := r.b[r.at]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c
		}
	}
	return 0
}

// value steps over a value. depth is that of what is in it.
func (r *reader) value(depth int) bool {
	open := r.next()
	switch {
	case open == '"':
		return r.text()
	case open != '{' && open != '[':
		return r.word()
	case depth > maxDepth:
		return false
	}
	end := open + 2 // ASCII has one character between brackets
	r.at++
	if r.next() == end {
		r.at++
		return true
	}
	for {
		name := r.at
		if open == '{' {
			if r.next() != '"' || !r.text() {
				return false
			}
			past := r.at
			if r.next() != ':' {
				return false
			}
			r.at++
			r.next()
			from := r.at
			if !r.value(depth + 1) {
				return false
			}
			if depth == 1 {
				r.member(unquote(r.b[name:past]), r.b[from:r.at])
			}
		} else if !r.value(depth + 1) {
			return false
		}
		c := r.next()
		r.at++
		if c != ',' {
			return c == end
		}
		r.next()
	}
}

// word steps over a literal or a number.
func (r *reader) word() bool {
	from := r.at
	for r.at < len(r.b) && strings.IndexByte(" \t\r\n,]}:\"[{", r.b[r.at]) < 0 {
		r.at++
	}
	switch text := string(r.b[from:r.at]); text {
	case "true", "false", "null":
		return true
	default:
		return isNumber(text)
	}
}

// isNumber reports numbers (section 6): sign, digits, fraction, exponent.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	n := digits(s)
	if n == 0 || n > 1 && s[0] == '0' {
		return false
	}
	if s = s[n:]; s != "" && s[0] == '.' {
		if n = digits(s[1:]); n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if s != "" && s[0]|0x20 == 'e' {
		if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		return s != "" && digits(s) == len(s)
	}
	return s == ""
}

// digits is how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n]-'0' <= 9 {
		n++
	}
	return n
}

// text steps over a string and checks its escapes (section 7).
func (r *reader) text() bool {
	for r.at++; r.at < len(r.b); r.at++ {
		switch c := r.b[r.at]; {
		case c == '"':
			r.at++
			return true
		case c < ' ':
			return false
		case c == '\\':
			r.at++
			if r.at == len(r.b) {
				return false
			}
			if c = r.b[r.at]; c != 'u' {
				if strings.IndexByte(escapes, c) < 0 {
					return false
				}
			} else if hex4(r.b[r.at+1:]) < 0 {
				return false
			}
		}
	}
	return false
}

// The characters behind a backslash, and what they stand for.
const (
	escapes = `"\/bfnrt`
	escaped = "\"\\/\b\f\n\r\t"
)

// hex4 reads four hexadecimal digits; -1 is for what is none.
func hex4(b []byte) rune {
	if len(b) < 4 {
		return -1
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// unquote is the text of a string that was checked, quotes included. Invalid
// UTF-8 and unpaired surrogates become U+FFFD.
func unquote(b []byte) string {
	text, n := make([]byte, len(b)), 0 // no escape is shorter than what it stands for
	for i := 1; i < len(b)-1; i++ {
		c := b[i]
		if c == '\\' {
			i++
			if b[i] == 'u' {
				r := hex4(b[i+1:])
				i += 4
				if utf16.IsSurrogate(r) {
					var low rune
					if b[i+1] == '\\' && b[i+2] == 'u' {
						low = hex4(b[i+3:])
					}
					if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
						i += 6
					}
				}
				n += copy(text[n:], string(r))
				continue
			}
			c = escaped[strings.IndexByte(escapes, b[i])]
		}
		text[n] = c
		n++
	}
	if !utf8.Valid(text[:n]) {
		return string([]rune(string(text[:n])))
	}
	return string(text[:n])
}
