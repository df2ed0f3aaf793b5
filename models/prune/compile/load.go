package compile

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// Load makes the graph of a compiled model, the inverse of [Service.Pack]:
// packing it again gives the same bytes. Names of shapes are not in the
// compiled form and stay empty.
func Load(bin string) (*Service, error) {
	m, err := models.Open(bin)
	if err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	l := &loader{m: &m, shapes: make([]*Shape, m.NumShapes())}
	l.loadShapes()
	l.loadErrors()
	l.loadOperations()
	l.loadWaiters()
	l.loadService()
	return &l.s, nil
}

// loader holds the graph while a model is loaded.
type loader struct {
	m      *models.Model
	s      Service
	shapes []*Shape // by index; nil at 0
	errors []*Error // by index
}

// clone copies a view, so that the graph does not keep the model.
func clone(s string) string { return strings.Clone(s) }

func expressionOf(e models.Expression) Expression {
	return Expression{clone(e.Field), clone(e.Program)}
}

func (l *loader) loadService() {
	m, s := l.m, &l.s
	s.Name, s.ID, s.FullName = clone(m.ServiceName()), clone(m.ServiceID()), clone(m.ServiceFullName())
	s.EndpointPrefix, s.SigningName = clone(m.EndpointPrefix()), clone(m.SigningName())
	s.APIVersion, s.TargetPrefix = clone(m.APIVersion()), clone(m.TargetPrefix())
	s.JSONVersion, s.XMLNamespace = clone(m.JSONVersion()), clone(m.XMLNamespace())
	s.Source, s.Protocol, s.Signature = clone(m.Source()), m.Protocol(), m.Signature()
	for p := models.JSON; p <= models.EC2; p++ {
		if m.Offers(p) {
			s.Protocols = append(s.Protocols, p)
		}
	}
	for i := 0; m.Auth(i) != models.AuthUnset; i++ {
		s.Auth = append(s.Auth, m.Auth(i))
	}
	if m.QueryCompatible() {
		s.Flags |= models.ServiceQueryCompatible
	}
	if m.HTTP2() {
		s.Flags |= models.ServiceHTTP2
	}
	for name, typ := range m.ClientContext {
		s.ClientContext = append(s.ClientContext, ClientContext{clone(name), typ})
	}
	s.Rules = []byte(m.Rules())
}

func (l *loader) loadShapes() {
	for i := 1; i < len(l.shapes); i++ {
		l.shapes[i] = new(Shape)
	}
	for i := 1; i < len(l.shapes); i++ {
		view, s := l.m.Shape(uint16(i)), l.shapes[i]
		s.Kind, s.Flags = view.Kind(), view.Flags()
		if s.Kind == models.Structure {
			s.Flags &^= models.StructureTraits
		} else {
			s.Flags &^= models.ShapeTraits
		}
		for k := range view.NumMembers() {
			s.Members = append(s.Members, l.member(view.Member(k)))
		}
		s.Elem, s.Key = l.shapes[view.Elem().Index()], l.shapes[view.Key().Index()]
		s.Format = view.TimestampFormat()
		minimum, _ := view.Min()
		s.Min, s.MinText = int32(minimum), clone(view.MinText())
		s.MemberName, s.MemberSpace = clone(view.MemberName()), clone(view.MemberNamespace())
		s.KeyName, s.ValueName = clone(view.KeyName()), clone(view.ValueName())
		s.KeySpace, s.ValueSpace = clone(view.KeyNamespace()), clone(view.ValueNamespace())
		s.LocationName = clone(view.LocationName())
		uri, prefix := view.Namespace()
		s.Namespace, s.Prefix = clone(uri), clone(prefix)
	}
}

func (l *loader) member(view models.Member) *Member {
	uri, prefix := view.Namespace()
	return &Member{
		Name: clone(view.Name()), WireName: clone(view.LocationName()), Shape: l.shapes[view.Shape().Index()],
		Flags: view.Flags(), TraitFlags: view.TraitFlags(),
		QueryName: clone(view.QueryName()), ContextParam: clone(view.ContextParam()),
		Namespace: clone(uri), NamespacePrefix: clone(prefix),
	}
}

func (l *loader) loadErrors() {
	for i := range l.m.NumErrors() {
		view := l.m.Error(i)
		e := &Error{Code: clone(view.Code()), Name: clone(view.Name()), Shape: l.shapes[view.Shape().Index()], Flags: view.Flags()}
		l.errors = append(l.errors, e)
	}
	l.s.Errors = l.errors
}

func (l *loader) loadOperations() {
	for i := range l.m.NumOperations() {
		l.s.Operations = append(l.s.Operations, l.operation(l.m.Operation(i)))
	}
}

func (l *loader) operation(view models.Operation) *Operation {
	op := &Operation{
		Name: clone(view.Name()), Method: view.Method(), URI: clone(view.URI()),
		Input: l.shapes[view.Input().Index()], Output: l.shapes[view.Output().Index()],
		Flags:      view.Flags() &^ models.OpResultWrapper,
		HostPrefix: clone(view.HostPrefix()), InputName: clone(view.InputName()),
		ResultWrapper: string(view.AppendResultWrapper(nil)),
	}
	uri, prefix := view.InputNamespace()
	op.InputNamespace, op.InputPrefix = clone(uri), clone(prefix)
	for i := range view.ErrorIndexes {
		op.Errors = append(op.Errors, l.errors[i])
	}
	if sum, ok := view.Checksum(); ok {
		op.Checksum = &Checksum{
			RequestRequired: sum.RequestRequired, AlgorithmMember: clone(sum.RequestAlgorithmMember),
			ValidationMode: clone(sum.RequestValidationModeMember),
		}
		for name := range sum.ResponseAlgorithms {
			op.Checksum.ResponseAlgorithms = append(op.Checksum.ResponseAlgorithms, clone(name))
		}
	}
	for p := range view.StaticContext {
		c := StaticContext{Name: clone(p.Name), Type: p.Type, String: clone(p.String), Bool: p.Bool}
		for s := range p.Strings {
			c.Strings = append(c.Strings, clone(s))
		}
		op.StaticContext = append(op.StaticContext, c)
	}
	for name, e := range view.OperationContext {
		op.OperationContext = append(op.OperationContext, OperationContext{clone(name), expressionOf(e)})
	}
	if view, ok := view.Paginator(); ok {
		op.Paginator = loadPaginator(view)
	}
	return op
}

func loadPaginator(view models.Paginator) *Paginator {
	g := &Paginator{More: expressionOf(view.MoreResults()), LimitKey: clone(view.LimitKey())}
	for output, input := range view.Tokens {
		g.Outputs = append(g.Outputs, expressionOf(output))
		g.Inputs = append(g.Inputs, clone(input))
	}
	for e := range view.ResultKeys {
		g.Results = append(g.Results, expressionOf(e))
	}
	for e := range view.NonAggregateKeys {
		g.Fixed = append(g.Fixed, expressionOf(e))
	}
	return g
}

func (l *loader) loadWaiters() {
	for i := range l.m.NumWaiters() {
		view := l.m.Waiter(i)
		w := &Waiter{
			Name: clone(view.Name()), Operation: l.s.Operations[view.Operation().Index()],
			Delay: uint16(view.Delay()), MaxAttempts: uint16(view.MaxAttempts()),
		}
		for a := range view.Acceptors {
			a.String, a.Argument = clone(a.String), models.Expression(expressionOf(a.Argument))
			w.Acceptors = append(w.Acceptors, a)
		}
		l.s.Waiters = append(l.s.Waiters, w)
	}
}
