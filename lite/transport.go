package lite

import (
	"context"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Transport sends one request and gives its answer, once: retries are the
// client's. It must be safe for concurrent use, must not follow redirects and
// must not decompress. The strings and slices of the request are valid only
// during Send, its body until the answer's Body is closed; but a session token,
// the user agent and the invocation id are strings that stay.
//
// HTTPTransport makes one of an http.RoundTripper; a test can write its own.
type Transport interface {
	Send(ctx context.Context, r *HTTPRequest, a *HTTPResponse) error
}

// HTTPRequest is a signed request.
type HTTPRequest struct {
	Method string
	Scheme string        // "https" or "http"
	Host   string        // with port if it is not the scheme's
	Path   string        // percent-encoded
	Query  string        // percent-encoded, without '?'
	Header []wire.Header // names in lower case, without host and content-length
	Body   []byte        // the body, unless Stream is set
	Stream io.Reader
	Length int64 // of the body; -1 if it is not known, as that of events
	TwoWay bool  // the answer comes while the body is still written: HTTP/2 is needed

	// Idempotent says that the service's model calls the operation read-only or
	// idempotent: a Transport may send the request again where the connection
	// ended before a byte of the answer.
	Idempotent bool
}

// HTTPResponse is what came back. Send sets all of it; a nil Header has no headers,
// and a nil Body is empty.
type HTTPResponse struct {
	_      notCompared
	Status int
	Header wire.Headers
	Body   io.ReadCloser
	Length int64 // of the body; -1 if it is not known
	// Detached says that the request's body may still be in use: its buffer is
	// then left to the garbage collector.
	Detached bool
}

// shared is the transport of all clients that configure none.
var shared atomic.Pointer[httpTransport]

func sharedTransport() Transport {
	if t := shared.Load(); t != nil {
		return t
	}
	shared.CompareAndSwap(nil, newHTTPTransport(limits{silence: silence}))
	return shared.Load()
}

// others are the transports of the clients that differ in what makes one. There
// are few: as many as CA bundles, long AttemptTimeouts and ConnectTimeouts.
var others transports

// transports are those of different limits.
type transports struct {
	sync.Mutex
	list []*httpTransport
}

// limits are what transports differ in.
type limits struct {
	bundle  string        // the file of a CA bundle; "" is the usual roots
	silence time.Duration // for a byte, and for the answer's head
	connect time.Duration // to connect, and for TLS; 0: dialTimeout and tlsTimeout
}

// maxOthers bounds the list; the oldest leaves it first, and serves its clients
// on.
const maxOthers = 16

// transport is the shared one, but with a profile's CA bundle, an AttemptTimeout
// that bears more silence, or a ConnectTimeout, one that the clients with the same
// share.
func (s *settings) transport() Transport {
	l := limits{silence: max(silence, s.AttemptTimeout), connect: s.ConnectTimeout}
	if s.shared != nil && os.Getenv("AWS_CA_BUNDLE") == "" {
		l.bundle = s.shared("", "ca_bundle")
	}
	if l == (limits{silence: silence}) {
		return sharedTransport()
	}
	return others.of(l, newHTTPTransport)
}

// of is the transport of some limits, made if there is none.
func (o *transports) of(l limits, create func(limits) *httpTransport) *httpTransport {
	o.Lock()
	defer o.Unlock()
	for _, t := range o.list {
		if t.limits == l {
			return t
		}
	}
	if len(o.list) == maxOthers {
		o.list = append(o.list[:0:0], o.list[1:]...)
	}
	t := create(l)
	o.list = append(o.list, t)
	return t
}
