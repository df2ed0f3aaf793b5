package compile_test

import (
	"fmt"
	"slices"

	"github.com/tucuxi-go/tucuxi/models"
)

// differ compares what two models show of the same thing, and notes the first
// difference.
type differ struct {
	seen map[[2]uint16]bool
	text string
}

func (d *differ) same(what string, a, b any) {
	if d.text == "" && fmt.Sprint(a) != fmt.Sprint(b) {
		d.text = fmt.Sprintf("%s: %v before, %v after", what, a, b)
	}
}

func (d *differ) operation(a, b models.Operation) {
	name := a.Name()
	d.same("operation", name, b.Name())
	show := func(o models.Operation) (list []any) {
		uri, prefix := o.InputNamespace()
		list = append(list, o.Method(), o.URI(), o.Flags(), o.HostPrefix(), o.InputName(), uri, prefix, string(o.AppendResultWrapper(nil)))
		if sum, ok := o.Checksum(); ok {
			list = append(list, sum.RequestRequired, sum.RequestAlgorithmMember, sum.RequestValidationModeMember, slices.Collect(sum.ResponseAlgorithms))
		}
		for p := range o.StaticContext {
			list = append(list, p.Name, p.Type, p.String, p.Bool, slices.Collect(p.Strings))
		}
		for name, e := range o.OperationContext {
			list = append(list, name, e)
		}
		for e := range o.Errors {
			list = append(list, e.Code(), e.Name(), e.Flags())
		}
		if p, ok := o.Paginator(); ok {
			for output, input := range p.Tokens {
				list = append(list, output, input)
			}
			list = append(list, slices.Collect(p.ResultKeys), slices.Collect(p.NonAggregateKeys), p.MoreResults(), p.LimitKey())
		}
		return list
	}
	d.same(name, show(a), show(b))
	d.shape(name+" input", a.Input(), b.Input())
	d.shape(name+" output", a.Output(), b.Output())
	next := slices.Collect(b.Errors)
	for e := range a.Errors {
		if len(next) > 0 {
			d.shape(name+" error "+e.Name(), e.Shape(), next[0].Shape())
			next = next[1:]
		}
	}
}

func (d *differ) shape(path string, a, b models.Shape) {
	pair := [2]uint16{a.Index(), b.Index()}
	if d.text != "" || d.seen[pair] {
		return
	}
	d.seen[pair] = true
	show := func(s models.Shape) string {
		uri, prefix := s.Namespace()
		minimum, ok := s.Min()
		return fmt.Sprint(s.Kind(), s.Flags(), s.NumMembers(), s.TimestampFormat(), minimum, ok, s.MinText(),
			s.MemberName(), s.MemberNamespace(), s.KeyName(), s.ValueName(), s.LocationName(), uri, prefix)
	}
	d.same(path, show(a), show(b))
	for i := range a.NumMembers() {
		d.member(path, a.Member(i), b.Member(i))
	}
	if a.Kind() == models.List || a.Kind() == models.Map {
		d.shape(path+"[]", a.Elem(), b.Elem())
		d.shape(path+" key", a.Key(), b.Key())
	}
}

func (d *differ) member(path string, a, b models.Member) {
	show := func(m models.Member) string {
		uri, prefix := m.Namespace()
		return fmt.Sprint(m.Name(), m.LocationName(), m.Flags(), m.TraitFlags(), m.QueryName(), m.ContextParam(), uri, prefix)
	}
	path += "." + a.Name()
	d.same(path, show(a), show(b))
	d.shape(path, a.Shape(), b.Shape())
}

// waiters compares the waiters of the kept operations.
func (d *differ) waiters(a, b *models.Model, keep []string) {
	show := func(m *models.Model) (list []any) {
		for i := range m.NumWaiters() {
			if w := m.Waiter(i); slices.Contains(keep, w.Operation().Name()) {
				list = append(list, w.Name(), w.Operation().Name(), w.Delay(), w.MaxAttempts(), slices.Collect(w.Acceptors))
			}
		}
		return list
	}
	d.same("waiters", show(a), show(b))
}
