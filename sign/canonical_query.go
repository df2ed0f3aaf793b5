package sign

import "strings"

// queryPair is one parameter of a query in canonical encoding: where it is.
type queryPair struct {
	_               notCompared
	order           uint64 // the name's first eight bytes, which compare as it does
	start, mid, end int32  // of the name, of what follows it, of what follows the value
}

func (p *queryPair) name(query string) string { return query[p.start:p.mid] }

// value is the value, with '=' before it if it has one.
func (p *queryPair) value(query string) string { return query[p.mid:p.end] }

// maxQuery bounds how long a query can be; services take 8 to 64 KiB.
const maxQuery = 1 << 28

// canonicalQuery is the method of that name, for those who link it.
type canonicalQuery func(w *scratch, query string, remember bool) []byte

// canonicalQuery is the query string of the canonical request, until the next
// one is made. It remembers a query that has no session token in it.
func (w *scratch) canonicalQuery(query string, remember bool) []byte {
	if query == string(w.lastQuery) {
		return w.lastCanonical
	}
	w.lastCanonical = w.appendCanonicalQuery(w.lastCanonical[:0], query)
	w.lastQuery = w.lastQuery[:0]
	if remember {
		w.lastQuery = append(w.lastQuery, query...)
	}
	return w.lastCanonical
}

// appendCanonicalQuery appends the query string of the canonical request:
// parameters in canonical encoding, each with '=', sorted by encoded name and
// then by encoded value. Empty parameters ("a&&b") are left out.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical query
// string.
func (w *scratch) appendCanonicalQuery(dst []byte, query string) []byte {
	if !w.splitQuery(query) {
		w.query = appendQueryEncoded(w.query[:0], query)
		query = view(w.query) // until w.query is written to again
		w.splitQuery(query)
	}
	if w.isSortedQuery(query) {
		return append(dst, query...)
	}
	w.sortQuery(query)
	for i := range w.pairs {
		p := &w.pairs[i]
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(dst, query[p.start:p.end]...)
		if p.mid == p.end {
			dst = append(dst, '=')
		}
	}
	return dst
}

// splitQuery splits a query into w.pairs. It reports whether the query is in
// canonical encoding, which is whether appendQueryEncoded would change nothing;
// where it is not, it stops.
func (w *scratch) splitQuery(query string) (canonical bool) {
	w.pairs = w.pairs[:0]
	start, mid := 0, -1
	for i := 0; ; i++ {
		i += unreservedLen(query[i:])
		switch {
		case i == len(query) || query[i] == '&':
			if mid < 0 {
				mid = i
			}
			if i > start {
				w.pairs = append(w.pairs, queryPair{order: order(query[start:mid]), start: int32(start), mid: int32(mid), end: int32(i)})
			}
			if i == len(query) {
				return true
			}
			start, mid = i+1, -1
		case query[i] == '=' && mid < 0:
			mid = i
		case query[i] == '%':
			value, ok := percentTriplet(query[i:])
			if !ok || isUnreserved(value) || query[i+1] >= 'a' || query[i+2] >= 'a' {
				return false
			}
			i += 2
		default:
			return false
		}
	}
}

// isSortedQuery reports whether the query that was split into w.pairs is in
// canonical form already: sorted, each parameter with '=', and none empty.
func (w *scratch) isSortedQuery(query string) bool {
	end := int32(-1)
	for i := range w.pairs {
		p := &w.pairs[i]
		if p.start != end+1 || p.mid == p.end || i > 0 && p.compare(&w.pairs[i-1], query) < 0 {
			return false
		}
		end = p.end
	}
	return int(end) == len(query)
}

// sortQuery sorts w.pairs, of which most queries have few and many have them
// sorted.
func (w *scratch) sortQuery(query string) {
	pairs := w.pairs
	if len(pairs) > few {
		heapSort(len(pairs), func(i, j int) bool { return pairs[i].compare(&pairs[j], query) < 0 },
			func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		return
	}
	for i := 1; i < len(pairs); i++ {
		p := pairs[i]
		j := i
		for ; j > 0 && p.compare(&pairs[j-1], query) < 0; j-- {
			pairs[j] = pairs[j-1]
		}
		pairs[j] = p
	}
}

func (p *queryPair) compare(other *queryPair, query string) int {
	switch {
	case p.order < other.order:
		return -1
	case p.order > other.order:
		return 1
	}
	if c := strings.Compare(p.name(query), other.name(query)); c != 0 {
		return c
	}
	return strings.Compare(p.value(query), other.value(query))
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
