package lite

import (
	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Extra is what a service needs beyond its model: S3Extra, SQSExtra and so on.
// The package of the service names the one that it needs, so that programs
// without the service do not link it.
type Extra interface {
	// open makes the extra of a client, on the client's first call.
	open(c *Client) special
}

// special is an Extra of one client. All methods are safe for concurrent use.
// To add one, embed plain and write the methods that differ.
type special interface {
	// builtIn is the value of a rule parameter that the client's settings give;
	// the zero argument if it is none of the extra's.
	builtIn(name string) argument

	// revise checks what the model does not, and may replace params.
	revise(k *call, params wire.Value) (wire.Value, error)

	// arguments gives the endpoint rules what model and settings do not.
	arguments(k *call, params wire.Value)

	// edit changes the request once its endpoint is known.
	edit(k *call, params wire.Value) error

	// credentials are those of a way of signing that only the extra knows.
	credentials(k *call) (creds.Credentials, error)

	// answer sees the body of a success before it is decoded, and may replace it
	// or say that it is a failure.
	answer(k *call, body []byte) (changed []byte, failed bool)

	// checks sees a success after it was decoded; its error ends the call.
	checks(k *call, o *Output) error

	// refused sees the error that the service answered with, and may add to it.
	refused(k *call, e *Error)

	// presign brings the request into a form that a URL holds; false leaves that
	// to the rules of the protocol.
	presign(k *call) bool

	// again reports whether err calls for another attempt at another place, which
	// it has set.
	again(k *call, err error) bool
}

// plain is an extra that does nothing.
type plain struct{}

func (plain) builtIn(string) argument                               { return argument{} }
func (plain) revise(_ *call, params wire.Value) (wire.Value, error) { return params, nil }
func (plain) arguments(*call, wire.Value)                           {}
func (plain) edit(*call, wire.Value) error                          { return nil }
func (plain) credentials(*call) (creds.Credentials, error)          { return creds.Credentials{}, errAuthScheme }
func (plain) answer(_ *call, body []byte) ([]byte, bool)            { return body, false }
func (plain) checks(*call, *Output) error                           { return nil }
func (plain) refused(*call, *Error)                                 {}
func (plain) presign(*call) bool                                    { return false }
func (plain) again(*call, error) bool                               { return false }

// revise lets the service's extra see params before anybody else.
func (k *call) revise(params wire.Value) (wire.Value, error) {
	if k.c.special == nil {
		return params, nil
	}
	return k.c.special.revise(k, params)
}

// again reports whether the service's extra sends the call elsewhere.
func (k *call) again(err error) bool {
	return k.c.special != nil && k.c.special.again(k, err)
}

// refuse is the error of a param that an extra does not let pass.
func (k *call) refuse(path, problem string) error {
	return &ParamError{
		Service: k.c.model.ServiceID(), Operation: k.op.Name(),
		Faults: []wire.Fault{{Path: path, Problem: problem}},
	}
}
