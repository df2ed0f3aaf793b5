package lite

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// This is the one file that knows net/http.

// Limits of the default transport. All are long for a healthy service and short
// enough to fail within most functions' time limits.
const (
	dialTimeout  = 3100 * time.Millisecond // SDKs' "standard" defaults mode
	tlsTimeout   = 5 * time.Second
	silence      = 60 * time.Second // no byte read or written, first byte included
	continueWait = time.Second      // for a server to want a body that waits for that
	idleTimeout  = 20 * time.Second // below what the services keep connections for
	maxIdleHost  = 64
	maxIdle      = 256
	headerLimit  = 256 << 10
	readBuffer   = 4 << 10 // larger bodies are read past it
	writeBuffer  = 8 << 10 // a session token and a body of some kilobytes
)

// maxDead is how many dead connections a request meets before that is an error.
const maxDead = 8

// unsent reports whether err says that an idle connection was found dead before
// the request was written whole. net/http takes another connection then,
// but not in place of one that carried no request yet, nor where its reader saw
// the end first. These two are errors that it gives only before a response is
// expected.
func unsent(err error) bool {
	text := err.Error()
	return errors.Is(err, errHungUp) || errors.Is(err, errCutShort) || text == closedIdle || strings.HasPrefix(text, "readLoopPeekFailLocked: ")
}

var errNoResponse = errors.New("the http.RoundTripper gave neither a response nor an error")

const closedIdle = "http: server closed idle connection"

// lost is err, in words where it is a connection's end without an answer. Of the
// two goroutines of net/http, the one that reads may see the end first and close
// what the other writes to, whose error then says nothing of the cause.
func lost(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return &lostError{io.ErrUnexpectedEOF}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || err.Error() == closedIdle {
		return &lostError{err}
	}
	return err
}

// lostError is a connection that ended.
type lostError struct{ cause error }

// Error says what "EOF" means.
func (e *lostError) Error() string { return "the service closed the connection before it answered" }

// Unwrap is what net/http says.
func (e *lostError) Unwrap() error { return e.cause }

// httpTransport is a Transport over net/http.
type httpTransport struct {
	_      notCompared
	rt     http.RoundTripper
	dialer *dialer // of the default transport
	limits limits
}

// HTTPTransport makes a Transport of an http.RoundTripper, such as an
// *http.Transport of your own or a wrapper that traces. An *http.Client is no
// RoundTripper; give its Transport. nil is the default that clients share.
func HTTPTransport(rt http.RoundTripper) Transport {
	if rt == nil {
		return sharedTransport()
	}
	return &httpTransport{rt: rt}
}

// newHTTPTransport is the default: HTTP/1.1, TLS 1.2 and up, proxies from the
// environment, every wait bounded.
func newHTTPTransport(l limits) *httpTransport {
	d := newDialer(l)
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &httpTransport{dialer: d, limits: l, rt: &http.Transport{
		Proxy:                  proxy,
		DialContext:            d.plain,
		DialTLSContext:         d.secure,
		TLSClientConfig:        d.tls,
		TLSHandshakeTimeout:    d.handshakes,
		ExpectContinueTimeout:  continueWait,
		DisableCompression:     true,
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    maxIdleHost,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: headerLimit,
		ResponseHeaderTimeout:  l.silence,
		ReadBufferSize:         readBuffer,
		WriteBufferSize:        writeBuffer,
		Protocols:              &protocols,
	}}
}

// proxy is the environment's proxy, but none for the credential endpoints of
// containers and instances, which no proxy can reach.
func proxy(r *http.Request) (*url.URL, error) {
	if isWord(r.URL.Hostname(), "169.254.170.2 169.254.170.23 fd00:ec2::23 169.254.169.254 fd00:ec2::254") {
		return nil, nil
	}
	return http.ProxyFromEnvironment(r)
}

// proxied reports whether the environment wants a proxy for a host.
func (t *httpTransport) proxied(scheme, host string) bool {
	u, err := proxy(&http.Request{URL: &url.URL{Scheme: scheme, Host: host}})
	return u != nil || err != nil
}

// exchange is what net/http holds on to of one request, perhaps beyond its end:
// one allocation, which is not used again. The answer's headers live in it too.
type exchange struct {
	url    url.URL
	values [12]string // of headers
	small  strings.Reader
	answer httpHeader
}

// smallBody is how long a body may be that is copied: net/http writes what comes
// from a strings.Reader together with the head, and anything else by itself.
const smallBody = 4 << 10

