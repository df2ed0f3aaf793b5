package rest

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// appendURI appends the operation's URI template to r.Path, labels filled, and
// its fixed query string, which it also gives, to r.Query.
//
// Source: Smithy, "http trait", "httpLabel trait".
func appendURI(e *wire.Encoder, r *wire.Request, op models.Operation, from, to int) (fixed string) {
	path, fixed, _ := strings.Cut(op.URI(), "?")
	if path == "" || path[0] != '/' {
		r.Path = append(r.Path, '/')
	}
	for path != "" {
		literal, rest, found := strings.Cut(path, "{")
		r.Path = append(r.Path, literal...)
		if !found {
			break
		}
		label, after, _ := strings.Cut(rest, "}")
		name, greedy := strings.CutSuffix(label, "+")
		appendLabel(e, r, op, name, greedy, from, to)
		path = after
	}
	r.Query = append(r.Query, fixed...)
	return fixed
}

// appendLabel appends the member that is bound to a label. A label that is
// missing or empty would make the path that of another operation: a fault.
func appendLabel(e *wire.Encoder, r *wire.Request, op models.Operation, label string, greedy bool, from, to int) {
	for i := from; i < to; i++ {
		f := e.Enter(i)
		if f.Member.Location() != models.Label || f.Member.WireName() != label {
			e.Leave()
			continue
		}
		shape := f.Member.Shape()
		if shape.Kind() == models.Blob {
			e.Unencodable(shape)
		} else if s, ok := text(e, r, shape, f.Value, models.ISO8601); ok && s == "" {
			e.Fault("is part of the path and empty")
		} else if ok {
			r.Path = appendEscaped(r.Path, s, greedy)
		}
		e.Leave()
		return
	}
	wantLabel(e, op, label)
}

// wantLabel records that a label's member is missing, unless it is required
// and a fault already.
func wantLabel(e *wire.Encoder, op models.Operation, label string) {
	in := op.Input()
	name := label
	for i := range in.NumMembers() {
		if m := in.Member(i); m.Location() == models.Label && m.WireName() == label {
			if m.Required() {
				return
			}
			name = m.Name()
			break
		}
	}
	e.Fault(name + " is part of the path and missing")
}

// appendEscaped appends s percent-encoded but for RFC 3986's unreserved
// characters, and '/' if slashes are to stay.
func appendEscaped(dst []byte, s string, slashes bool) []byte {
	const hex = "0123456789ABCDEF"
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if unreserved(c) || c == '/' && slashes {
			continue
		}
		dst = append(append(dst, s[from:i]...), '%', hex[c>>4], hex[c&15])
		from = i + 1
	}
	return append(dst, s[from:]...)
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
