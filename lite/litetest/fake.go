package litetest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Fake answers the calls of one client. It is safe for concurrent use.
type Fake struct {
	// Client is a client of the service, to be used as any other.
	Client *lite.Client

	t        testing.TB
	model    models.Model
	protocol *wire.Protocol

	mu     sync.Mutex
	ops    map[lite.Operation]*Op
	calls  []*Call
	waited time.Duration
}

// Call is a call that was made.
type Call struct {
	Op        lite.Operation
	Operation string
	Params    lite.Map // plain values: string, int64, float64, bool, []byte, time.Time, lite.Map, lite.List
	Requests  []Request
	Events    []Event // that the caller sent, as far as the fake has read them
}

// Request is an attempt as it came over the wire. The Body of an upload to S3 may
// come in chunks (aws-chunked); the call's Params have its content.
type Request struct {
	Method, URL string
	Header      map[string]string // names in lower case
	Body        []byte
}

// New makes a fake of a service. When the test ends, registered answers that no
// call asked for are an error. At most one Config counts; region and credentials
// are made up unless it has some, waits take no time unless it has a Sleep, and
// its Hooks run as they would.
func New(t testing.TB, s lite.Service, config ...lite.Config) *Fake {
	t.Helper()
	f := &Fake{t: t, protocol: s.Protocol, ops: map[lite.Operation]*Op{}}
	var err error
	if s.Model == nil {
		t.Fatal("litetest: the Service is empty")
	}
	if f.model, err = models.Open(*s.Model); err != nil {
		t.Fatalf("litetest: %v", err)
	}
	var cfg lite.Config
	if len(config) > 0 {
		cfg = config[0]
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1"
	}
	if cfg.Credentials == nil {
		cfg.Credentials = creds.Static("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "")
	}
	if cfg.RetryMode == lite.RetryDefault {
		cfg.RetryMode = lite.RetryStandard
	}
	if cfg.MaxAttempts == 0 {
		cfg.MaxAttempts = 3
	}
	if cfg.Sleep == nil {
		cfg.Sleep = f.sleep
	}
	cfg.Transport = (*transport)(f)
	cfg.Hooks = lite.JoinHooks(cfg.Hooks, lite.Hooks{Begin: f.begin, Build: f.build})
	f.Client = lite.New(s, cfg)
	t.Cleanup(f.unused)
	return f
}

// On is where answers to an operation are registered.
func (f *Fake) On(op lite.Operation) *Op {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if o := f.ops[op]; o != nil {
		return o
	}
	operation := f.model.Operation(int(op & 0xffff))
	if uint16(op>>16) != f.model.Tag() || !operation.Valid() {
		f.t.Fatalf("litetest: the operation constant belongs to another service than %s", f.model.ServiceID())
	}
	o := &Op{fake: f, op: operation}
	f.ops[op] = o
	return o
}

// Calls are the calls that were made to the given operations, or all, in the
// order of their first requests.
func (f *Fake) Calls(ops ...lite.Operation) []Call {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Call
	for _, c := range f.calls {
		if len(ops) == 0 || slices.Contains(ops, c.Op) {
			list = append(list, Call{c.Op, c.Operation, maps.Clone(c.Params), slices.Clone(c.Requests), slices.Clone(c.Events)})
		}
	}
	return list
}

// Waited is the time that the client would have waited between attempts and
// between the calls of Wait.
func (f *Fake) Waited() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.waited
}

func (f *Fake) sleep(ctx context.Context, d time.Duration) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waited += d
	return ctx.Err()
}

func (f *Fake) unused() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range f.ops {
		for i, r := range o.replies {
			if r.used == 0 {
				f.t.Errorf("litetest: no call asked for answer %d of %s", i+1, o.op.Name())
			}
		}
	}
}

// underWay is a call that is being made.
type underWay struct {
	op    *Op
	call  *Call
	reply *reply
}

type callKey struct{}

// begin puts a place for the call into its context.
func (f *Fake) begin(ctx context.Context, _ *lite.CallInfo) context.Context {
	return context.WithValue(ctx, callKey{}, new(underWay))
}

var errNested = errors.New("litetest: a call that the client makes on its own account cannot be faked")

// build finds the answer for the call and compares its params.
func (f *Fake) build(ctx context.Context, c *lite.CallInfo) error {
	w, _ := ctx.Value(callKey{}).(*underWay)
	if w == nil || w.call != nil {
		return errNested
	}
	input := f.model.Operation(int(c.Op & 0xffff)).Input()
	params, _ := plain(input, c.Params).(lite.Map)
	if params == nil {
		params = lite.Map{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	w.call = &Call{Op: c.Op, Operation: c.Operation, Params: params}
	f.calls = append(f.calls, w.call)
	if w.op = f.ops[c.Op]; w.op != nil {
		w.reply = w.op.next()
	}
	if w.reply == nil {
		err := errors.New("litetest: there is no answer for " + c.Operation + ": register one with On")
		f.t.Error(err)
		return err
	}
	if err := w.reply.compare(input, params); err != nil {
		err = errors.New("litetest: " + c.Operation + ": " + err.Error())
		f.t.Error(err)
		return err
	}
	return nil
}
