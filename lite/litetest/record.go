package litetest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Exchange is a request and its answer, a line of a recording.
type Exchange struct {
	Method, URL string
	Target      string `json:",omitempty"` // X-Amz-Target: the operation of JSON protocols
	Body        string `json:",omitempty"` // bytes that are no UTF-8 are in Bytes
	Bytes       []byte `json:",omitempty"`

	Status         int
	Header         map[string]string
	Response       string `json:",omitempty"`
	ResponseBytes  []byte `json:",omitempty"`
	TransportError string `json:",omitempty"` // instead of an answer

	used bool
}

// RecordVariable is the environment variable that makes Recording record.
const RecordVariable = "TUCUXI_RECORD"

// Recording is a transport that plays what a file holds, or, when the variable
// TUCUXI_RECORD is set, calls the real service and writes the file:
//
//	db := lite.New(dynamodb.Service, lite.Config{Transport: litetest.Recording(t, "testdata/users.jsonl", nil)})
//
// Signatures, credentials and request headers are not recorded; bodies are, with
// whatever is in them. redact, if it is not nil, sees each exchange before it is
// written and may blank what must not be in a file.
func Recording(t testing.TB, path string, redact func(*Exchange)) lite.Transport {
	t.Helper()
	if os.Getenv(RecordVariable) != "" {
		return Record(t, path, nil, redact)
	}
	return Replay(t, path)
}

// Record is a transport that calls the service through another one, by default
// net/http's, and writes a file when the test ends.
func Record(t testing.TB, path string, through lite.Transport, redact func(*Exchange)) lite.Transport {
	t.Helper()
	if through == nil {
		through = lite.HTTPTransport(http.DefaultTransport)
	}
	r := &recorder{through: through, redact: redact}
	t.Cleanup(func() {
		if err := r.write(path); err != nil {
			t.Errorf("litetest: %v", err)
		}
	})
	return r
}

type recorder struct {
	through lite.Transport
	redact  func(*Exchange)
	mu      sync.Mutex
	list    []*Exchange
}

// Send implements lite.Transport. The answer's body is read whole.
func (r *recorder) Send(ctx context.Context, q *lite.HTTPRequest, a *lite.HTTPResponse) error {
	var sent bytes.Buffer
	if q.Stream != nil {
		tee := *q
		tee.Stream = io.TeeReader(q.Stream, &sent)
		q = &tee
	}
	e := exchangeOf(q)
	r.mu.Lock()
	r.list = append(r.list, e)
	r.mu.Unlock()
	if err := r.through.Send(ctx, q, a); err != nil {
		e.TransportError = err.Error()
		return err
	}
	if q.Stream != nil {
		e.Body, e.Bytes = bodyText(unframed(q.Header, sent.Bytes()))
	}
	if a.Body == nil {
		a.Body = http.NoBody
	}
	if a.Header == nil {
		a.Header = wire.HeaderList(nil)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		e.TransportError = err.Error()
		return err
	}
	e.Status, e.Header = a.Status, map[string]string{}
	a.Header.All(func(name, value string) bool {
		if name = strings.ToLower(text(name)); name != "set-cookie" {
			e.Header[name] = text(value)
		}
		return true
	})
	e.Response, e.ResponseBytes = bodyText(b)
	a.Body = io.NopCloser(bytes.NewReader(b))
	return nil
}

func (r *recorder) write(path string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b bytes.Buffer
	for _, e := range r.list {
		if r.redact != nil {
			r.redact(e)
		}
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		b.Write(append(line, '\n'))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// exchangeOf is the request of an exchange.
func exchangeOf(q *lite.HTTPRequest) *Exchange {
	e := &Exchange{Method: text(q.Method), URL: q.Scheme + "://" + q.Host + q.Path}
	if q.Query != "" {
		e.URL += "?" + q.Query
	}
	target, _ := wire.HeaderList(q.Header).Get("x-amz-target")
	e.Target = text(target)
	e.Body, e.Bytes = bodyText(unframed(q.Header, q.Body))
	return e
}

func bodyText(b []byte) (string, []byte) {
	if utf8.Valid(b) {
		return string(b), nil
	}
	return "", bytes.Clone(b)
}

// Replay is a transport that plays a recording. An exchange answers the first
// request with the same method, URL, target and body, once; UUIDs, which clients
// make up, are all the same. A request that the recording does not have fails
// the test, and so does an exchange that nothing asked for.
func Replay(t testing.TB, path string) lite.Transport {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatalf("litetest: %v; set %s to record", err, RecordVariable)
	}
	defer f.Close()
	p := &player{t: t, path: path}
	lines := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			e := new(Exchange)
			if err := json.Unmarshal(line, e); err != nil {
				t.Fatalf("litetest: %s, line %d: %v", path, n, err)
			}
			p.list = append(p.list, e)
		}
		if err != nil {
			break
		}
	}
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, e := range p.list {
			if !e.used {
				t.Errorf("litetest: %s: nothing asked for %s %s %s", path, e.Method, e.URL, e.Target)
			}
		}
	})
	return p
}

type player struct {
	t    testing.TB
	path string
	mu   sync.Mutex
	list []*Exchange
}

// Send implements lite.Transport.
func (p *player) Send(ctx context.Context, q *lite.HTTPRequest, a *lite.HTTPResponse) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	want := exchangeOf(q)
	if q.Stream != nil {
		b, err := io.ReadAll(io.LimitReader(q.Stream, q.Length))
		if err != nil {
			return err
		}
		want.Body, want.Bytes = bodyText(unframed(q.Header, b))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.list {
		if e.used || e.key() != want.key() {
			continue
		}
		e.used = true
		if e.TransportError != "" {
			return fmt.Errorf("litetest: as recorded: %s", e.TransportError)
		}
		b := append([]byte(e.Response), e.ResponseBytes...)
		var header wire.HeaderList
		for name, value := range e.Header {
			header = append(header, wire.Header{Name: name, Value: value})
		}
		*a = lite.HTTPResponse{Status: e.Status, Header: header, Body: io.NopCloser(bytes.NewReader(b)), Length: int64(len(b))}
		return nil
	}
	err := fmt.Errorf("litetest: %s has no %s %s %s %s", p.path, want.Method, want.URL, want.Target, want.Body)
	p.t.Error(err)
	return err
}

// key is what two exchanges for the same request have in common.
func (e *Exchange) key() string {
	key := e.Method + "\n" + e.URL + "\n" + e.Target + "\n" + e.Body + string(e.Bytes)
	uuid := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)
	return uuid.ReplaceAllString(key, "UUID")
}
