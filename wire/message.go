package wire

import "io"

// Header is a header of a request or response. Names are lower case.
type Header = struct{ Name, Value string }

// Request is a request as plain data. Its byte slices and strings are views
// into buffers that it owns: they are valid until Reset.
type Request struct {
	Method     string
	HostPrefix []byte    // put before the endpoint's host, "data."
	Path       []byte    // percent-encoded, begins with '/'
	Query      []byte    // percent-encoded, without '?'
	Headers    []Header  // names lower case
	Body       []byte    // the body, unless Stream is set
	Stream     io.Reader // the body as the caller gave it
	Values     []byte    // where header values are built; see AddHeader
}

// maxKept is the capacity above which Reset drops a buffer, so that one large
// message does not stay in a pool forever.
const maxKept = 64 << 10

// Reset empties the request and keeps its buffers for the next one.
func (r *Request) Reset() {
	clear(r.Headers[:cap(r.Headers)])
	*r = Request{
		HostPrefix: kept(r.HostPrefix), Path: kept(r.Path), Query: kept(r.Query),
		Headers: r.Headers[:0], Body: kept(r.Body), Values: kept(r.Values),
	}
}

func kept(b []byte) []byte {
	if cap(b) > maxKept {
		return nil
	}
	return b[:0]
}

// SetBody makes content the body: a copy, or content itself where it is so
// large that Reset drops the buffer instead of writing to it. The body is only
// to be read. SetBody stays a call, which saves 1 KB, and so does AddHeader.
//
//go:noinline
func (r *Request) SetBody(content string) {
	if len(content) > maxKept {
		r.Body = bytesOf(content)
		return
	}
	r.Body = append(r.Body[:0], content...)
}

// AddHeader appends a header whose value is the bytes appended to r.Values
// since from:
//
//	from := len(r.Values)
//	r.Values = strconv.AppendInt(r.Values, n, 10)
//	r.AddHeader("content-length", from)
//
//go:noinline
func (r *Request) AddHeader(name string, from int) {
	r.Headers = append(r.Headers, Header{name, view(r.Values[from:])})
}

// SetHeader adds a header, or replaces the value of the one of that name. It stays
// a call, which saves 3 KB.
//
//go:noinline
func (r *Request) SetHeader(name, value string) {
	for i := range r.Headers {
		if r.Headers[i].Name == name {
			r.Headers[i].Value = value
			return
		}
	}
	r.Headers = append(r.Headers, Header{name, value})
}

// Header is the value of the header of that lower-case name.
func (r *Request) Header(name string) (value string, ok bool) {
	return HeaderList(r.Headers).Get(name)
}

// Response is a response as plain data.
type Response struct {
	Status int
	Header Headers
	Body   []byte // the whole body; empty when the payload is a stream
}

// Headers reads the headers of a response.
type Headers interface {
	// Get is the value of the header of that name, in any case; several
	// headers of one name are joined with ", ".
	Get(name string) (value string, ok bool)
	// All calls yield with each header; several of one name may come as one.
	All(yield func(name, value string) bool)
}

// HeaderList is Headers in a slice, names in any case.
type HeaderList []Header

// Get implements Headers.
func (h HeaderList) Get(name string) (value string, ok bool) {
	for i := range h {
		if !EqualFold(h[i].Name, name) {
			continue
		}
		if !ok {
			value, ok = h[i].Value, true
		} else {
			value += ", " + h[i].Value
		}
	}
	return value, ok
}

// All implements Headers.
func (h HeaderList) All(yield func(name, value string) bool) {
	for i := range h {
		if !yield(h[i].Name, h[i].Value) {
			return
		}
	}
}

// EqualFold compares header names, or words of a configuration, without regard
// to ASCII case. strings.EqualFold would add 1 KB for other alphabets, and
// copies of this 2 KB.
//
//go:noinline
func EqualFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
