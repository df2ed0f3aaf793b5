package lite

import (
	"context"
	"errors"
	"io"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

var (
	errTwoWay       = errors.New("the operation takes an event stream: use Client.Stream")
	errNoInput      = errors.New("the operation takes no event stream: use Call")
	errInputEnded   = errors.New("the stream of input events was ended by CloseSend or Close")
	errStreamClosed = errors.New("the connection takes no more events")
	errEventAuth    = errors.New("events are signed with SigV4 only")
)

// Stream is a call in which events go both ways at a time. Send and Events may be
// used by different goroutines, each by one at a time.
type Stream struct {
	protocol *wire.Protocol
	op       models.Operation
	skew     time.Duration // of the service's clock

	mu       sync.Mutex // guards what sends
	e        wire.Encoder
	headers  eventstream.Headers
	payload  []byte
	frame    []byte
	signed   []byte
	chain    *sign.Chain // nil if events go unsigned
	body     *eventBody
	endInput bool

	cancel context.CancelFunc
	done   chan struct{} // closed when out and err are set
	out    *Output
	err    error
}

// Stream calls an operation that takes an event stream, such as Transcribe's or
// Lex's conversations. params are the members of the input beside the stream.
//
//	s, err := client.Stream(ctx, lexv2runtime.StartConversation, params)
//	defer s.Close()
//	go func() {
//		for chunk := range microphone {
//			s.Send("AudioInputEvent", lite.Map{"audioChunk": chunk})
//		}
//		s.CloseSend()
//	}()
//	for event, err := range s.Events() { … }
//
// The call is sent once, over HTTP/2: by a connection of its own kind, or by
// Config.Transport, which then has to speak it. ctx is for the whole stream. It
// returns when the request is signed; what the service answers is for Output.
//
// Source: Smithy, "Amazon Event Stream Specification", bidirectional streams;
// Amazon Transcribe Developer Guide, "Setting up a streaming transcription".
func (c *Client) Stream(ctx context.Context, op Operation, params Map) (*Stream, error) {
	k, err := c.begin(ctx, op)
	if err != nil {
		return nil, err
	}
	value := wire.ValueOf(params)
	k.started(value)
	s := &Stream{op: k.op, body: newEventBody(), done: make(chan struct{})}
	k.ctx, s.cancel = context.WithCancel(k.ctx)
	if err := k.open(s, value); err != nil {
		s.cancel()
		k.took(err)
		k.ended(nil, err)
		k.end()
		return nil, err
	}
	context.AfterFunc(k.ctx, func() { s.body.fail(context.Cause(ctx)) })
	go s.run(k)
	if len(s.frame) > 0 { // before any event
		s.mu.Lock()
		go func() {
			defer s.mu.Unlock()
			s.write(s.frame) // what goes wrong is what Send says
		}()
	}
	return s, nil
}

// open takes the call through its steps up to the signature.
func (k *call) open(s *Stream, params wire.Value) (err error) {
	if s.protocol = k.c.service.Protocol; s.protocol.EncodeEvent == nil || !k.op.Is(models.OpInputEventStream) {
		return k.failed("model", errNoInput)
	}
	if params, err = k.revise(params); err != nil {
		return err
	}
	if err := k.encode(params); err != nil {
		return err
	}
	if err := k.resolve(params); err != nil {
		return k.failed("endpoint", err)
	}
	if k.c.config.Transport == nil {
		k.transport = twoWayTransport(k.c.settings.Transport)
	}
	if err := s.begin(k); err != nil {
		return k.failed("body", err)
	}
	k.prepareEvents(s.body)
	if err := k.built(); err != nil {
		return k.failed("hook", err)
	}
	if err := k.admit(); err != nil {
		return err
	}
	if err := k.sign(); err != nil {
		return k.failed("sign", err)
	}
	if s.chain, err = k.chain(); err != nil {
		return k.failed("sign", err)
	}
	s.skew = k.now().Sub(time.Now())
	return nil
}

// begin makes the first message of a stream, which holds the params of RPC
// protocols: their requests have no other place for them beside events.
//
// Source: Smithy, "Event streams", initial-request messages.
func (s *Stream) begin(k *call) error {
	if id := s.protocol.ID; id != models.JSON && id != models.CBOR {
		return nil
	}
	contentType := "application/json"
	if s.protocol.ID == models.CBOR {
		contentType = "application/cbor"
	}
	h, err := s.headers.Append(":message-type", eventstream.StringValue("event"))
	if err == nil {
		h, err = h.Append(":event-type", eventstream.StringValue("initial-request"))
	}
	if err == nil {
		h, err = h.Append(":content-type", eventstream.StringValue(contentType))
	}
	if err == nil {
		s.frame, err = eventstream.Append(s.frame[:0], h, k.request.Body)
	}
	return err
}

// prepareEvents is prepare for a body of events.
func (k *call) prepareEvents(body io.Reader) {
	r := &k.request
	r.SetHeader("content-type", "application/vnd.amazon.eventstream")
	k.body.hash = sign.StreamingEvents
	r.SetHeader("x-amz-content-sha256", k.body.hash)
	k.http = HTTPRequest{Method: r.Method, Query: viewBytes(r.Query), Stream: body, Length: -1, TwoWay: true}
	k.aim()
	k.id.random()
	k.headers, k.values = len(r.Headers), len(r.Values)
}

// chain is what signs the events after the request; nil if it is not signed.
func (k *call) chain() (*sign.Chain, error) {
	if k.unsigned() {
		return nil, nil
	}
	scheme, err := k.scheme()
	if err != nil || scheme.kind == models.AuthNone || scheme.kind == models.AuthBearer {
		return nil, err
	}
	if scheme.kind == models.AuthSigV4A {
		return nil, errEventAuth
	}
	credentials, err := k.credentials(scheme)
	if err != nil {
		return nil, err
	}
	return k.c.signer.Chain(sign.SeedSignature(&k.signed), revealed(credentials), scheme.scope(k.now()))
}

// run sends the request, whose body Send writes meanwhile, and takes the head of
// the answer.
func (s *Stream) run(k *call) {
	s.out, s.err = k.send()
	k.took(s.err)
	k.ended(s.out, s.err)
	if s.err != nil {
		s.body.fail(s.err)
		s.cancel()
	} else {
		s.out.Body = &answerBody{s.out.Body, s}
	}
	close(s.done)
	k.end()
}

// Send sends an event: its member of the input's stream, and the event's own
// members. It returns when the transport has taken it, or
//
//   - *ParamError: params do not fit the model; nothing was sent
//   - *Error: what the service answered the request with
//   - *CallError: why nothing can be sent any more
func (s *Stream) Send(event string, params Map) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.endInput {
		return s.failed(errInputEnded)
	}
	member, i := inputStream(s.op).MemberNamed(event)
	if i < 0 {
		return &ParamError{Service: s.op.Model().ServiceID(), Operation: s.op.Name(), Faults: []wire.Fault{{Path: event, Problem: "unknown event"}}}
	}
	s.e.Reset()
	h, payload, err := eventstream.Encode(s.protocol, &s.e, s.headers[:0], s.payload[:0], member, wire.ValueOf(params))
	s.headers, s.payload = h, payload
	if fault := s.e.Err(s.op); fault != nil {
		return fault
	}
	if err == nil {
		s.frame, err = eventstream.Append(s.frame[:0], h, payload)
	}
	if err != nil {
		return s.failed(err)
	}
	return s.write(s.frame)
}

