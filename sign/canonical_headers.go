package sign

import (
	"cmp"
	"slices"
)

// Names of the headers that signing sets.
const (
	headerAuthorization = "authorization"
	headerDate          = "x-amz-date"
	headerToken         = "x-amz-security-token"
	headerExpressToken  = "x-amz-s3session-token"
	headerPayloadHash   = "x-amz-content-sha256"
	headerRegionSet     = "x-amz-region-set"
	headerHost          = "host"
)

// isNeverSigned reports whether a header stays out of the signature because
// somebody on the way, or the transport itself, may change it.
//
// Source: botocore.auth, SIGNED_HEADERS_BLACKLIST, and the connection headers
// of RFC 9110, section 7.6.1.
func isNeverSigned(name string) bool {
	switch name {
	case "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
		"te", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id":
		return true
	}
	return false
}

// isReplaced reports whether signing sets this header itself, so that one from
// an earlier signing has to go.
func (by *signer) isReplaced(name string) bool {
	switch name {
	case headerAuthorization, headerDate, headerToken, headerPayloadHash:
		return true
	case headerExpressToken:
		return by.sc.S3Express
	case headerRegionSet:
		return by.algorithm != nil
	}
	return false
}

// signedHeader is a header line that is to be signed.
type signedHeader struct {
	name, value string
	order       uint64 // the name's first eight bytes, which compare as it does
	visible     bool   // the value has no white space, which saves a look at it
}

// add adds a header to those that are to be signed.
func (w *scratch) add(name, value string, visible bool) {
	w.headers = append(w.headers, signedHeader{name, value, order(name), visible})
}

// order is the first eight bytes of a name, zeros after its end.
func order(name string) (n uint64) {
	if len(name) >= 8 {
		b := name[:8]
		return uint64(b[0])<<56 | uint64(b[1])<<48 | uint64(b[2])<<40 | uint64(b[3])<<32 |
			uint64(b[4])<<24 | uint64(b[5])<<16 | uint64(b[6])<<8 | uint64(b[7])
	}
	for i := 0; i < len(name); i++ {
		n |= uint64(name[i]) << (56 - 8*i)
	}
	return n
}

// collectHeaders puts the request's own headers that are to be signed into
// w.headers, unsorted, and checks all that stay with the request.
func (w *scratch) collectHeaders(r *Request, by *signer) error {
	for i := range r.Headers {
		h := &r.Headers[i]
		if by.isReplaced(h.Name) {
			continue
		}
		visible, err := checkHeader(h)
		if err != nil {
			return err
		}
		if !isNeverSigned(h.Name) {
			w.add(h.Name, h.Value, visible)
		}
	}
	w.add(headerHost, r.Host, true)
	return nil
}

// sortHeaders sorts by name. Headers of one name keep their order.
func sortHeaders(headers []signedHeader) {
	const few = 32 // past it, insertion would be slow
	if len(headers) > few {
		slices.SortStableFunc(headers, func(a, b signedHeader) int { return cmp.Compare(a.name, b.name) })
		return
	}
	for i := 1; i < len(headers); i++ {
		for j := i; j > 0 && headers[j].isBefore(&headers[j-1]); j-- {
			headers[j], headers[j-1] = headers[j-1], headers[j]
		}
	}
}

func (h *signedHeader) isBefore(other *signedHeader) bool {
	return h.order < other.order || h.order == other.order && h.name < other.name
}

// appendCanonicalHeaders appends a line for each name of the sorted headers:
// the name, ':', and the values joined with ','.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical headers.
func appendCanonicalHeaders(dst []byte, sorted []signedHeader) []byte {
	for i := range sorted {
		h := &sorted[i]
		if i > 0 && h.name == sorted[i-1].name {
			dst[len(dst)-1] = ',' // was the line's end
		} else {
			dst = append(append(dst, h.name...), ':')
		}
		if h.visible {
			dst = append(dst, h.value...)
		} else {
			dst = appendHeaderValue(dst, h.value)
		}
		dst = append(dst, '\n')
	}
	return dst
}

// appendHeaderValue appends a value without white space (RFC 9110: OWS) at its
// ends and with each run of it inside as one space.
func appendHeaderValue(dst []byte, value string) []byte {
	start, gap := len(dst), false
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c == ' ' || c == '\t' {
			gap = len(dst) > start
			continue
		}
		if gap {
			dst, gap = append(dst, ' '), false
		}
		dst = append(dst, c)
	}
	return dst
}

// appendSignedHeaders appends the names of the sorted headers, each once,
// separated by ';'.
func appendSignedHeaders(dst []byte, sorted []signedHeader) []byte {
	for i := range sorted {
		if i > 0 {
			if sorted[i].name == sorted[i-1].name {
				continue
			}
			dst = append(dst, ';')
		}
		dst = append(dst, sorted[i].name...)
	}
	return dst
}
