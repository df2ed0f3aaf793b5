// Package transport asks credential endpoints over the transport of clients.
package transport

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

var errURL = errors.New("the URL is not understood")

// Or is t, or the transport that clients share if t is nil.
func Or(t lite.Transport) lite.Transport {
	if t != nil {
		return t
	}
	return lite.HTTPTransport(nil)
}

// Send sends a request without body and reads at most creds.MaxAnswer+1 bytes of
// the answer.
func Send(ctx context.Context, t lite.Transport, method, url string, header []creds.Header) (status int, body []byte, err error) {
	r := lite.HTTPRequest{Method: method}
	if !split(url, &r) {
		return 0, nil, errURL
	}
	for _, h := range header {
		r.Header = append(r.Header, creds.Header{Name: strings.ToLower(h.Name), Value: h.Value})
	}
	var a lite.HTTPResponse
	if err := t.Send(ctx, &r, &a); err != nil {
		return 0, nil, err
	}
	if a.Body == nil {
		return a.Status, nil, nil
	}
	defer a.Body.Close()
	body, err = io.ReadAll(io.LimitReader(a.Body, creds.MaxAnswer+1))
	return a.Status, body, err
}

// split takes apart a URL that its source checked already.
func split(url string, r *lite.HTTPRequest) bool {
	var ok bool
	if r.Scheme, url, ok = strings.Cut(url, "://"); !ok {
		return false
	}
	end := strings.IndexAny(url, "/?")
	if end < 0 {
		end = len(url)
	}
	r.Host = url[:end]
	r.Path, r.Query, _ = strings.Cut(url[end:], "?")
	if r.Path == "" {
		r.Path = "/"
	}
	return r.Host != ""
}
