package lite

import (
	"io"
	"math"
	"sync"
	"time"
)

// requestBody is the body of a request, as net/http reads it: in another
// goroutine, perhaps beyond the request's end, and perhaps twice, if the first
// connection was dead.
type requestBody struct {
	mu      sync.Mutex // a Read may be under way when Close is called
	bytes   []byte     // what to read first
	stream  io.Reader
	left    int64 // of stream
	endless bool  // the stream's length is not known
	closed  bool
	reads   int
	sent    *sentBody
}

// sentBody is what the bodies of one request share.
type sentBody struct {
	_     notCompared
	mu    sync.Mutex
	open  int       // bodies that are not closed
	began time.Time // about; zero while nobody wonders
	most  int64     // of the stream
	taken int64     // of these
	head  *bodyHead // what was taken, as long as a connection may not have got any of it
	size  int
	spent bool // head has not all that was taken
}

// bodyHead holds as much as net/http takes from a stream before it first writes
// to the connection: a buffer full.
type bodyHead [writeBuffer]byte

var bodyHeads sync.Pool // of *bodyHead

// openBody is the body of a request that has one.
func openBody(r *HTTPRequest) *requestBody {
	first := new(struct {
		requestBody
		sentBody
	})
	b := &first.requestBody
	b.bytes, b.stream, b.left, b.sent, first.open = r.Body, r.Stream, r.Length, &first.sentBody, 1
	if r.Stream != nil {
		b.bytes = nil
	}
	if r.Length < 0 {
		b.endless, b.left = true, math.MaxInt64
	}
	first.most = b.left
	return b
}

// again is the same body for another connection, as long as it can be had: no
// other reads the stream.
func (b *requestBody) again(bytes []byte) (io.ReadCloser, error) {
	s := b.sent
	s.mu.Lock()
	defer s.mu.Unlock()
	if b.stream != nil && (s.spent || s.open > 0) {
		return nil, ErrNotRewindable
	}
	next := &requestBody{bytes: bytes, stream: b.stream, left: s.most - s.taken, endless: b.endless, sent: s}
	if s.head != nil {
		next.bytes = s.head[:s.size]
	}
	s.open++
	return next, nil
}

func (b *requestBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, errTakenBack
	}
	if b.reads++; b.reads > dripReads && !b.endless && b.sent.late() {
		return 0, &attemptError{attemptLimit}
	}
	if len(b.bytes) > 0 {
		n := copy(p, b.bytes)
		b.bytes = b.bytes[n:]
		return n, nil
	}
	if b.stream == nil || b.left <= 0 {
		return 0, io.EOF
	}
	return b.readStream(p)
}

// WriteTo writes what is left, which as a rule is nothing: net/http asks a body
// that it has written whether there is more of it than was said. Without WriteTo
// it would make a buffer for that.
func (b *requestBody) WriteTo(w io.Writer) (int64, error) {
	b.mu.Lock()
	over := !b.closed && len(b.bytes) == 0 && (b.stream == nil || b.left <= 0)
	b.mu.Unlock()
	if over {
		return 0, nil
	}
	return io.Copy(w, struct{ io.Reader }{b})
}

// readStream reads no more than the length that was promised.
func (b *requestBody) readStream(p []byte) (int, error) {
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.stream.Read(p)
	b.left -= int64(n)
	b.sent.took(p[:n])
	if err == io.EOF && b.left > 0 && !b.endless {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// Close does not close the caller's reader: who opened it closes it.
func (b *requestBody) Close() error {
	// An eventBody's Read may wait for what will not come. Its type is not named, or
	// programs without events would link it: 4 KB.
	if events, ok := b.stream.(interface{ fail(error) }); ok {
		events.fail(errStreamClosed)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		b.sent.mu.Lock()
		defer b.sent.mu.Unlock()
		b.sent.open--
	}
	return nil
}

// took keeps what was taken from the stream, if there is room for it.
func (s *sentBody) took(p []byte) {
	s.mu.Lock()
	s.taken += int64(len(p))
	if s.taken > int64(len(bodyHead{})) {
		s.spend()
	}
	if !s.spent {
		if s.head == nil {
			if s.head, _ = bodyHeads.Get().(*bodyHead); s.head == nil {
				s.head = new(bodyHead)
			}
		}
		s.size += copy(s.head[s.size:], p)
	}
	s.mu.Unlock()
}

// spend gives the head back.
func (s *sentBody) spend() {
	if s.spent = true; s.head != nil {
		clear(s.head[:s.size])
		bodyHeads.Put(s.head)
		s.head = nil
	}
}

// settle ends the time in which the body may be asked for again, and returns how
// many bodies net/http is not done with: a server may answer, or a connection
// break, while the body is still being written.
func (s *sentBody) settle() int {
	s.mu.Lock()
	if s.open == 0 {
		s.spend()
	}
	s.spent = true
	n := s.open
	s.mu.Unlock()
	return n
}

// late reports whether the request has taken too long.
func (s *sentBody) late() bool {
	s.mu.Lock()
	if s.began.IsZero() {
		s.began = time.Now()
	}
	began, n := s.began, s.taken
	s.mu.Unlock()
	return overdue(began, n)
}
