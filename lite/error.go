package lite

import (
	"errors"
	"strconv"
	"time"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errNoService        = errors.New("the Service is empty: use the Service of a package of models/embed")
	errForeignOperation = errors.New("the operation constant belongs to another service, or to another build of its package")
	errNoDiscovery      = errors.New("Config.EndpointDiscovery is On, and the Service has none: make the client of lite.WithDiscovery(Service)")
	errNoRegion         = errors.New("no region: set AWS_REGION or Config.Region")
	errTooLarge         = errors.New("the answer is larger than Config.MaxAnswer allows")
	errNoLength         = errors.New("the length of the body is not known and it is larger than 16 MiB: give an io.Seeker, or a reader with a Len method")
)

// ParamError reports params that do not fit the model, each with its path.
type ParamError = wire.ParamError

// Error is what a service answered with, modeled or not. errors.Is finds it by
// its Code or QueryCode; the members of a modeled error are read with Detail.
type Error struct {
	_         notCompared
	Service   string // serviceId: "DynamoDB"
	Operation string
	Code      string // "ConditionalCheckFailedException"; the status where the answer holds none
	QueryCode string // older code of a query-compatible service; an exception's name in an event stream
	Message   string
	RequestID string
	HostID    string        // S3's second request id
	Fault     string        // "client" or "server"; empty for an exception in an event stream
	Status    int           // HTTP status code
	Attempts  int           // how often the call was sent
	Retryable bool          // sending it again may help
	Took      time.Duration // the whole call
	GaveUp    error         // why it was not sent again, where that was due; see ErrRetryQuota

	throttling bool
	skewed     bool           // the signature's time was wrong
	document   unsafe.Pointer // *wire.Document, in the form that pools have too
}

// Error is service, operation, code, message and request id.
func (e *Error) Error() string {
	text := e.Service + "." + e.Operation + ": " + e.Code
	if e.Message != "" {
		text += ": " + e.Message
	}
	text += " (status " + strconv.Itoa(e.Status)
	if e.RequestID != "" {
		text += ", request " + e.RequestID
	}
	if e.Attempts > 1 || e.GaveUp != nil {
		text += ", attempt " + strconv.Itoa(e.Attempts) + ", " + round(e.Took).String()
	}
	return text + ")" + gaveUp(e.GaveUp)
}

// Unwrap is GaveUp.
func (e *Error) Unwrap() error { return e.GaveUp }

// gaveUp is the end of an error's text: why the call was not sent again.
func gaveUp(why error) string {
	if why == nil {
		return ""
	}
	return "; not sent again: " + why.Error()
}

// Is makes errors.Is match the code constants of service packages.
func (e *Error) Is(target error) bool {
	code, ok := target.(ErrorCode)
	return ok && code != "" && (string(code) == e.Code || string(code) == e.QueryCode)
}

// Throttling reports whether the service asks for fewer calls.
func (e *Error) Throttling() bool { return e.throttling }

// answer is the document of what the service answered with.
func (e *Error) answer() *wire.Document { return (*wire.Document)(e.document) }

// Detail goes down a path of member names, map keys and list indexes in what a
// service answered an error with: the members of the modeled error's structure.
// It is the absent Value if err is not, and wraps not, an *Error.
//
//	old := lite.Detail(err, "Item", "version", "N").Int()
func Detail(err error, path ...any) Value {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.document == nil {
		return Value{}
	}
	return e.answer().Node().Get(path...)
}

// has reports whether err, or one that it wraps, is so. errors.AsType would add
// 1.2 KB for each type, errors.As links reflection (Go 1.26).
func has(err error, so func(error) bool) bool {
	for err != nil && !so(err) {
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			err = e.Unwrap()
		case interface{ Unwrap() []error }:
			for _, err := range e.Unwrap() {
				if has(err, so) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return err != nil
}

// CallError is a call that ended without an answer of the service.
type CallError struct {
	_                  notCompared
	Service, Operation string
	Step               string        // "model", "endpoint", "body", "hook", "wait", "sign", "send", "read", "decode", "checksum", "page", "events"
	Attempts           int           // how often the call was sent
	Err                error         // the cause
	Took               time.Duration // the whole call
	GaveUp             error         // why it was not sent again, where that was due; see ErrRetryQuota

	timeout bool
}

// Error is where the call ended and why.
func (e *CallError) Error() string {
	text := "lite: "
	if e.Service != "" {
		text = e.Service
		if e.Operation != "" {
			text += "." + e.Operation
		}
		text += ": "
	}
	text += e.Step + ": " + e.Err.Error()
	if e.Attempts > 1 || e.Took > 0 && e.Attempts > 0 {
		text += " (attempt " + strconv.Itoa(e.Attempts)
		if e.Took > 0 {
			text += ", " + round(e.Took).String()
		}
		text += ")"
	}
	return text + gaveUp(e.GaveUp)
}

// Unwrap is the cause, and GaveUp.
func (e *CallError) Unwrap() []error {
	if e.GaveUp == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.GaveUp}
}
