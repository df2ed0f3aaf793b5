package lite

import (
	"context"
	"errors"
	"io"
	"runtime"
	"time"
)

// ErrAttemptTimeout is why an attempt ended that took longer than it may, see
// Config.AttemptTimeout. The context of the call has not ended then.
var ErrAttemptTimeout = errors.New("the attempt took too long")

// An attempt of a client without AttemptTimeout ends where it has taken five
// minutes, and a second more for each 16 KB of what it sent or received. Who
// drips does not wake anybody for a minute, so the limit is looked at only where
// bytes come or go, and not before some have.
const (
	attemptLimit = 5 * time.Minute
	dripRate     = 16 << 10 // bytes a second
	dripReads    = 5        // each ends within the limit on silence
)

// overdue reports whether an attempt that has moved n bytes has taken too long.
func overdue(began time.Time, n int64) bool {
	return time.Since(began) > attemptLimit+time.Duration(n/dripRate)*time.Second
}

// attemptTimer ends an attempt after AttemptTimeout.
type attemptTimer struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

// limit is the context of an attempt, and starts its timer. No timer is needed
// where the context's deadline is nearer.
func (k *call) limit() context.Context {
	d := k.c.settings.AttemptTimeout
	if d <= 0 || k.http.TwoWay {
		return k.ctx
	}
	if deadline, ok := k.ctx.Deadline(); ok && time.Until(deadline) <= d {
		return k.ctx
	}
	t := new(attemptTimer)
	t.ctx, t.cancel = context.WithCancelCause(k.ctx)
	t.timer = time.AfterFunc(d, func() { t.cancel(ErrAttemptTimeout) })
	k.timer = t
	return t.ctx
}

// unlimit stops the timer. What the caller goes on reading stays open until it is
// closed.
func (k *call) unlimit(o *Output) {
	t := k.timer
	if t == nil {
		return
	}
	k.timer = nil
	t.timer.Stop()
	if o != nil {
		if b, ok := o.Body.(*streamBody); ok {
			b.cancel = t.cancel
			return
		}
	}
	t.cancel(nil)
}

// timedOut is err, or the attempt's end by its timer if that is what it comes
// from.
func (k *call) timedOut(err error) error {
	if k.timer != nil && k.ctx.Err() == nil && context.Cause(k.timer.ctx) == ErrAttemptTimeout {
		return &attemptError{k.c.settings.AttemptTimeout}
	}
	return err
}

// attemptError is an ErrAttemptTimeout that says how long.
type attemptError struct{ limit time.Duration }

// Error names the limit.
func (e *attemptError) Error() string {
	return ErrAttemptTimeout.Error() + ": more than " + round(e.limit).String()
}

// Is makes the error an ErrAttemptTimeout.
func (e *attemptError) Is(target error) bool { return target == ErrAttemptTimeout }

// Timeout reports true, as net.Error has it.
func (e *attemptError) Timeout() bool { return true }

// streamBody is a payload that the caller reads. An end before the length that
// the service promised is an error, never a silent end.
type streamBody struct {
	rc     io.ReadCloser
	left   int64
	sized  bool
	check  *bodyCheck              // nil if nothing is checked
	cancel context.CancelCauseFunc // of the attempt's context; may be nil
}

// answerStream is the body of an answer. One that is neither closed nor read to
// its end gives its connection back when the garbage collector finds it.
func answerStream(k *call, a *HTTPResponse) io.ReadCloser {
	b := &streamBody{rc: a.Body, left: a.Length, sized: a.Length >= 0, check: k.bodyCheck(a.Header)}
	runtime.SetFinalizer(b, (*streamBody).Close)
	return b
}

func (b *streamBody) Read(p []byte) (int, error) {
	n, err := b.rc.Read(p)
	b.left -= int64(n)
	b.check.write(p[:max(n, 0)])
	if err == io.EOF && b.sized && b.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	if err == io.EOF && b.check.fails() {
		err = ErrChecksum
	}
	return n, err
}

// Close ends the stream. A connection whose body was not read to its end is not
// used again.
func (b *streamBody) Close() error {
	runtime.SetFinalizer(b, nil)
	err := b.rc.Close()
	if b.cancel != nil {
		b.cancel(nil)
	}
	return err
}
