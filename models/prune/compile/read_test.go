package compile_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// metadata is enough of it for the small models of these tests.
const metadata = `"metadata":{"serviceId":"Tide Table","serviceFullName":"Tide Table","endpointPrefix":"tide","apiVersion":"2026-01-02","protocol":"json","jsonVersion":"1.0"}`

func source(service string) compile.Source {
	return compile.Source{Name: "tide-table", Version: "2026-01-02", Release: "botocore 0", Service: []byte(service)}
}

// model is a service model with one operation and the given shapes.
func model(shapes string) string {
	return `{` + metadata + `,"operations":{"Ask":{"name":"Ask","http":{"method":"POST","requestUri":"/"},"input":{"shape":"In"}}},"shapes":{` + shapes + `}}`
}

func read(t *testing.T, src compile.Source) *models.Model {
	t.Helper()
	s, err := compile.Read(src)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, pack(t, s))
}

// TestReadRefuses gives models that this compiler must not accept. The error
// names the file and the path in it.
func TestReadRefuses(t *testing.T) {
	const file = "tide-table/2026-01-02/service-2.json"
	for _, c := range []struct{ name, service, want string }{
		{"no JSON", `{"metadata":`, file + ": "},
		{"a control character", "{\"metadata\":{\"serviceId\":\"a\x01\"}}", file + ": "},
		{"empty", ``, file + ": "},
		{"no object", `[]`, file + ": no metadata"}, {"shapes are no object", `{` + metadata + `,"shapes":[]}`, file + ".shapes: an object is wanted"},
		{"no metadata", `{"operations":{}}`, file + ": no metadata"},
		{"no protocol", `{"metadata":{"serviceId":"Tide"}}`, file + ".metadata: no protocol"},
		{"a name twice", model(`"In":{"type":"structure","members":{"A":{"shape":"In"},"A":{"shape":"In"}}}`), `.shapes.In.members: "A" is there twice`},
		{"unknown error trait", model(`"In":{"type":"structure","members":{}},"E":{"type":"structure","exception":true,"members":{},"error":{"color":1}}`), `.shapes.E.error.color: unknown trait`},
		{"unknown retryable trait", model(`"In":{"type":"structure","members":{}},"E":{"type":"structure","exception":true,"members":{},"retryable":{"color":1}}`), `.shapes.E.retryable.color: unknown trait`},
		{"context param that is no walk", `{` + metadata + `,"operations":{"Ask":{"operationContextParams":{"A":{"path":"A || B"}}}},"shapes":{}}`, `.operations.Ask.operationContextParams.A.path: expression "A || B": more than fields`},
		{"own auth", `{` + metadata + `,"operations":{"Ask":{"auth":["aws.auth#sigv4a"]}},"shapes":{}}`, `.operations.Ask.auth[0]: an operation's own auth`},
		{"authtype", `{` + metadata + `,"operations":{"Ask":{"authtype":"v9"}},"shapes":{}}`, `.operations.Ask.authtype: unknown authtype "v9"`},
		{"namespace prefix of a list's member", model(`"In":{"type":"structure","members":{"A":{"shape":"L"}}},"L":{"type":"list","member":{"shape":"L","xmlNamespace":{"uri":"u","prefix":"p"}}}`), `.shapes.L.member.xmlNamespace: a prefix "p"`},
		{"unknown top level", `{` + metadata + `,"extras":{}}`, file + ".extras: unknown trait"},
		{"unknown metadata", `{"metadata":{"color":"blue"}}`, file + ".metadata.color: unknown trait"},
		{"unknown protocol", `{"metadata":{"protocol":"soap"}}`, `.metadata.protocol: unknown protocol "soap"`},
		{"unknown protocol in the list", `{"metadata":{"protocols":["json","soap"]}}`, `.metadata.protocols[1]: unknown protocol "soap"`},
		{"unknown auth", `{"metadata":{"auth":["aws.auth#v9"]}}`, `.metadata.auth[0]: unknown auth scheme`},
		{"unknown shape trait", model(`"In":{"type":"structure","members":{},"color":"blue"}`), file + ".shapes.In.color: unknown trait"},
		{"unknown member trait", model(`"In":{"type":"structure","members":{"A":{"shape":"In","color":"blue"}}}`), file + ".shapes.In.members.A.color: unknown trait"},
		{"unknown shape type", model(`"In":{"type":"structure","members":{"A":{"shape":"A"}}},"A":{"type":"complex"}`), `.shapes.A.type: unknown shape type "complex"`},
		{"unknown location", model(`"In":{"type":"structure","members":{"A":{"shape":"In","location":"moon"}}}`), `.members.A.location: unknown location "moon"`},
		{"unknown timestamp format", model(`"In":{"type":"structure","members":{"A":{"shape":"A"}}},"A":{"type":"timestamp","timestampFormat":"stardate"}`), `.shapes.A.timestampFormat: unknown timestamp format "stardate"`},
		{"no such shape", model(`"In":{"type":"structure","members":{"A":{"shape":"Gone"}}}`), `.shapes.In.members.A.shape: shape "Gone" is not in the model`},
		{"no such required member", model(`"In":{"type":"structure","required":["B"],"members":{}}`), `.shapes.In.required[0]: member "B" is not in the structure`},
		{"list of nothing", model(`"In":{"type":"structure","members":{"A":{"shape":"A"}}},"A":{"type":"list"}`), `.shapes.A: a list without a member shape`},
		{"input is no structure", model(`"In":{"type":"string"}`), `.operations.Ask.input: a structure is wanted, not a string`},
		{"a number for a string", model(`"In":{"type":"structure","members":{"A":{"shape":7}}}`), `.shapes.In.members.A.shape: a string is wanted, not number`},
		{"unknown operation trait", `{` + metadata + `,"operations":{"Ask":{"color":1}},"shapes":{}}`, `.operations.Ask.color: unknown trait`},
	} {
		if s, err := compile.Read(source(c.service)); err == nil || s != nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), file) {
			t.Errorf("%s: %v; want %s", c.name, err, c.want)
		}
	}
}

