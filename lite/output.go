package lite

import (
	"io"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Output is a service's answer. Values and strings from it are views: they live
// as long as the Output does, until Release if that is called.
type Output struct {
	// Body is the payload of an operation that streams it, such as S3's
	// GetObject; nil for the others. The caller closes it. Where the payload is an
	// event stream, Events reads it and closes it.
	Body io.ReadCloser

	Status    int    // HTTP status code
	RequestID string // what AWS support asks for
	Attempts  int    // how often the call was sent

	document wire.Document
	header   wire.Headers
	events   eventSource
	buffer   []byte // the body as it was read; the document's payload points into it
}

func newOutput() *Output {
	if o, ok := outputs.Get().(unsafe.Pointer); ok {
		return (*Output)(o)
	}
	return new(Output)
}

// Get goes down a path of member names, map keys and list indexes. What is not
// there gives the absent Value, whose text is empty and whose number is 0.
//
//	out.Get("Item", "email", "S").String()
func (o *Output) Get(path ...any) Value { return o.document.Node().Get(path...) }

// Value is the whole output as a Value.
func (o *Output) Value() Value { return o.document.Node() }

// Header is a header of the answer, by its name in any case.
func (o *Output) Header(name string) string {
	if o.header == nil {
		return ""
	}
	value, _ := o.header.Get(name)
	return value
}

// JSON is the output as JSON for people: members under their names, timestamps
// in RFC 3339, blobs in base64.
func (o *Output) JSON() []byte { return o.document.Node().AppendJSON(nil) }

// Release gives the output's buffers back for the next call. It is optional, and
// worth it in hot paths. Neither the Output nor any Value, string or slice from
// it may be used afterwards. A Body is closed.
func (o *Output) Release() {
	if o == nil {
		return
	}
	if o.Body != nil {
		o.Body.Close()
	}
	o.document.Reset()
	buffer := o.buffer
	if cap(buffer) > 1<<20 {
		return // too large to keep, and so are its trees
	}
	o.Body, o.Status, o.RequestID, o.Attempts = nil, 0, "", 0 // all but the document
	o.header, o.events, o.buffer = nil, eventSource{}, buffer[:0]
	outputs.Put(unsafe.Pointer(o))
}
