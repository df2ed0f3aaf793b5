package eventstream

import "io"

// Reader reads the messages of a stream one after the other. It never reads
// beyond the message that it was asked for, so a message is there as soon as its
// last byte is.
type Reader struct {
	r   io.Reader
	err error
}

// NewReader reads from r.
func NewReader(r io.Reader) *Reader { return &Reader{r: r} }

// step is how much is allocated for a frame before its bytes are there.
const step = 64 << 10

// Next reads the next message into buf, of which it uses the capacity and which
// it grows; the message is a view of what it returns. Where the stream ends
// between two messages the error is io.EOF, inside of one io.ErrUnexpectedEOF.
// After an error, Next gives the same one again.
func (r *Reader) Next(buf []byte) (m Message, frame []byte, err error) {
	if r.err != nil {
		return m, buf[:0], r.err
	}
	frame, err = r.frame(buf[:0])
	if err == nil {
		m, err = Parse(frame)
	}
	r.err = err
	return m, frame, err
}

// frame reads one frame. The buffer grows with the bytes that come, not with
// the length that the prelude promises.
func (r *Reader) frame(buf []byte) ([]byte, error) {
	if cap(buf) < preludeLen {
		buf = make([]byte, 0, 512)
	}
	if n, err := io.ReadFull(r.r, buf[:preludeLen]); err != nil {
		return buf[:n], err // io.EOF if there was no byte
	}
	buf = buf[:preludeLen]
	total, _, err := parsePrelude(buf)
	for err == nil && len(buf) < total {
		have := len(buf)
		want := min(total, max(2*have, cap(buf), step))
		if cap(buf) < want {
			buf = append(make([]byte, 0, want), buf...)
		}
		var n int
		n, err = io.ReadFull(r.r, buf[have:want])
		buf = buf[:have+n]
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return buf, err
}
