package faults

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Request is a request that came whole.
type Request struct {
	*http.Request
	Content []byte // the body, without the chunks of aws-chunked
	Wire    []byte // the body as it came
	Number  int    // of all requests of the server, from 1
	OnConn  int    // of those on its connection, from 1
	ID      string // amz-sdk-invocation-id
	Attempt string // attempt of amz-sdk-request
}

// Answer is what a service answers.
type Answer struct {
	Status int // 0 is 200
	Header http.Header
	Body   []byte
}

// Server is the server. It is safe for concurrent use.
type Server struct {
	URL string

	// Decide says what happens to a request; nil answers all. It sees a request
	// before its service does.
	Decide func(*Request) Fault

	// Execute is the service.
	Execute func(*Request) Answer

	// Skew is how far the server's clock is ahead.
	Skew time.Duration

	ln      net.Listener
	tls     *tls.Config
	numbers atomic.Int64
	opened  atomic.Int64
	done    chan struct{}
	wg      sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]bool // true while it waits for a request
}

// Serve starts a server, over TLS if there is a config for it. It ends with the
// test.
func Serve(t testing.TB, config *tls.Config, execute func(*Request) Answer) *Server {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Execute: execute, ln: ln, tls: config, done: make(chan struct{}), conns: map[net.Conn]bool{}}
	s.URL = "http://" + ln.Addr().String()
	if config != nil {
		s.URL = "https://" + ln.Addr().String()
	}
	s.wg.Go(s.accept)
	t.Cleanup(s.Close)
	return s
}

// Close ends the server and all its connections, and waits for them.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	s.ln.Close()
	for c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}

// Requests is the number of requests that came whole, Opened that of connections.
func (s *Server) Requests() int { return int(s.numbers.Load()) }
func (s *Server) Opened() int   { return int(s.opened.Load()) }

// CloseIdle closes the connections that wait for a request, and returns how many
// there were. reset is how: with a reset instead of an orderly end.
func (s *Server) CloseIdle(reset bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for c, idle := range s.conns {
		if !idle {
			continue
		}
		if n++; reset {
			cut(c)
		} else {
			c.Close()
		}
	}
	return n
}

func (s *Server) accept() {
	for {
		c, err := s.ln.Accept()
		if err != nil {
			return
		}
		s.opened.Add(1)
		s.wg.Go(func() { s.serve(c) })
	}
}

// cut resets a connection.
func cut(c net.Conn) {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	c.(*net.TCPConn).SetLinger(0)
	c.Close()
}

// set notes whether a connection waits for a request; false if the server ends.
func (s *Server) set(c net.Conn, idle bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.done:
		return false
	default:
		s.conns[c] = idle
		return true
	}
}

func (s *Server) serve(c net.Conn) {
	if s.tls != nil {
		c = tls.Server(c, s.tls)
	}
	defer func() {
		c.Close()
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
	r := bufio.NewReader(c)
	for n := 1; s.set(c, true); n++ {
		if _, err := r.Peek(1); err != nil || !s.set(c, false) {
			return
		}
		q, err := s.read(r, n)
		if err != nil {
			return
		}
		var f Fault
		if s.Decide != nil {
			f = s.Decide(q)
		}
		if f.Kind == ResetUnread {
			cut(c)
			return
		}
		if f.Kind == Early {
			s.early(c, f)
			return
		}
		if q.Wire, err = io.ReadAll(io.LimitReader(q.Body, 64<<20)); err != nil {
			return
		}
		q.Content = unframed(q)
		if !s.act(c, q, f) {
			return
		}
	}
}

// read reads the head of a request.
func (s *Server) read(r *bufio.Reader, n int) (*Request, error) {
	h, err := http.ReadRequest(r)
	if err != nil {
		return nil, err
	}
	q := &Request{Request: h, OnConn: n, Number: int(s.numbers.Add(1)), ID: h.Header.Get("Amz-Sdk-Invocation-Id")}
	for part := range bytes.SplitSeq([]byte(h.Header.Get("Amz-Sdk-Request")), []byte("; ")) {
		if number, ok := bytes.CutPrefix(part, []byte("attempt=")); ok {
			q.Attempt = string(number)
		}
	}
	return q, nil
}

// unframed is the content of a body in aws-chunked.
func unframed(q *Request) []byte {
	if q.Header.Get("X-Amz-Decoded-Content-Length") == "" {
		return q.Wire
	}
	var content []byte
	for rest := q.Wire; ; {
		line, after, ok := bytes.Cut(rest, []byte("\r\n"))
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, err := strconv.ParseUint(string(size), 16, 31)
		if !ok || err != nil || n > uint64(len(after)) {
			return nil
		}
		if n == 0 {
			return content
		}
		content, rest = append(content, after[:n]...), after[min(int(n)+2, len(after)):]
	}
}
