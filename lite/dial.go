package lite

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"slices"
	"sync"
	"time"
)

// dialer opens the connections of the default transport, and keeps those that
// Warm opened ahead of the first request.
type dialer struct {
	silence    time.Duration // without a byte, after which a connection is given up
	connects   time.Duration // for a TCP connection
	handshakes time.Duration // for a TLS handshake
	roots      roots
	tls        *tls.Config                 // for proxied connections as it is; else roots and server name are set
	route      func(address string) string // for tests: where an address is

	mu   sync.Mutex
	warm []*warmConn // few, and most often none: a map would be 2 KB
}

type warmKey struct {
	secure  bool
	address string
}

// warmConn is a connection that nobody has asked for yet. conn and err are set
// before done is closed.
type warmConn struct {
	_    notCompared
	key  warmKey
	done chan struct{}
	conn net.Conn
	err  error
	at   time.Time
}

const (
	warmLife = 15 * time.Second // how long a connection waits for its first request
	maxWarm  = 256
)

func newDialer(l limits) *dialer {
	d := &dialer{
		silence:    l.silence,
		connects:   l.connect,
		handshakes: l.connect,
		roots:      roots{file: l.bundle},
		tls:        &tls.Config{MinVersion: tls.VersionTLS12, ClientSessionCache: new(sessions)},
	}
	if l.connect <= 0 {
		d.connects, d.handshakes = dialTimeout, tlsTimeout
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
		if w.err == nil && time.Since(w.at) < warmLife && !hungUp(socket(w.conn)) {
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
	var taken *warmConn
	d.mu.Lock()
	for i, w := range d.warm {
		if w.key == k {
			d.remove(i)
			taken = w
			break
		}
	}
	d.mu.Unlock()
	return taken
}

// remove removes the connection at i, whose place the last one takes.
func (d *dialer) remove(i int) {
	last := len(d.warm) - 1
	d.warm[i], d.warm[last] = d.warm[last], nil
	d.warm = d.warm[:last]
}

// warmUp opens a connection for the next request to ask for. It closes it if
// none does within warmLife.
func (d *dialer) warmUp(ctx context.Context, k warmKey) error {
	w := &warmConn{key: k, done: make(chan struct{})}
	d.mu.Lock()
	full := len(d.warm) >= maxWarm
	if !full {
		d.warm = append(d.warm, w)
	}
	d.mu.Unlock()
	if full {
		return nil
	}

	w.conn, w.err = d.dial(ctx, k)
	w.at = time.Now()
	close(w.done)
	if w.err != nil {
		d.drop(w)
		return w.err
	}
	time.AfterFunc(warmLife, func() {
		if d.drop(w) {
			w.conn.Close()
		}
	})
	return nil
}

// drop removes a connection that nobody took.
func (d *dialer) drop(w *warmConn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.Index(d.warm, w)
	if i >= 0 {
		d.remove(i)
	}
	return i >= 0
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
	tcp := net.Dialer{Timeout: d.connects, KeepAlive: 15 * time.Second} // as a field, its type would keep all of net.Resolver in some programs
	conn, err := tcp.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return newBoundedConn(conn, d.silence), nil
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
