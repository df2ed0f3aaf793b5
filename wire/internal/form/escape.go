package form

// AppendEscaped appends s percent-encoded but for the unreserved characters of
// RFC 3986. A blank becomes %20, which is the same in a form and a query string.
func AppendEscaped(dst []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if unreserved(c) {
			continue
		}
		dst = append(append(dst, s[from:i]...), '%', hex[c>>4], hex[c&15])
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// AppendEscapedBytes is AppendEscaped for bytes; s may be a part of dst.
func AppendEscapedBytes(dst, s []byte) []byte {
	for _, c := range s {
		dst = appendByte(dst, c)
	}
	return dst
}

func appendByte(dst []byte, c byte) []byte {
	const hex = "0123456789ABCDEF"
	if unreserved(c) {
		return append(dst, c)
	}
	return append(dst, '%', hex[c>>4], hex[c&15])
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
