package xml

import "unicode/utf8"

// AppendEscaped appends s as text of an element. Line ends that a parser would
// change or may trim are written as references (section 2.11; Amazon S3 User
// Guide, "Naming Amazon S3 objects", XML related object key constraints). ok is
// false if s holds a character that XML 1.0 cannot carry, or is no UTF-8.
func AppendEscaped(dst []byte, s string) (_ []byte, ok bool) { return appendEscaped(dst, s, false) }

// AppendEscapedAttribute appends s as the value of an attribute, to stand
// between double quotes.
func AppendEscapedAttribute(dst []byte, s string) (_ []byte, ok bool) {
	return appendEscaped(dst, s, true)
}

func appendEscaped(dst []byte, s string, attribute bool) (_ []byte, ok bool) {
	from := 0
	for i := 0; i < len(s); {
		c, size := s[i], 1
		if c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' {
			i++
			continue
		}
		escape := ""
		switch {
		case c == '&':
			escape = "&amp;"
		case c == '<':
			escape = "&lt;"
		case c == '>':
			escape = "&gt;"
		case c == '"' && attribute:
			escape = "&quot;"
		case c == '"' || c == 0x7f || c == '\t' && !attribute:
		case c == '\t':
			escape = "&#x9;"
		case c == '\n':
			escape = "&#xA;"
		case c == '\r':
			escape = "&#xD;"
		case c < ' ':
			return dst, false
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1, r == 0xFFFE, r == 0xFFFF:
				return dst, false
			case r == 0x85: // next line, and below line separator: line ends of XML 1.1
				escape = "&#x85;"
			case r == 0x2028:
				escape = "&#x2028;"
			}
		}
		if escape != "" {
			dst = append(append(dst, s[from:i]...), escape...)
			from = i + size
		}
		i += size
	}
	return append(dst, s[from:]...), true
}

// AppendStart appends a start tag up to its attributes: '<' and the name.
func AppendStart(dst []byte, name string) []byte { return append(append(dst, '<'), name...) }

// AppendEnd appends an end tag.
func AppendEnd(dst []byte, name string) []byte {
	return append(append(append(dst, '<', '/'), name...), '>')
}

// AppendNamespace appends a namespace declaration, nothing for an empty uri.
func AppendNamespace(dst []byte, uri, prefix string) []byte {
	if uri == "" {
		return dst
	}
	dst = append(dst, " xmlns"...)
	if prefix != "" {
		dst = append(append(dst, ':'), prefix...)
	}
	dst, _ = appendEscaped(append(dst, '=', '"'), uri, true) // from the model
	return append(dst, '"')
}
