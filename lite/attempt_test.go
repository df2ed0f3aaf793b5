package lite_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// roundTrip is an http.RoundTripper made of a function.
type roundTrip func(r *http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answerWith(r *http.Request, body io.Reader) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, ContentLength: -1, Body: io.NopCloser(body), Request: r}, nil
}

// dripping gives a byte in so much time, without end.
type dripping struct{ every time.Duration }

func (d dripping) Read(p []byte) (int, error) {
	time.Sleep(d.every)
	p[0] = ' '
	return 1, nil
}

// TestAttemptTimeout: an attempt that takes too long is one that had no answer: it
// is sent again, and the error of the last says how long it was, and not that the
// context ended.
func TestAttemptTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		cfg := config(nil)
		cfg.AttemptTimeout = 2 * time.Second
		cfg.Transport = lite.HTTPTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
			sent++
			<-r.Context().Done()
			return nil, context.Cause(r.Context())
		}))
		c := lite.New(sqs.Service, cfg)
		c.TuneRetries(-1, 0, 0)
		began := time.Now()
		_, err := c.Call(t.Context(), sqs.ListQueues, nil)
		e, ok := errors.AsType[*lite.CallError](err)
		if !ok || e.Step != "send" || e.Attempts != 3 || sent != 3 || time.Since(began) != 6*time.Second {
			t.Fatalf("%d sent in %v: %v", sent, time.Since(began), err)
		}
		if !errors.Is(err, lite.ErrAttemptTimeout) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if want := "SQS.ListQueues: send: the attempt took too long: more than 2s (attempt 3, 6s)"; err.Error() != want {
			t.Errorf("%s\nwant %s", err, want)
		}
		// The context's deadline is nearer, and is what ends the call.
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = c.Call(ctx, sqs.ListQueues, nil)
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, lite.ErrAttemptTimeout) {
			t.Error(err)
		}
	})
}

// TestAttemptTimeoutLeavesStreams: the time of a stream is the caller's.
func TestAttemptTimeoutLeavesStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ctx context.Context
		cfg := config(nil)
		cfg.AttemptTimeout = 2 * time.Second
		cfg.Transport = lite.HTTPTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
			ctx = r.Context()
			return answerWith(r, io.LimitReader(dripping{time.Second}, 10))
		}))
		out, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(out.Body)
		if len(b) != 10 || err != nil || ctx.Err() != nil {
			t.Errorf("%d bytes, %v, %v", len(b), err, ctx.Err())
		}
		out.Body.Close()
		if ctx.Err() == nil {
			t.Error("the attempt's context outlives its stream")
		}
	})
}

// TestDrips: without a setting or a deadline, an attempt ends in which bytes come,
// or go, so slowly that no wait is too long. A body of up to 4 KB goes at once.
func TestDrips(t *testing.T) {
	for name, transport := range map[string]roundTrip{
		"down": func(r *http.Request) (*http.Response, error) { return answerWith(r, dripping{50 * time.Second}) },
		"up": func(r *http.Request) (*http.Response, error) {
			for b := make([]byte, 1); ; time.Sleep(50 * time.Second) {
				if _, err := r.Body.Read(b); err != nil {
					r.Body.Close()
					return nil, err
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := config(nil)
				cfg.RetryMode, cfg.Transport = lite.RetryOff, lite.HTTPTransport(transport)
				began := time.Now()
				_, err := lite.New(sqs.Service, cfg).Call(context.Background(), sqs.SendMessage, lite.Map{"QueueUrl": "q", "MessageBody": strings.Repeat("x", 10_000)})
				if took := time.Since(began); !errors.Is(err, lite.ErrAttemptTimeout) || took < 5*time.Minute || took > 11*time.Minute {
					t.Errorf("after %v: %v", took, err)
				}
			})
		})
	}
}

// blocked is a stream on which nothing comes.
type blocked chan struct{}

func (b blocked) Read([]byte) (int, error) { <-b; return 0, io.EOF }

// TestBlockedReadAhead: a stream that has to be read ahead is not waited for beyond
// the context's end.
func TestBlockedReadAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stream := make(blocked)
		defer close(stream)
		c, s := client(t, s3.Service, answer{status: 200})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		_, err := c.Call(ctx, s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": stream})
		if _, ok := errors.AsType[*lite.CallError](err); !ok || !errors.Is(err, context.DeadlineExceeded) || len(s.sent) != 0 || time.Since(began) != time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		// One that can be had is read to its end.
		_, err = c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": bytes.NewBufferString("abc")})
		if err != nil || !strings.Contains(s.sent[0].body, "abc") {
			t.Error(err)
		}
	})
}
