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
func (by *signer) isReplaced(name string) bool {
	switch name {
	case headerAuthorization, headerDate, headerToken, headerPayloadHash, headerRegionSet:
		return true
	case headerExpressToken:
		return by.sc.S3Express
	}
	return false
}

// signedHeader refers to a header line that is to be signed. It has no pointers,
// so that sorting it costs little and clearing nothing.
type signedHeader struct {
	order   uint64 // the name's first eight bytes, which compare as it does
	at      int32  // in the request's headers, or below zero: ^at in scratch.own
	visible bool   // the value has no white space, which saves a look at it
}

func (w *scratch) header(h *signedHeader) *Header {
	if h.at >= 0 {
		return &w.given[h.at]
	}
	return &w.own[^h.at]
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

// collectHeaders puts the request's own headers that are to be signed and those
// of w.own into w.headers, unsorted. It checks all that stay with the request.
func (w *scratch) collectHeaders(r *Request, by *signer) error {
	w.headers = w.headers[:0]
	if len(r.Headers) > maxHeaders {
		return &InputError{Part: "headers", Reason: "are more than a million"}
	}
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
			w.headers = append(w.headers, signedHeader{order(h.Name), int32(i), visible})
		}
	}
	for i := range w.own {
		w.headers = append(w.headers, signedHeader{order(w.own[i].Name), int32(^i), true})
	}
	return nil
}

// orderHeaders sorts w.headers and makes w.signed of them.
func (w *scratch) orderHeaders() {
	w.sortHeaders()
	w.signed = w.appendSignedHeaders(w.signed[:0])
}

// sortHeaders sorts by name. Headers of one name keep their order.
func (w *scratch) sortHeaders() {
	headers := w.headers
	if len(headers) > few {
		heapSort(len(headers), func(i, j int) bool {
			a, b := &headers[i], &headers[j]
			return w.isBefore(a, b) || !w.isBefore(b, a) && a.place() < b.place()
		}, func(i, j int) { headers[i], headers[j] = headers[j], headers[i] })
		return
	}
	for i := 1; i < len(headers); i++ {
		h := headers[i]
		j := i
		for ; j > 0 && w.isBefore(&h, &headers[j-1]); j-- {
			headers[j] = headers[j-1]
		}
		headers[j] = h
	}
}

// place is where a header stands before headers are sorted: those of the request
// come first.
func (h *signedHeader) place() int32 {
	if h.at >= 0 {
		return h.at
	}
	return maxHeaders + ^h.at
}

func (w *scratch) isBefore(a, b *signedHeader) bool {
	return a.order < b.order || a.order == b.order && w.header(a).Name < w.header(b).Name
}

// isSame reports whether the i-th of the sorted headers has the name of the one
// before it.
func (w *scratch) isSame(i int) bool {
	a, b := &w.headers[i-1], &w.headers[i]
	return a.order == b.order && w.header(a).Name == w.header(b).Name
}

// appendCanonicalHeaders appends a line for each name of the sorted headers:
// the name, ':', and the values joined with ','.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical headers.
func (w *scratch) appendCanonicalHeaders(dst []byte) []byte {
	for i := range w.headers {
		h := w.header(&w.headers[i])
		if i > 0 && w.isSame(i) {
			dst[len(dst)-1] = ',' // was the line's end
		} else {
			dst = append(append(dst, h.Name...), ':')
		}
		switch w.headers[i].at { // those of ownHeaders
		case ^1:
			w.memory.dateAt = len(dst) - w.memory.head
		case ^2:
			w.memory.hashAt = len(dst) - w.memory.head
		}
		if w.headers[i].visible {
			dst = append(dst, h.Value...)
		} else {
			dst = appendHeaderValue(dst, h.Value)
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
func (w *scratch) appendSignedHeaders(dst []byte) []byte {
	for i := range w.headers {
		if i > 0 {
			if w.isSame(i) {
				continue
			}
			dst = append(dst, ';')
		}
		dst = append(dst, w.header(&w.headers[i]).Name...)
	}
	return dst
}

// checkValues does what collectHeaders does for headers whose names are those
// that w.headers was made of.
func (w *scratch) checkValues(r *Request) (err error) {
	for i := range r.Headers {
		if h := &r.Headers[i]; isNeverSigned(h.Name) {
			if _, err := checkValue(h); err != nil {
				return err
			}
		}
	}
	for i := range w.headers {
		h := &w.headers[i]
		if h.at < 0 {
			continue
		}
		if h.visible, err = checkValue(&r.Headers[h.at]); err != nil {
			return err
		}
	}
	return nil
}
