package lite

import (
	"crypto/sha256"
	"encoding/hex"
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
	k.id = newID()
	k.headers, k.values = len(r.Headers), len(r.Values)
	return nil
}

// aim turns the request to its target.
func (k *call) aim() {
	k.http.Scheme, k.http.Host, k.http.Path = k.target.scheme, k.target.host, k.target.path(k.request.Path)
}

// measure finds the length of the body.
func (k *call) measure() error {
	stream := k.request.Stream
	if stream == nil {
		k.body.length = int64(len(k.request.Body))
		return nil
	}
	if s, ok := stream.(io.Seeker); ok {
		start, err := s.Seek(0, io.SeekCurrent)
		if err == nil {
			end, err := s.Seek(0, io.SeekEnd)
			if err != nil {
				return err
			}
			k.body.seeker, k.body.start, k.body.length = s, start, end-start
			return k.rewind()
		}
	}
	if s, ok := stream.(interface{ Len() int }); ok {
		k.body.length = int64(s.Len())
		return nil
	}
	return k.slurp()
}

// slurp reads a stream into memory. It does not wait for one on which nothing
// comes beyond the context's end; the Read that is under way then stays so, as it
// does in a transport.
func (k *call) slurp() error {
	type read struct {
		bytes []byte
		err   error
	}
	done, stream := make(chan read, 1), k.request.Stream
	go func() {
		b, err := io.ReadAll(io.LimitReader(stream, maxBuffered+1))
		done <- read{b, err}
	}()
	select {
	case <-k.ctx.Done():
		return k.c.timely(k.ctx, 0)
	case r := <-done:
		if r.err != nil {
			return r.err
		}
		if len(r.bytes) > maxBuffered {
			return errNoLength
		}
		k.request.Stream, k.request.Body, k.body.length = nil, r.bytes, int64(len(r.bytes))
		return nil
	}
}

// rewind puts a stream back to where it stood.
func (k *call) rewind() error {
	if k.body.seeker == nil {
		return nil
	}
	_, err := k.body.seeker.Seek(k.body.start, io.SeekStart)
	return err
}

// digest feeds the whole body to h. A stream that cannot be put back is read
// into memory first.
func (k *call) digest(h io.Writer) error {
	if k.request.Stream == nil {
		_, err := h.Write(k.request.Body)
		return err
	}
	if k.body.seeker == nil {
		if err := k.slurp(); err != nil {
			return err
		}
		return k.digest(h)
	}
	n, err := io.Copy(h, io.LimitReader(k.request.Stream, k.body.length))
	if err == nil && n < k.body.length {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	return k.rewind()
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
	h := sha256.New()
	if err := k.digest(h); err != nil {
		return err
	}
	k.body.hash = hex.EncodeToString(h.Sum(nil))
	return nil
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
