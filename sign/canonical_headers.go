package sign

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
func isReplaced(name string, k kind) bool {
	switch name {
	case headerAuthorization, headerDate, headerToken, headerPayloadHash, headerRegionSet:
		return true
	case headerExpressToken:
		return k&express != 0
	}
	return false
}

// signedHeader is a header that is to be signed.
type signedHeader struct {
	_     notCompared
	name  string
	order uint64 // the name's first eight bytes, which compare as it does
	value int32  // as in gap
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

// maxHeaders bounds how many headers a request can have.
const maxHeaders = 1 << 20

// collectHeaders puts those of the request's headers that are to be signed, and
// signing's own, into w.headers, unsorted. It checks the names of all that stay
// with the request.
func (w *scratch) collectHeaders(headers []Header, k kind) error {
	if w.headers == nil {
		w.headers = make([]signedHeader, 0, len(headers)+ownHeaders)
	}
	w.headers = w.headers[:0]
	if len(headers) > maxHeaders {
		return &InputError{Part: "headers", Reason: "are more than a million"}
	}
	for i := range headers {
		name := headers[i].Name
		if isReplaced(name, k) {
			if name == headerPayloadHash {
				k |= hashed
			}
			continue
		}
		if err := checkHeaderName(name); err != nil {
			return err
		}
		if !isNeverSigned(name) {
			w.sign(name, int32(i))
		}
	}
	w.sign(headerHost, ^ownHost)
	if k&dated != 0 {
		w.sign(headerDate, ^ownDate)
	}
	if k&hashed != 0 {
		w.sign(headerPayloadHash, ^ownHash)
	}
	if k&tokened != 0 {
		w.sign(k.tokenHeader(), ^ownToken)
	}
	if k&regions != 0 {
		w.sign(headerRegionSet, ^ownRegions)
	}
	return nil
}

func (w *scratch) sign(name string, value int32) {
	w.headers = append(w.headers, signedHeader{name: name, order: order(name), value: value})
}

// tokenHeader is the header that carries the session token.
func (k kind) tokenHeader() string {
	if k&express != 0 {
		return headerExpressToken
	}
	return headerToken
}

// sortHeaders sorts by name. Headers of one name keep their order.
func (w *scratch) sortHeaders() {
	headers := w.headers
	if len(headers) > few {
		heapSort(len(headers), func(i, j int) bool {
			a, b := &headers[i], &headers[j]
			return a.isBefore(b) || !b.isBefore(a) && uint32(a.value) < uint32(b.value) // the request's come first
		}, func(i, j int) { headers[i], headers[j] = headers[j], headers[i] })
		return
	}
	for i := 1; i < len(headers); i++ {
		h := headers[i]
		j := i
		for ; j > 0 && h.isBefore(&headers[j-1]); j-- {
			headers[j] = headers[j-1]
		}
		headers[j] = h
	}
}

func (h *signedHeader) isBefore(other *signedHeader) bool {
	return h.order < other.order || h.order == other.order && h.name < other.name
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
