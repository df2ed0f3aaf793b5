package models_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
)

// compiled reads a model of the repository.
func compiled(t testing.TB, pkg string) string {
	t.Helper()
	bin, err := os.ReadFile(filepath.Join(testkit.Root(t), "models", "embed", pkg, "model.bin"))
	if err != nil {
		t.Fatal(err)
	}
	return string(bin)
}

// packages are the names of all packages of the repository.
func packages(t testing.TB) (list []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(testkit.Root(t), "models", "embed", "*", "model.bin"))
	if err != nil || len(paths) < 400 {
		t.Fatalf("%d models, %v", len(paths), err)
	}
	for _, path := range paths {
		list = append(list, filepath.Base(filepath.Dir(path)))
	}
	return list
}

// open opens a model that must be sound.
func open(t testing.TB, bin string) *models.Model {
	t.Helper()
	m, err := models.Open(bin)
	if err != nil {
		t.Fatal(err)
	}
	return &m
}

// walker calls every view of a model and counts what it sees. It bounds itself,
// as everything that walks a model of unknown soundness must: counts in a
// corrupt model can be large.
type walker struct {
	m       *models.Model
	strings int // bytes of all strings seen
	faults  int // what a sound model does not hold
	budget  int
}

func (w *walker) str(list ...string) {
	for _, s := range list {
		w.strings += len(s)
	}
}

func (w *walker) want(ok bool) {
	if !ok {
		w.faults++
	}
}

func (w *walker) spend() bool {
	w.budget--
	return w.budget > 0
}

func (w *walker) model() {
	m := w.m
	w.str(m.ServiceID(), m.ServiceName(), m.ServiceFullName(), m.EndpointPrefix(), m.SigningName(), m.APIVersion(),
		m.TargetPrefix(), m.JSONVersion(), m.XMLNamespace(), m.Source(), m.Rules(), m.Protocol().String())
	w.want(m.Offers(m.Protocol()))
	for i := -1; i < 6; i++ {
		w.want(m.Auth(i) <= models.AuthV2)
	}
	w.want(m.Signature() <= models.AuthV2)
	_, _, _ = m.QueryCompatible(), m.HTTP2(), m.Tag()
	for name, typ := range m.ClientContext {
		w.str(name)
		w.want(typ != 0)
	}
	for i := -1; i <= m.NumOperations(); i++ {
		w.operation(m.Operation(i), i >= 0 && i < m.NumOperations())
	}
	for i := -1; i <= m.NumErrors(); i++ {
		w.failure(m.Error(i), i >= 0 && i < m.NumErrors())
	}
	for i := 1; i < m.NumShapes() && i < 1<<16 && w.spend(); i++ {
		w.shape(m.Shape(uint16(i)))
	}
	for i := -1; i <= m.NumWaiters(); i++ {
		w.waiter(m.Waiter(i))
	}
	for i := -1; i <= models.NumSections; i++ {
		w.want(m.SectionLen(i) >= 0 && m.SectionLen(i) <= m.Len())
	}
}

func (w *walker) operation(op models.Operation, real bool) {
	w.want(op.Valid() == real)
	found, ok := w.m.OperationNamed(op.Name())
	w.want(ok == real && (!real || found == op))
	uri, prefix := op.InputNamespace()
	w.str(op.Name(), op.Method(), op.URI(), op.HostPrefix(), op.InputName(), uri, prefix, string(op.AppendResultWrapper(nil)))
	w.want(!real || op.Method() != "")
	w.want(!real || w.m.Operation(op.Index()) == op)
	for _, s := range []models.Shape{op.Input(), op.Output()} {
		w.want(s.Kind() == models.Invalid || s.Kind() == models.Structure)
	}
	for e := range op.Errors {
		w.str(e.Code())
		if !w.spend() {
			return
		}
	}
	if sum, ok := op.Checksum(); ok {
		w.str(sum.RequestAlgorithmMember, sum.RequestValidationModeMember)
		for name := range sum.ResponseAlgorithms {
			w.str(name)
		}
	}
	for p := range op.StaticContext {
		w.str(p.Name, p.String)
		for s := range p.Strings {
			w.str(s)
		}
		if !w.spend() {
			return
		}
	}
	for name, e := range op.OperationContext {
		w.str(name)
		w.expression(e)
	}
	if p, ok := op.Paginator(); ok {
		w.paginator(p)
	}
}

