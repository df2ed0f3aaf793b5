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
	RequestID string // what AWS support asks for: of a header, or of the body
	HostID    string // S3's second request id
	Attempts  int    // how often the call was sent

	document wire.Document
	header   wire.Headers
	events   eventSource
	buffer   []byte // the body as it was read; the document points into it
	idle     int    // releases in a row that had used little of large buffers
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
	o.pool()
}

// Limits of what a released output keeps for the next call.
const (
	maxKeptBody = 1 << 20 // a listing of 1000 keys is a third of it
	muchKept    = 64 << 10
	seldom      = 16
)

// pool empties the output for the next call. A buffer over the limit goes at
// once, a large one when so many answers in a row have needed little of it.
func (o *Output) pool() {
	capacity, used := o.document.Size()
	capacity, used = capacity+cap(o.buffer), used+len(o.buffer)
	o.document.Reset()
	o.document.Trim()
	if o.idle++; capacity <= muchKept || used > capacity/8 {
		o.idle = 0
	}
	if cap(o.buffer) > maxKeptBody {
		o.buffer = nil
	}
	if o.idle >= seldom {
		o.document, o.buffer, o.idle = wire.Document{}, nil, 0
	}
	o.Body, o.Status, o.RequestID, o.HostID, o.Attempts = nil, 0, "", "", 0 // all but the document
	o.header, o.events, o.buffer = nil, eventSource{}, o.buffer[:0]
	outputs.Put(unsafe.Pointer(o))
}
