package rest

import "strings"

// AppendElement appends an element of a list of strings in a header: in double
// quotes if it is empty or holds what would be lost without them — a comma, a
// double quote, a blank at either end.
//
// Source: Smithy, "httpHeader trait", serialization rules; RFC 9110, sections
// 5.6.1 and 5.6.4.
func AppendElement(dst []byte, s string) []byte {
	if s != "" && strings.IndexByte(s, ',') < 0 && strings.IndexByte(s, '"') < 0 && s == trim(s) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// ConsumeElement takes the first element off a list in a header: its text, the
// scratch buffer that the text may be in, and what follows its comma. Elements
// without any text are passed over (RFC 9110, section 5.6.1.2); ok is false at
// the list's end.
func ConsumeElement(scratch []byte, list string) (elem string, buf []byte, rest string, ok bool) {
	for list != "" {
		list = trim(list)
		if list != "" && list[0] == '"' {
			if elem, buf, rest, ok = consumeQuoted(scratch, list[1:]); ok {
				return elem, buf, rest, true
			}
		}
		elem, list, _ = strings.Cut(list, ",")
		if elem = trim(elem); elem != "" {
			return elem, scratch, list, true
		}
	}
	return "", scratch, "", false
}

// consumeQuoted is ConsumeElement behind an opening quote. It is not ok if the
// quotes do not close at the element's end: then they are part of its text.
func consumeQuoted(scratch []byte, s string) (elem string, buf []byte, rest string, ok bool) {
	buf = scratch[:0]
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i == len(s) {
				return "", scratch, "", false
			}
			buf = append(buf, s[i])
		case '"':
			rest = trim(s[i+1:])
			if rest != "" && rest[0] != ',' {
				return "", scratch, "", false
			}
			return view(buf), buf, strings.TrimPrefix(rest, ","), true
		default:
			buf = append(buf, s[i])
		}
	}
	return "", scratch, "", false
}

// consumeDate takes the first HTTP date off a list: such dates hold a comma of
// their own, "Mon, 16 Dec 2019 23:48:18 GMT".
func consumeDate(list string) (date, rest string) {
	i := strings.IndexByte(list, ',')
	if i < 0 {
		return trim(list), ""
	}
	k := strings.IndexByte(list[i+1:], ',')
	if k < 0 {
		return trim(list), ""
	}
	return trim(list[:i+1+k]), list[i+k+2:]
}

// trim takes blanks and tabs, which are all the white space that headers know,
// off both ends.
func trim(s string) string {
	for s != "" && isBlank(s[0]) {
		s = s[1:]
	}
	for s != "" && isBlank(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }
