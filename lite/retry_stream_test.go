package lite_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
)

// TestRetryDuringUpload: a server that answers before it has read the body
// leaves the transport reading the stream. The next attempt takes the stream
// from it, whole.
func TestRetryDuringUpload(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<18)
	var n atomic.Int32
	c := server(t, s3.Service, func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1)%3 != 0 {
			r.Body.Read(make([]byte, 10))
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		got, err := io.ReadAll(r.Body)
		if err != nil || !bytes.Contains(got, content[:1<<16]) || len(got) < len(content) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
	c.TuneRetries(-1, 0, 0)
	for range 5 {
		body := bytes.NewReader(content)
		if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body}); err != nil {
			t.Fatal(err)
		}
		body.Reset(nil) // it is the caller's again
	}
}

// TestBlockedStream: a transport that still waits for the stream does not keep
// the call beyond the context's end.
func TestBlockedStream(t *testing.T) {
	pipe, feed := io.Pipe()
	defer feed.Close()
	cfg := config(nil)
	cfg.Transport = reading{}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	sized := struct {
		io.Reader
		lenger
	}{pipe, 100}
	if _, err := lite.New(s3.Service, cfg).Call(ctx, s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": sized}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// reading is a transport that reads on when its Send is over.
type reading struct{}

func (reading) Send(ctx context.Context, r *lite.HTTPRequest, _ *lite.HTTPResponse) error {
	go io.Copy(io.Discard, r.Stream)
	<-ctx.Done()
	return ctx.Err()
}

// TestKeptBody: the memory of a body that a transport may still be sending is
// not used again by the next attempt or call.
func TestKeptBody(t *testing.T) {
	for name, body := range map[string]string{"short": "the content", "none": ""} {
		s := &keeping{}
		cfg := config(nil)
		cfg.Transport = s
		c := lite.New(s3.Service, cfg)
		c.TuneRetries(-1, 0, 0)
		for range 3 {
			if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body}); err != nil {
				t.Fatal(err)
			}
		}
		if len(s.kept) != 6 {
			t.Fatalf("%s: %d attempts", name, len(s.kept))
		}
		for i, body := range s.kept {
			if !strings.Contains(string(body), "x-amz-checksum-crc32:") {
				t.Fatalf("%s: attempt %d sent %q", name, i+1, body)
			}
			clear(body)
		}
	}
}

// keeping is a transport that has not sent all of a request when it has the
// answer. Every second one is a success.
type keeping struct{ kept [][]byte }

func (s *keeping) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	s.kept = append(s.kept, r.Body)
	*a = lite.HTTPResponse{Status: 200, Header: wire.HeaderList{}, Body: http.NoBody, Detached: true}
	if len(s.kept)%2 == 1 {
		a.Status = 503
	}
	return nil
}

// Each connection that turns out to be dead takes some of a stream. The next one
// gets the whole of it, however much those before it have taken, and none gets it
// while another still may read.
func TestBodyOfDeadConnections(t *testing.T) {
	const text = "a body of which each connection takes some more"
	for _, held := range []bool{false, true} {
		sends, got := 0, ""
		transport := lite.HTTPTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
			if sends++; sends < 4 {
				io.CopyN(io.Discard, r.Body, int64(10*sends))
				if !held || sends == 1 {
					r.Body.Close()
				}
				return nil, errors.New("readLoopPeekFailLocked: EOF")
			}
			b, err := io.ReadAll(r.Body)
			r.Body.Close()
			got = string(b)
			return &http.Response{StatusCode: 200, Body: http.NoBody}, err
		}))
		var a lite.HTTPResponse
		err := transport.Send(t.Context(), &lite.HTTPRequest{
			Method: "PUT", Scheme: "http", Host: "localhost", Path: "/", Stream: iotest.OneByteReader(strings.NewReader(text)), Length: int64(len(text)),
		}, &a)
		if held && (err == nil || sends != 2) {
			t.Errorf("sent %d times while the second had the stream, %v", sends, err)
		}
		if !held && (err != nil || got != text) {
			t.Errorf("%q, %v; want %q", got, err, text)
		}
	}
}
