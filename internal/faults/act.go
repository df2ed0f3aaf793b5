package faults

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
	"time"
)

// act answers a request, or does what its fault says; false ends the connection.
func (s *Server) act(c net.Conn, q *Request, f Fault) bool {
	var a Answer
	switch {
	case f.Kind == StatusKind:
		a = Answer{Status: f.Status, Body: []byte(f.Body)}
		if !f.Unexecuted {
			s.Execute(q)
		}
	case !f.Unexecuted:
		a = s.Execute(q)
	}
	if !s.wait(f.Wait) {
		return false
	}
	head, body := s.head(a, f, len(a.Body)), a.Body
	if q.Method == "HEAD" {
		body = nil
	}
	half := len(body) / 2
	switch f.Kind {
	case ResetBefore:
		cut(c)
		return false
	case CloseBefore:
		return false
	case ResetAfter:
		c.Write(head)
		time.Sleep(20 * time.Millisecond) // or the reset may overtake the head
		cut(c)
		return false
	case CloseHead:
		c.Write(head[:len(head)/2])
		return false
	case CloseMid:
		c.Write(append(head, body[:half]...))
		return false
	case ResetMid:
		c.Write(append(head, body[:half]...))
		time.Sleep(20 * time.Millisecond)
		cut(c)
		return false
	case CloseChunked:
		head = bytes.Replace(head, []byte("Content-Length: "+strconv.Itoa(len(body))), []byte("Transfer-Encoding: chunked"), 1)
		head = append(strconv.AppendInt(head, int64(half), 16), "\r\n"...)
		c.Write(append(append(head, body[:half]...), "\r\n"...))
		return false
	case BlackHole:
		s.swallow(c)
		return false
	case BlackHoleMid:
		c.Write(append(head, body[:half]...))
		s.swallow(c)
		return false
	case DripHead:
		return s.drip(c, append(head, body...), f.Every)
	case DripBody:
		c.Write(head)
		return s.drip(c, body, f.Every)
	case LongLength:
		c.Write(append(s.head(a, f, len(body)+64), body...))
		return false
	case ShortLength:
		_, err := c.Write(append(s.head(a, f, half), body...))
		return err == nil
	case Garbage:
		c.Write([]byte("\x16\x03\x01 this is not HTTP\r\n\x00\xff\xfe\r\n\r\n"))
		return false
	case GarbageBody:
		noise := []byte("\x00\xff<{[ not of any protocol ]\x01")
		c.Write(append(s.head(a, f, len(noise)), noise...))
		return true
	case EndlessHead:
		c.Write(head[:len(head)-2])
		for line := []byte("X-Padding: " + string(bytes.Repeat([]byte("x"), 1000)) + "\r\n"); ; {
			if _, err := c.Write(line); err != nil {
				return false
			}
		}
	}
	_, err := c.Write(append(head, body...))
	return err == nil && !f.AfterClose
}

// early answers and ends its half of the connection. The other half stays for a
// while, or a reset could overtake the answer.
func (s *Server) early(c net.Conn, f Fault) {
	c.Write(append(s.head(Answer{Status: f.Status}, f, len(f.Body)), f.Body...))
	if h, ok := c.(interface{ CloseWrite() error }); ok {
		h.CloseWrite()
	}
	s.wait(300 * time.Millisecond)
}

// head is the head of an answer.
func (s *Server) head(a Answer, f Fault, length int) []byte {
	if a.Status == 0 {
		a.Status = 200
	}
	b := append(strconv.AppendInt([]byte("HTTP/1.1 "), int64(a.Status), 10), ' ')
	b = append(append(b, http.StatusText(a.Status)...), "\r\nDate: "...)
	b = time.Now().Add(s.Skew).UTC().AppendFormat(b, http.TimeFormat)
	b = append(b, "\r\nX-Amzn-Requestid: R\r\n"...)
	for name, values := range a.Header {
		b = append(append(append(append(b, name...), ": "...), values[0]...), "\r\n"...)
	}
	b = append(b, f.Header...)
	return append(strconv.AppendInt(append(b, "Content-Length: "...), int64(length), 10), "\r\n\r\n"...)
}

// wait waits; false if the server ends.
func (s *Server) wait(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-s.done:
		return false
	}
}

// swallow reads until the client or the server ends the connection.
func (s *Server) swallow(c net.Conn) {
	for b := make([]byte, 4096); ; {
		if _, err := c.Read(b); err != nil {
			return
		}
	}
}

// drip writes byte by byte.
func (s *Server) drip(c net.Conn, b []byte, every time.Duration) bool {
	for i := range b {
		if _, err := c.Write(b[i : i+1]); err != nil || !s.wait(every) {
			return false
		}
	}
	return true
}
