package eventstream

import "unicode/utf8"

// Headers are the headers of a message in their encoded form. They are a view
// of the message.
type Headers []byte

// manyHeaders is the number of headers from which duplicates are looked for in
// a set, and no longer each among all others.
const manyHeaders = 24

// check reads all headers once, so that the other methods need not.
func (h Headers) check() error {
	var names [manyHeaders]string
	var set map[string]struct{}
	count := 0
	for rest := h; len(rest) > 0; count++ {
		name, _, n, err := consumeHeader(rest)
		if err != nil {
			return err
		}
		rest = rest[n:]
		for _, before := range names[:min(count, manyHeaders)] {
			if before == name {
				return ErrHeaderTwice
			}
		}
		if count < manyHeaders {
			names[count] = name
			continue
		}
		if _, twice := set[name]; twice {
			return ErrHeaderTwice
		}
		if set == nil {
			set = make(map[string]struct{})
		}
		set[name] = struct{}{}
	}
	return nil
}

// Get is the value of the header of that name.
func (h Headers) Get(name string) (v Value, ok bool) {
	for len(h) > 0 {
		got, v, n, err := consumeHeader(h)
		if err != nil {
			return Value{}, false
		}
		if got == name {
			return v, true
		}
		h = h[n:]
	}
	return Value{}, false
}

// Text is the value of a string header; empty if there is none.
func (h Headers) Text(name string) string {
	if v, ok := h.Get(name); ok && v.Type == String {
		return v.Str()
	}
	return ""
}

// All calls yield with each header.
func (h Headers) All(yield func(name string, v Value) bool) {
	for len(h) > 0 {
		name, v, n, err := consumeHeader(h)
		if err != nil || !yield(name, v) {
			return
		}
		h = h[n:]
	}
}

// consumeHeader reads the header at the head of b, n bytes.
func consumeHeader(b []byte) (name string, v Value, n int, err error) {
	size := 1 + int(b[0])
	if size == 1 || len(b) < size {
		return "", v, 0, ErrHeader
	}
	name = view(b[1:size])
	if !utf8.ValidString(name) {
		return "", v, 0, ErrHeader
	}
	v, n, err = consumeValue(b[size:])
	if err == nil && v.Type == String && !utf8.Valid(v.text) {
		err = ErrHeader
	}
	return name, v, size + n, err
}

// Append appends a header to those of a message that is to be sent. The
// receiver is the encoded headers so far, so the usual form is
//
//	h, err = h.Append(":event-type", eventstream.StringValue("chunk"))
//
// An empty or overlong name or an overlong value is an error, and so is a
// second header of one name.
func (h Headers) Append(name string, v Value) (Headers, error) {
	if name == "" || len(name) > maxName || !utf8.ValidString(name) || v.Type == String && !utf8.Valid(v.text) {
		return h, ErrHeader
	}
	if _, twice := h.Get(name); twice {
		return h, ErrHeaderTwice
	}
	out := append(append(h, byte(len(name))), name...)
	out, err := appendValue(out, v)
	if err == nil && len(out) > MaxHeaders {
		err = ErrLength
	}
	if err != nil {
		return h, err
	}
	return out, nil
}
