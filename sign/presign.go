package sign

import (
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/sign/internal/seam"
)

// MaxExpires is how long a presigned URL can be valid.
//
// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query
// Parameters (AWS Signature Version 4)", X-Amz-Expires.
const MaxExpires = 7 * 24 * time.Hour

// Presign signs r by its query: r.Query becomes what it was and, in this order,
// X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders,
// -Security-Token if the credentials have a token, -Signature. Such parameters
// from an earlier signing are replaced, headers of an earlier signing are
// removed; all other headers are signed, and whoever opens the URL has to send
// them. Expires counts from Scope.Time, in whole seconds, one to [MaxExpires].
//
// Errors are as for [Signer.Sign]; then r is unchanged.
func (s *Signer) Presign(r *Request, c Credentials, sc Scope, expires time.Duration) error {
	if expires < time.Second || expires > MaxExpires {
		return ErrExpires
	}
	by := signer{c: c, sc: sc}
	return by.signQuery(r, &s.keys, int64(expires/time.Second))
}

// PresignWith is Presign for the algorithms in packages below this one.
func PresignWith(a *seam.Algorithm, r *Request, c Credentials, sc Scope, expires time.Duration) error {
	if expires < time.Second || expires > MaxExpires {
		return ErrExpires
	}
	sc.Region = ""
	by := signer{c: c, sc: sc, algorithm: a}
	return by.signQuery(r, nil, int64(expires/time.Second))
}

// signQuery is Presign; 0 seconds leave X-Amz-Expires out.
func (by *signer) signQuery(r *Request, kc *keyCache, seconds int64) error {
	if err := by.begin(kc); err != nil {
		return err
	}
	hash, _, err := r.payloadHash()
	switch {
	case err == ErrNoPayloadHash && by.rules.sendHash:
		hash = UnsignedPayload // S3: who opens the URL brings the body
	case err == ErrNoPayloadHash:
		hash = EmptyPayloadHash
	case err != nil:
		return err
	}
	w := newScratch(by.key)
	err = w.signQuery(r, by, seconds, hash)
	w.release(by.key)
	return err
}

func (w *scratch) signQuery(r *Request, by *signer, seconds int64, payloadHash string) error {
	if err := w.checkRequest(r); err != nil {
		return err
	}
	k := kind(0) // no header of its own, but x-amz-content-sha256 if the request has it
	if by.sc.S3Express {
		k = express
	}
	st, err := w.stencils.find(w, r.Headers, k)
	if err != nil {
		return err
	}
	defer st.release()
	w.wire = appendOwnQuery(w.wire, r.Query)
	var array [dateLen]byte
	date := view(by.appendDate(array[:0]))
	var own ownValues
	by.setOwn(&own, r, "", payloadHash)
	if err := w.appendSignatureParameters(r, by, st, &own, seconds, date); err != nil {
		return err
	}

	// The query was made apart from Buf, because the old one may be a view of it.
	start := len(r.Buf)
	r.Buf = append(r.Buf, w.wire...)
	r.Query = view(r.Buf[start:])
	if st.replaced {
		r.removeReplaced(k)
	}
	if st.hashed {
		r.Headers = append(r.Headers, Header{headerPayloadHash, payloadHash})
	}
	return nil
}

// appendSignatureParameters appends to w.wire, which holds the request's own
// parameters, those that authenticate it.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 6, query
// string parameters; their order on the wire is that of the SDKs.
func (w *scratch) appendSignatureParameters(r *Request, by *signer, st *stencil, own *ownValues, seconds int64, date string) (err error) {
	name := algorithm
	if by.algorithm != nil {
		name = by.algorithm.Name
	}
	q := w.wire
	if len(q) > 0 {
		q = append(q, '&')
	}
	q = appendParameter(q, "X-Amz-Algorithm=", name)
	q = appendParameter(q, "&X-Amz-Credential=", by.c.AccessKeyID)
	if by.key == nil {
		scope := string(appendCredentialScope(nil, date[:dayLen], "", by.sc.Service))
		w.toSign = appendStringToSign(w.toSign[:0], name, scope)
		q = appendParameter(q, "%2F", scope)
	} else {
		q = appendParameter(q, "%2F", by.key.scope)
	}
	q = appendParameter(q, "&X-Amz-Date=", date)
	if seconds > 0 {
		q = strconv.AppendInt(appendParameter(q, "&X-Amz-Expires=", ""), seconds, 10)
	}
	if by.algorithm != nil {
		q = appendParameter(q, "&X-Amz-Region-Set=", by.algorithm.RegionSet)
	}
	q = appendParameter(q, "&X-Amz-SignedHeaders=", view(st.signed))
	hasToken := by.c.SessionToken != ""
	if hasToken && by.rules.signToken {
		q = by.appendTokenParameter(q)
	}
	w.wire = q
	if err := w.makeCanonicalRequest(st, r, view(q), (*scratch).canonicalQuery, own, &by.rules); err != nil {
		return err
	}
	w.setStringToSign(st, name, date)
	if hasToken && !by.rules.signToken {
		q = by.appendTokenParameter(q)
	}
	w.wire, err = w.appendSignature(appendParameter(q, "&X-Amz-Signature=", ""), by)
	return err // of the algorithm; SigV4 has none
}

// appendParameter appends a value after its name and what else stands before it.
// It is not inlined, because nine appends are 3 KB of code (Go 1.26).
//
//go:noinline
func appendParameter(dst []byte, before, value string) []byte {
	return appendEncoded(append(dst, before...), value, false)
}

func (by *signer) appendTokenParameter(dst []byte) []byte {
	dst = appendParameter(dst, "&", by.sc.tokenParameter())
	return appendParameter(dst, "=", by.c.SessionToken)
}

// appendOwnQuery appends the query without parameters of an earlier signing and
// without empty ones.
func appendOwnQuery(dst []byte, query string) []byte {
	start := len(dst)
	for more := query != ""; more; {
		var pair string
		pair, query, more = strings.Cut(query, "&")
		if name, _, _ := strings.Cut(pair, "="); pair == "" || isSignatureParameter(name) {
			continue
		}
		if len(dst) > start {
			dst = append(dst, '&')
		}
		dst = append(dst, pair...)
	}
	return dst
}

func isSignatureParameter(name string) bool {
	switch name {
	case "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-Region-Set",
		"X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Signature":
		return true
	}
	return false
}
