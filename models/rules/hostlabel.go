package rules

import "strings"

// isValidHostLabel: 1 to 63 letters, digits and hyphens, no hyphen at either
// end; with allowSubDomains each part between dots (Smithy, "isValidHostLabel
// function"; RFC 1123, section 2.1).
func isValidHostLabel(s string, allowSubDomains bool) bool {
	if !allowSubDomains {
		return hostLabel(s)
	}
	for {
		label, rest, more := strings.Cut(s, ".")
		if !hostLabel(label) {
			return false
		}
		if !more {
			return true
		}
		s = rest
	}
}

func hostLabel(s string) bool {
	if len(s) < 1 || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if !isAlnum(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}

// isVirtualHostableS3Bucket: may the bucket's name be the first part of a host
// name? (Smithy, "aws.isVirtualHostableS3Bucket function".)
func isVirtualHostableS3Bucket(s string, allowSubDomains bool) bool {
	if len(s) < 3 || isIPv4(s) {
		return false
	}
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return false
		}
	}
	return isValidHostLabel(s, allowSubDomains)
}

// isIPv4: four numbers of one to three digits. Larger ones than 255 count too,
// as S3 refuses any bucket formatted so.
func isIPv4(s string) bool {
	parts, digits := 1, 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c) && digits < 3:
			digits++
		case c == '.' && digits > 0:
			parts, digits = parts+1, 0
		default:
			return false
		}
	}
	return parts == 4 && digits > 0
}

// isIPv6: an address of RFC 4291, section 2.2, without a zone.
func isIPv6(s string) bool {
	groups, short := 0, false
	if rest, ok := strings.CutPrefix(s, "::"); ok {
		if rest == "" {
			return true
		}
		s, short = rest, true
	}
	for {
		n := 0
		for n < len(s) && isHex(s[n]) {
			n++
		}
		switch {
		case n < 1 || n > 4:
			return false
		case n < len(s) && s[n] == '.': // the last two groups as an IPv4 address
			groups++
			n = len(s)
			if !isOctets(s) {
				return false
			}
		}
		groups++
		if n == len(s) {
			break
		}
		if s[n] != ':' || n+1 == len(s) {
			return false
		}
		if s = s[n+1:]; s[0] == ':' {
			if short {
				return false
			}
			if s, short = s[1:], true; s == "" {
				break
			}
		}
	}
	return !short && groups == 8 || short && groups < 8
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// isOctets: four numbers up to 255 without leading zeros.
func isOctets(s string) bool {
	for i := range 4 {
		octet, rest, more := strings.Cut(s, ".")
		if octet == "" || len(octet) > 3 || len(octet) > 1 && octet[0] == '0' || more != (i < 3) {
			return false
		}
		n := 0
		for j := range len(octet) {
			if !isDigit(octet[j]) {
				return false
			}
			n = n*10 + int(octet[j]-'0')
		}
		if n > 255 {
			return false
		}
		s = rest
	}
	return true
}
