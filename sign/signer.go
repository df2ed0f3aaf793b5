package sign

import "github.com/tucuxi-go/tucuxi/sign/internal/seam"

// Signer signs requests. Its zero value is ready, it is safe for concurrent
// use, and it must not be copied. It caches the signing keys that it used last,
// a fixed number of them: keep one Signer a client.
type Signer struct {
	keys keyCache
}

// Sign signs r by its headers. It appends, replacing what an earlier signing
// left: x-amz-date, x-amz-security-token if the credentials have a token,
// x-amz-content-sha256 by rule, authorization.
//
// The rule for x-amz-content-sha256: it is sent for S3, for a payload hash that
// is a mark like [UnsignedPayload], if [Scope] asks for it, and if the request
// already has it; a value there gives way to a PayloadHash that is not empty.
//
// If r cannot be signed, the error is one of this package's Err values or an
// [*InputError], and r is unchanged. With a Buf and Headers of enough capacity
// Sign allocates nothing.
func (s *Signer) Sign(r *Request, c Credentials, sc Scope) error {
	by := signer{c: c, sc: sc}
	return by.signHeaders(r, &s.keys)
}

// SignWith is Sign for the algorithms in packages below this one.
func SignWith(a *seam.Algorithm, r *Request, c Credentials, sc Scope) error {
	sc.Region = ""
	by := signer{c: c, sc: sc, algorithm: a}
	return by.signHeaders(r, nil)
}

// signer is one signature: by whom, where, when and how.
type signer struct {
	c         Credentials
	sc        Scope
	key       *signingKey     // SigV4
	algorithm *seam.Algorithm // any other
	rules     rules
}

// signedToken is the session token, if there is one to be signed.
func (by *signer) signedToken() string {
	if by.rules.signToken {
		return by.c.SessionToken
	}
	return ""
}

// begin checks everything but the request, and finds the key.
func (by *signer) begin(kc *keyCache) error {
	at := by.sc.Time.Unix()
	if by.algorithm == nil {
		by.key = kc.find(&by.c, by.sc.Region, by.sc.Service, at)
	}
	if by.key == nil {
		if err := checkScope(&by.sc, by.algorithm); err != nil {
			return err
		}
		if err := checkCredentials(&by.c); err != nil {
			return err
		}
	}
	if by.algorithm == nil && by.key == nil {
		by.key = kc.signingKey(&by.c, by.sc.Region, by.sc.Service, at)
	}
	if by.key != nil && by.c.SessionToken != "" {
		token, err := by.key.checkedToken(by.c.SessionToken)
		if err != nil {
			return err
		}
		by.c.SessionToken = token
	}
	by.rules = by.sc.rules()
	return nil
}

// appendDate appends the time of signing.
func (by *signer) appendDate(dst []byte) []byte {
	at := by.sc.Time.Unix()
	if by.key == nil {
		return appendDate(dst, at)
	}
	return appendClock(append(dst, by.key.day[:]...), int(at-by.key.midnight))
}

// makeCanonicalRequest makes the canonical request in w.canon.
func (w *scratch) makeCanonicalRequest(r *Request, by *signer, date, payloadHash string, sendHash bool) error {
	names, values := w.memory.recall(r, by, payloadHash, sendHash)
	if values {
		return w.revise(r, by, date, payloadHash)
	}
	w.memory.values = false
	if err := checkRequest(r); err != nil {
		return err
	}
	w.given = r.Headers
	w.ownHeaders(r, by, date, payloadHash, sendHash)
	if names {
		if err := w.checkValues(r); err != nil {
			return err
		}
	} else {
		w.memory.names = false
		if err := w.collectHeaders(r, by); err != nil {
			return err
		}
		w.orderHeaders()
	}
	w.canon = w.appendCanonicalRequest(w.canon[:0], r, w.canonicalQuery(r.Query, true), payloadHash, &by.rules)
	w.remember(r, by, payloadHash, sendHash, names)
	return nil
}

// ownHeaders puts signing's own headers that are signed into w.own: the date
// second, the payload hash third, where appendCanonicalHeaders looks for them.
func (w *scratch) ownHeaders(r *Request, by *signer, date, payloadHash string, sendHash bool) {
	w.own = append(w.own[:0], Header{headerHost, r.Host}, Header{headerDate, date})
	if sendHash {
		w.own = append(w.own, Header{headerPayloadHash, payloadHash})
	}
	if by.algorithm != nil {
		w.own = append(w.own, Header{headerRegionSet, by.algorithm.RegionSet})
	}
	if token := by.signedToken(); token != "" {
		w.own = append(w.own, Header{by.sc.tokenHeader(), token})
	}
}

func (by *signer) signHeaders(r *Request, kc *keyCache) error {
	if err := by.begin(kc); err != nil {
		return err
	}
	payloadHash, sendHash, err := r.payloadHash(&by.rules)
	if err != nil {
		return err
	}
	w := newScratch(by.key)
	err = w.signHeaders(r, by, payloadHash, sendHash)
	w.release(by.key)
	return err
}

func (w *scratch) signHeaders(r *Request, by *signer, payloadHash string, sendHash bool) error {
	begin := len(r.Buf)
	r.Buf = by.appendDate(r.Buf)
	date := view(r.Buf[begin:])
	if err := w.makeCanonicalRequest(r, by, date, payloadHash, sendHash); err != nil {
		r.Buf = r.Buf[:begin]
		return err
	}

	start := len(r.Buf)
	buf, err := w.appendAuthorization(r.Buf, by, date)
	if err != nil { // of the algorithm; SigV4 has none
		r.Buf = r.Buf[:begin]
		return err
	}
	r.Buf = buf
	authorization := view(r.Buf[start:])

	if w.memory.replaced || !w.memory.names {
		r.removeReplaced(by)
	}
	r.Headers = append(r.Headers, Header{headerDate, date})
	if by.algorithm != nil {
		r.Headers = append(r.Headers, Header{headerRegionSet, by.algorithm.RegionSet})
	}
	if token := by.c.SessionToken; token != "" {
		r.Headers = append(r.Headers, Header{by.sc.tokenHeader(), token})
	}
	if sendHash {
		r.Headers = append(r.Headers, Header{headerPayloadHash, payloadHash})
	}
	r.Headers = append(r.Headers, Header{headerAuthorization, authorization})
	return nil
}

// payloadHash is the payload hash to sign and whether its header is sent.
func (r *Request) payloadHash(ru *rules) (hash string, send bool, err error) {
	hash, send = r.PayloadHash, ru.sendHash
	for i := range r.Headers {
		if h := &r.Headers[i]; h.Name == headerPayloadHash {
			send = true
			if hash == "" {
				hash = h.Value
			}
		}
	}
	switch {
	case hash == "":
		return "", false, ErrNoPayloadHash
	case isHash(hash):
		return hash, send, nil
	case isMark(hash):
		return hash, true, nil
	}
	return "", false, &InputError{Part: "payload hash", Reason: "is neither 64 lower-case hex digits nor a mark such as " + UnsignedPayload}
}

// removeReplaced removes, in place, the headers that signing sets.
func (r *Request) removeReplaced(by *signer) {
	n := 0
	for i := range r.Headers {
		if by.isReplaced(r.Headers[i].Name) {
			continue
		}
		if n != i {
			r.Headers[n] = r.Headers[i]
		}
		n++
	}
	clear(r.Headers[n:])
	r.Headers = r.Headers[:n]
}
