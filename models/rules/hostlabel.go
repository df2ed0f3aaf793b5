package rules

// isHostLabel: 1 to 63 letters, digits and hyphens, no hyphen at either end; with
// sub each part between dots (Smithy, "isValidHostLabel function"; RFC 1123,
// section 2.1). The class says which letters. A bucket may be the first part of a
// host name if it is at least 3 bytes of inBucket, and not formatted as an address
// (Smithy, "aws.isVirtualHostableS3Bucket function").
func isHostLabel(s string, letters uint8, sub bool) bool {
	if letters == inBucket && (len(s) < 3 || isIPv4(s, 999)) {
		return false
	}
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

// isIPv6: what can only be an address of RFC 4291, section 2.2, without a zone. One
// that has too many colons is for who dials it to refuse.
func isIPv6(s string) bool {
	colons := 0
	for i := range len(s) {
		if class[s[i]]&inAddress == 0 {
			return false
		}
		if s[i] == ':' {
			colons++
		}
	}
	return colons > 1
}
