package lite

import (
	"crypto/tls"
	"errors"
	"net"
	"sync/atomic"
	"syscall"
	"time"
)

// boundedConn is a connection on which no read or write waits forever, and on
// which no request is begun that the server cannot take any more.
type boundedConn struct {
	_ notCompared
	net.Conn
	socket  syscall.RawConn // nil where there is none
	silence time.Duration
	made    time.Time

	// deadline is when reads and writes end now, in ns since made. It is moved
	// where less than silence is left, by more than that, so that few calls pay.
	deadline atomic.Int64

	// quiet is since when, in Unix ms, the connection has been read from with
	// nothing written; once something is, wasIdle or wasBusy. The clock is the
	// wall's, which a freeze does not stop.
	quiet atomic.Int64
}

func newBoundedConn(c net.Conn, silence time.Duration) *boundedConn {
	b := &boundedConn{Conn: c, silence: silence, made: time.Now()}
	if s, ok := c.(syscall.Conn); ok {
		b.socket, _ = s.SyscallConn()
	}
	return b
}

// socket is what is below the TLS and the limits of a connection, nil if none.
func socket(c net.Conn) syscall.RawConn {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	if b, ok := c.(*boundedConn); ok {
		return b.socket
	}
	return nil
}

const (
	wasBusy = 0  // what is being written came right after what was read
	wasIdle = -1 // … after a rest
)

var (
	// errHungUp is what writing to a connection gives that the server has ended
	// while it was idle. Nothing was sent.
	errHungUp = errors.New("the service closed the idle connection")

	// errCutShort is the same with a part of the request sent, which is no request
	// and was not executed: net/http writes head and body one after the other, TLS
	// in records.
	errCutShort = errors.New("the service closed the connection, which had been idle, within the request")
)

// restful is for how long a connection was idle that is looked at before it is
// used. Who reads it sees its end as well, but in a busy process not at once.
const restful = 5 * time.Millisecond

// Read waits for the limit, from now or from the last Write on.
func (c *boundedConn) Read(b []byte) (int, error) {
	now := time.Now()
	c.rest(now)
	c.bound(now)
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.rest(time.Now())
	}
	return n, err
}

// rest notes since when nothing is written.
func (c *boundedConn) rest(now time.Time) {
	if c.quiet.Load() <= 0 {
		c.quiet.Store(now.UnixMilli())
	}
}

// Write gives the Read that is under way its time anew: while a request is being
// sent, no answer is late.
func (c *boundedConn) Write(b []byte) (int, error) {
	now, quiet := time.Now(), c.quiet.Load()
	idle := quiet == wasIdle
	if quiet > 0 {
		if idle = now.UnixMilli()-quiet >= restful.Milliseconds(); idle {
			c.quiet.Store(wasIdle)
			if hungUp(c.socket) {
				return 0, errHungUp
			}
		} else {
			c.quiet.Store(wasBusy)
		}
	}
	c.bound(now)
	n, err := c.Conn.Write(b)
	switch {
	case err == nil || isTimeout(err):
	case quiet > 0 && n == 0:
		err = errHungUp
	case idle:
		err = errCutShort
	}
	return n, err
}

// bound sees to it that what begins now ends after silence, or a little later.
func (c *boundedConn) bound(now time.Time) {
	since := now.Sub(c.made)
	if end := since + c.silence; int64(end) > c.deadline.Load() {
		end += c.silence / 16
		c.deadline.Store(int64(end))
		c.Conn.SetDeadline(c.made.Add(end))
	}
}
