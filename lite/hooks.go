package lite

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Hooks are functions around every call of a client, for traces, metrics, logs
// and headers. Each may be nil, and those that are cost nothing. They run on the
// caller's goroutine, several at a time where calls are; what they are given is
// valid until they return. Package litelog has Hooks that log.
//
// Hooks do not see Presign. Paging, waiting and credentials that sources fetch
// through a client of their own are calls like any other.
type Hooks struct {
	// Begin runs first. The context that it returns is the call's: a place for a
	// span.
	Begin func(ctx context.Context, c *CallInfo) context.Context

	// Build runs when the request is ready to be signed, once a call. It may add
	// headers, which the signature covers. An error ends the call with a
	// CallError of step "hook", and nothing is sent.
	Build func(ctx context.Context, c *CallInfo) error

	// Attempt runs after each attempt, before the wait for the next.
	Attempt func(ctx context.Context, a *AttemptInfo)

	// End runs last. A stream that the output holds is still to be read.
	End func(ctx context.Context, e *EndInfo)
}

// CallInfo is a call as hooks see it.
type CallInfo struct {
	_         notCompared
	Service   string // serviceId: "DynamoDB"
	Region    string
	Operation string    // the operation's name
	Op        Operation // its constant

	// Params are what the caller gave. They may hold what is not for logs.
	Params wire.Value

	// Method, Host and Path are those of the request, percent-encoded; empty in
	// Begin.
	Method, Host, Path string

	k *call
}

// AttemptInfo is an attempt that was made.
type AttemptInfo struct {
	_ notCompared
	*CallInfo
	Number    int // from 1
	Took      time.Duration
	Status    int // HTTP status code; 0 without an answer
	RequestID string
	Err       error         // nil after a success
	Again     bool          // another attempt follows
	Wait      time.Duration // until that
}

// EndInfo is a call that ended.
type EndInfo struct {
	_ notCompared
	*CallInfo
	Output   *Output // nil if the call failed
	Err      error   // nil if it did not
	Attempts int
	Took     time.Duration
}

var (
	errHookHeader = errors.New("lite: not a header that a hook may set: the name must be a token in lower case, the value printable, and the signature's own are not for hooks")
	errHookLate   = errors.New("lite: headers can be set by the Build hook only")
)

// SetHeader sets a header of the request, in the Build hook. The name is in
// lower case.
func (c *CallInfo) SetHeader(name, value string) error {
	if c.k == nil || c.k.attempt > 0 || c.Method == "" {
		return errHookLate
	}
	if !isHeaderName(name) || isSigners(name) || strings.ContainsFunc(value, isControl) {
		return errHookHeader
	}
	c.k.request.SetHeader(name, value)
	return nil
}

// ResponseHeader is a header of the attempt's answer, by its name in any case.
func (a *AttemptInfo) ResponseHeader(name string) string {
	if a.k == nil || a.k.answer.Header == nil {
		return ""
	}
	value, _ := a.k.answer.Header.Get(name)
	return value
}

// RequestHeaders calls yield with each header of the attempt's request. Those
// that carry secrets have "REDACTED" for a value.
func (a *AttemptInfo) RequestHeaders(yield func(name, value string) bool) {
	for _, h := range a.k.request.Headers {
		if isSecretHeader(h.Name) {
			h.Value = "REDACTED"
		}
		if !yield(h.Name, h.Value) {
			return
		}
	}
}

// isSecretHeader reports the headers whose values are for the service alone.
func isSecretHeader(name string) bool {
	return isWord(name, "authorization x-amz-security-token x-amz-s3session-token cookie proxy-authorization") ||
		strings.HasSuffix(name, "customer-key") || strings.Contains(name, "secret") || strings.Contains(name, "password")
}

// isSigners reports the headers that the client itself makes.
func isSigners(name string) bool {
	return isWord(name, "host content-length transfer-encoding authorization x-amz-date x-amz-content-sha256 "+
		"x-amz-security-token amz-sdk-request amz-sdk-invocation-id")
}

func isHeaderName(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return name != ""
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// started runs the Begin hook.
func (k *call) started(params wire.Value) {
	if !k.c.hooked {
		return
	}
	k.inform(params)
	if begin := k.c.config.Hooks.Begin; begin != nil {
		if ctx := begin(k.ctx, &k.info); ctx != nil {
			k.ctx = ctx
		}
	}
}

// inform fills in what hooks are told of the call.
func (k *call) inform(params wire.Value) {
	k.info = CallInfo{
		Service: k.c.model.ServiceID(), Region: k.c.settings.Region, Operation: k.op.Name(),
		Op: Operation(k.c.model.Tag())<<16 | Operation(k.op.Index()), Params: params, k: k,
	}
}

// built runs the Build hook.
func (k *call) built() error {
	if !k.c.hooked {
		return nil
	}
	if k.info.k == nil { // a call that the client makes for itself
		k.inform(wire.Value{})
	}
	k.info.Method, k.info.Host, k.info.Path = k.http.Method, k.http.Host, k.http.Path
	if build := k.c.config.Hooks.Build; build != nil {
		if err := build(k.ctx, &k.info); err != nil {
			return err
		}
		k.headers, k.values = len(k.request.Headers), len(k.request.Values)
	}
	return nil
}

// attempted runs the Attempt hook.
func (k *call) attempted(err error, again bool, wait time.Duration) {
	if !k.c.hooked || k.c.config.Hooks.Attempt == nil {
		return
	}
	k.info.Host, k.info.Path = k.http.Host, k.http.Path
	k.tried = AttemptInfo{
		CallInfo: &k.info, Number: k.attempt, Took: time.Since(k.sent), Status: k.answer.Status, Err: err, Again: again, Wait: wait,
	}
	if k.answer.Header != nil {
		k.tried.RequestID = requestID(k.answer.Header)
	}
	k.c.config.Hooks.Attempt(k.ctx, &k.tried)
}

// ended runs the End hook.
func (k *call) ended(out *Output, err error) {
	if !k.c.hooked || k.c.config.Hooks.End == nil {
		return
	}
	k.c.config.Hooks.End(k.ctx, &EndInfo{CallInfo: &k.info, Output: out, Err: err, Attempts: k.attempt, Took: time.Since(k.began)})
}

// set reports whether there is any hook.
func (h *Hooks) set() bool {
	return h.Begin != nil || h.Build != nil || h.Attempt != nil || h.End != nil
}

// JoinHooks makes one Hooks of several: Begin and Build run in the order given,
// Attempt and End in the opposite one, so that the first are around the others.
func JoinHooks(list ...Hooks) Hooks {
	return Hooks{
		Begin: func(ctx context.Context, c *CallInfo) context.Context {
			for _, h := range list {
				if h.Begin == nil {
					continue
				}
				if next := h.Begin(ctx, c); next != nil {
					ctx = next
				}
			}
			return ctx
		},
		Build: func(ctx context.Context, c *CallInfo) error {
			for _, h := range list {
				if h.Build == nil {
					continue
				}
				if err := h.Build(ctx, c); err != nil {
					return err
				}
			}
			return nil
		},
		Attempt: func(ctx context.Context, a *AttemptInfo) {
			for i := range list {
				if h := list[len(list)-1-i]; h.Attempt != nil {
					h.Attempt(ctx, a)
				}
			}
		},
		End: func(ctx context.Context, e *EndInfo) {
			for i := range list {
				if h := list[len(list)-1-i]; h.End != nil {
					h.End(ctx, e)
				}
			}
		},
	}
}
