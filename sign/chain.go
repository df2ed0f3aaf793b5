package sign

import (
	"crypto/sha256"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/sign/internal/seam"
)

// Chain signs what follows a signed request: the chunks and the trailer of an
// aws-chunked body ([Chunked] does it), or the events of an event stream. Each
// signature covers the one before it, the first one that of the request.
//
// A Chain is for one attempt and one goroutine. It prints no secret.
//
// Source: Amazon S3 API Reference, "Signature Calculations for the
// Authorization Header: Transferring Payload in Multiple Chunks" and "Signature
// calculations for trailing headers"; Amazon Transcribe Developer Guide,
// "Setting up a streaming transcription", event stream signatures.
type Chain struct {
	algorithm *seam.Algorithm // nil: SigV4
	keys      *keyCache
	id        string  // access key ID
	secret    *string // access key: package fmt never follows a pointer to a string
	region    string
	service   string
	at        int64  // time of the request, Unix seconds
	previous  []byte // signature, hex without padding
	toSign    []byte
	sum       [sha256.Size]byte
}

// maxSeed is the longest signature in hex, that of SigV4A: DER of two numbers.
const maxSeed = 144

// Chain starts after the request whose signature is seed (see
// [SeedSignature]), with the credentials and scope that it was signed with.
func (s *Signer) Chain(seed string, c Credentials, sc Scope) (*Chain, error) {
	return newChain(nil, s, seed, c, sc)
}

// ChainWith is Chain for the algorithms in packages below this one.
func ChainWith(a *seam.Algorithm, seed string, c Credentials, sc Scope) (*Chain, error) {
	return newChain(a, new(Signer), seed, c, sc)
}

func newChain(a *seam.Algorithm, s *Signer, seed string, c Credentials, sc Scope) (*Chain, error) {
	if a != nil {
		sc.Region = ""
	}
	if err := checkScope(&sc, a); err != nil {
		return nil, err
	}
	if err := checkCredentials(&c); err != nil {
		return nil, err
	}
	if len(seed) > maxSeed || !allIn(seed, hashChar) {
		return nil, &InputError{Part: "seed signature", Reason: "is empty or no lower-case hex"}
	}
	ch := &Chain{
		algorithm: a,
		keys:      &s.keys,
		id:        c.AccessKeyID,
		secret:    &c.SecretAccessKey,
		region:    sc.Region,
		service:   sc.Service,
		at:        sc.Time.Unix(),
		previous:  append(make([]byte, 0, maxSeed), seed...),
		toSign:    make([]byte, 0, 512),
	}
	return ch, nil
}

// SeedSignature is the signature of a signed request, from its authorization
// header or its query; empty if it has none. It is a view like its origin.
func SeedSignature(r *Request) string {
	for i := len(r.Headers) - 1; i >= 0; i-- {
		if r.Headers[i].Name == headerAuthorization {
			_, signature, _ := strings.Cut(r.Headers[i].Value, "Signature=")
			return signature
		}
	}
	if i := strings.LastIndex(r.Query, "X-Amz-Signature="); i >= 0 {
		signature, _, _ := strings.Cut(r.Query[i+len("X-Amz-Signature="):], "&")
		return signature
	}
	return ""
}

// AppendChunk appends the signature of the next chunk's data as it goes on the
// wire. The last chunk of a body has no data.
func (ch *Chain) AppendChunk(dst, data []byte) ([]byte, error) {
	ch.begin("-PAYLOAD", ch.at)
	ch.toSign = append(append(ch.toSign, EmptyPayloadHash...), '\n')
	ch.hash(data)
	return ch.finish(dst)
}

// AppendTrailer appends the signature of the trailer as it goes on the wire.
// Canonical are its lines "name:value\n", sorted by name.
func (ch *Chain) AppendTrailer(dst, canonical []byte) ([]byte, error) {
	ch.begin("-TRAILER", ch.at)
	ch.hash(canonical)
	return ch.finish(dst)
}

// begin begins a string to sign.
func (ch *Chain) begin(kind string, at int64) {
	name := algorithm
	if ch.algorithm != nil {
		name = ch.algorithm.Name
	}
	b := append(append(ch.toSign[:0], name...), kind...)
	b = append(b, '\n')
	date := len(b)
	b = append(appendDate(b, at), '\n')
	b = append(appendCredentialScope(b, view(b[date:date+dayLen]), ch.region, ch.service), '\n')
	ch.toSign = append(append(b, ch.previous...), '\n')
}

func (ch *Chain) hash(data []byte) {
	ch.sum = sha256.Sum256(data)
	ch.toSign = appendHex(ch.toSign, &ch.sum)
}

// finish signs the string to sign, remembers and appends the signature.
func (ch *Chain) finish(dst []byte) ([]byte, error) {
	if err := ch.signNext(ch.at); err != nil {
		return dst, err
	}
	dst = append(dst, ch.previous...)
	if ch.algorithm != nil {
		for range ch.algorithm.ChunkLen - len(ch.previous) {
			dst = append(dst, '*')
		}
	}
	return dst, nil
}

func (ch *Chain) signNext(at int64) error {
	if ch.algorithm != nil {
		signature, err := ch.algorithm.AppendSignature(make([]byte, 0, maxSeed), ch.toSign)
		if err == nil {
			ch.previous = signature
		}
		return err
	}
	c := Credentials{AccessKeyID: ch.id, SecretAccessKey: *ch.secret}
	k := ch.keys.signingKey(&c, ch.region, ch.service, at)
	k.sum(&ch.sum, ch.toSign)
	ch.previous = appendHex(ch.previous[:0], &ch.sum)
	return nil
}

// AppendEvent appends the signature of an event as its 32 bytes. Headers are
// the encoded headers of the message that carries the signature, without the
// signature itself; at is the time in them.
func (ch *Chain) AppendEvent(dst, headers, payload []byte, at time.Time) ([]byte, error) {
	if ch.algorithm != nil {
		return dst, &InputError{Part: "event", Reason: "can be signed with " + algorithm + " only"}
	}
	if err := checkTime(at); err != nil {
		return dst, err
	}
	ch.begin("-PAYLOAD", at.Unix())
	ch.hash(headers)
	ch.toSign = append(ch.toSign, '\n')
	ch.hash(payload)
	if err := ch.signNext(at.Unix()); err != nil {
		return dst, err
	}
	return append(dst, ch.sum[:]...), nil
}
