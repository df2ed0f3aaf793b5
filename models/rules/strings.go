package rules

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
	n := max(len(delimiter), 1)
	for {
		from, count := 0, 0
		for at := 0; at+n <= len(s) && count+1 != most; {
			if s[at:at+n] != delimiter && (delimiter != "" || s[at] != ':' && s[at] != '/') {
				at++
				continue
			}
			if count == i {
				return s[from:at], true
			}
			at += n
			from = at
			count++
		}
		if count == i {
			return s[from:], true
		}
		if count++; i >= 0 || i+count < 0 {
			return "", false
		}
		i += count
	}
}
