package lite

import (
	"context"
	"errors"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Waiter names a waiter of one service: the Wait constants of its package. Its
// upper 16 bits tie it to its model, as an Operation's do.
type Waiter uint32

func (w Waiter) index() int  { return int(w & 0xffff) }
func (w Waiter) tag() uint16 { return uint16(w >> 16) }

// Waiting says how Wait waits. The zero Waiting is as the model says.
type Waiting struct {
	// Delay is the time between two calls. Default: the waiter's own, in most
	// models 5 to 60 seconds.
	Delay time.Duration

	// MaxDelay lets the time between two calls grow: each is a random one between
	// Delay and twice the longest before, up to MaxDelay. Default: Delay, which
	// makes all alike.
	MaxDelay time.Duration

	// MaxAttempts is how often the operation is called at most. Default: the
	// waiter's own, in most models 20 to 120; negative: until the context's end.
	MaxAttempts int
}

var (
	// ErrWaiterFailed is the cause of a WaiterError where the resource is in a
	// state from which it does not get to the one that is waited for.
	ErrWaiterFailed = errors.New("the resource failed")

	// ErrWaiterExpired is the cause of a WaiterError where all calls were made.
	ErrWaiterExpired = errors.New("the resource is not there yet")

	errForeignWaiter = errors.New("the waiter constant belongs to another service, or to another build of its package")
)

// Wait calls an operation until the resource that params name is in the state
// that the waiter stands for:
//
//	_, err := db.Wait(ctx, dynamodb.WaitTableExists, lite.Map{"TableName": name})
//
// It returns the last output, which is empty where the answer that was waited
// for is an error of the service, as with TableNotExists. Every other end is a
// *WaiterError. Each call is retried as usual; a wait that the context's
// deadline would cut short is not begun, but shortened if one more call fits.
// At most one Waiting counts.
func (c *Client) Wait(ctx context.Context, w Waiter, params Map, waiting ...Waiting) (*Output, error) {
	model := c.model.Waiter(w.index())
	if c.modelErr == nil && (w.tag() != c.model.Tag() || model.Name() == "") {
		return nil, &CallError{Service: c.model.ServiceID(), Step: "wait", Err: errForeignWaiter}
	}
	v := wait{model: model, op: Operation(w)&^0xffff | Operation(model.Operation().Index()&0xffff), began: time.Now()}
	if len(waiting) > 0 {
		v.Waiting = waiting[0]
	}
	v.defaults()
	for {
		v.attempts++
		v.answer = nil
		out, err := c.callFor(ctx, v.op, wire.ValueOf(params), usesWaiter)
		if err != nil && !v.isAnswer(err) {
			return nil, v.failed(c, out, err)
		}
		switch state, err := v.look(out, err); {
		case err != nil:
			return nil, v.failed(c, out, err)
		case state == models.StateSuccess:
			if out == nil {
				out = newOutput()
			}
			return out, nil
		case state == models.StateFailure:
			return nil, v.failed(c, out, ErrWaiterFailed)
		case v.attempts == v.MaxAttempts:
			return nil, v.failed(c, out, ErrWaiterExpired)
		}
		if err := c.sleep(ctx, v.delay(ctx, c)); err != nil {
			return nil, v.failed(c, out, err)
		}
	}
}

// wait is one wait.
type wait struct {
	Waiting
	model      models.Waiter
	op         Operation
	began      time.Time
	attempts   int
	longest    time.Duration
	state      string // what the last answer showed
	answer     *Error // the last answer, if it was an error
	evaluation path.Evaluator[tree]
}

func (v *wait) defaults() {
	if v.Delay <= 0 {
		v.Delay = time.Duration(v.model.Delay()) * time.Second
	}
	if v.MaxAttempts == 0 {
		v.MaxAttempts = v.model.MaxAttempts()
	}
	v.MaxDelay = max(v.MaxDelay, v.Delay)
	v.longest = v.Delay
}

// delay is the time to the next call. If the deadline leaves no time for it but
// for a call, it is shorter.
func (v *wait) delay(ctx context.Context, c *Client) time.Duration {
	d := v.Delay
	if v.MaxDelay > v.Delay {
		v.longest = min(2*v.longest, v.MaxDelay)
		d += time.Duration(c.retries.jitter() * float64(v.longest-v.Delay))
	}
	if deadline, ok := ctx.Deadline(); ok {
		if left := time.Until(deadline); left <= d && left > d/2 {
			return left - left/8
		}
	}
	return d
}

// isAnswer reports whether err is what the service said, which an acceptor may
// accept.
func (v *wait) isAnswer(err error) bool {
	v.answer, _ = errors.AsType[*Error](err)
	return v.answer != nil
}

// look finds the first acceptor that matches the answer. An error of the service
// that none matches ends the wait.
func (v *wait) look(out *Output, answer error) (state models.State, err error) {
	if v.state = v.shown(out); v.answer != nil {
		v.state = v.answer.Code
	}
	for a := range v.model.Acceptors {
		ok, err := v.matches(a, out)
		if err != nil {
			return 0, err
		}
		if ok {
			return a.State, nil
		}
	}
	return models.StateRetry, answer
}

// matches reports whether an acceptor accepts the answer.
func (v *wait) matches(a models.Acceptor, out *Output) (bool, error) {
	switch a.Matcher {
	case models.MatchStatus:
		if v.answer != nil {
			return v.answer.Status == int(a.Int), nil
		}
		return out.Status == int(a.Int), nil
	case models.MatchError:
		switch {
		case a.ExpectType == models.ExpectBool:
			return a.Bool == (v.answer != nil), nil
		case v.answer == nil:
			return false, nil
		}
		return errors.Is(v.answer, ErrorCode(a.String)), nil
	}
	if v.answer != nil {
		return false, nil
	}
	found, err := expression(&v.evaluation, a.Argument, out)
	if err != nil {
		if errors.Is(err, path.ErrType) { // length of a list that is not there
			return false, nil
		}
		return false, err
	}
	if a.Matcher == models.MatchPath {
		return expects(a, found), nil
	}
	if found.Kind() != path.List || found.Len() == 0 {
		return false, nil
	}
	for i := range found.Len() {
		if ok := expects(a, found.At(i)); ok == (a.Matcher == models.MatchPathAny) {
			return ok, nil
		}
	}
	return a.Matcher == models.MatchPathAll, nil
}

// expects compares a value with what the acceptor expects.
func expects(a models.Acceptor, v path.Value[tree]) bool {
	switch a.ExpectType {
	case models.ExpectString:
		return v.Kind() == path.String && v.Text() == a.String
	case models.ExpectInt:
		return v.Kind() == path.Number && v.Number() == float64(a.Int)
	case models.ExpectBool:
		return v.Kind() == path.Bool && v.Bool() == a.Bool
	}
	return false
}
