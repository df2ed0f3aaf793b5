package lite

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
)

var errNoStreams = errors.New("the body is a stream, and the Service has no Streams")

// Streams is what sends and receives bodies that are streams: HTTPStreams. The
// package of a service that has streams or events names it, so that programs
// without such a service do not link it.
type Streams struct {
	// measure finds the length of the request's stream.
	measure func(k *call) error

	// digest feeds the request's stream to h, hash makes its payload hash.
	digest func(k *call, h io.Writer) error
	hash   func(k *call) error

	// rewind puts the request's stream, which can seek, back to where it stood.
	rewind func(k *call) error

	// lend puts the request's stream into the hands of an attempt, takeBack ends
	// that.
	lend, takeBack func(k *call)

	// answer is the body of an answer as the caller reads it.
	answer func(k *call, a *HTTPResponse) io.ReadCloser
}

// HTTPStreams are streams of any io.Reader. One that can seek is sent again where
// an attempt failed; one whose length is not known is read into memory, up to
// 16 MiB.
var HTTPStreams = Streams{
	measure: measureStream, digest: digestStream, hash: hashStream, rewind: rewindStream,
	lend: lendStream, takeBack: takeBackStream, answer: answerStream,
}

func measureStream(k *call) error {
	stream := k.request.Stream
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

func rewindStream(k *call) error {
	_, err := k.body.seeker.Seek(k.body.start, io.SeekStart)
	return err
}

func digestStream(k *call, h io.Writer) error {
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

func hashStream(k *call) error {
	h := sha256.New()
	if err := k.digest(h); err != nil {
		return err
	}
	k.body.hash = hex.EncodeToString(h.Sum(nil))
	return nil
}
