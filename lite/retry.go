package lite

import (
	"context"
	"errors"
	"time"
)

var (
	// ErrRetryQuota is why a call was not sent again where too many calls of the
	// client fail: each retry takes from a quota that successes fill.
	ErrRetryQuota = errors.New("the client's retry quota is spent")

	// ErrNotRewindable is why a call was not sent again where its body is a
	// stream that can be read once: give an io.Seeker, or a reader with Len
	// and small content.
	ErrNotRewindable = errors.New("the body cannot be read a second time: give an io.Seeker")
)

// admit lets the next attempt begin: not after the context's end, not if the
// deadline is too near to finish, and in the adaptive mode not faster than the
// service bears.
func (k *call) admit() error {
	err := k.c.timely(k.ctx, 0)
	for rate := k.c.retries.rate; rate != nil && err == nil; {
		wait := rate.take(time.Now())
		if wait == 0 {
			break
		}
		err = k.c.sleep(k.ctx, wait)
	}
	if err == nil {
		k.attempt++
		return nil
	}
	if k.last == nil {
		return k.failed("wait", err)
	}
	giveUp(k.last, err)
	return k.last
}

// retry decides whether err calls for another attempt, and waits for its time.
// Where another attempt is due and none is made, err says why.
func (k *call) retry(err error) bool {
	k.takeBack()
	if k.again(err) { // extra.go: at another place
		k.attempted(err, true, 0)
		return true
	}
	wait, again, why := k.decide(err)
	k.attempted(err, again, wait)
	if again {
		why = k.c.sleep(k.ctx, wait)
	}
	if again && why == nil {
		why = k.rewind()
	}
	if why != nil {
		giveUp(err, why)
	}
	k.last = err
	return again && why == nil
}

// decide is the decision of retry: how long to wait for another attempt, or why
// none is made; without a why, because it would not help.
func (k *call) decide(err error) (wait time.Duration, again bool, why error) {
	r, f := &k.c.retries, k.fault(err)
	if r.rate != nil {
		r.rate.answered(time.Now(), f == throttled)
	}
	if f == lasting || k.attempt >= r.attempts || k.ctx.Err() != nil && errors.Is(err, k.ctx.Err()) {
		return 0, false, nil
	}
	if k.request.Stream != nil && k.body.seeker == nil {
		return 0, false, ErrNotRewindable
	}
	cost := r.cost
	switch f {
	case throttled:
		cost = r.throttledCost
	case timedOut:
		cost = r.waitCost
	}
	if f != skewed {
		wait = hinted(r.backoff(k.attempt, f == throttled, r.jitter()), retryAfter(k.answer.Header, r.hints, time.Now()))
	}
	if why := k.c.timely(k.ctx, wait); why != nil {
		return 0, false, why
	}
	if !r.quota.take(cost) {
		if r.polls && isLongPoll(k.c.model.ServiceID(), k.op.Name()) {
			k.c.sleep(k.ctx, wait) // or the caller would ask again at once
		}
		return 0, false, ErrRetryQuota
	}
	k.cost = cost
	if k.answer.Header != nil {
		k.serverTime, _ = serverDate(k.answer.Header)
		k.serverSeen = time.Now()
	}
	return wait, true, nil
}

// succeeded tells the client's retries of a success.
func (k *call) succeeded() {
	r := &k.c.retries
	r.quota.give(k.cost)
	if r.rate != nil {
		r.rate.answered(time.Now(), false)
	}
	k.attempted(nil, false, 0)
}

// timely reports why there is no time left for a wait and an attempt after it.
func (c *Client) timely(ctx context.Context, wait time.Duration) error {
	if err := ctx.Err(); err != nil {
		if cause := context.Cause(ctx); cause != err {
			return &endedError{err: err, cause: cause}
		}
		return err
	}
	deadline, ok := ctx.Deadline()
	if !ok || wait <= 0 && c.settings.Reserve <= 0 {
		return nil
	}
	if left := time.Until(deadline); left <= wait+c.settings.Reserve {
		return &deadlineError{left: left, wait: wait, reserve: c.settings.Reserve}
	}
	return nil
}

// endedError is a context that ended for a cause of the caller's. errors.Join
// would add 1 KB.
type endedError struct {
	_          notCompared
	err, cause error
}

func (e *endedError) Error() string   { return e.err.Error() + ": " + e.cause.Error() }
func (e *endedError) Unwrap() []error { return []error{e.err, e.cause} }

// sleep waits; the error is why it did not, or not to the end.
func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if err := c.timely(ctx, d); err != nil || d <= 0 {
		return err
	}
	if c.settings.Sleep != nil {
		return c.settings.Sleep(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return c.timely(ctx, d)
	}
}

// deadlineError is a deadline too near. It is a context.DeadlineExceeded ahead
// of its time.
type deadlineError struct{ left, wait, reserve time.Duration }

// Error names the times.
func (e *deadlineError) Error() string {
	if e.left <= 0 {
		return "the context's deadline has passed"
	}
	text := "the context's deadline in " + round(e.left).String() + " leaves no time"
	if e.wait > 0 {
		text += " to wait " + round(e.wait).String()
	}
	if e.reserve > 0 {
		text += " for an attempt of " + e.reserve.String()
	}
	return text
}

// Is makes the error a context.DeadlineExceeded.
func (e *deadlineError) Is(target error) bool { return target == context.DeadlineExceeded }

// Timeout reports true, as net.Error has it.
func (e *deadlineError) Timeout() bool { return true }

// giveUp notes in err why the call was not sent again.
func giveUp(err, why error) {
	switch e := err.(type) {
	case *Error:
		e.GaveUp = why
	case *CallError:
		e.GaveUp = why
	}
}

// took notes in err how long the call took.
func (k *call) took(err error) {
	switch e := err.(type) {
	case *Error:
		e.Took = time.Since(k.began)
	case *CallError:
		e.Took = time.Since(k.began)
	}
}

// round is a time with the digits that people read.
func round(d time.Duration) time.Duration {
	unit := time.Microsecond
	for _, u := range [...]time.Duration{time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond} {
		if d >= 100*u {
			unit = u
		}
	}
	return d.Round(unit)
}
