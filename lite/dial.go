package lite

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// dialer opens the connections of the default transport, and keeps those that
// Warm opened ahead of the first request.
type dialer struct {
	tcp        net.Dialer
	silence    time.Duration // without a byte, after which a connection is given up
	handshakes time.Duration // for a TLS handshake
	roots      roots
	tls        *tls.Config                 // for proxied connections as it is; else roots and server name are set
	route      func(address string) string // for tests: where an address is

	mu   sync.Mutex
	warm map[warmKey][]*warmConn
}

type warmKey struct {
	secure  bool
	address string
}

// warmConn is a connection that nobody has asked for yet. conn and err are set
// before done is closed.
type warmConn struct {
	done chan struct{}
	conn net.Conn
	err  error
	at   time.Time
}

const (
	warmLife = 15 * time.Second // how long a connection waits for its first request
	maxWarm  = 64
)

func newDialer(l limits) *dialer {
	d := &dialer{
		silence:    l.silence,
		roots:      roots{file: l.bundle},
		handshakes: l.connect,
		tcp:        net.Dialer{Timeout: l.connect, KeepAlive: 15 * time.Second},
		tls:        &tls.Config{MinVersion: tls.VersionTLS12, ClientSessionCache: tls.NewLRUClientSessionCache(32)},
	}
	if l.connect <= 0 {
		d.tcp.Timeout, d.handshakes = dialTimeout, tlsTimeout
	}
	d.tls.RootCAs = d.roots.proxied()
	return d
}

// plain is a connection without TLS, for http.Transport.DialContext.
func (d *dialer) plain(ctx context.Context, network, address string) (net.Conn, error) {
	return d.get(ctx, warmKey{false, address})
}

// secure is a connection after its TLS handshake, for http.Transport.DialTLSContext.
func (d *dialer) secure(ctx context.Context, network, address string) (net.Conn, error) {
	return d.get(ctx, warmKey{true, address})
}

// get is a warm connection, else a new one.
func (d *dialer) get(ctx context.Context, k warmKey) (net.Conn, error) {
	if w := d.take(k); w != nil {
		select {
		case <-w.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if w.err == nil && time.Since(w.at) < warmLife && !hungUp(raw(w.conn)) {
			return w.conn, nil
		}
		if w.conn != nil {
			w.conn.Close()
		}
	}
	return d.dial(ctx, k)
}

// take takes a connection that is warm, or is about to be; nil if there is none.
func (d *dialer) take(k warmKey) *warmConn {
	d.mu.Lock()
	defer d.mu.Unlock()
	list := d.warm[k]
	if len(list) == 0 {
		return nil
	}
	d.warm[k] = list[1:]
	return list[0]
}

// warmUp opens a connection for the next request to ask for. It closes it if
// none does within warmLife.
func (d *dialer) warmUp(ctx context.Context, k warmKey) error {
	w := &warmConn{done: make(chan struct{})}
	d.mu.Lock()
	if d.warm == nil {
		d.warm = make(map[warmKey][]*warmConn)
	}
	if len(d.warm[k]) >= maxWarm || len(d.warm) >= maxWarm && d.warm[k] == nil {
		d.mu.Unlock()
		return nil
	}
	d.warm[k] = append(d.warm[k], w)
	d.mu.Unlock()

	w.conn, w.err = d.dial(ctx, k)
	w.at = time.Now()
	close(w.done)
	if w.err != nil {
		d.drop(k, w)
		return w.err
	}
	time.AfterFunc(warmLife, func() {
		if d.drop(k, w) {
			w.conn.Close()
		}
	})
	return nil
}

// drop removes a connection that nobody took.
func (d *dialer) drop(k warmKey, w *warmConn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, other := range d.warm[k] {
		if other == w {
			d.warm[k] = append(d.warm[k][:i:i], d.warm[k][i+1:]...)
			return true
		}
	}
	return false
}

// dial opens a connection: Amazon's roots first where they may do.
func (d *dialer) dial(ctx context.Context, k warmKey) (net.Conn, error) {
	if !k.secure {
		return d.connect(ctx, k.address)
	}
	host, _, err := net.SplitHostPort(k.address)
	if err != nil {
		return nil, err
	}
	for {
		pool, preferred, err := d.roots.pool(host)
		if err != nil {
			return nil, err
		}
		config := d.tls.Clone()
		config.RootCAs, config.ServerName = pool, host
		conn, err := d.handshake(ctx, k.address, config)
		if err == nil || !preferred || !d.roots.useSystem(host, err) {
			return conn, err
		}
	}
}

func (d *dialer) connect(ctx context.Context, address string) (net.Conn, error) {
	if d.route != nil {
		address = d.route(address)
	}
	conn, err := d.tcp.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &boundedConn{Conn: conn, silence: d.silence}, nil
}

func (d *dialer) handshake(ctx context.Context, address string, config *tls.Config) (net.Conn, error) {
	raw, err := d.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, d.handshakes)
	defer cancel()
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		raw.Close()
		if errors.Is(err, context.DeadlineExceeded) {
			err = &net.OpError{Op: "tls handshake", Net: "tcp", Addr: raw.RemoteAddr(), Err: err}
		}
		return nil, err
	}
	return conn, nil
}

// raw is the connection below TLS and limits.
func raw(c net.Conn) net.Conn {
	if t, ok := c.(*tls.Conn); ok {
		c = t.NetConn()
	}
	if b, ok := c.(*boundedConn); ok {
		c = b.Conn
	}
	return c
}

// boundedConn is a connection on which no read or write waits forever, and on
// which no request is begun that the server cannot take any more.
type boundedConn struct {
	net.Conn
	silence time.Duration

	// quiet is since when, in Unix ms, the connection waits for a byte and nothing
	// was written; once something is, wasIdle or wasBusy. The clock is the wall's,
	// which a freeze does not stop.
	quiet atomic.Int64
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

// restful is for how long a connection is idle before it is looked at. In less,
// whoever reads it has seen its end, if the process was not frozen.
const restful = 5 * time.Millisecond

// Read waits for the limit, from now or from the last Write on.
func (c *boundedConn) Read(b []byte) (int, error) {
	now := time.Now()
	c.quiet.Store(now.UnixMilli())
	c.Conn.SetReadDeadline(now.Add(c.silence))
	return c.Conn.Read(b)
}

// Write gives the Read that is under way its time anew: while a request is being
// sent, no answer is late.
func (c *boundedConn) Write(b []byte) (int, error) {
	now, quiet := time.Now(), c.quiet.Load()
	idle := quiet == wasIdle
	if quiet > 0 {
		if idle = now.UnixMilli()-quiet >= restful.Milliseconds(); idle {
			c.quiet.Store(wasIdle)
			if hungUp(c.Conn) {
				return 0, errHungUp
			}
		} else {
			c.quiet.Store(wasBusy)
		}
	}
	c.Conn.SetDeadline(now.Add(c.silence))
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
