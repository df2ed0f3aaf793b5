package xmldoc

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// run is consecutive elements of one flattened list or map, which stand as a
// list or object on the tape.
type run struct {
	member int // -1 if it is a part of another run now
	at     int // place of the list or object
	count  int
}

// run reads elements of one name, the first of which is open, as entries of the
// flattened list or map k, and opens the element behind them. The structure's
// runs begin at first.
func (r *Reader) run(k known, name string, first int) (next string, more bool, bad *wire.ValueError) {
	var e entries
	u := run{member: int(k.index)}
	if k.kind == models.Map {
		e = newEntries(k.target)
		u.at = r.t.Open(tape.Object, uint16(k.index))
	} else {
		u.at = r.t.Open(tape.List, uint16(k.index))
	}
	kept := 0
	for {
		added := 1
		if k.kind == models.Map {
			added, bad = r.mapEntry(&e)
		} else {
			bad = r.value(k.list.elem, k.list.kind, tape.Named)
		}
		if bad != nil {
			return "", false, bad.At(r.count(first, u.member) + u.count)
		}
		u.count++
		kept += added
		if k.tag.Name == name && r.s.Expect(&k.tag) {
			continue
		}
		if next, more = r.s.Child(); !more || next != name {
			break
		}
	}
	r.t.Close(u.at, kept)
	r.runs = append(r.runs, u)
	return next, more, nil
}

// simpleRun is run for a list whose elements are in their simplest form, none of
// which is open; ok is false if there is none.
func (r *Reader) simpleRun(k *known, first int) (ok bool, bad *wire.ValueError) {
	u := run{member: int(k.index), at: r.t.Open(tape.List, uint16(k.index))}
	if u.count, bad = r.simple(&k.list, &k.tag); bad != nil {
		return true, bad.At(r.count(first, int(k.index)) + u.count)
	}
	if u.count == 0 {
		r.t.Items = r.t.Items[:u.at]
		return false, nil
	}
	r.t.Close(u.at, u.count)
	r.runs = append(r.runs, u)
	return true, nil
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
// run stands. It counts the runs that are no more.
func (r *Reader) gather(from int, runs []run) (gone int) {
	t := r.t
	end, done := len(t.Items), from
	for i := range runs {
		u := &runs[i]
		t.Append(done, u.at)
		done = u.at + int(t.Items[u.at].Size)
		if u.member < 0 {
			gone++
			continue
		}
		it := t.Items[u.at]
		at, entries := t.Open(it.Kind, it.Member), 0
		member := u.member
		for k := i; k < len(runs); k++ {
			if v := &runs[k]; v.member == member {
				v.member = -1
				entries += int(t.Items[v.at].Len)
				t.Append(v.at+1, v.at+int(t.Items[v.at].Size))
			}
		}
		t.Close(at, entries)
	}
	t.Append(done, end)
	t.Items = t.Items[:from+copy(t.Items[from:], t.Items[end:])]
	return gone
}