func (w *walker) expression(e models.Expression) {
	w.str(e.Field, e.Program)
	w.want(e.Field == "" || e.Program == "")
}

func (w *walker) paginator(p models.Paginator) {
	n := 0
	for output, input := range p.Tokens {
		w.expression(output)
		w.want(!output.IsZero() && input != "")
		n++
	}
	w.want(n > 0)
	for e := range p.ResultKeys {
		w.expression(e)
	}
	for e := range p.NonAggregateKeys {
		w.expression(e)
	}
	w.expression(p.MoreResults())
	w.str(p.LimitKey())
}

func (w *walker) failure(e models.Error, real bool) {
	w.want(e.Valid() == real)
	w.str(e.Code(), e.Name())
	_, _, _ = e.Retryable(), e.Throttling(), e.SenderFault()
	found, ok := w.m.ErrorCoded(e.Code())
	w.want(ok == real && found.Code() == e.Code())
	w.want(!real || e.Shape().Kind() == models.Structure)
}

func (w *walker) shape(s models.Shape) {
	uri, prefix := s.Namespace()
	w.str(s.Kind().String(), s.MinText(), s.MemberName(), s.MemberNamespace(), s.KeyName(), s.ValueName(), s.KeyNamespace(), s.ValueNamespace(), s.LocationName(), uri, prefix)
	w.want(s.Kind() != models.Invalid && s.TimestampFormat() <= models.RFC822)
	w.want((s.Kind() == models.List || s.Kind() == models.Map) == (s.Elem().Kind() != models.Invalid))
	w.want((s.Kind() == models.Map) == (s.Key().Kind() != models.Invalid))
	_, _ = s.Min()
	_, _, _, _, _ = s.Flattened(), s.Sparse(), s.Streaming(), s.RequiresLength(), s.Sensitive()
	_, _, _, _ = s.Union(), s.Exception(), s.EventStream(), s.Event()
	required, bound, payload := false, false, -1
	for i := range s.NumMembers() {
		if !w.spend() {
			return
		}
		m := s.Member(i)
		w.member(m)
		required = required || m.Required()
		bound = bound || m.Location() != models.Body || m.Payload()
		if m.Payload() && payload < 0 {
			payload = i
		}
		if m.Location() != models.Body {
			_, at := s.Flagged(i, models.MemberLocated)
			w.want(at == i)
		}
	}
	w.want(required == s.HasRequired() && bound == s.HasBindings())
	_, i := s.Payload()
	w.want(i == payload)
	if n := s.NumMembers(); n > 0 {
		last := s.Member(n - 1)
		_, byName := s.MemberNamed(last.Name())
		_, byWire := s.MemberWired(last.WireName(), n-1)
		w.want(byName == n-1 && byWire == n-1)
		_, none := s.MemberNamed("no such member")
		w.want(none == -1)
	}
}

func (w *walker) member(m models.Member) {
	uri, prefix := m.Namespace()
	w.str(m.Name(), m.WireName(), m.LocationName(), m.QueryName(), m.ContextParam(), uri, prefix)
	w.want(m.Name() != "" && m.WireName() != "" && m.Location() <= models.StatusCode)
	w.want(m.Shape().Kind() != models.Invalid)
	_, _, _ = m.IdempotencyToken(), m.EventPayload(), m.EventHeader()
	_, _, _, _, _, _ = m.XMLAttribute(), m.JSONValue(), m.HostLabel(), m.ResourceID(), m.Policy(), m.EndpointDiscoveryID()
	w.want(!m.Shape().Flattened() || m.Flattened())
	w.want(!m.Shape().Streaming() || m.Streaming())
}

func (w *walker) waiter(v models.Waiter) {
	w.str(v.Name(), v.Operation().Name())
	w.want(v.Delay() >= 0 && v.MaxAttempts() >= 0)
	for a := range v.Acceptors {
		w.str(a.String)
		w.expression(a.Argument)
		if !w.spend() {
			return
		}
	}
}
