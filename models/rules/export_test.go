package rules

// Mistyped is the text of an error.
const Mistyped = mistyped

// What the tests compare with slow twins.

var (
	IsIPv6 = isIPv6
	Part   = part
)

// ClassOf is the entry of a byte in the table of classes.
func ClassOf(c byte) byte { return class[c] }

// IsValidHostLabel is the function of that name.
func IsValidHostLabel(s string, sub bool) bool { return isHostLabel(s, inLabel, sub) }

// IsVirtualHostableS3Bucket is the function of that name.
func IsVirtualHostableS3Bucket(s string, sub bool) bool { return isHostLabel(s, inBucket, sub) }

// ParseURL is scheme, authority, path, normalizedPath of s.
func ParseURL(s string) (parts [4]string, isIP, ok, unsafe bool) {
	var to [URLSlots]slot
	m := machine{e: new(Endpoint)}
	defer func() {
		if recover() != nil {
			parts, isIP, ok, unsafe = [4]string{}, false, false, m.e.err == ErrUnsafe
		}
	}()
	ok, flags := m.parseURL(&to, s)
	for i := range to {
		parts[i] = to[i].text
	}
	return parts, flags&1 != 0, ok, false
}

// ParseARN is partition, service, region, account of s and its resource parts,
// each read from the front and from the end.
func ParseARN(s string) (parts [4]string, resource, reversed []string, ok bool) {
	var all [ARNSlots]slot
	if !splitARN(&all, s) {
		return parts, nil, nil, false
	}
	for i := 0; ; i++ {
		part, more := part(all[ARNResourceID].text, "", 0, i)
		if !more {
			break
		}
		resource = append(resource, part)
	}
	for i := -1; ; i-- {
		part, more := part(all[ARNResourceID].text, "", 0, i)
		if !more {
			break
		}
		reversed = append(reversed, part)
	}
	for i := range parts {
		parts[i] = all[i].text
	}
	return parts, resource, reversed, true
}

// URIEncode is the function of that name.
func URIEncode(s string) string {
	m := machine{e: new(Endpoint)}
	return m.encode(s, unreserved)
}
