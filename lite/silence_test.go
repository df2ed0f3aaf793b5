package lite

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// quick is the default transport with a short limit on silence.
func quick(t *testing.T, h http.HandlerFunc) func(method string, body io.Reader, length int64) (*HTTPResponse, error) {
	t.Helper()
	t.Setenv("AWS_CA_BUNDLE", "")
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	transport := newHTTPTransport(limits{silence: 400 * time.Millisecond})
	return func(method string, body io.Reader, length int64) (*HTTPResponse, error) {
		a := new(HTTPResponse)
		err := transport.Send(context.Background(), &HTTPRequest{
			Method: method, Scheme: "http", Host: strings.TrimPrefix(s.URL, "http://"), Path: "/", Stream: body, Length: length,
		}, a)
		return a, err
	}
}

// TestSilence: who waits for a byte waits no longer than the limit, and no shorter
// because the connection was idle before.
func TestSilence(t *testing.T) {
	t.Run("no answer", func(t *testing.T) {
		done := make(chan struct{})
		defer close(done)
		send := quick(t, func(w http.ResponseWriter, r *http.Request) { <-done })
		began := time.Now()
		_, err := send("GET", nil, 0)
		if took := time.Since(began); !isTimeout(err) || took < 300*time.Millisecond {
			t.Errorf("after %v: %v", took, err)
		}
	})
	t.Run("half an answer", func(t *testing.T) {
		done := make(chan struct{})
		defer close(done)
		send := quick(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			io.WriteString(w, "half")
			w.(http.Flusher).Flush()
			<-done
		})
		a, err := send("GET", nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		if b, err := io.ReadAll(a.Body); !isTimeout(err) || string(b) != "half" {
			t.Errorf("%q, %v", b, err)
		}
	})
	t.Run("a long upload", func(t *testing.T) { // of which the answer is not late
		send := quick(t, func(w http.ResponseWriter, r *http.Request) {
			n, _ := io.Copy(io.Discard, r.Body)
			if n != 20 {
				t.Errorf("%d bytes", n)
			}
		})
		for range 2 {
			a, err := send("PUT", &paced{left: 20, every: 60 * time.Millisecond}, 20)
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, a.Body)
			a.Body.Close()
		}
	})
	t.Run("after a rest", func(t *testing.T) {
		send := quick(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == "PUT" {
				time.Sleep(250 * time.Millisecond)
			}
		})
		for _, method := range []string{"GET", "PUT"} {
			a, err := send(method, bytes.NewReader([]byte("x")), 1)
			if err != nil {
				t.Fatalf("%s: %v", method, err)
			}
			io.Copy(io.Discard, a.Body)
			a.Body.Close()
			time.Sleep(250 * time.Millisecond)
		}
	})
}

// paced gives a byte in so much time.
type paced struct {
	left  int
	every time.Duration
}

func (p *paced) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	p.left--
	time.Sleep(p.every)
	b[0] = 'x'
	return 1, nil
}

// TestSilentHandshake: a server that accepts and says nothing is given up within
// the limit on TLS.
func TestSilentHandshake(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 5 seconds")
	}
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	began := time.Now()
	transport := newHTTPTransport(limits{silence: silence})
	err = transport.Send(context.Background(), &HTTPRequest{Method: "GET", Scheme: "https", Host: ln.Addr().String(), Path: "/"}, new(HTTPResponse))
	if took := time.Since(began); !isTimeout(err) || took < 4*time.Second || took > 15*time.Second {
		t.Errorf("after %v: %v", took, err)
	}
	if e, ok := errors.AsType[*net.OpError](err); !ok || e.Op != "tls handshake" {
		t.Errorf("%T: %v", err, err)
	}
}
