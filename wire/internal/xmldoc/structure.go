package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// run is consecutive elements of one flattened list or map, written as a member
// of the structure: "Name":[…],
type run struct {
	member        int
	key, from, to int // in dst: where the key begins, the entries begin and end
	count         int
	closing       byte
}

func (r *Reader) structure(shape models.Shape) *wire.ValueError {
	r.dst = append(r.dst, '{')
	bad := r.members(shape)
	r.dst = endWith(r.dst, '}')
	return bad
}

// members reads the open element as a structure and appends its members.
func (r *Reader) members(shape models.Shape) *wire.ValueError {
	keep := r.extra || shape.Union() // a member newer than the model
	r.extra = false
	from, first, scattered := len(r.dst), len(r.runs), false
	if r.s.HasAttributes() {
		if bad := r.attributes(shape); bad != nil {
			return bad
		}
	}
	name, more := r.s.Child()
	for next := 0; more; {
		k := r.find(shape, name, next)
		if k == nil {
			r.unknown(name, keep)
			name, more = r.s.Child()
			continue
		}
		if keep && next > 0 && k.index != next-1 && shape.Union() {
			return &wire.ValueError{Problem: "more than one member of a union is set"}
		}
		next = k.index + 1
		var bad *wire.ValueError
		member := k.name // k changes below
		switch {
		case k.flattened:
			scattered = scattered || r.count(first, k.index) > 0
			name, more, bad = r.run(member, k.index, k.target, name, first)
		case k.events: // read by whoever reads the stream
			r.s.Skip()
			name, more = r.s.Child()
		default:
			r.key(member)
			bad = r.value(k.target, k.kind)
			r.dst = append(r.dst, ',')
			name, more = r.s.Child()
		}
		if bad != nil {
			return bad.In(member)
		}
	}
	if scattered {
		r.gather(from, r.runs[first:])
	}
	r.runs = r.runs[:first]
	return nil
}

// unknown passes over an element that the model does not have, or keeps it
// under its own name.
func (r *Reader) unknown(name string, keep bool) {
	if !keep {
		r.s.Skip()
		return
	}
	r.dst, _ = xml.AppendJSON(r.dst, name)
	r.dst = append(r.dst, ':')
	r.generic()
	r.dst = append(r.dst, ',')
}

// generic reads the open element without a shape: an object of its children, or
// else its text.
func (r *Reader) generic() {
	if look := r.s; !hasChild(&look) {
		r.dst, _ = xml.AppendJSON(r.dst, r.s.Text())
		return
	}
	r.dst = append(r.dst, '{')
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		r.unknown(name, true)
	}
	r.dst = endWith(r.dst, '}')
}

func hasChild(s *xml.Scanner) bool {
	_, ok := s.Child()
	return ok
}

// attributes reads the members that are attributes of the open element.
func (r *Reader) attributes(shape models.Shape) *wire.ValueError {
	for i, n := 0, shape.NumMembers(); i < n; i++ {
		m := shape.Member(i)
		if !m.XMLAttribute() {
			continue
		}
		raw, ok := r.s.Attribute(m.WireName())
		if !ok {
			continue
		}
		r.key(m.Name())
		if bad := r.leaf(m.Shape(), m.Shape().Kind(), raw); bad != nil {
			return bad.In(m.Name())
		}
		r.dst = append(r.dst, ',')
	}
	return nil
}

// run reads elements of one name, the first of which is open, as entries of a
// flattened list or map, and opens the element behind them. The structure's
// runs begin at first.
func (r *Reader) run(member string, index int, shape models.Shape, element string, first int) (name string, more bool, bad *wire.ValueError) {
	u := run{member: index, key: len(r.dst), closing: ']'}
	r.key(member)
	opening := byte('[')
	if shape.Kind() == models.Map {
		opening, u.closing = '{', '}'
	}
	r.dst = append(r.dst, opening)
	e := newEntries(shape)
	u.from = len(r.dst)
	for more, name = true, element; more && name == element; name, more = r.s.Child() {
		if bad = r.entry(&e); bad != nil {
			return "", false, bad.At(r.count(first, index) + u.count)
		}
		u.count++
	}
	u.to = len(r.dst)
	r.dst = append(endWith(r.dst, u.closing), ',')
	if u.to > u.from {
		u.to-- // the comma
	}
	r.runs = append(r.runs, u)
	return name, more, nil
}

// count is the number of entries of a member in the runs since first.
func (r *Reader) count(first, member int) (n int) {
	for _, u := range r.runs[first:] {
		if u.member == member {
			n += u.count
		}
	}
	return n
}

// gather rewrites the members that begin at from, in which the entries of a
// flattened list or map are scattered over several runs: all go where the first
// run stands.
func (r *Reader) gather(from int, runs []run) {
	end, done := len(r.dst), from
	for i := range runs {
		u := &runs[i]
		r.dst = append(r.dst, r.dst[done:u.key]...)
		done = u.key + r.width(u)
		if u.member < 0 {
			continue
		}
		r.dst = append(r.dst, r.dst[u.key:u.from]...)
		member := u.member
		for k := i; k < len(runs); k++ {
			v := &runs[k]
			if v.member != member {
				continue
			}
			if v.to > v.from {
				r.dst = append(append(r.dst, r.dst[v.from:v.to]...), ',')
			}
			v.member = -1
		}
		r.dst = append(endWith(r.dst, u.closing), ',')
	}
	r.dst = append(r.dst, r.dst[done:end]...)
	r.dst = r.dst[:from+copy(r.dst[from:], r.dst[end:])]
}

// width is the length of a run with its key, its closing bracket and the comma.
func (r *Reader) width(u *run) int { return u.to - u.key + len("],") }