// isSmall reports whether the body of r is copied.
func (r *HTTPRequest) isSmall() bool {
	return r.Stream == nil && len(r.Body) > 0 && len(r.Body) <= smallBody
}

// Send implements Transport.
func (t *httpTransport) Send(ctx context.Context, r *HTTPRequest, a *HTTPResponse) error {
	x := new(exchange)
	header, text := x.header(r)
	x.aim(r, text)
	request := (&http.Request{
		Method:        r.Method,
		URL:           &x.url,
		Host:          x.url.Host,
		Header:        header,
		ContentLength: r.Length,
		Proto:         "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if r.marksIdempotent() {
		request.Header["X-Idempotency-Key"] = nil
	}
	small, large := r.isSmall(), (*requestBody)(nil)
	if small {
		body := text[len(text)-len(r.Body):]
		x.small.Reset(body)
		request.Body = io.NopCloser(&x.small)
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }
	} else if r.Stream != nil || len(r.Body) > 0 {
		large = openBody(r)
		request.Body = large
		if !r.TwoWay {
			request.GetBody = func() (io.ReadCloser, error) { return large.again(r.Body) }
		}
	}
	response, err := t.rt.RoundTrip(request)
	for tries := 0; err != nil && tries < maxDead && unsent(err) && ctx.Err() == nil; tries++ {
		if errors.Is(err, errCutShort) { // for which the request may be the reason: once
			tries = maxDead
		}
		next := request.WithContext(ctx)
		if request.Body != nil {
			if r.TwoWay {
				break
			}
			if next.Body, _ = request.GetBody(); next.Body == nil {
				break
			}
		}
		request = next
		response, err = t.rt.RoundTrip(request)
	}
	if large != nil {
		a.Detached = large.sent.settle() > 0
	}
	if err != nil {
		return lost(err)
	}
	if response == nil {
		return errNoResponse
	}
	x.answer.read(response.Header)
	a.Status, a.Header, a.Body, a.Length = response.StatusCode, &x.answer, response.Body, response.ContentLength
	if r.Method == "HEAD" { // the length is that of the body which GET would give
		a.Length = 0
	}
	return nil
}

// aim makes the URL, which keeps the escaping of path and query as they were
// signed. Text is host, path and query, and more behind them.
func (x *exchange) aim(r *HTTPRequest, text string) {
	host, text := text[:len(r.Host)], text[len(r.Host):]
	path, query := text[:len(r.Path)], text[len(r.Path):len(r.Path)+len(r.Query)]
	x.url = url.URL{Scheme: r.Scheme, Host: host, Path: path, RawQuery: query}
	if strings.IndexByte(path, '%') >= 0 {
		if plain, err := url.PathUnescape(path); err == nil {
			x.url.Path, x.url.RawPath = plain, path
		}
	}
}

// header copies the headers into net/http's form: one string holds all values,
// and names that are not known, and after them host, path, query and a small
// body, which it returns as rest. Some values are strings that stay: a session token is that of
// the credentials, and as long as all others together.
func (x *exchange) header(r *HTTPRequest) (h http.Header, rest string) {
	list, n := r.Header, len(r.Host)+len(r.Path)+len(r.Query)
	if r.isSmall() {
		n += len(r.Body)
	}
	values := x.values[:]
	if len(list) > len(values) {
		values = make([]string, len(list))
	}
	for i := range list {
		if !stays(list[i].Name) {
			n += len(list[i].Value)
		}
		values[i] = knownName(list[i].Name) // kept there until the value comes
		if values[i] == "" {
			n += len(list[i].Name)
		}
	}
	all := make([]byte, 0, n)
	size := len(list)
	if r.marksIdempotent() {
		size++
	}
	h = make(http.Header, size) // up to eight are a small map, of half the price
	for i := range list {
		name, value := values[i], list[i].Value
		if name == "" {
			start := len(all)
			all = appendCanonicalName(all, list[i].Name)
			name = viewBytes(all[start:])
		}
		if !stays(list[i].Name) {
			start := len(all)
			all = append(all, value...)
			value = viewBytes(all[start:])
		}
		values[i] = value
		before := len(h)
		h[name] = values[i : i+1 : i+1]
		if len(h) == before { // it has a value already
			h[name] = valuesOf(list[:i+1], list[i].Name, values)
		}
	}
	start := len(all)
	all = append(append(append(all, r.Host...), r.Path...), r.Query...)
	if r.isSmall() {
		all = append(all, r.Body...)
	}
	return h, viewBytes(all[start:])
}

