package litetest

import (
	"errors"

	"github.com/tucuxi-go/tucuxi/internal/roundtrip"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Op holds the answers to the calls of one operation. They are given in the
// order in which they were registered, the last one again and again. Expect and
// Fault belong to the answer that is registered after them.
type Op struct {
	fake    *Fake
	op      models.Operation
	replies []*reply
	pending reply
}

// reply is the answer to one call.
type reply struct {
	expect lite.Map
	check  func(lite.Map) error
	faults []Fault
	make   func(params lite.Map) (*wire.Response, error)
	talk   func(c *Conversation) error // where events go both ways
	used   int
}

// Any stands in an Expect for a value of any kind that is set.
var Any any = anything{}

type anything struct{}

// Expect says which params the next call must have: those that are named, at any
// depth of structures and maps; others are free. A call with other params fails,
// and so does the test.
func (o *Op) Expect(params lite.Map) *Op {
	o.pending.expect = params
	return o
}

// ExpectFunc checks the params of the next call.
func (o *Op) ExpectFunc(check func(params lite.Map) error) *Op {
	o.pending.check = check
	return o
}

// Fault lets attempts of the next call go wrong before its answer comes, one
// attempt a fault.
func (o *Op) Fault(faults ...Fault) *Op {
	o.pending.faults = append(o.pending.faults, faults...)
	return o
}

// Answer registers an output: any values that params may hold. It is checked
// against the model now.
func (o *Op) Answer(output lite.Map) *Op {
	o.fake.t.Helper()
	if _, err := o.encode(output); err != nil {
		o.fake.t.Fatalf("litetest: answer to %s: %v", o.op.Name(), err)
	}
	return o.register(func(lite.Map) (*wire.Response, error) { return o.encode(output) })
}

// AnswerFunc registers a function that makes the output of each call from its
// params. An error that is a lite.ErrorCode, or a *Refusal, is an answer of the
// service; any other breaks the connection.
func (o *Op) AnswerFunc(answer func(params lite.Map) (lite.Map, error)) *Op {
	return o.register(func(params lite.Map) (*wire.Response, error) {
		output, err := answer(params)
		if refusal, ok := errors.AsType[*Refusal](err); ok {
			return o.refuse(refusal)
		}
		if code, ok := errors.AsType[lite.ErrorCode](err); ok {
			return o.refuse(&Refusal{Code: code})
		}
		if err != nil {
			return nil, err
		}
		r, err := o.encode(output)
		if err != nil {
			o.fake.t.Errorf("litetest: answer to %s: %v", o.op.Name(), err)
		}
		return r, err
	})
}

// Refusal is an error of the service.
type Refusal struct {
	Code    lite.ErrorCode // a constant of the service's package, or any text
	Message string
	Status  int      // default: 400
	Members lite.Map // of the modeled error
}

// Error is code and message.
func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Message }

// Fail registers an error of the service.
func (o *Op) Fail(code lite.ErrorCode, message string) *Op {
	return o.Refuse(Refusal{Code: code, Message: message})
}

// Refuse is Fail with everything that an error can have.
func (o *Op) Refuse(r Refusal) *Op {
	o.fake.t.Helper()
	if _, err := o.refuse(&r); err != nil {
		o.fake.t.Fatalf("litetest: error of %s: %v", o.op.Name(), err)
	}
	return o.register(func(lite.Map) (*wire.Response, error) { return o.refuse(&r) })
}

func (o *Op) register(make func(lite.Map) (*wire.Response, error)) *Op {
	o.fake.mu.Lock()
	defer o.fake.mu.Unlock()
	r := o.pending
	r.make = make
	o.replies, o.pending = append(o.replies, &r), reply{}
	return o
}

// next is the answer for the next call.
func (o *Op) next() *reply {
	for i, r := range o.replies {
		if r.used == 0 || i == len(o.replies)-1 {
			r.used++
			return r
		}
	}
	return nil
}

// encode makes the response of an output.
func (o *Op) encode(output lite.Map) (*wire.Response, error) {
	v, err := fit(o.op.Output(), wire.ValueOf(output), "")
	if err != nil {
		return nil, err
	}
	fields, _ := v.(map[string]any)
	if fields == nil {
		fields = map[string]any{}
	}
	return roundtrip.Answer(o.op, fields), nil
}

// refuse makes the response of an error.
func (o *Op) refuse(r *Refusal) (*wire.Response, error) {
	status := r.Status
	if status == 0 {
		status = 400
	}
	if o.op.Method() == "HEAD" { // which has no body to say more
		if r.Status == 0 && (r.Code == "NotFound" || r.Code == "NoSuchKey" || r.Code == "NoSuchBucket" || r.Code == "404") {
			status = 404
		}
		return &wire.Response{Status: status, Header: wire.HeaderList{}}, nil
	}
	modeled, _ := o.fake.model.ErrorCoded(string(r.Code))
	v, err := fit(modeled.Shape(), wire.ValueOf(r.Members), "")
	if err != nil {
		return nil, err
	}
	members, _ := v.(map[string]any)
	return roundtrip.Failure(&o.fake.model, string(r.Code), r.Message, status, members), nil
}