// TestReadRefusesOtherFiles is TestReadRefuses for what lies beside the model.
func TestReadRefusesOtherFiles(t *testing.T) {
	good := source(model(`"In":{"type":"structure","members":{}}`))
	for _, c := range []struct {
		name string
		edit func(*compile.Source)
		want string
	}{
		{"extras", func(s *compile.Source) { s.ServiceExtras = []byte(`{"merge":`) }, "service-2.sdk-extras.json: "},
		{"paginator of no operation", func(s *compile.Source) { s.Paginators = []byte(`{"pagination":{"Ash":{}}}`) }, `paginators-1.json.pagination.Ash: operation "Ash" is not in the model`},
		{"uneven tokens", func(s *compile.Source) {
			s.Paginators = []byte(`{"pagination":{"Ask":{"input_token":["A","B"],"output_token":"A"}}}`)
		}, `paginators-1.json.pagination.Ask: 2 input tokens, 1 output tokens`},
		{"expression", func(s *compile.Source) {
			s.Paginators = []byte(`{"pagination":{"Ask":{"input_token":"A","output_token":"sort_by(A, &B)"}}}`)
		}, `paginators-1.json.pagination.Ask.output_token: expression "sort_by(A, &B)": `},
		{"unknown matcher", func(s *compile.Source) {
			s.Waiters = []byte(`{"waiters":{"Asked":{"operation":"Ask","delay":1,"maxAttempts":2,"acceptors":[{"matcher":"smell","expected":"A","state":"success"}]}}}`)
		}, `waiters-2.json.waiters.Asked.acceptors[0].matcher: unknown matcher "smell"`},
		{"delay", func(s *compile.Source) { s.Waiters = []byte(`{"waiters":{"Asked":{"operation":"Ask","delay":70000}}}`) }, `waiters-2.json.waiters.Asked.delay: a whole number up to 65535`},
		{"rules", func(s *compile.Source) { s.Rules = []byte(`{"version":"9.0"}`) }, `endpoint-rule-set-1.json: `},
		{"rules that are no JSON", func(s *compile.Source) { s.Rules = []byte(`{`) }, `endpoint-rule-set-1.json: `},
	} {
		src := good
		c.edit(&src)
		if _, err := compile.Read(src); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "tide-table/2026-01-02/") {
			t.Errorf("%s: %v; want %s", c.name, err, c.want)
		}
	}
}

