package rules

// isHostLabel: 1 to 63 letters, digits and hyphens, no hyphen at either end; with
// sub each part between dots (Smithy, "isValidHostLabel function"; RFC 1123,
// section 2.1). The class says which letters.
func isHostLabel(s string, letters uint8, sub bool) bool {
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) {
			if class[s[i]]&letters != 0 {
				continue
			}
			if s[i] != '.' || !sub {
				return false
			}
		}
		if i == from || i-from > 63 || s[from] == '-' || s[i-1] == '-' {
			return false
		}
		from = i + 1
	}
	return true
}

// isBucket: may the bucket's name be the first part of a host name? (Smithy,
// "aws.isVirtualHostableS3Bucket function".)
func isBucket(s string, sub bool) bool {
	return len(s) >= 3 && isHostLabel(s, inBucket, sub) && !isIPv4(s, 999)
}

// isIPv4: four numbers of one to three digits. With 999 as the largest they may
// begin with zeros: S3 refuses any bucket formatted so.
func isIPv4(s string, largest int) bool {
	parts, digits, n := 1, 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c) && digits < 3 && (n > 0 || digits == 0 || largest == 999):
			digits++
			if n = n*10 + int(c-'0'); n > largest {
				return false
			}
		case c == '.' && digits > 0:
			parts, digits, n = parts+1, 0, 0
		default:
			return false
		}
	}
	return parts == 4 && digits > 0
}

// isIPv6: an address of RFC 4291, section 2.2, without a zone.
func isIPv6(s string) bool {
	groups, digits, gap := 0, 0, false
	for i := 0; i <= len(s); i++ {
		c := byte(':') // ends the last group
		if i < len(s) {
			c = s[i]
		}
		switch {
		case isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f':
			if digits++; digits > 4 {
				return false
			}
			continue
		case c == '.': // the last two groups as an IPv4 address
			if !isIPv4(s[i-digits:], 255) {
				return false
			}
			groups, digits, i = groups+1, 1, len(s)
		case c != ':':
			return false
		}
		switch {
		case digits > 0:
			groups++
		case i == len(s):
			if i < 2 || s[i-2] != ':' { // s ends with a colon, but not with two
				return false
			}
		case i > 0: // the second colon of two
			if gap {
				return false
			}
			gap = true
		case len(s) < 2 || s[1] != ':':
			return false
		}
		digits = 0
	}
	return groups == 8 && !gap || groups < 8 && gap
}
