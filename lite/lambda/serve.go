package lambda

import (
	"context"
	"os"
	"sync"
	"time"

	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Options are what Serve does around a handler. The zero Options do nothing.
type Options struct {
	// Reserve ends the handler's context so long before the invocation's deadline.
	// Calls that hang or are throttled then fail while there is still time to
	// answer; without a reserve Lambda ends the whole process at the deadline, and
	// nobody is told why. Half of an invocation's time is reserved at most.
	// Unreserved is the context without it. Default: 0.
	Reserve time.Duration

	// Init runs before the first invocation, in Lambda's init phase, which has a
	// full CPU whatever the function's memory size: Warm opens the connections
	// of clients. An error is written to standard error, and invocations are
	// served all the same.
	Init func(ctx context.Context) error

	// InitTimeout ends the context of Init. An Init that does not return by then
	// is waited for by the first invocation, up to its deadline. Default: 5
	// seconds; Lambda itself gives the whole init phase 10.
	InitTimeout time.Duration
}

// Warm is an Init that warms clients: see lite.Warm.
//
//	lambda.Serve(handle, lambda.Options{Init: lambda.Warm(db, queue)})
func Warm(clients ...*lite.Client) func(ctx context.Context) error {
	return func(ctx context.Context) error { return lite.Warm(ctx, clients...) }
}

// initError is an invocation that waited for Init until its end.
type initError struct{ cause error }

func (e *initError) Error() string { return "lambda: Init has not returned: " + e.cause.Error() }

func (e *initError) Unwrap() error { return e.cause }

// Serve runs Options.Init and then serves invocations with handle, as Start does:
// what is said there of concurrency, errors and panics, and of the context at
// Handler, is the same here.
//
//	func handle(ctx context.Context, i *lambda.Invocation) error {
//		doc, err := i.Document()
//		if err != nil {
//			return err
//		}
//		i.Response = append(i.Response, `{"id":`...)
//		…
//	}
//
// Around the handler it allocates nothing, but 5 objects for a Reserve. A response
// buffer is used again where invocations come one after the other, as they do but
// on Lambda Managed Instances.
func Serve(handle func(ctx context.Context, i *Invocation) error, o Options) {
	if handle == nil {
		panic("lambda: nil handler")
	}
	s := &server{handle: handle, reserve: o.Reserve, serial: lambdacontext.MaxConcurrency() <= 1}
	s.init(o.Init, o.InitTimeout)
	awslambda.Start(s)
}

// server is a handler with what goes around it.
type server struct {
	handle  func(ctx context.Context, i *Invocation) error
	reserve time.Duration
	serial  bool          // an invocation begins after the last one's response was sent
	ready   chan struct{} // closed when Init has returned; nil without one
	spare   sync.Pool     // of *Invocation
}

// init begins Init and waits for it, up to its time limit.
func (s *server) init(run func(ctx context.Context) error, limit time.Duration) {
	if run == nil {
		return
	}
	if limit <= 0 {
		limit = 5 * time.Second
	}
	s.ready = make(chan struct{})
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	go func() {
		defer close(s.ready)
		defer cancel()
		if err := run(ctx); err != nil {
			os.Stderr.WriteString("lambda: Init: " + err.Error() + "\n")
		}
	}()
	select {
	case <-s.ready:
	case <-ctx.Done():
	}
}

// Invoke makes a server a lambda.Handler of aws-lambda-go.
func (s *server) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	if s.ready != nil {
		select {
		case <-s.ready:
		case <-ctx.Done():
			return nil, &initError{context.Cause(ctx)}
		}
	}
	if s.reserve > 0 {
		var cancel context.CancelFunc
		ctx, cancel = reserved(ctx, s.reserve)
		defer cancel()
	}
	i, ok := s.spare.Get().(*Invocation)
	if !ok {
		i = new(Invocation)
	}
	i.Event, i.Response = event, i.buffer
	err := s.handle(ctx, i)
	response := i.Response
	s.keep(i)
	if err != nil {
		return nil, err
	}
	return response, nil
}

// keep keeps an invocation for a later one. Where invocations come one after the
// other, it then has a buffer in which a response like this one has room; the
// handler's slice is never kept, for it may be anybody's.
func (s *server) keep(i *Invocation) {
	if len(i.Event) > maxKept {
		return
	}
	if n := len(i.Response); s.serial && n > cap(i.buffer) && n <= maxKept {
		i.buffer = make([]byte, 0, n+n/4)
	}
	i.Event, i.Response = nil, nil
	s.spare.Put(i)
}

// reserved is ctx with an end that is earlier by the reserve.
func reserved(ctx context.Context, reserve time.Duration) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return ctx, func() {}
	}
	reserve = min(reserve, max(0, time.Until(deadline)/2))
	return context.WithDeadline(context.WithValue(ctx, unreserved{}, ctx), deadline.Add(-reserve))
}