// inputStream is the structure whose members are the events of the input.
func inputStream(op models.Operation) models.Shape {
	input := op.Input()
	for i := range input.NumMembers() {
		if shape := input.Member(i).Shape(); shape.EventStream() {
			return shape
		}
	}
	return models.Shape{}
}

// write signs a message and writes it.
func (s *Stream) write(message []byte) (err error) {
	if s.chain != nil {
		if s.signed, err = s.chain.AppendEventMessage(s.signed[:0], message, time.Now().Add(s.skew)); err != nil {
			return s.failed(err)
		}
		message = s.signed
	}
	if _, err = s.body.w.Write(message); err == errStreamClosed {
		if <-s.done; s.err != nil { // which is why
			err = s.err
		}
	}
	if err != nil {
		return s.failed(err)
	}
	return nil
}

// CloseSend ends the input: no event follows. What the service sends can still
// be read.
func (s *Stream) CloseSend() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.endInput {
		return nil
	}
	s.endInput = true
	var err error
	if s.chain != nil { // an empty message, signed, is the end
		err = s.write(nil)
	}
	s.body.w.Close()
	return err
}

// Output waits for the head of the answer, which most services send at once, and
// some only after the first events.
func (s *Stream) Output() (*Output, error) {
	<-s.done
	return s.out, s.err
}

// Events reads the events of the answer, see Output.Events. When they end, so
// does the stream: nothing can be sent any more.
func (s *Stream) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		out, err := s.Output()
		if err != nil {
			yield(Event{}, err)
			return
		}
		out.Events()(yield)
	}
}

// Close ends the stream in both directions, and frees its connection.
func (s *Stream) Close() error {
	s.body.fail(errInputEnded)
	s.cancel()
	if <-s.done; s.out != nil {
		return s.out.Body.Close()
	}
	return nil
}

func (s *Stream) failed(err error) error {
	switch err := err.(type) {
	case *Error, *CallError:
		return err
	}
	return &CallError{Service: s.op.Model().ServiceID(), Operation: s.op.Name(), Step: "events", Err: err, timeout: isTimeout(err)}
}

// answerBody is the answer's body: whoever closes it ends the stream.
type answerBody struct {
	io.ReadCloser
	s *Stream
}

func (b *answerBody) Close() error {
	b.s.body.fail(errInputEnded)
	err := b.ReadCloser.Close()
	b.s.cancel()
	return err
}

// eventBody is a request body that is written while it is sent.
type eventBody struct {
	_     notCompared
	r     *io.PipeReader
	w     *io.PipeWriter
	cause atomic.Pointer[error] // why it was ended
}

func newEventBody() *eventBody {
	r, w := io.Pipe()
	return &eventBody{r: r, w: w}
}

// Read is for the transport.
func (b *eventBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if cause := b.cause.Load(); err == io.ErrClosedPipe && cause != nil {
		err = *cause
	}
	return n, err
}

// fail ends reading and writing with an error, unless they are ended.
func (b *eventBody) fail(err error) {
	if err == nil {
		err = errStreamClosed
	}
	b.cause.CompareAndSwap(nil, &err)
	b.r.CloseWithError(err)
}
