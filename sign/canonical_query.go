package sign

import (
	"cmp"
	"slices"
	"strings"
)

// queryPair is one parameter of a query, in canonical encoding.
type queryPair struct{ name, value string }

// appendCanonicalQuery appends the query string of the canonical request:
// parameters in canonical encoding, each with '=', sorted by encoded name and
// then by encoded value. Empty parameters ("a&&b") are left out.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical query
// string.
func (w *scratch) appendCanonicalQuery(dst []byte, query string) []byte {
	if query == "" {
		return dst
	}
	if !isCanonicalQuery(query) {
		w.query = appendQueryEncoded(w.query[:0], query)
		query = view(w.query) // until w.query is written to again
	}
	w.pairs = w.pairs[:0]
	sorted := true
	for more := true; more; {
		var p queryPair
		p.name, query, more = strings.Cut(query, "&")
		if p.name == "" {
			continue
		}
		p.name, p.value, _ = strings.Cut(p.name, "=")
		if n := len(w.pairs); n > 0 && compareQueryPairs(w.pairs[n-1], p) > 0 {
			sorted = false
		}
		w.pairs = append(w.pairs, p)
	}
	if !sorted {
		slices.SortFunc(w.pairs, compareQueryPairs)
	}
	for i, p := range w.pairs {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(append(dst, p.name...), '=')
		dst = append(dst, p.value...)
	}
	return dst
}

func compareQueryPairs(a, b queryPair) int {
	if c := cmp.Compare(a.name, b.name); c != 0 {
		return c
	}
	return cmp.Compare(a.value, b.value)
}

// isCanonicalQuery reports whether appendQueryEncoded would change nothing.
func isCanonicalQuery(query string) bool {
	inName := true
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case isUnreserved(c):
		case c == '&':
			inName = true
		case c == '=' && inName:
			inName = false
		case c == '%':
			value, ok := percentTriplet(query[i:])
			if !ok || isUnreserved(value) || query[i+1] >= 'a' || query[i+2] >= 'a' {
				return false
			}
			i += 2
		default:
			return false
		}
	}
	return true
}

// appendQueryEncoded appends the query in canonical encoding, in its own
// order: what the other side gets when it decodes each name and value and
// encodes them again. Everything but unreserved characters is percent-encoded
// with upper-case hex digits. A '+' means itself, as in all of RFC 3986.
func appendQueryEncoded(dst []byte, query string) []byte {
	inName := true
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case isUnreserved(c):
			dst = append(dst, c)
		case c == '&':
			dst = append(dst, c)
			inName = true
		case c == '=' && inName:
			dst = append(dst, c)
			inName = false
		case c == '%':
			value, ok := percentTriplet(query[i:])
			switch {
			case !ok:
				dst = append(dst, "%25"...) // a percent sign that encodes nothing
				continue
			case isUnreserved(value):
				dst = append(dst, value)
			default:
				dst = appendPercent(dst, value)
			}
			i += 2
		default:
			dst = appendPercent(dst, c)
		}
	}
	return dst
}

// percentTriplet decodes the "%2F" at the head of s, which begins with '%'.
func percentTriplet(s string) (value byte, ok bool) {
	if len(s) < 3 {
		return 0, false
	}
	high, ok1 := unhex(s[1])
	low, ok2 := unhex(s[2])
	return high<<4 | low, ok1 && ok2
}
