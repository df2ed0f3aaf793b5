package rules

// What the tests compare with slow twins.

var (
	IsValidHostLabel          = isValidHostLabel
	IsVirtualHostableS3Bucket = isVirtualHostableS3Bucket
	IsIPv6                    = isIPv6
	SplitPart                 = splitPart
	ErrType                   = errType
)

// ParseURL is scheme, authority, path, normalizedPath of s.
func ParseURL(s string) (parts [4]string, isIP, ok, unsafe bool) {
	scheme, authority, path, verdict := splitURL(s)
	if verdict != okURL {
		return parts, false, false, verdict == unsafeURL
	}
	m := machine{out: new(Endpoint)}
	normalized := m.urlAttr(s, AttrNormalizedPath).s
	return [4]string{scheme, authority, path, normalized}, m.urlAttr(s, AttrIsIP).b, true, false
}

// ParseARN is partition, service, region, account of s and its resource parts,
// each read from the front and from the end.
func ParseARN(s string) (parts [4]string, resource, reversed []string, ok bool) {
	a, ok := splitARN(s)
	if !ok {
		return parts, nil, nil, false
	}
	for i := 0; ; i++ {
		part, more := resourcePart(a.resource, i)
		if !more {
			break
		}
		resource = append(resource, part)
	}
	for i := -1; ; i-- {
		part, more := resourcePart(a.resource, i)
		if !more {
			break
		}
		reversed = append(reversed, part)
	}
	return [4]string{a.partition, a.service, a.region, a.account}, resource, reversed, true
}

// URIEncode is the function of that name.
func URIEncode(s string) string {
	m := machine{out: new(Endpoint)}
	return m.uriEncode(stringValue(s)).s
}