func TestExtrasAreMerged(t *testing.T) {
	src := source(model(`"In":{"type":"structure","required":["A"],"members":{"A":{"shape":"S"}}},"S":{"type":"string"}`))
	src.ServiceExtras = []byte(`{"version":1.0,"merge":{"metadata":{"serviceId":"Tide"},
		"shapes":{"In":{"required":["B"],"members":{"B":{"shape":"S","locationName":"b"}}}}}}`)
	src.Paginators = []byte(`{"pagination":{"Ask":{"input_token":"A","output_token":"A"}}}`)
	src.PaginatorsExtras = []byte(`{"merge":{"pagination":{"Ask":{"non_aggregate_keys":["Total"]}}}}`)
	src.Waiters = []byte(`{"waiters":{}}`)
	src.WaitersExtras = []byte(`{"merge":{"waiters":{"Asked":{"operation":"Ask","delay":1,"maxAttempts":2,"acceptors":[]}}}}`)
	m := read(t, src)
	in := m.Operation(0).Input()
	a, _ := in.MemberNamed("A")
	b, i := in.MemberNamed("B")
	if m.ServiceID() != "Tide" || m.EndpointPrefix() != "tide" || a.Required() || i < 0 || !b.Required() || b.WireName() != "b" {
		t.Error("the service's extras are not merged: objects by member, all else replaced")
	}
	p, _ := m.Operation(0).Paginator()
	n := 0
	for e := range p.NonAggregateKeys {
		n++
		if e.Field != "Total" {
			t.Errorf("key %v", e)
		}
	}
	if n != 1 || m.NumWaiters() != 1 {
		t.Error("the paginators' or waiters' extras are not merged")
	}
	src.ServiceExtras = []byte(`{"version":1.0}`)
	if m := read(t, src); m.ServiceID() != "Tide Table" {
		t.Error("extras without merge change something")
	}
}

// TestRoute53IDs: the ids at the top of an input are marked, no others.
func TestRoute53IDs(t *testing.T) {
	m := read(t, source(strings.Replace(model(`
		"In":{"type":"structure","members":{"A":{"shape":"ResourceId"},"B":{"shape":"S"},"C":{"shape":"Deep"}}},
		"Deep":{"type":"structure","members":{"D":{"shape":"ResourceId"}}},
		"ResourceId":{"type":"string"},"S":{"type":"string"}`), "Tide Table", "Route 53", 1)))
	in := m.Operation(0).Input()
	if !in.Member(0).ResourceID() || in.Member(1).ResourceID() || in.Member(2).Shape().Member(0).ResourceID() {
		t.Error("other members are marked")
	}
}

// TestS3Paths: the bucket is no part of an S3 path, whatever follows it.
func TestS3Paths(t *testing.T) {
	for uri, want := range map[string]string{
		"/{Bucket}": "/", "/{Bucket}/{Key+}?acl": "/{Key+}?acl", "/{Bucket}?acl": "/?acl", "/WriteGetObjectResponse": "/WriteGetObjectResponse",
	} {
		text := strings.Replace(model(`"In":{"type":"structure","members":{}}`), "Tide Table", "S3", 1)
		text = strings.Replace(text, `"requestUri":"/"`, `"requestUri":"`+uri+`"`, 1)
		if m := read(t, source(text)); m.Operation(0).URI() != want {
			t.Errorf("%s is %s, want %s", uri, m.Operation(0).URI(), want)
		}
	}
}

