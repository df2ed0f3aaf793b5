package rules

import "strings"

// substring is s[start:stop], counted from the end if reverse; none when that
// does not lie within s or s is not ASCII (Smithy, "substring function").
func substring(s string, start, stop int, reverse bool) (string, bool) {
	if start < 0 || start >= stop || stop > len(s) {
		return "", false
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "", false
		}
	}
	if reverse {
		return s[len(s)-stop : len(s)-start], true
	}
	return s[start:stop], true
}

// splitPart is part i of s split at delimiter, from the end if i is below zero.
// With limit n > 0 there are at most n parts (Smithy, "split function").
func splitPart(s, delimiter string, limit, i int) (string, bool) {
	if i < 0 {
		n := strings.Count(s, delimiter) + 1
		if limit > 0 && n > limit {
			n = limit
		}
		i += n
	}
	if i < 0 {
		return "", false
	}
	for n := 1; ; n++ {
		head, tail, more := strings.Cut(s, delimiter)
		if n == limit {
			head, more = s, false
		}
		if i == 0 {
			return head, true
		}
		if !more {
			return "", false
		}
		s, i = tail, i-1
	}
}

// uriEncode percent-encodes all but letters, digits and "-._~"; null stays
// null (Smithy, "uriEncode function").
func (m *machine) uriEncode(v value) value {
	if !m.text(v) {
		return value{}
	}
	start := len(m.out.buf)
	m.encode(v.s, unreserved)
	return stringValue(view(m.out.buf[start:len(m.out.buf):len(m.out.buf)]))
}

// encode appends s with the bytes that keep refuses as %XX.
func (m *machine) encode(s string, keep func(byte) bool) {
	const hex = "0123456789ABCDEF"
	if len(m.out.buf)+3*len(s) > maxText {
		m.fail(ErrTooLong)
		return
	}
	for i := range len(s) {
		if c := s[i]; keep(c) {
			m.out.buf = append(m.out.buf, c)
		} else {
			m.out.buf = append(m.out.buf, '%', hex[c>>4], hex[c&15])
		}
	}
}

// unreserved: RFC 3986, section 2.3.
func unreserved(c byte) bool {
	return isAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~'
}

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
