package lite

import (
	"context"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Call calls an operation: params must fit the operation's input, see
// wire.ValueOf for the Go types that they may hold. It returns the output, or
//
//   - *ParamError: params do not fit the model; nothing was sent
//   - *Error: what the service answered
//   - *CallError: why there is no answer, and at which step
//
// The deadline of ctx bounds the whole call, retries included.
func (c *Client) Call(ctx context.Context, op Operation, params Map) (*Output, error) {
	return c.CallValue(ctx, op, wire.ValueOf(params))
}

// CallValue is Call with params in any form that gives a structure, such as a
// generated struct.
func (c *Client) CallValue(ctx context.Context, op Operation, params wire.Value) (*Output, error) {
	return c.callFor(ctx, op, params, 0)
}

// callFor is CallValue for what uses these features.
func (c *Client) callFor(ctx context.Context, op Operation, params wire.Value, uses features) (*Output, error) {
	k, err := c.begin(ctx, op)
	if err != nil {
		return nil, err
	}
	defer k.end()
	k.uses = uses
	k.started(params) // hooks.go
	out, err := k.run(params)
	k.took(err)
	k.ended(out, err) // hooks.go
	return out, err
}

// run takes the call through its steps.
func (k *call) run(params wire.Value) (*Output, error) {
	if k.op.Is(models.OpInputEventStream) {
		return nil, k.failed("model", errTwoWay)
	}
	params, err := k.revise(params) // extra.go: what only this service needs
	if err != nil {
		return nil, err
	}
	if err := k.encode(params); err != nil { // wire/<protocol>
		return nil, err
	}
	if err := k.resolve(params); err != nil { // resolve.go, models/rules
		return nil, k.failed("endpoint", err)
	}
	if err := k.prepare(); err != nil { // body.go: length, checksum, headers
		return nil, k.failed("body", err)
	}
	if err := k.built(); err != nil { // hooks.go
		return nil, k.failed("hook", err)
	}
	for {
		if err := k.admit(); err != nil { // retry.go: the deadline, the send rate
			return nil, err
		}
		if err := k.sign(); err != nil { // auth.go, creds, sign
			return nil, k.failed("sign", err)
		}
		out, err := k.send() // send.go, the transport, wire/<protocol> back
		if err == nil || !k.retry(err) {
			return out, err
		}
	}
}

// call is one call. It is pooled: its buffers stay, nothing of its state does.
type call struct {
	state
	encoder wire.Encoder
	request wire.Request
	target  target
}

// state is what a call knows of itself.
type state struct {
	c       *Client
	ctx     context.Context
	op      models.Operation
	attempt int
	id      uuid  // invocation id, the same for all attempts
	cost    int   // what the last retry took from the quota
	last    error // of the attempt before
	lent    *lent // the stream, while an attempt has it
	timer   *attemptTimer

	began, sent            time.Time // the call, the attempt
	serverTime, serverSeen time.Time // the service's clock, and when it showed it
	info                   CallInfo  // for hooks
	tried                  AttemptInfo

	params    wire.Value // as Extras revised them
	transport Transport
	http      HTTPRequest
	body      body
	moved     bool              // the call was sent to another place once
	escaped   bool              // S3: keys in the answer come percent-encoded
	used      creds.Credentials // of the cache, for this attempt
	uses      features          // for the User-Agent
	renewed   bool              // they had expired once
	signed    sign.Request
	headers   int // of request, before signing
	values    int // bytes of request.Values, before signing

	answer   HTTPResponse
	response wire.Response
	detached bool // the transport may still be reading the body
}

// begin checks the operation and takes a call from the pool.
func (c *Client) begin(ctx context.Context, op Operation) (*call, error) {
	if c.modelErr != nil {
		return nil, &CallError{Step: "model", Err: c.modelErr}
	}
	operation := c.model.Operation(op.index())
	if op.tag() != c.model.Tag() || !operation.Valid() {
		return nil, &CallError{Service: c.model.ServiceID(), Step: "model", Err: errForeignOperation}
	}
	c.once.Do(c.start)
	if c.retries.err != nil {
		return nil, &CallError{Service: c.model.ServiceID(), Operation: operation.Name(), Step: "config", Err: c.retries.err}
	}
	k := newCall()
	k.c, k.ctx, k.op, k.began = c, ctx, operation, time.Now()
	k.transport, k.encoder.Token = c.settings.Transport, newToken
	return k, nil
}

// encode checks params and makes a request of them.
func (k *call) encode(params wire.Value) error {
	k.c.service.Protocol.EncodeRequest(&k.encoder, &k.request, k.op, params)
	if k.request.Stream != nil && k.c.service.Streams == nil {
		return k.failed("body", errNoStreams)
	}
	return k.encoder.Err(k.op)
}

// failed says at which step a call ended.
func (k *call) failed(step string, err error) error {
	return &CallError{Service: k.c.model.ServiceID(), Operation: k.op.Name(), Step: step, Attempts: k.attempt, Err: err}
}
