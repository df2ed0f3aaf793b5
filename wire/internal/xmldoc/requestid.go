package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// noteID takes the open element if it is the request's id, and closes it. It is
// a child of the root (ec2Query) or of ResponseMetadata (awsQuery).
func (r *Reader) noteID(name string) (ok bool) {
	var e told
	if ok = e.noteID(&r.s, name); ok {
		r.d.RequestID = plainID(e.requestID)
	}
	return ok
}

// Other passes over a child of the root that is not the output, but for the
// request's id in it.
func (r *Reader) Other(name string) {
	if name != "ResponseMetadata" {
		if !r.noteID(name) {
			r.s.Skip()
		}
		return
	}
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		if !r.noteID(name) {
			r.s.Skip()
		}
	}
}

// ReadID finds the request's id in the body of an operation without output,
// whatever else that holds.
func ReadID(d *wire.Document, body []byte) {
	if Empty(body) {
		return
	}
	r := Begin(d, body)
	if _, ok := r.Root(); ok {
		for name, more := r.Child(); more; name, more = r.Child() {
			r.Other(name)
		}
	}
	r.release()
}

// plainID is an id, which is text that stands for itself.
func plainID(raw string) string {
	if !plain(raw) {
		return ""
	}
	return xml.TrimSpace(raw)
}
