package lite

import (
	"hash"
	"io"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
)

// body is what the call knows of its request body.
type body struct {
	_       notCompared
	length  int64
	hash    string    // payload hash: hex, or a constant of package sign
	seeker  io.Seeker // of a stream that can be sent again
	start   int64     // where the stream stood
	checked bool      // a checksum goes with it
	behind  string    // the algorithm of the checksum behind it; empty if there is none
	encoded int64     // length with that checksum
	digest  hash.Hash // of the first attempt, for that checksum
	asked   bool      // for a checksum of the answer
}

// maxBuffered is the largest stream of unknown length that is read whole to
// find its length: S3 and most services refuse a body without one.
const maxBuffered = 16 << 20

// prepare settles everything about the request that is the same for all
// attempts: URL, body length, checksum, payload hash, headers.
func (k *call) prepare() error {
	r := &k.request
	if err := k.measure(); err != nil {
		return err
	}
	if err := k.checksum(); err != nil {
		return err
	}
	if err := k.hash(); err != nil {
		return err
	}
	k.http = HTTPRequest{Method: r.Method, Query: viewBytes(r.Query), Body: r.Body, Stream: r.Stream, Length: k.body.length}
	k.http.Idempotent = k.op.Is(models.OpReadOnly | models.OpIdempotent)
	k.aim()
	k.id.random()
	k.headers, k.values = len(r.Headers), len(r.Values)
	return nil
}

// aim turns the request to its target.
func (k *call) aim() {
	k.http.Scheme, k.http.Host, k.http.Path = k.target.scheme, k.target.host, k.target.path(k.request.Path)
}

// measure finds the length of the body.
func (k *call) measure() error {
	if k.request.Stream == nil {
		k.body.length = int64(len(k.request.Body))
		return nil
	}
	return k.c.service.Streams.measure(k)
}

// rewind puts a stream back to where it stood.
func (k *call) rewind() error {
	if k.body.seeker == nil {
		return nil
	}
	return k.c.service.Streams.rewind(k)
}

// digest feeds the whole body to h. A stream that cannot be put back is read
// into memory first.
func (k *call) digest(h io.Writer) error {
	if k.request.Stream == nil {
		_, err := h.Write(k.request.Body)
		return err
	}
	return k.c.service.Streams.digest(k, h)
}

// hash makes the payload hash. Streams to S3 and payloads that the model says
// are unsigned go unsigned, but only over TLS (AWS SDKs, "Payload signing").
func (k *call) hash() error {
	if k.body.behind != "" {
		if k.unsigned() {
			k.request.SetHeader("x-amz-content-sha256", k.body.hash)
		}
		return nil
	}
	stream := k.request.Stream != nil
	if k.target.scheme == "https" && (k.op.Is(models.OpUnsignedPayload) || k.leavesPayload(stream)) {
		k.body.hash = sign.UnsignedPayload
		return nil
	}
	if !stream {
		from := len(k.request.Values)
		k.request.Values = sign.AppendPayloadHash(k.request.Values, k.request.Body)
		k.body.hash = viewBytes(k.request.Values[from:])
		return nil
	}
	return k.c.service.Streams.hash(k)
}

// leavesPayload reports whether S3 may leave the body out of the signature.
func (k *call) leavesPayload(stream bool) bool {
	leave := stream || k.body.checked && k.op.Is(models.OpStreamingInput) && k.c.settings.Endpoint == ""
	if s := k.c.settings.S3.SignPayload; s != Default {
		leave = s == Off
	}
	scheme, err := k.scheme()
	return leave && err == nil && signsAsS3(scheme.service)
}
