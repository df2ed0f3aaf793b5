package sign

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"github.com/tucuxi-go/tucuxi/sign/internal/base64"
)

// ChunkReader reads a body as aws-chunked. After an error, or when all is read,
// it returns the same error, or io.EOF, forever.
type ChunkReader struct {
	form  Chunked
	body  io.Reader
	chain *Chain

	left    int64  // bytes of the body still to come; negative: unknown
	direct  int64  // bytes of an unsigned chunk that go from body to the caller's buffer
	pending []byte // encoded text still to be given out, a view into buf or room mostly
	buf     []byte // pooled: a chunk with its frame
	begun   bool   // a chunk's data is out, its line break is not
	ended   bool   // body said that it has no more
	last    bool   // the end is in pending
	err     error
	room    [48]byte // for the frame of an unsigned chunk, and mostly the end of the body
	sum     [32]byte // memory for a digest's sum, mostly, and for a byte beyond the end

	mu     sync.Mutex // a transport may close while it reads
	closed atomic.Bool
}

// chunkRoom is the room before a chunk's data for its size and signature.
const chunkRoom = 16 + len(chunkSignature) + maxSeed + len("\r\n")

// chunkPool has buffers for chunks of 64 KiB to 1 MiB. Smaller ones are made
// for short bodies alone, larger ones would hold on to too much.
var chunkPool sync.Pool

const (
	minPooledChunk = chunkRoom + defaultChunk + len("\r\n")
	maxPooledChunk = chunkRoom + 1<<20 + len("\r\n")
)

var (
	errChunkClosed = errors.New("sign: body was closed before it was read")
	errBodyCount   = errors.New("sign: the body's reader returned an impossible count")
)

// Reader reads body, which has decoded bytes or, if that is negative, nobody
// knows how many, in this encoding. The chain is that of the signed request; it
// is nil for an unsigned body.
//
// A body that is shorter than decoded gives io.ErrUnexpectedEOF, a longer one
// [ErrBodyLength]. An unsigned body of known length is not buffered; any other
// takes one pooled buffer of a chunk's size until all is read.
func (f *Chunked) Reader(body io.Reader, decoded int64, chain *Chain) (*ChunkReader, error) {
	if err := f.check(chain); err != nil {
		return nil, err
	}
	r := &ChunkReader{form: *f, body: body, chain: chain, left: max(decoded, -1)}
	r.form.Size = f.size()
	for i := range f.Trailers {
		if d := f.Trailers[i].Digest; d != nil {
			d.Reset()
		}
	}
	return r, nil
}

// Close gives the buffer back; body stays open. Reads after it fail.
func (r *ChunkReader) Close() error {
	r.closed.Store(true)
	if r.mu.TryLock() { // else a Read is under way, and does it
		r.release()
		r.mu.Unlock()
	}
	return nil
}

func (r *ChunkReader) release() {
	if minPooledChunk <= cap(r.buf) && cap(r.buf) <= maxPooledChunk {
		b := r.buf
		chunkPool.Put(&b)
	}
	r.buf, r.pending = nil, nil
	if r.err == nil {
		r.err = errChunkClosed
	}
}

// Read implements io.Reader.
func (r *ChunkReader) Read(p []byte) (n int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed.Load() {
		r.release()
	}
	for r.err == nil && len(p) > 0 {
		switch {
		case len(r.pending) > 0:
			n = copy(p, r.pending)
			r.pending = r.pending[n:]
		case r.direct > 0:
			n, r.err = r.readBody(p[:min(int64(len(p)), r.direct)])
			r.direct -= int64(n)
		case r.last:
			r.err = io.EOF
		default:
			r.err = r.next()
		}
		if n > 0 {
			break
		}
	}
	if r.err != nil || r.closed.Load() {
		err = r.err
		r.release()
	}
	return n, err
}

