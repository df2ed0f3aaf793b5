package lite

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// replaceElements is an XML document with the text of some elements replaced:
// those without attributes whose names pass the test and that hold text alone.
// Where text has none, the document is returned as it is.
func replaceElements(body []byte, chosen func(name []byte) bool, replace func(dst, text []byte) []byte) []byte {
	var dst []byte
	rest := body
	for {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			break
		}
		shut := bytes.IndexByte(rest[open:], '>')
		if shut < 0 {
			break
		}
		shut += open
		text := rest[shut+1:]
		end := bytes.IndexByte(text, '<')
		if end <= 0 || !chosen(rest[open+1:shut]) {
			if dst != nil {
				dst = append(dst, rest[:shut+1]...)
			}
			rest = text
			continue
		}
		if dst == nil {
			dst = append(make([]byte, 0, len(body)+64), body[:len(body)-len(rest)]...)
		}
		dst = replace(append(dst, rest[:shut+1]...), text[:end])
		rest = text[end:]
	}
	if dst == nil {
		return body
	}
	return append(dst, rest...)
}

// appendXMLText appends text as XML has it: with references for markup and
// controls, and U+FFFD for bytes that are no UTF-8.
func appendXMLText(dst, text []byte) []byte {
	const digits = "0123456789ABCDEF"
	for len(text) > 0 {
		c, n := text[0], 1
		switch {
		case c < ' ' || strings.IndexByte(`<>&"'`, c) >= 0:
			dst = append(dst, '&', '#', 'x', digits[c>>4], digits[c&15], ';')
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			var r rune
			r, n = utf8.DecodeRune(text)
			dst = utf8.AppendRune(dst, r)
		}
		text = text[n:]
	}
	return dst
}
