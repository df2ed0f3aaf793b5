package lite_test

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/wire"
)

// sent is a request as the transport saw it, copied.
type sent struct {
	method, url, body string
	header            map[string]string
}

// stub is a transport that answers from a list, the last answer again and again.
type stub struct {
	mu      sync.Mutex
	answers []answer
	sent    []sent
	choose  func(sent) answer // instead of answers
}

type answer struct {
	status int
	header []wire.Header
	body   string
	err    error
	length int64 // 0: that of body
}

func (s *stub) Send(ctx context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := ""
	if r.Query != "" {
		q = "?" + r.Query
	}
	seen := sent{method: strings.Clone(r.Method), url: r.Scheme + "://" + r.Host + r.Path + q, body: string(r.Body), header: map[string]string{}}
	if r.Stream != nil {
		b, err := io.ReadAll(io.LimitReader(r.Stream, r.Length))
		if err != nil {
			return err
		}
		seen.body = string(b)
	}
	for _, h := range r.Header {
		seen.header[strings.Clone(h.Name)] = strings.Clone(h.Value)
	}
	s.sent = append(s.sent, seen)
	var next answer
	if s.choose != nil {
		next = s.choose(seen)
	} else {
		next = s.answers[min(len(s.sent), len(s.answers))-1]
	}
	if next.err != nil {
		return next.err
	}
	a.Status, a.Header, a.Length = next.status, wire.HeaderList(next.header), int64(len(next.body))
	if next.length != 0 {
		a.Length = next.length
	}
	a.Body = io.NopCloser(strings.NewReader(next.body))
	return nil
}

// client is a client over a stub, with fixed credentials and region.
func client(t *testing.T, service lite.Service, answers ...answer) (*lite.Client, *stub) {
	t.Helper()
	s := &stub{answers: answers}
	return lite.New(service, config(s)), s
}

func config(s *stub) lite.Config {
	return lite.Config{
		Region:      "eu-west-1",
		Credentials: creds.Static("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""),
		Transport:   s,
	}
}
