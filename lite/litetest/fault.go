package litetest

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/roundtrip"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Fault is one attempt that goes wrong, or slowly.
type Fault struct {
	code    string // refuse with this error …
	status  int    // … and status
	err     error  // break off with this error
	cut     bool   // break off in the middle of the body
	delay   time.Duration
	trickle time.Duration
	skew    time.Duration
}

// Throttled refuses the attempt as a service does that is called too often.
func Throttled() Fault { return Fault{code: "ThrottlingException", status: 400} }

// Status answers with a status and a body that is none of the service's, as load
// balancers do.
func Status(status int) Fault { return Fault{status: status} }

// InternalError is a fault of the service, status 500.
func InternalError() Fault { return Fault{code: "InternalFailure", status: 500} }

// Unavailable is a service that is down, status 503.
func Unavailable() Fault { return Fault{status: 503} }

// Reset is a connection that is reset before an answer.
func Reset() Fault {
	return Fault{err: &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}}
}

// Timeout is a connection on which nothing comes, once its limit is over.
func Timeout() Fault {
	return Fault{err: &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}}
}

// TruncatedBody ends the answer's body before its length.
func TruncatedBody() Fault { return Fault{cut: true} }

// Slow lets the answer come after a time, or not at all if the context ends
// before. Time passes: use testing/synctest for long ones.
func Slow(d time.Duration) Fault { return Fault{delay: d} }

// SlowBody lets the answer's body come after a time. Time passes, as with Slow.
func SlowBody(d time.Duration) Fault { return Fault{trickle: d} }

// ClockSkew is a service whose clock is ahead by d: it refuses the signature and
// says its time.
func ClockSkew(d time.Duration) Fault {
	return Fault{code: "RequestTimeTooSkewed", status: 403, skew: d}
}

// fails reports whether the attempt has no answer of its reply.
func (f *Fault) fails() bool { return f.status != 0 || f.err != nil }

// response is what the service says of a failed attempt.
func (f *Fault) response(fake *Fake) (*wire.Response, error) {
	if f.err != nil {
		return nil, f.err
	}
	r := &wire.Response{Status: f.status, Header: wire.HeaderList{}, Body: []byte("<html><body>" + http.StatusText(f.status) + "</body></html>")}
	if f.code != "" {
		r = roundtrip.Failure(&fake.model, f.code, "a fault of the test's", f.status, nil)
	}
	if f.skew != 0 {
		date := time.Now().Add(f.skew).UTC().Format(http.TimeFormat)
		r.Header = append(r.Header.(wire.HeaderList), wire.Header{Name: "Date", Value: date})
	}
	return r, nil
}

// transport is the Fake as the client's transport.
type transport Fake

// Send implements lite.Transport.
func (tr *transport) Send(ctx context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	f := (*Fake)(tr)
	w, _ := ctx.Value(callKey{}).(*underWay)
	if w == nil || w.reply == nil {
		return errNested
	}
	request, err := copied(r)
	if err != nil {
		return err
	}
	f.mu.Lock()
	attempt, params := len(w.call.Requests), w.call.Params
	op := f.model.Operation(int(w.call.Op & 0xffff))
	if op.Is(models.OpStreamingInput) && !r.TwoWay && (r.Stream != nil || len(r.Body) > 0) {
		if m, i := op.Input().Payload(); i >= 0 {
			params[m.Name()] = unframed(r.Header, request.Body)
		}
	}
	w.call.Requests = append(w.call.Requests, request)
	f.mu.Unlock()
	var fault Fault
	if attempt < len(w.reply.faults) {
		fault = w.reply.faults[attempt]
	}
	if err := pass(ctx, fault.delay); err != nil {
		return err
	}
	var response *wire.Response
	if fault.fails() {
		response, err = fault.response(f)
	} else {
		response, err = w.reply.make(params)
	}
	if err != nil {
		return err
	}
	if w.reply.talk != nil && !fault.fails() {
		a.Status, a.Header, a.Length = response.Status, response.Header, -1
		a.Body = w.converse(ctx, r)
		return nil
	}
	a.Status, a.Header, a.Length = response.Status, response.Header, int64(len(response.Body))
	if _, given := a.Header.Get("content-length"); !given && r.Method != "HEAD" {
		list, _ := a.Header.(wire.HeaderList)
		a.Header = append(list[:len(list):len(list)], wire.Header{Name: "Content-Length", Value: strconv.Itoa(len(response.Body))})
	}
	a.Body = &body{ctx: ctx, rest: response.Body, wait: fault.trickle, cut: fault.cut, left: len(response.Body) / 2}
	return nil
}

// body is an answer's body.
type body struct {
	ctx  context.Context
	rest []byte
	wait time.Duration
	cut  bool
	left int // bytes until the cut
}

func (b *body) Read(p []byte) (int, error) {
	if err := pass(b.ctx, b.wait); err != nil {
		return 0, err
	}
	b.wait = 0
	rest := b.rest
	if b.cut {
		rest = rest[:min(b.left, len(rest))]
	}
	if len(rest) == 0 {
		if b.cut {
			return 0, io.ErrUnexpectedEOF
		}
		return 0, io.EOF
	}
	n := copy(p, rest)
	b.rest, b.left = b.rest[n:], b.left-n
	return n, nil
}

func (b *body) Close() error { return nil }

// pass lets time pass, up to the context's end.
func pass(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// copied is a request that outlives its Send.
func copied(r *lite.HTTPRequest) (Request, error) {
	q := ""
	if r.Query != "" {
		q = "?" + r.Query
	}
	c := Request{Method: text(r.Method), URL: r.Scheme + "://" + r.Host + r.Path + q, Header: map[string]string{}, Body: append([]byte{}, r.Body...)}
	if r.Stream != nil && !r.TwoWay {
		b, err := io.ReadAll(io.LimitReader(r.Stream, r.Length))
		if err != nil {
			return c, err
		}
		c.Body = b
	}
	for _, h := range r.Header {
		c.Header[text(h.Name)] = text(h.Value)
	}
	return c, nil
}

func text(s string) string { return string([]byte(s)) }
