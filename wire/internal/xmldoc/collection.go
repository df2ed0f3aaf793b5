package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// list is what is to be known of a list to read its elements.
type list struct {
	elem    models.Shape
	element string // what wraps an element, unless the list is flattened
	kind    models.Kind
	leaf    bool // elements hold no others
}

func newList(shape models.Shape) list {
	l := list{elem: shape.Elem(), element: shape.MemberName()}
	if l.kind = l.elem.Kind(); l.element == "" {
		l.element = "member"
	}
	l.leaf = isLeaf(l.kind)
	return l
}

// elements reads the open element, which wraps a list.
func (r *Reader) elements(l list, member uint16) *wire.ValueError {
	at := r.t.Open(tape.List, member)
	if r.item.Name != l.element { // most lists of a service call theirs the same
		r.item = xml.NewTag(l.element)
	}
	tag := r.item
	for i := 0; ; i++ {
		if l.leaf {
			n, bad := r.simple(&l, &tag)
			if i += n; bad != nil {
				return bad.At(i)
			}
		}
		if !r.into(&tag) {
			r.t.Close(at, i)
			return nil
		}
		if bad := r.value(l.elem, l.kind, tape.Named); bad != nil {
			return bad.At(i)
		}
	}
}

// into opens the next element of that name, passing over others; where there is
// none it closes the open element.
func (r *Reader) into(tag *xml.Tag) bool {
	if r.s.Expect(tag) {
		return true
	}
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		if name == tag.Name {
			return true
		}
		r.s.Skip()
	}
	return false
}

// simple reads and counts elements of a list as long as they are in their
// simplest form.
func (r *Reader) simple(l *list, tag *xml.Tag) (n int, bad *wire.ValueError) {
	for {
		from, to, odd := r.s.Simple(tag)
		if from == 0 {
			return n, nil
		}
		if bad := r.simpleLeaf(l.elem, l.kind, from, to, odd, tape.Named); bad != nil {
			return n, bad
		}
		n++
	}
}

// entries is what is to be known of a map to read its entries.
type entries struct {
	elem       models.Shape
	kind       models.Kind
	sparse     bool
	key, value string // names in an entry
}

func newEntries(shape models.Shape) entries {
	e := entries{elem: shape.Elem(), sparse: shape.Sparse(), key: shape.KeyName(), value: shape.ValueName()}
	if e.kind = e.elem.Kind(); e.key == "" {
		e.key = "key"
	}
	if e.value == "" {
		e.value = "value"
	}
	return e
}

// mapping reads the open element, which wraps a map.
func (r *Reader) mapping(shape models.Shape, member uint16) *wire.ValueError {
	e := newEntries(shape)
	at, n := r.t.Open(tape.Object, member), 0
	tag := xml.NewTag("entry")
	for i := 0; r.into(&tag); i++ {
		added, bad := r.mapEntry(&e)
		if bad != nil {
			return bad.At(i)
		}
		n += added
	}
	r.t.Close(at, n)
	return nil
}

// mapEntry reads the open element, which holds a key and a value in any order.
// Without a key there is no entry; without a value it is null, which only a
// sparse map holds.
func (r *Reader) mapEntry(e *entries) (n int, bad *wire.ValueError) {
	from := len(r.t.Items)
	keyed, valued := false, false
	for name, more := r.s.Child(); more; name, more = r.s.Child() {
		switch {
		case name == e.key && !keyed:
			if bad := r.mapKey(e, from, valued); bad != nil {
				return 0, bad
			}
			keyed = true
		case name == e.value && !valued:
			if bad := r.value(e.elem, e.kind, tape.Named); bad != nil {
				return 0, bad
			}
			valued = true
		default:
			r.s.Skip()
		}
	}
	if keyed && !valued {
		r.t.AddWord(tape.Null, tape.Named)
	}
	if !keyed || r.t.Items[from+1].Kind == tape.Null && !e.sparse {
		r.t.Items = r.t.Items[:from]
		return 0, nil
	}
	return 1, nil
}

// mapKey reads the open element as the key of the entry that begins at from, and
// puts it there, before the value if that came first.
func (r *Reader) mapKey(e *entries, from int, valued bool) *wire.ValueError {
	raw := r.s.Text()
	at := len(r.t.Items)
	if bad := r.string(e.elem, raw, tape.Named); bad != nil {
		return bad
	}
	r.t.Items[at].Kind = tape.Key
	if key := r.t.Items[at]; valued {
		copy(r.t.Items[from+1:], r.t.Items[from:at])
		r.t.Items[from] = key
	}
	return nil
}
