package lite

import (
	"errors"
	"io"
	"iter"
	"sync"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

var (
	errNoEvents    = errors.New("the operation's output has no event stream")
	errMessageType = errors.New("a message of the event stream is neither event, exception nor error")
)

// Event is an event of a stream. Its values and strings live as long as it does,
// until Release if that is called: collecting events is safe.
type Event struct {
	Type  string // its member of the stream: "contentBlockDelta"
	Value        // its structure, to be read with Get

	store *eventStore
}

// Release gives the event's buffers back for later ones. It is optional, and
// worth it where many events go by. Nothing of the event may be used afterwards.
func (e Event) Release() {
	if e.store == nil {
		return
	}
	e.store.document.Reset()
	if cap(e.store.frame) > 1<<20 {
		return // too large to keep, and so are its trees
	}
	eventStores.Put(unsafe.Pointer(e.store))
}

// eventStore holds an event.
type eventStore struct {
	document wire.Document
	frame    []byte
}

var eventStores sync.Pool // of *eventStore, see calls

func newEventStore() *eventStore {
	if s, ok := eventStores.Get().(unsafe.Pointer); ok {
		return (*eventStore)(s)
	}
	return new(eventStore)
}

// eventSource is what reading the events of an output needs to know.
type eventSource struct {
	_        notCompared
	op       models.Operation
	protocol *wire.Protocol
}

// Events reads the events of an operation that answers with an event stream, as
// they come:
//
//	for event, err := range out.Events() {
//		if err != nil {
//			return err
//		}
//		switch event.Type {
//		case "contentBlockDelta":
//			text += event.Get("delta", "text").String()
//		}
//	}
//
// The events end when the service ends the stream, or with an error, which is the
// last:
//
//   - *Error: an exception or error that the service sent among the events;
//     errors.Is finds it by its code as any other
//   - *CallError of step "events": the stream broke off (io.ErrUnexpectedEOF),
//     a message is damaged, or the context of the call ended
//
// Events that the model does not have are passed over. However the loop ends,
// the stream is closed with it; an output whose events nobody reads is closed by
// its Body. They can be read once, by one goroutine at a time.
//
// Services of the JSON and CBOR protocols send the other members of the output
// in the stream as well, before its events: they can be read from the first event
// on.
func (o *Output) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if !o.events.op.Valid() || o.Body == nil {
			yield(Event{}, errNoEvents)
			return
		}
		defer o.Body.Close()
		for r := eventstream.NewReader(o.Body); ; {
			e, err := o.nextEvent(r)
			if err == io.EOF || !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// nextEvent reads up to the next event that the model knows.
func (o *Output) nextEvent(r *eventstream.Reader) (Event, error) {
	store := newEventStore()
	for {
		m, frame, err := r.Next(store.frame)
		if store.frame = frame; err == io.EOF {
			eventStores.Put(unsafe.Pointer(store))
			return Event{}, io.EOF
		}
		if err != nil {
			return Event{}, o.eventsFailed(err)
		}
		switch kind := m.Headers.Text(":message-type"); kind {
		case "event":
			e, err := o.event(store, m)
			if err != nil {
				return Event{}, o.eventsFailed(err)
			}
			if e.Type != "" {
				return e, nil
			}
		case "exception", "error":
			return Event{}, o.exception(m, kind)
		default:
			return Event{}, o.eventsFailed(errMessageType)
		}
	}
}

// stream is the structure whose members are the events.
func (s *eventSource) stream() models.Shape {
	output := s.op.Output()
	for i := range output.NumMembers() {
		if shape := output.Member(i).Shape(); shape.EventStream() {
			return shape
		}
	}
	return models.Shape{}
}

// event decodes an event. Its type is empty if the model does not have it.
func (o *Output) event(store *eventStore, m eventstream.Message) (e Event, err error) {
	name := m.Headers.Text(":event-type")
	member, i := o.events.stream().MemberNamed(name)
	if i < 0 {
		if name == "initial-response" {
			err = o.initial(m)
		}
		return e, err
	}
	if o.events.protocol.DecodeEvent == nil {
		return e, errNoEvents
	}
	err = eventstream.Decode(o.events.protocol, &store.document, m, member.Shape())
	return Event{Type: member.Name(), Value: store.document.Node(), store: store}, err
}

// initial decodes the members of the output that the stream brings.
//
// Source: Smithy, "Event streams", initial-response messages.
func (o *Output) initial(m eventstream.Message) error {
	o.buffer = append(o.buffer[:0], m.Payload...)
	response := wire.Response{Status: o.Status, Header: o.header, Body: o.buffer}
	return o.events.protocol.DecodeResponse(&o.document, &response, o.events.op)
}

// exception is the error that a message says.
func (o *Output) exception(m eventstream.Message, kind string) error {
	op := o.events.op
	e := &Error{
		Service: op.Model().ServiceID(), Operation: op.Name(), Status: o.Status, Attempts: o.Attempts,
		RequestID: o.RequestID, document: unsafe.Pointer(new(wire.Document)),
	}
	if kind == "error" {
		e.Code, e.Message = m.Headers.Text(":error-code"), m.Headers.Text(":error-message")
	} else {
		o.modeled(e, m)
	}
	e.throttling = e.throttling || isThrottling(e.Code)
	e.Retryable = e.Retryable || e.throttling
	return e
}

// modeled reads an exception. It is named as its member of the stream, which but
// for the case of its first letter is the code, for which there is a constant.
func (o *Output) modeled(e *Error, m eventstream.Message) {
	name := m.Headers.Text(":exception-type")
	e.Code = name
	member, i := o.events.stream().MemberNamed(name)
	if i < 0 {
		return
	}
	model := o.events.op.Model()
	for i := range model.NumErrors() {
		if known := model.Error(i); wire.EqualFold(known.Name(), name) {
			e.Code, e.QueryCode = known.Code(), name
			e.throttling, e.Retryable = known.Throttling(), known.Retryable()
			break
		}
	}
	protocol := o.events.protocol
	if protocol.DecodeEvent == nil || eventstream.Decode(protocol, e.answer(), m, member.Shape()) != nil {
		e.answer().Reset() // the error is known all the same
		return
	}
	for _, field := range [...]string{"message", "Message"} {
		if text := e.answer().Node().Get(field).String(); text != "" {
			e.Message = text
		}
	}
}

func (o *Output) eventsFailed(err error) error {
	op := o.events.op
	return &CallError{
		Service: op.Model().ServiceID(), Operation: op.Name(), Step: "events", Attempts: o.Attempts,
		Err: err, timeout: isTimeout(err),
	}
}
