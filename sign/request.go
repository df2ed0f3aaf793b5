package sign

import "time"

// Header is one header line. It is an alias of an unnamed struct, so that a
// []Header is the same type wherever it is spelled so.
type Header = struct{ Name, Value string }

// Request is what signing needs to know of a request, and what it changes.
type Request struct {
	// Method is the HTTP method: "GET".
	Method string

	// Host is the value of the Host header: lower case, with the port if it is
	// not the scheme's default, IPv6 addresses in brackets.
	Host string

	// Path is the escaped path as it goes on the wire; empty means "/".
	Path string

	// Query is the encoded query as it goes on the wire, without '?'.
	// Presign replaces it by a view into Buf.
	Query string

	// Headers are the other headers, names in lower case. Signing removes those
	// that it sets itself (in place, keeping the order of the rest) and then
	// appends them, so a retry can sign the same request again.
	Headers []Header

	// PayloadHash is the SHA-256 of the body in lower-case hex (see
	// [AppendPayloadHash]) or one of the constants ([UnsignedPayload], …). If it
	// is empty, a header x-amz-content-sha256 gives it; Sign refuses a request
	// with neither, Presign takes UnsignedPayload for S3, else EmptyPayloadHash.
	PayloadHash string

	// Buf holds the values that signing makes. It grows by append and never
	// holds a secret access key; only a presigned query has the session token in
	// it. Views into it (values of the appended headers, the presigned Query)
	// stay valid until the caller reuses Buf, say as r.Buf = r.Buf[:0] before
	// the same request is signed again, which costs no allocation.
	Buf []byte
}

// Scope is where, when and by which rules a signature is valid.
type Scope struct {
	_       notCompared
	Region  string    // signing region: "us-east-1"
	Service string    // signing name: "dynamodb"
	Time    time.Time // time of signing, in any zone; whole seconds are used

	// S3 selects the rules of S3 and its kin: the path is signed exactly as it
	// is, and x-amz-content-sha256 is always sent.
	S3 bool

	// S3Express is S3 with the credentials of a CreateSession call, whose token
	// travels as x-amz-s3session-token.
	S3Express bool

	// KeepDotSegments signs the path with its dot segments and empty segments
	// (endpoint property disableNormalizePath). S3 implies it.
	KeepDotSegments bool

	// EncodeOnce signs the path as it is escaped on the wire instead of encoding
	// it a second time (endpoint property disableDoubleEncoding). S3 implies it.
	EncodeOnce bool

	// SendPayloadHash sends x-amz-content-sha256 where the rules alone would
	// not: to a service other than S3 with a hashed payload.
	SendPayloadHash bool

	// UnsignedToken adds the session token without signing it, which a few
	// services ask for (AWS IoT's WebSocket endpoint).
	UnsignedToken bool
}

// rules are the decisions that follow from a Scope alone.
type rules struct {
	normalize bool // canonical URI: remove dot segments and empty segments
	encode    bool // canonical URI: percent-encode the escaped path again
	sendHash  bool // always send x-amz-content-sha256
	signToken bool // the session token is among what is signed
}

func (sc *Scope) rules() rules {
	s3 := sc.S3 || sc.S3Express
	return rules{
		normalize: !s3 && !sc.KeepDotSegments,
		encode:    !s3 && !sc.EncodeOnce,
		sendHash:  s3 || sc.SendPayloadHash,
		signToken: !sc.UnsignedToken,
	}
}

// tokenParameter is the query parameter that carries it, and for S3 Express the
// form field.
func (sc *Scope) tokenParameter() string {
	if sc.S3Express {
		return "X-Amz-S3session-Token"
	}
	return "X-Amz-Security-Token"
}
