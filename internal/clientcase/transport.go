package clientcase

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errUnexpected = errors.New("the case expects no further request")
	errFailed     = errors.New("connection failed, as the case wants it")
)

// sent is a request as the transport saw it, copied.
type sent struct {
	method, scheme, host, path, query string
	header                            map[string]string
	body                              []byte
	length                            int64
}

// transport answers with the exchanges of a case, one after the other.
type transport struct {
	mu        sync.Mutex
	exchanges []Exchange
	sent      []sent
}

// Send implements lite.Transport.
func (s *transport) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := sent{
		method: strings.Clone(r.Method), scheme: strings.Clone(r.Scheme), host: strings.Clone(r.Host),
		path: strings.Clone(r.Path), query: strings.Clone(r.Query), header: map[string]string{},
		body: bytes.Clone(r.Body), length: r.Length,
	}
	for _, h := range r.Header {
		seen.header[strings.ToLower(h.Name)] = strings.Clone(h.Value)
	}
	if r.Stream != nil {
		b, err := io.ReadAll(r.Stream)
		if err != nil {
			return err
		}
		seen.body = b
	}
	s.sent = append(s.sent, seen)
	if len(s.sent) > len(s.exchanges) {
		return errUnexpected
	}
	x := s.exchanges[len(s.sent)-1]
	if x.TransportError != "" || x.Response == nil {
		return errFailed
	}
	var list wire.HeaderList
	for name, value := range x.Response.Headers {
		list = append(list, wire.Header{Name: name, Value: value})
	}
	body := content(x.Response.Body)
	a.Status, a.Header, a.Length = x.Response.Status, list, int64(len(body))
	a.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}