// TestEqualShapesMerge: shapes that say the same are one, recursive ones as well.
func TestEqualShapesMerge(t *testing.T) {
	m := read(t, source(model(`
		"In":{"type":"structure","members":{"A":{"shape":"Tree"},"B":{"shape":"Wood"},"C":{"shape":"Other"}}},
		"Tree":{"type":"structure","members":{"Leaf":{"shape":"S1"},"Below":{"shape":"Trees"}}},
		"Trees":{"type":"list","member":{"shape":"Tree"}},
		"Wood":{"type":"structure","members":{"Leaf":{"shape":"S2"},"Below":{"shape":"Woods"}}},
		"Woods":{"type":"list","member":{"shape":"Wood"}},
		"Other":{"type":"structure","members":{"Leaf":{"shape":"S3"},"Below":{"shape":"Woods"}}},
		"S1":{"type":"string"},"S2":{"type":"string","max":9},"S3":{"type":"string","min":1}`)))
	in := m.Operation(0).Input()
	a, b, c := in.Member(0).Shape(), in.Member(1).Shape(), in.Member(2).Shape()
	if a.Index() != b.Index() {
		t.Error("equal shapes are two")
	}
	if a.Index() == c.Index() {
		t.Error("different shapes are one")
	}
	if got, want := m.NumShapes(), 7; got != want { // none, In, Tree, S1, Trees, Other, S3
		t.Errorf("%d shapes, want %d", got, want)
	}
}

// TestPackIsDeterministic compiles one source repeatedly.
func TestPackIsDeterministic(t *testing.T) {
	bin := pack(t, mustRead(t))
	for range 20 {
		if pack(t, mustRead(t)) != bin {
			t.Fatal("one source gives two models")
		}
	}
}

func mustRead(t *testing.T) *compile.Service {
	var shapes bytes.Buffer
	for i, name := range strings.Split("KLMNOPQRTUVWXYZ", "") {
		if i > 0 {
			shapes.WriteByte(',')
		}
		shapes.WriteString(`"` + name + `":{"type":"structure","exception":true,"error":{"code":"Same"},"members":{"m":{"shape":"S","locationName":"` + name + `"}}}`)
	}
	s, err := compile.Read(source(model(`"In":{"type":"structure","members":{"A":{"shape":"S","jsonvalue":true},"B":{"shape":"S","queryName":"Q"}}},"S":{"type":"string"},` + shapes.String())))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestPackRefuses gives graphs that the layout has no room for.
func TestPackRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*compile.Service)
		want string
	}{
		{"long string", func(s *compile.Service) { s.ID = strings.Repeat("a", 1<<14) }, "string of 16384 bytes"},
		{"method", func(s *compile.Service) { s.Operations[0].Method = "BREW" }, `unknown method "BREW"`},
		{"auth schemes", func(s *compile.Service) { s.Auth = make([]models.AuthScheme, 5) }, "5 schemes"},
		{"members", func(s *compile.Service) {
			m := s.Operations[0].Input.Members[0]
			s.Operations[0].Input.Members = make([]*compile.Member, 1<<16)
			for i := range s.Operations[0].Input.Members {
				s.Operations[0].Input.Members[i] = m
			}
		}, "does not fit 16 bits"},
	} {
		s := mustRead(t)
		c.edit(s)
		if bin, err := s.Pack(); err == nil || bin != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", c.name, err, c.want)
		}
	}
	s := mustRead(t)
	s.ID = strings.Repeat("a", 1<<14-1)
	if m := open(t, pack(t, s)); m.ServiceID() != s.ID {
		t.Error("the longest string does not survive")
	}
}
