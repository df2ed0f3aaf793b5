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
	if err := checkRequest(r); err != nil {
		return err
	}
	payloadHash, sendHash, err := r.payloadHash(&by.rules)
	switch {
	case err == ErrNoPayloadHash && by.rules.sendHash:
		payloadHash = UnsignedPayload // S3: who opens the URL brings the body
	case err == ErrNoPayloadHash:
		payloadHash = EmptyPayloadHash
	case err != nil:
		return err
	}
	w := newScratch(by.key)
	err = w.signQuery(r, by, seconds, payloadHash, sendHash && r.hasHeader(headerPayloadHash))
	w.release(by.key)
	return err
}

func (w *scratch) signQuery(r *Request, by *signer, seconds int64, payloadHash string, sendHash bool) error {
	w.memory.forget()
	w.given = r.Headers
	w.own = append(w.own, Header{headerHost, r.Host})
	if sendHash {
		w.own = append(w.own, Header{headerPayloadHash, payloadHash})
	}
	if err := w.collectHeaders(r, by); err != nil {
		return err
	}
	w.orderHeaders()

	w.wire = appendOwnQuery(w.wire, r.Query)
	if err := w.appendSignatureParameters(r, by, seconds, payloadHash); err != nil {
		return err // of the algorithm; SigV4 has none
	}

	// The query was made apart from Buf, because the old one may be a view of it.
	start := len(r.Buf)
	r.Buf = append(r.Buf, w.wire...)
	r.Query = view(r.Buf[start:])
	r.removeReplaced(by)
	if sendHash {
		r.Headers = append(r.Headers, Header{headerPayloadHash, payloadHash})
	}
	return nil
}

// appendSignatureParameters appends to w.wire, which holds the request's own
// parameters, those that authenticate it.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 6, query
// string parameters; their order on the wire is that of the SDKs.
func (w *scratch) appendSignatureParameters(r *Request, by *signer, seconds int64, payloadHash string) (err error) {
	var dateArray [dateLen]byte
	date := view(by.appendDate(dateArray[:0]))
	name := algorithm
	if by.algorithm != nil {
		name = by.algorithm.Name
	}
	w.scope = appendCredentialScope(w.scope, date[:dayLen], by.sc.Region, by.sc.Service)
	scope := view(w.scope)

	q := w.wire
	if len(q) > 0 {
		q = append(q, '&')
	}
	q = appendParameter(q, "X-Amz-Algorithm=", name)
	q = appendParameter(q, "&X-Amz-Credential=", by.c.AccessKeyID)
	q = appendParameter(q, "%2F", scope)
	q = appendParameter(q, "&X-Amz-Date=", date)
	if seconds > 0 {
		q = strconv.AppendInt(appendParameter(q, "&X-Amz-Expires=", ""), seconds, 10)
	}
	if by.algorithm != nil {
		q = appendParameter(q, "&X-Amz-Region-Set=", by.algorithm.RegionSet)
	}
	q = appendParameter(q, "&X-Amz-SignedHeaders=", view(w.signed))
	hasToken := by.c.SessionToken != ""
	if hasToken && by.rules.signToken {
		q = by.appendTokenParameter(q)
	}

	w.canon = w.appendCanonicalRequest(w.canon[:0], r, w.canonicalQuery(view(q), false), payloadHash, &by.rules)
	w.toSign = appendStringToSign(w.toSign, name, date, scope, w.canon)
	if hasToken && !by.rules.signToken {
		q = by.appendTokenParameter(q)
	}
	w.wire, err = w.appendSignature(appendParameter(q, "&X-Amz-Signature=", ""), by)
	return err
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

func (r *Request) hasHeader(name string) bool {
	for i := range r.Headers {
		if r.Headers[i].Name == name {
			return true
		}
	}
	return false
}
