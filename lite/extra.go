package lite

import (
	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Extra is what a service needs beyond its model, for one client: S3Extra,
// SQSExtra and so on make it. The package of the service names the one that it
// needs, so that programs without the service do not link it. What an Extra does
// not set is not done. All of it is safe for concurrent use.
type Extra struct {
	// builtIn is the value of a rule parameter that the client's settings give;
	// the zero argument if it is none of the extra's.
	builtIn func(name string) argument

	// revise checks what the model does not, and may replace params.
	revise func(k *call, params wire.Value) (wire.Value, error)

	// arguments gives the endpoint rules what model and settings do not.
	arguments func(k *call, params wire.Value)

	// edit changes the request once its endpoint is known.
	edit func(k *call, params wire.Value) error

	// credentials are those of a way of signing that only the extra knows.
	credentials func(k *call) (creds.Credentials, error)

	// answer sees the body of a success before it is decoded, and may replace it
	// or say that it is a failure.
	answer func(k *call, body []byte) (changed []byte, failed bool)

	// checks sees a success after it was decoded; its error ends the call.
	checks func(k *call, o *Output) error

	// refused sees the error that the service answered with, and may add to it.
	refused func(k *call, e *Error)

	// presign brings the request into a form that a URL holds; false leaves that
	// to the rules of the protocol.
	presign func(k *call) bool

	// again reports whether err calls for another attempt at another place, which
	// it has set.
	again func(k *call, err error) bool
}

// revise lets the service's extra see params before anybody else.
func (k *call) revise(params wire.Value) (wire.Value, error) {
	if k.c.extra.revise == nil {
		return params, nil
	}
	return k.c.extra.revise(k, params)
}

// again reports whether the service's extra sends the call elsewhere.
func (k *call) again(err error) bool {
	return k.c.extra.again != nil && k.c.extra.again(k, err)
}

// refuse is the error of a param that an extra does not let pass.
func (k *call) refuse(path, problem string) error {
	return &ParamError{
		Service: k.c.model.ServiceID(), Operation: k.op.Name(),
		Faults: []wire.Fault{{Path: path, Problem: problem}},
	}
}
