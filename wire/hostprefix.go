package wire

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// HostPrefix appends the operation's host prefix, if it has one, to
// r.HostPrefix: a template such as "data-{BucketName}." whose labels are filled
// by the host label members of the open input, whose fields run from from up
// to to. A label's value is letters, digits, '-' and '.', at least one, for it
// becomes part of the name of the host that the request is sent to; anything
// else is a fault. Source: Smithy, "endpoint trait".
func (e *Encoder) HostPrefix(r *Request, op models.Operation, from, to int) {
	template := op.HostPrefix()
	for template != "" {
		literal, rest, found := strings.Cut(template, "{")
		r.HostPrefix = append(r.HostPrefix, literal...)
		if !found {
			return
		}
		label, after, _ := strings.Cut(rest, "}")
		e.hostLabel(r, op, label, from, to)
		template = after
	}
}

// hostLabel appends the value of the member of that name.
func (e *Encoder) hostLabel(r *Request, op models.Operation, label string, from, to int) {
	for i := from; i < to; i++ {
		f := e.Enter(i)
		if f.Name == label {
			if s, ok := e.String(f.Member.Shape(), f.Value); ok && e.wantHostLabel(s) {
				r.HostPrefix = append(r.HostPrefix, s...)
			}
			e.Leave()
			return
		}
		e.Leave()
	}
	if m, _ := op.Input().MemberNamed(label); !m.Required() { // else it is a fault already
		e.faultAt(label, "is part of the host's name and missing")
	}
}

func (e *Encoder) wantHostLabel(s string) bool {
	if s == "" {
		e.Fault("is part of the host's name and empty")
		return false
	}
	for i := 0; i < len(s); i++ {
		c := lower(s[i])
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			e.Fault("is part of the host's name: only letters, digits, '-' and '.' are allowed")
			return false
		}
	}
	return true
}
