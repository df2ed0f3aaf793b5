package lite

import (
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Service is what a service package gives to New.
type Service struct {
	Model    *string        // the compiled model
	Protocol *wire.Protocol // the protocol that the service speaks

	// Extra makes what the service needs beyond both for a client, on the client's
	// first call: a function such as S3Extra; nil for most services.
	Extra func(*Client) Extra

	// Checksums makes and checks the checksums that the model asks for; nil where
	// it asks for none.
	Checksums *Checksums

	// Streams sends and receives bodies that are streams; nil where the model has
	// none.
	Streams *Streams

	// Queries signs requests that have a query in their URL: HTTPQueries; nil where
	// the protocol has none.
	Queries func(*sign.Signer, *sign.Request, sign.Credentials, sign.Scope) error
}

// Operation names an operation of one service: the constants of its package.
// The upper 16 bits tie it to the model that it was made with, so that a
// constant of another service is an error and not another operation.
type Operation uint32

// index is the operation's index in its model, tag the model's tag.
func (o Operation) index() int  { return int(o & 0xffff) }
func (o Operation) tag() uint16 { return uint16(o >> 16) }

// ErrorCode is a code that a service answers with. The constants of a service
// package are targets of errors.Is.
type ErrorCode string

// Error is the code.
func (c ErrorCode) Error() string { return string(c) }

// Map, List and Value are what params are written with and outputs read from;
// see package wire.
type (
	Map   = wire.Map
	List  = wire.List
	Value = wire.Node
)
