package rules

import "strings"

// substring is s[start:stop], counted from the end if reverse; none when that
// does not lie within s or s is not ASCII (Smithy, "substring function").
//
//go:noinline
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
		start, stop = len(s)-stop, len(s)-start
	}
	return s[start:stop], true
}

// part is part i of s split at a delimiter, from the end if i is below zero.
// With most > 0 there are at most so many (Smithy, "split function"). Without
// delimiter s is the resource of an ARN, split at every ':' and '/'.
func part(s, delimiter string, most, i int) (string, bool) {
	if i < 0 {
		for n, rest, more := 1, s, true; more; n++ {
			_, rest, more = cutPart(rest, delimiter, n == most)
			i++
		}
	}
	for n, more := 1, i >= 0; more; n++ {
		var head string
		head, s, more = cutPart(s, delimiter, n == most)
		if n > i {
			return head, true
		}
	}
	return "", false
}

// cutPart cuts the first part off, or takes all that is left for the last one.
func cutPart(s, delimiter string, last bool) (head, rest string, more bool) {
	at, n := -1, max(len(delimiter), 1)
	if delimiter == "" {
		at = strings.IndexByte(s, ':')
		if slash := strings.IndexByte(s, '/'); slash >= 0 && (at < 0 || slash < at) {
			at = slash
		}
	} else {
		at = strings.Index(s, delimiter)
	}
	if at < 0 || last {
		return s, "", false
	}
	return s[:at], s[at+n:], true
}