// readBody reads some of the body, of which left is known, and feeds digests.
func (r *ChunkReader) readBody(p []byte) (int, error) {
	for range 100 {
		n, err := r.body.Read(p)
		if n < 0 || n > len(p) {
			return 0, errBodyCount
		}
		r.feed(p[:n])
		if r.left > 0 {
			r.left -= int64(n)
		}
		r.ended = err == io.EOF
		switch {
		case r.ended && r.left > 0:
			return n, io.ErrUnexpectedEOF
		case r.ended && r.left == 0:
			return n, nil // the end is known without it
		case n > 0 || err != nil:
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

func (r *ChunkReader) feed(data []byte) {
	for i := range r.form.Trailers {
		if d := r.form.Trailers[i].Digest; d != nil {
			d.Write(data)
		}
	}
}

// next prepares the next chunk, or the end.
func (r *ChunkReader) next() error {
	if r.left == 0 {
		return r.end()
	}
	if r.left > 0 && !r.form.isSigned() {
		r.direct = min(r.left, int64(r.form.Size))
		r.pending = append(appendHexInt(r.appendBreak(r.room[:0]), r.direct), "\r\n"...)
		return nil
	}
	size := r.form.Size
	if r.left > 0 {
		size = int(min(r.left, int64(size)))
	}
	data := r.buffer(size)
	n := 0
	for n < size {
		m, err := r.readBody(data[n:])
		n += m
		if err == io.EOF { // of a body of unknown length
			r.left = 0
			break
		}
		if err != nil {
			return err
		}
	}
	if n == 0 {
		return r.end()
	}
	return r.frame(data[:n])
}

// buffer makes room for a chunk of at most size bytes.
func (r *ChunkReader) buffer(size int) []byte {
	need := chunkRoom + size + len("\r\n")
	if cap(r.buf) < need {
		r.buf = nil
		if need >= minPooledChunk {
			if b, ok := chunkPool.Get().(*[]byte); ok && cap(*b) >= need {
				r.buf = *b
			}
		}
		if r.buf == nil {
			r.buf = make([]byte, need)
		}
	}
	r.buf = r.buf[:need]
	return r.buf[chunkRoom : chunkRoom+size]
}

// frame makes the chunk of data, which lies in buf, pending. Its size and
// signature go right before it.
func (r *ChunkReader) frame(data []byte) (err error) {
	var array [chunkRoom]byte
	head, err := r.appendHead(array[:0], data)
	if err != nil {
		return err
	}
	end := chunkRoom + len(data)
	copy(r.buf[end:], "\r\n")
	start := chunkRoom - len(head)
	copy(r.buf[start:], head)
	r.pending = r.buf[start : end+len("\r\n")]
	return nil
}

// appendHead appends a chunk's first line.
func (r *ChunkReader) appendHead(dst, data []byte) (_ []byte, err error) {
	dst = appendHexInt(dst, int64(len(data)))
	if r.form.isSigned() {
		dst, err = r.chain.AppendChunk(append(dst, chunkSignature...), data)
	}
	return append(dst, "\r\n"...), err
}

// appendBreak appends the line break after the data of an unbuffered chunk.
func (r *ChunkReader) appendBreak(dst []byte) []byte {
	if r.begun {
		dst = append(dst, "\r\n"...)
	}
	r.begun = true
	return dst
}

// end makes the last chunk and the trailer pending.
func (r *ChunkReader) end() (err error) {
	if err := r.checkEnd(); err != nil {
		return err
	}
	b := r.room[:0]
	if r.begun {
		b = r.appendBreak(b)
	}
	if b, err = r.appendHead(b, nil); err != nil {
		return err
	}
	start := len(b)
	ends := make([]int, 0, maxTrailers)
	for i := range r.form.Trailers {
		t := &r.form.Trailers[i]
		b = append(append(b, t.Name...), ':')
		if t.Digest != nil {
			b = base64.Append(b, t.Digest.Sum(r.sum[:0]), base64.Standard)
		} else {
			b = append(b, t.Value...)
		}
		b = append(b, "\r\n"...)
		ends = append(ends, len(b)-start)
	}
	if r.form.isSigned() && len(r.form.Trailers) > 0 {
		canonical := r.form.appendCanonicalTrailer(nil, b[start:], ends)
		b = append(append(b, trailerSignature...), ':')
		if b, err = r.chain.AppendTrailer(b, canonical); err != nil {
			return err
		}
		b = append(b, "\r\n"...)
	}
	r.pending, r.last = append(b, "\r\n"...), true
	return nil
}

// checkEnd refuses a body that goes on after the length given for it.
func (r *ChunkReader) checkEnd() error {
	if r.ended {
		return nil
	}
	one := r.sum[:1]
	for range 100 {
		switch n, err := r.body.Read(one); {
		case n != 0:
			return ErrBodyLength
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
	return io.ErrNoProgress
}
