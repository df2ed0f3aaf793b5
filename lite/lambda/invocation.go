package lambda

import (
	"context"
	"errors"
	"os"

	"github.com/valyala/fastjson"
)

// Invocation is one event and the response to it. Its buffers are used again
// for later ones: nothing of it may be kept when the handler has returned.
//
// The zero Invocation with an Event is what tests give to a handler.
type Invocation struct {
	// Event is the invocation's payload as it came, JSON for every event source.
	Event []byte

	// Response is what the handler answers: it is empty, with room, and the
	// handler appends to it. Callers that read JSON, as most do, must be given
	// JSON. It may also be set to bytes of the handler's own, or of the Event. It
	// is not sent if the handler returns an error.
	Response []byte

	buffer []byte // what Response is at first
	parser fastjson.Parser
}

// Document is the event as a JSON document. It is parsed anew by each call, into
// buffers that later invocations use again: the document and everything got from
// it end with the next call of Document, and with the handler.
//
//	doc, err := i.Document()
//	if err != nil {
//		return err
//	}
//	for _, record := range doc.GetArray("Records") {
//		key := string(record.GetStringBytes("s3", "object", "key")) // a copy
//		…
//	}
//
// The error of an event that is no JSON says nothing of its content.
func (i *Invocation) Document() (*fastjson.Value, error) {
	doc, err := i.parser.ParseBytes(i.Event)
	if err != nil {
		return nil, errDocument
	}
	return doc, nil
}

var errDocument = errors.New("lambda: the event is not a JSON document")

// maxKept is the size of an event, and of a response, above which an
// Invocation's buffers are dropped: a document takes a multiple of its text.
const maxKept = 256 << 10

// TraceID is the invocation's X-Ray trace header, as in
// "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
// empty where tracing is off. It belongs into logs; calls of lite pass it on by
// themselves.
//
// It is the context's, which aws-lambda-go sets for each invocation, else the
// variable _X_AMZN_TRACE_ID, which there is only where invocations come one
// after the other.
//
// Source: AWS X-Ray Developer Guide, "Tracing header".
func TraceID(ctx context.Context) string {
	if id, _ := ctx.Value("x-amzn-trace-id").(string); id != "" {
		return id
	}
	return os.Getenv("_X_AMZN_TRACE_ID")
}

// Unreserved is the handler's context without the reserve: it ends at the
// invocation's own deadline. It is for what the handler does in the reserve, such
// as sending on what it could not finish. A context without a reserve is
// returned as it is.
func Unreserved(ctx context.Context) context.Context {
	if whole, ok := ctx.Value(unreserved{}).(context.Context); ok {
		return whole
	}
	return ctx
}

// unreserved is the key of the context that Unreserved returns.
type unreserved struct{}
