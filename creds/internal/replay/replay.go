// Package replay is a transport for tests that answers from a list.
package replay

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"sync"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Request is what was sent. Names of headers are in lower case.
type Request struct {
	Method, URL, Body string
	Header            map[string]string
}

// Answer is what comes back, or Err.
type Answer struct {
	Status int
	Header []creds.Header
	Body   string
	Err    error
}

// ErrNoAnswer is the error of requests after the last answer.
var ErrNoAnswer = errors.New("no answer is left")

// Transport implements lite.Transport.
type Transport struct {
	mu       sync.Mutex
	Answers  []Answer
	Requests []Request
}

// Send answers with the next answer.
func (t *Transport) Send(ctx context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	seen := Request{Method: strings.Clone(r.Method), URL: r.Scheme + "://" + r.Host + r.Path, Body: string(r.Body), Header: map[string]string{}}
	if r.Query != "" {
		seen.URL += "?" + r.Query
	}
	for _, h := range r.Header {
		seen.Header[strings.Clone(h.Name)] = strings.Clone(h.Value)
	}
	t.Requests = append(t.Requests, seen)
	if len(t.Requests) > len(t.Answers) {
		return ErrNoAnswer
	}
	next := t.Answers[len(t.Requests)-1]
	if next.Err != nil {
		return next.Err
	}
	a.Status, a.Header, a.Length = next.Status, wire.HeaderList(next.Header), int64(len(next.Body))
	a.Body = io.NopCloser(strings.NewReader(next.Body))
	return nil
}

// Form is the body as a form.
func (r Request) Form() url.Values {
	v, _ := url.ParseQuery(r.Body)
	return v
}

// Signer is the access key id, region and service that the request is signed
// with, parted by slashes; "" if it is not signed.
func (r Request) Signer() string {
	_, scope, _ := strings.Cut(r.Header["authorization"], "Credential=")
	parts := strings.Split(scope, "/")
	if len(parts) < 5 {
		return ""
	}
	return parts[0] + "/" + parts[2] + "/" + parts[3]
}
