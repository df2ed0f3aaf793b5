package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// entries is what is to be known of a list or map to read its entries.
type entries struct {
	kind       models.Kind
	elem       models.Shape
	elemKind   models.Kind
	key, value string // names in an entry of a map
}

func newEntries(shape models.Shape) entries {
	e := entries{kind: shape.Kind(), elem: shape.Elem()}
	e.elemKind = e.elem.Kind()
	if e.kind == models.Map {
		e.key, e.value = shape.KeyName(), shape.ValueName()
		if e.key == "" {
			e.key = "key"
		}
		if e.value == "" {
			e.value = "value"
		}
	}
	return e
}

// entry reads the open element as an entry, and appends it and a comma.
func (r *Reader) entry(e *entries) *wire.ValueError {
	if e.kind == models.Map {
		return r.mapEntry(e)
	}
	bad := r.value(e.elem, e.elemKind)
	r.dst = append(r.dst, ',')
	return bad
}

// list reads the open element, which wraps a list.
func (r *Reader) list(shape models.Shape) *wire.ValueError {
	element := shape.MemberName()
	if element == "" {
		element = "member"
	}
	e := newEntries(shape)
	r.dst = append(r.dst, '[')
	for i := 0; ; {
		name, more := r.s.Child()
		if !more {
			break
		}
		if name != element {
			r.s.Skip()
			continue
		}
		if bad := r.entry(&e); bad != nil {
			return bad.At(i)
		}
		i++
	}
	r.dst = endWith(r.dst, ']')
	return nil
}

// mapping reads the open element, which wraps a map.
func (r *Reader) mapping(shape models.Shape) *wire.ValueError {
	e := newEntries(shape)
	r.dst = append(r.dst, '{')
	for i := 0; ; {
		name, more := r.s.Child()
		if !more {
			break
		}
		if name != "entry" {
			r.s.Skip()
			continue
		}
		if bad := r.mapEntry(&e); bad != nil {
			return bad.At(i)
		}
		i++
	}
	r.dst = endWith(r.dst, '}')
	return nil
}

// mapEntry reads the open element, which holds a key and a value in any order.
// Without a key there is no entry; without a value it is null.
func (r *Reader) mapEntry(e *entries) *wire.ValueError {
	from := len(r.dst)
	keyed, valued := false, false
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		switch {
		case name == e.key && !keyed:
			at := len(r.dst)
			if bad := r.string(e.elem, r.s.Text()); bad != nil {
				return bad
			}
			keyed = true
			r.dst = append(r.dst, ':')
			if valued { // put the key before the value
				r.dst = append(r.dst, r.dst[from:at]...)
				r.dst = r.dst[:from+copy(r.dst[from:], r.dst[at:])]
			}
		case name == e.value && !valued:
			if bad := r.value(e.elem, e.elemKind); bad != nil {
				return bad
			}
			valued = true
		default:
			r.s.Skip()
		}
	}
	switch {
	case !keyed:
		r.dst = r.dst[:from]
	case valued:
		r.dst = append(r.dst, ',')
	default:
		r.dst = append(r.dst, "null,"...)
	}
	return nil
}
