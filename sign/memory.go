package sign

// memory is what a scratch remembers of the last request that it signed by its
// headers. A signing key's scratches serve the calls of one client, which differ
// in little but time and payload hash: what is the same neither has to be
// checked nor written again. That saves about half of what a signature costs
// beside its cryptography (Go 1.26).
//
// It remembers the names of all headers, but values, and with them the canonical
// request, only if all are of headers that name an operation (isPlain): others
// may be secrets, as a customer's encryption key is.
type memory struct {
	headers  []Header // of the request; values only if all are plain
	host     string
	token    string // that is signed, as the key has it
	nameText []byte // what names in headers are views of
	text     []byte // what values in headers and host are views of
	sendHash bool
	express  bool

	names    bool // scratch.headers and signed are those of these names
	replaced bool // some of the request's headers are signing's own
	plain    bool // all are plain
	values   bool // scratch.canon is of these values

	// Of scratch.canon: where its headers begin, and from there on the values of
	// x-amz-date and, if it is sent, x-amz-content-sha256.
	head, dateAt, hashAt int
	hashLen              int
	method, path, query  []byte
	rules                rules
	canonicalQuery       []byte // of query
}

// isPlain reports whether a header's value is the same in call after call, and
// no secret.
func isPlain(name string) bool {
	switch name {
	case "accept", "content-type", "smithy-protocol", "user-agent", "x-amz-target", "x-amzn-query-mode":
		return true
	}
	return false
}

// recall reports whether the request has the headers that are remembered: by
// name, and by name and value but for time and payload hash.
func (m *memory) recall(r *Request, by *signer, payloadHash string, sendHash bool) (names, values bool) {
	token := by.signedToken()
	if !m.names || len(r.Headers) != len(m.headers) || sendHash != m.sendHash ||
		by.sc.S3Express != m.express || (token == "") != (m.token == "") {
		return false, false
	}
	values = m.values && token == m.token && len(payloadHash) == m.hashLen && r.Host == m.host
	for i := range r.Headers {
		h, last := &r.Headers[i], &m.headers[i]
		if h.Name != last.Name {
			return false, false
		}
		values = values && h.Value == last.Value
	}
	return true, values
}

// recallsHead is recall for what the canonical request has before its headers.
func (m *memory) recallsHead(r *Request, ru *rules) bool {
	return string(m.method) == r.Method && string(m.path) == r.Path && string(m.query) == r.Query && m.rules == *ru
}

// revise makes the remembered canonical request that of a request with the same
// headers.
func (w *scratch) revise(r *Request, by *signer, date, payloadHash string) error {
	m := &w.memory
	if !m.recallsHead(r, &by.rules) {
		if err := checkTarget(r); err != nil {
			return err
		}
		w.spare = appendCanonicalHead(w.spare[:0], r, w.canonicalQuery(r.Query, true), &by.rules)
		head := len(w.spare)
		w.spare = append(w.spare, w.canon[m.head:]...)
		w.canon, w.spare, m.head = w.spare, w.canon, head
		m.rememberHead(r, &by.rules)
	}
	block := w.canon[m.head:]
	copy(block[m.dateAt:], date)
	if m.sendHash {
		copy(block[m.hashAt:], payloadHash)
	}
	copy(block[len(block)-len(payloadHash):], payloadHash)
	return nil
}

// maxMemory bounds how many headers are remembered.
const maxMemory = 24

// remember remembers the headers of the request, names if they are not known
// already, and if all are plain their values and the canonical request.
func (w *scratch) remember(r *Request, by *signer, payloadHash string, sendHash, known bool) {
	m := &w.memory
	if !known {
		m.forget()
		if by.key == nil || len(r.Headers) > maxMemory {
			return
		}
		m.rememberNames(r, by, sendHash)
	}
	if !m.plain {
		return
	}
	m.values, m.token, m.hashLen = true, by.signedToken(), len(payloadHash)
	m.text = append(m.text[:0], r.Host...)
	m.host = view(m.text)
	for i := range r.Headers {
		m.text, m.headers[i].Value = appendClone(m.text, r.Headers[i].Value)
	}
	m.rememberHead(r, &by.rules)
}

func (m *memory) rememberNames(r *Request, by *signer, sendHash bool) {
	m.names, m.plain, m.sendHash, m.express, m.token = true, true, sendHash, by.sc.S3Express, by.signedToken()
	for i := range r.Headers {
		var h Header
		m.nameText, h.Name = appendClone(m.nameText, r.Headers[i].Name)
		m.headers = append(m.headers, h)
		m.replaced = m.replaced || by.isReplaced(h.Name)
		m.plain = m.plain && isPlain(h.Name)
	}
}

// rememberHead remembers what the canonical request has before its headers.
func (m *memory) rememberHead(r *Request, ru *rules) {
	m.rules = *ru
	m.method, m.path = append(m.method[:0], r.Method...), append(m.path[:0], r.Path...)
}

// forget forgets the headers.
func (m *memory) forget() {
	m.headers, m.nameText, m.text, m.host, m.token = m.headers[:0], m.nameText[:0], m.text[:0], "", ""
	m.names, m.plain, m.values, m.replaced = false, false, false, false
}

// appendClone appends s, which may be a view of memory that changes, and returns
// what it appended as a view.
func appendClone(dst []byte, s string) ([]byte, string) {
	start := len(dst)
	dst = append(dst, s...)
	return dst, view(dst[start:])
}

// canonicalQuery is the query in canonical form: a view into w.
func (w *scratch) canonicalQuery(query string, remember bool) string {
	m := &w.memory
	if string(m.query) != query || query == "" {
		m.canonicalQuery = w.appendCanonicalQuery(m.canonicalQuery[:0], query)
		m.query = m.query[:0]
		if remember {
			m.query = append(m.query, query...)
		}
	}
	return view(m.canonicalQuery)
}
