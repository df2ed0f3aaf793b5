package litetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/internal/roundtrip"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// Event is an event of a stream: the name of its member of the stream, and its
// own members.
type Event struct {
	Type    string
	Members lite.Map
}

// AnswerEvents registers an output whose event stream has these events, and ends
// after them. A member of the stream that is an exception ends it with that
// error. Events are checked against the model now.
//
//	model.On(bedrockruntime.ConverseStream).AnswerEvents(nil,
//		litetest.Event{Type: "contentBlockDelta", Members: lite.Map{"contentBlockIndex": 0, "delta": lite.Map{"text": "Hel"}}},
//		litetest.Event{Type: "contentBlockDelta", Members: lite.Map{"contentBlockIndex": 0, "delta": lite.Map{"text": "lo"}}},
//	)
//
// The fault TruncatedBody breaks the stream off in its middle. Where events go
// both ways, these are sent at once, and those of the caller are read to their
// end; they are in the Call's Events.
func (o *Op) AnswerEvents(output lite.Map, events ...Event) *Op {
	o.fake.t.Helper()
	head, stream, err := o.opening(output)
	for _, e := range events {
		var frame []byte
		if err == nil {
			frame, err = o.frame(e)
		}
		stream = append(stream, frame...)
	}
	if err != nil {
		o.fake.t.Fatalf("litetest: events of %s: %v", o.op.Name(), err)
	}
	if o.op.Is(models.OpInputEventStream) {
		o.pending.talk = func(c *Conversation) error {
			if _, err := c.w.Write(stream); err != nil {
				return err
			}
			return c.drain()
		}
	}
	return o.register(func(lite.Map) (*wire.Response, error) {
		r := *head
		r.Body = slices.Clone(stream)
		return &r, nil
	})
}

// Converse registers a function that talks to the caller of an operation in
// which events go both ways. It runs on a goroutine of its own for each call.
// When it returns nil, the stream of answers ends; a lite.ErrorCode of one of the
// stream's exceptions is sent as that; any other error breaks the connection.
func (o *Op) Converse(output lite.Map, talk func(c *Conversation) error) *Op {
	o.fake.t.Helper()
	if !o.op.Is(models.OpInputEventStream) {
		o.fake.t.Fatalf("litetest: %s takes no event stream: use AnswerEvents", o.op.Name())
	}
	head, opening, err := o.opening(output)
	if err != nil {
		o.fake.t.Fatalf("litetest: answer to %s: %v", o.op.Name(), err)
	}
	o.pending.talk = func(c *Conversation) error {
		if _, err := c.w.Write(opening); err != nil {
			return err
		}
		return talk(c)
	}
	return o.register(func(lite.Map) (*wire.Response, error) { return head, nil })
}

// opening is what comes before the events: the head of the response, and the
// message with the output's other members by the protocols that have one.
func (o *Op) opening(output lite.Map) (head *wire.Response, message []byte, err error) {
	shape := streamOf(o.op.Output())
	if shape.Kind() != models.Structure {
		return nil, nil, errors.New("the output has no event stream")
	}
	v, err := fit(o.op.Output(), wire.ValueOf(output), "")
	if err != nil {
		return nil, nil, err
	}
	fields, _ := v.(map[string]any)
	if fields == nil {
		fields = map[string]any{}
	}
	head = roundtrip.Answer(o.op, fields)
	head.Body = nil
	head.Header = append(head.Header.(wire.HeaderList), wire.Header{Name: "Content-Type", Value: "application/vnd.amazon.eventstream"})
	if p := o.fake.model.Protocol(); len(fields) > 0 && (p == models.JSON || p == models.CBOR) {
		message, err = roundtrip.InitialResponse(p, o.op.Output(), fields)
	}
	return head, message, err
}

// frame is the message of an event of the output.
func (o *Op) frame(e Event) ([]byte, error) {
	stream := streamOf(o.op.Output())
	member, i := stream.MemberNamed(e.Type)
	if i < 0 {
		return nil, fmt.Errorf("%s: unknown event; there are %s", e.Type, members(stream))
	}
	v, err := fit(member.Shape(), wire.ValueOf(e.Members), e.Type)
	if err != nil {
		return nil, err
	}
	fields, _ := v.(map[string]any)
	return roundtrip.Event(o.fake.model.Protocol(), member, fields)
}

// streamOf is the structure whose members are the events of an input or output.
func streamOf(s models.Shape) models.Shape {
	for i := range s.NumMembers() {
		if shape := s.Member(i).Shape(); shape.EventStream() {
			return shape
		}
	}
	return models.Shape{}
}

// Conversation is the service's side of a call in which events go both ways. It
// is for one goroutine at a time.
type Conversation struct {
	Params lite.Map // of the call, beside its events

	op   *Op
	call *Call
	r    *eventstream.Reader
	w    *pipe
}

// Receive is the caller's next event; io.EOF after the last. Its members are
// plain values.
func (c *Conversation) Receive() (e Event, err error) {
	m, _, err := c.r.Next(nil)
	if err != nil {
		return e, err
	}
	if _, signed := m.Headers.Get(":chunk-signature"); signed {
		if len(m.Payload) == 0 { // the end, signed
			return e, io.EOF
		}
		if m, err = eventstream.Parse(m.Payload); err != nil {
			return e, err
		}
	}
	e.Type = m.Headers.Text(":event-type")
	member, i := streamOf(c.op.op.Input()).MemberNamed(e.Type)
	if i < 0 || c.op.fake.protocol.DecodeEvent == nil {
		return e, fmt.Errorf("litetest: %s: unknown event %q", c.op.op.Name(), e.Type)
	}
	var d wire.Document
	if err := eventstream.Decode(c.op.fake.protocol, &d, m, member.Shape()); err != nil {
		return e, err
	}
	e.Type = text(e.Type)
	e.Members, _ = d.Node().Any().(lite.Map)
	c.op.fake.mu.Lock()
	defer c.op.fake.mu.Unlock()
	c.call.Events = append(c.call.Events, e)
	return e, nil
}

// Send sends an event, which must fit the model.
func (c *Conversation) Send(kind string, members lite.Map) error {
	frame, err := c.op.frame(Event{kind, members})
	if err != nil {
		c.op.fake.t.Errorf("litetest: events of %s: %v", c.op.op.Name(), err)
		return err
	}
	_, err = c.w.Write(frame)
	return err
}

// drain reads the caller's events to their end.
func (c *Conversation) drain() error {
	for {
		if _, err := c.Receive(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return err
		}
	}
}

// converse runs the service's side of a call, and returns what the caller reads.
func (w *underWay) converse(ctx context.Context, r *lite.HTTPRequest) io.ReadCloser {
	answers := newPipe()
	c := &Conversation{Params: w.call.Params, op: w.op, call: w.call, r: eventstream.NewReader(r.Stream), w: answers}
	stop := context.AfterFunc(ctx, func() { answers.end(context.Cause(ctx)) })
	go func() {
		defer stop()
		err := w.reply.talk(c)
		if code, ok := errors.AsType[lite.ErrorCode](err); ok {
			err = c.refuse(code)
		}
		answers.end(err)
	}()
	return answers
}

// refuse sends the exception of a code.
func (c *Conversation) refuse(code lite.ErrorCode) error {
	stream := streamOf(c.op.op.Output())
	modeled, _ := c.op.fake.model.ErrorCoded(string(code))
	for i := range stream.NumMembers() {
		if m := stream.Member(i); m.Shape().Exception() && strings.EqualFold(m.Name(), modeled.Name()) {
			return c.Send(m.Name(), nil)
		}
	}
	return code
}