// valuesOf are the values of the headers of one name. It is seldom called, and
// inlined would be a seventh of header.
//
//go:noinline
func valuesOf(list []wire.Header, name string, values []string) (all []string) {
	for i := range list {
		if wire.EqualFold(list[i].Name, name) {
			all = append(all, values[i])
		}
	}
	return all
}

// marksIdempotent reports whether net/http is to be told that it may send the
// request once more where an idle connection ended meanwhile. It knows that of
// GET and HEAD.
func (r *HTTPRequest) marksIdempotent() bool {
	return r.Idempotent && r.Method != "GET" && r.Method != "HEAD"
}

// stays reports whether a header's value is no view of a call's memory.
func stays(name string) bool {
	return name == "x-amz-security-token" || name == "user-agent"
}

// knownName is net/http's spelling of the names that most calls send; "" for
// others.
func knownName(name string) string {
	switch name {
	case "authorization":
		return "Authorization"
	case "content-type":
		return "Content-Type"
	case "user-agent":
		return "User-Agent"
	case "x-amz-date":
		return "X-Amz-Date"
	case "x-amz-target":
		return "X-Amz-Target"
	case "x-amz-security-token":
		return "X-Amz-Security-Token"
	case "x-amz-content-sha256":
		return "X-Amz-Content-Sha256"
	case "amz-sdk-invocation-id":
		return "Amz-Sdk-Invocation-Id"
	case "amz-sdk-request":
		return "Amz-Sdk-Request"
	case "x-amzn-trace-id":
		return "X-Amzn-Trace-Id"
	case "content-encoding":
		return "Content-Encoding"
	case "x-amz-decoded-content-length":
		return "X-Amz-Decoded-Content-Length"
	case "x-amz-sdk-checksum-algorithm":
		return "X-Amz-Sdk-Checksum-Algorithm"
	case "x-amz-trailer":
		return "X-Amz-Trailer"
	}
	return ""
}

// appendCanonicalName appends a name in net/http's spelling, which is that of
// http.CanonicalHeaderKey for all names that are HTTP tokens.
//
//go:noinline
func appendCanonicalName(dst []byte, name string) []byte {
	start := len(dst)
	dst = append(dst, name...)
	upper := byte('a' - 'A')
	for i, c := range dst[start:] {
		if lower := c | 0x20; lower-'a' < 26 {
			dst[start+i] = lower ^ upper
		}
		if upper = 0; c == '-' {
			upper = 'a' - 'A'
		}
	}
	return dst
}

// httpHeader is net/http's headers as wire.Headers. Answers are asked for dozens
// of headers that they do not have, each of which would be a look into the map.
type httpHeader struct {
	marks   uint64 // of the names
	entries []httpEntry
	room    [7]httpEntry // most answers have no more, those of S3 but few
}

// httpEntry is a header: its name as net/http spells it, and its value.
type httpEntry struct {
	_     notCompared
	name  string
	value *string
}

func (h *httpHeader) read(list http.Header) {
	if h.entries = h.room[:0]; len(list) > len(h.room) {
		h.entries = make([]httpEntry, 0, len(list))
	}
	for name, values := range list {
		if len(values) == 0 {
			continue
		}
		e := httpEntry{name: name, value: &values[0]}
		if len(values) > 1 {
			joined := strings.Join(values, ", ")
			e.value = &joined
		}
		h.entries = append(h.entries, e)
		h.marks |= 1 << wire.HeaderMark(name)
	}
}

// Get implements wire.Headers.
func (h *httpHeader) Get(name string) (string, bool) {
	if h.marks>>wire.HeaderMark(name)&1 == 0 {
		return "", false
	}
	for i := range h.entries {
		if e := &h.entries[i]; len(e.name) == len(name) && wire.EqualFold(e.name, name) {
			return *e.value, true
		}
	}
	return "", false
}

// At is header i, for package wire/internal/rest.
func (h *httpHeader) At(i int) (name, value string, ok bool) {
	if i >= len(h.entries) {
		return "", "", false
	}
	return h.entries[i].name, *h.entries[i].value, true
}

// All implements wire.Headers. Names come in lower case: net/http changes their
// case.
func (h *httpHeader) All(yield func(name, value string) bool) {
	for _, e := range h.entries {
		if !yield(strings.ToLower(e.name), *e.value) {
			return
		}
	}
}
