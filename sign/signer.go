package sign

import "github.com/tucuxi-go/tucuxi/sign/internal/seam"

// Signer signs requests. Its zero value is ready, it is safe for concurrent
// use, and it must not be copied. It caches the signing keys that it used last,
// a fixed number of them: keep one Signer a client.
type Signer struct {
	_    notCompared
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
	by := signer{c: c, sc: sc, canonicalQuery: (*scratch).canonicalQuery}
	return by.signHeaders(r, &s.keys)
}

// SignBare is Sign for requests without a query; another is an [*InputError].
// Programs that call nothing else link nothing that makes queries canonical: 8 KB.
func (s *Signer) SignBare(r *Request, c Credentials, sc Scope) error {
	if r.Query != "" {
		return &InputError{Part: "query", Reason: "is not for SignBare"}
	}
	by := signer{c: c, sc: sc}
	return by.signHeaders(r, &s.keys)
}

// SignWith is Sign for the algorithms in packages below this one.
func SignWith(a *seam.Algorithm, r *Request, c Credentials, sc Scope) error {
	sc.Region = ""
	by := signer{c: c, sc: sc, algorithm: a, canonicalQuery: (*scratch).canonicalQuery}
	return by.signHeaders(r, nil)
}

// signer is one signature: by whom, where, when and how.
type signer struct {
	c         Credentials
	sc        Scope
	key       *signingKey     // SigV4
	algorithm *seam.Algorithm // any other
	rules     rules

	// canonicalQuery is that of scratch; nil where requests have no query.
	canonicalQuery canonicalQuery
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

// kind is which headers a signature by headers has.
func (by *signer) kind() kind {
	k := dated
	if by.rules.sendHash {
		k |= hashed
	}
	if by.c.SessionToken != "" && by.rules.signToken {
		k |= tokened
	}
	if by.sc.S3Express {
		k |= express
	}
	if by.algorithm != nil {
		k |= regions
	}
	return k
}

func (by *signer) signHeaders(r *Request, kc *keyCache) error {
	if err := by.begin(kc); err != nil {
		return err
	}
	hash, isMark, err := r.payloadHash()
	if err != nil {
		return err
	}
	k := by.kind()
	if isMark {
		k |= hashed
	}
	w := newScratch(by.key)
	err = w.signHeaders(r, by, hash, k)
	w.release(by.key)
	return err
}

func (w *scratch) signHeaders(r *Request, by *signer, payloadHash string, k kind) error {
	if err := w.checkRequest(r); err != nil {
		return err
	}
	st, err := w.stencils.find(w, r.Headers, k)
	if err != nil {
		return err
	}
	defer st.release()
	begin := len(r.Buf)
	buf := by.appendDate(r.Buf)
	date := view(buf[begin:])
	var own ownValues
	by.setOwn(&own, r, date, payloadHash)
	if err := w.makeCanonicalRequest(st, r, r.Query, by.canonicalQuery, &own, &by.rules); err != nil {
		return err
	}
	start := len(buf)
	if buf, err = w.appendAuthorization(buf, by, st, date); err != nil {
		return err // of the algorithm; SigV4 has none
	}
	r.Buf = buf

	if st.replaced {
		r.removeReplaced(k)
	}
	headers := append(r.Headers, Header{headerDate, date})
	if by.algorithm != nil {
		headers = append(headers, Header{headerRegionSet, by.algorithm.RegionSet})
	}
	if token := by.c.SessionToken; token != "" {
		headers = append(headers, Header{k.tokenHeader(), token})
	}
	if st.hashed {
		headers = append(headers, Header{headerPayloadHash, payloadHash})
	}
	r.Headers = append(headers, Header{headerAuthorization, view(buf[start:])})
	return nil
}

func (by *signer) setOwn(own *ownValues, r *Request, date, payloadHash string) {
	own[ownHost], own[ownDate], own[ownHash], own[ownToken] = r.Host, date, payloadHash, by.c.SessionToken
	if by.algorithm != nil {
		own[ownRegions] = by.algorithm.RegionSet
	}
}

// payloadHash is the payload hash to sign, and whether it is a mark in place of
// one, which has to be sent.
func (r *Request) payloadHash() (hash string, mark bool, err error) {
	hash = r.PayloadHash
	for i := 0; hash == "" && i < len(r.Headers); i++ {
		if h := &r.Headers[i]; h.Name == headerPayloadHash {
			hash = h.Value
		}
	}
	switch {
	case hash == "":
		return "", false, ErrNoPayloadHash
	case isHash(hash):
		return hash, false, nil
	case isMark(hash):
		return hash, true, nil
	}
	return "", false, &InputError{Part: "payload hash", Reason: "is neither 64 lower-case hex digits nor a mark such as " + UnsignedPayload}
}

// removeReplaced removes, in place, the headers that signing sets.
func (r *Request) removeReplaced(k kind) {
	n := 0
	for i := range r.Headers {
		if isReplaced(r.Headers[i].Name, k) {
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
