package faults

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
)

// row is a fault, and what a call must come to that meets it.
type row struct {
	fault Fault
	again bool // it is one that passes: the call is sent again
	slow  bool // nothing but time shows it

	// wants is how the call fails where every attempt meets the fault, by the step
	// of its CallError or the code of its Error, and by a cause.
	wants func(error) bool

	// inStream is the same for an answer whose body the caller reads; nil if the
	// fault shows before the body.
	inStream func(error) bool
}

// step is an error that no service answered with.
func step(name string, cause func(error) bool) func(error) bool {
	return func(err error) bool {
		e, ok := errors.AsType[*lite.CallError](err)
		return ok && e.Step == name && cause(err)
	}
}

// cutOff is a connection that ended. Which error the system reports of a reset
// depends on what it was doing.
func cutOff(err error) bool {
	for _, known := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, known) {
			return true
		}
	}
	return strings.Contains(err.Error(), "server closed idle connection")
}

// slow is an attempt that took too long.
func slow(err error) bool {
	return errors.Is(err, lite.ErrAttemptTimeout) && !errors.Is(err, context.DeadlineExceeded)
}

// late is a stream of which nothing comes: the context's deadline ends it.
func late(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

func anything(error) bool { return true }

// code is an error of the service.
func code(name string, status int) func(error) bool {
	return func(err error) bool {
		e, ok := errors.AsType[*lite.Error](err)
		return ok && e.Code == name && e.Status == status
	}
}

// rows is the matrix.
var rows = []row{
	{fault: Fault{Kind: ResetUnread, Unexecuted: true}, again: true, wants: step("send", cutOff)},
	{fault: Fault{Kind: ResetBefore}, again: true, wants: step("send", cutOff)},
	{fault: Fault{Kind: CloseBefore}, again: true, wants: step("send", cutOff)},
	{fault: Fault{Kind: ResetAfter}, again: true, wants: step("read", cutOff), inStream: cutOff},
	{fault: Fault{Kind: CloseHead}, again: true, wants: step("send", anything)},
	{fault: Fault{Kind: CloseMid}, again: true, wants: step("read", cutOff), inStream: cutOff},
	{fault: Fault{Kind: ResetMid}, again: true, wants: step("read", cutOff), inStream: cutOff},
	{fault: Fault{Kind: CloseChunked}, again: true, wants: step("read", cutOff), inStream: cutOff},
	{fault: Fault{Kind: BlackHole}, again: true, slow: true, wants: step("send", slow)},
	{fault: Fault{Kind: BlackHoleMid}, again: true, slow: true, wants: step("read", slow), inStream: late},
	{fault: Fault{Kind: DripHead, Every: 150 * time.Millisecond}, again: true, slow: true, wants: step("send", slow)},
	{fault: Fault{Kind: DripBody, Every: time.Second}, again: true, slow: true, wants: step("read", slow), inStream: late},
	{fault: Fault{Kind: LongLength}, again: true, wants: step("read", cutOff), inStream: cutOff},
	{fault: Fault{Kind: ShortLength}, wants: step("decode", anything)},
	{fault: Fault{Kind: Garbage}, again: true, wants: step("send", anything)},
	{fault: Fault{Kind: GarbageBody}, wants: step("decode", anything)},
	{fault: Fault{Kind: EndlessHead}, again: true, wants: step("send", anything)},
	{fault: Fault{Kind: StatusKind, Status: 429, Body: "slower"}, wants: code("429", 429)},
	{fault: Fault{Kind: StatusKind, Status: 500, Body: "<html>oops</html>"}, again: true, wants: code("500", 500)},
	{fault: Fault{Kind: StatusKind, Status: 502}, again: true, wants: code("502", 502)},
	{fault: Fault{Kind: StatusKind, Status: 503, Header: "Retry-After: 1\r\n"}, again: true, wants: code("503", 503)},
	{fault: Fault{Kind: StatusKind, Status: 504, Body: "\x00\xff"}, again: true, wants: code("504", 504)},
	{fault: Fault{Kind: StatusKind, Status: 301, Header: "Location: /elsewhere\r\n"}, wants: code("301", 301)},
	{fault: Fault{Kind: StatusKind, Status: 302, Header: "Location: http://127.0.0.1:1/\r\n"}, wants: code("302", 302)},
	{fault: Fault{Kind: StatusKind, Status: 307, Header: "Location: //\r\n"}, wants: code("307", 307)},
}

// attempts of a call.
const attempts = 2

// attemptTime is the time of an attempt: short where it has to pass, and where it
// must not, long enough for a machine that does much else.
func (r *row) attemptTime() time.Duration {
	switch {
	case !r.slow:
		return 15 * time.Second
	case full:
		return 1500 * time.Millisecond
	}
	return 700 * time.Millisecond
}

// callTime is the time of a call, with the longest wait between its attempts.
func (r *row) callTime(a *action) time.Duration {
	if r.slow && a.streams && r.inStream != nil { // for which there is no other limit
		return r.attemptTime()
	}
	return attempts*r.attemptTime() + 2*time.Second
}

// TestMatrix meets every call with every fault, over TCP and TLS: on each attempt
// and on the first one.
func TestMatrix(t *testing.T) {
	before := count()
	t.Cleanup(func() { before.check(t) })
	for scheme, config := range map[string]*tls.Config{"tcp": nil, "tls": &certificate} {
		for i := range rows {
			r := &rows[i]
			name := r.fault.Kind.String()
			if r.fault.Status != 0 {
				name = strconv.Itoa(r.fault.Status)
			}
			t.Run(scheme+"/"+name, func(t *testing.T) {
				t.Parallel()
				var wg sync.WaitGroup
				for i := range actions {
					wg.Go(func() { r.try(t, &actions[i], config, r.always) })
					wg.Go(func() { r.try(t, &actions[i], config, r.once) })
				}
				wg.Wait()
			})
		}
	}
}

// try runs a test; where it is about time, once more with more of it, since the
// machine may be doing much else.
func (r *row) try(t *testing.T, a *action, config *tls.Config, test func(p *problems, a *action, config *tls.Config)) {
	for scale := time.Duration(1); ; scale *= 5 {
		p := &problems{TB: t, scale: scale}
		test(p, a, config)
		if p.list == nil {
			return
		}
		if !r.slow || scale > 5 {
			for _, text := range p.list {
				t.Error(text)
			}
			return
		}
	}
}

// problems collects what is wrong.
type problems struct {
	testing.TB
	scale time.Duration
	list  []string
}

func (p *problems) Errorf(format string, values ...any) {
	p.list = append(p.list, fmt.Sprintf(format, values...))
}

// always meets each attempt with the fault.
func (r *row) always(t *problems, a *action, config *tls.Config) {
	s, v := serving(t, config)
	s.Decide = func(*Request) Fault { return r.fault }
	err, took := r.timed(t, a, s)
	switch {
	case r.unseen(a):
		if err != nil {
			t.Errorf("%s: %v, though the answer was whole", a.name, err)
		}
		return
	case r.silent(a):
		if err != errWrong {
			t.Errorf("%s: %v, want the wrong bytes", a.name, err)
		}
		return
	case a.streams && r.inStream != nil:
		if !r.inStream(err) || s.Requests() != 1 {
			t.Errorf("%s: within the stream: %v, after %d requests", a.name, err, s.Requests())
		}
	case !r.wants(err):
		t.Errorf("%s: %T: %v", a.name, err, err)
	}
	if took > t.scale*r.callTime(a)+time.Second {
		t.Errorf("%s: took %v", a.name, took)
	}
	want := 1
	if r.again {
		want = attempts
	}
	if n := s.Requests(); n != want && !((a.safe || r.fault.Kind == ResetUnread) && n > want && n <= 2*want) && !r.slow && !(a.streams && r.inStream != nil) && !r.redirects(a) {
		t.Errorf("%s: sent %d times, want %d: %v", a.name, n, want, err)
	}
	if list := v.Twice(); list != nil {
		t.Errorf("%s: executed twice: %v", a.name, list)
	}
}

// once meets the first attempt with the fault.
func (r *row) once(t *problems, a *action, config *tls.Config) {
	if !r.again || a.streams && r.inStream != nil {
		return
	}
	s, v := serving(t, config)
	s.Decide = func(q *Request) Fault {
		if q.Number == 1 {
			return r.fault
		}
		return Fault{}
	}
	if err, _ := r.timed(t, a, s); err != nil {
		t.Errorf("%s: once: %v", a.name, err)
	}
	if list := v.Twice(); list != nil {
		t.Errorf("%s: once: executed twice: %v", a.name, list)
	}
}

// unseen reports whether nothing is missing, because the answer has no body.
func (r *row) unseen(a *action) bool {
	switch r.fault.Kind {
	case ResetAfter, CloseMid, ResetMid, CloseChunked, BlackHoleMid, DripBody, ShortLength, GarbageBody:
		return a.empty
	}
	return false
}

// silent reports whether nothing in the answer shows that it is wrong.
func (r *row) silent(a *action) bool {
	return a.opaque && (r.fault.Kind == ShortLength || r.fault.Kind == GarbageBody)
}

// redirects reports whether the call looks for its bucket elsewhere.
func (r *row) redirects(a *action) bool {
	return r.fault.Status/100 == 3 && strings.HasPrefix(a.name, "s3.")
}

// serving is a server of all the services.
func serving(t testing.TB, config *tls.Config) (*Server, *Services) {
	v := NewServices()
	v.Put(stored, content)
	return Serve(t, config, v.Execute), v
}

// timed makes the call, and measures it.
func (r *row) timed(t *problems, a *action, s *Server) (error, time.Duration) {
	cfg := config(s)
	cfg.MaxAttempts, cfg.AttemptTimeout = attempts, t.scale*r.attemptTime()
	began := time.Now()
	err := a.do(within(t, t.scale*r.callTime(a)), lite.New(a.service, cfg))
	return err, time.Since(began)
}

// TestRefused: nobody listens.
func TestRefused(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	for i := range actions {
		cfg := config(&Server{URL: "http://" + ln.Addr().String()})
		cfg.MaxAttempts = attempts
		err := actions[i].do(within(t, 10*time.Second), lite.New(actions[i].service, cfg))
		if e, ok := errors.AsType[*lite.CallError](err); !ok || e.Step != "send" || e.Attempts != attempts || !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("%s: %v", actions[i].name, err)
		}
	}
}
