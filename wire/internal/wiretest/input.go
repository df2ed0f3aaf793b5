package wiretest

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Token is the idempotency token that the suites expect.
const Token = "00000000-0000-4000-8000-000000000000"

// CompareBody compares a body of a format that this package does not know,
// such as CBOR. want is what the suite holds, base64 taken off.
type CompareBody func(t *testing.T, got, want []byte)

// clientHeaders are headers that the suites expect of a whole client: they are
// made from the finished body.
var clientHeaders = map[string]string{
	"content-md5":      "checksums are made by the client",
	"content-encoding": "compression is done by the client",
	"content-length":   "the length is set by the client",
}

// Input encodes the params of each case of an input suite and compares the
// request.
func Input(t *testing.T, p *wire.Protocol, file string, exclude map[string]string, compare ...CompareBody) {
	var r wire.Request
	var e wire.Encoder
	each(t, file, exclude, func(t *testing.T, s *suite, c *testCase) {
		op := operation(t, s, c)
		r.Reset() // one Request for all: nothing may be left of the case before
		e.Reset()
		e.Token = func() string { return Token }
		params := wire.ValueOf(Params(t, op.Input(), c.Params))
		if c.Params == nil {
			params = wire.ValueOf(wire.Map{})
		}
		p.EncodeRequest(&e, &r, op, params)
		if err := e.Err(op); err != nil {
			t.Fatal(err)
		}
		compareRequest(t, p, &r, op, s, c.Serialized, compare)
	})
}

func compareRequest(t *testing.T, p *wire.Protocol, r *wire.Request, op models.Operation, s *suite, want *serialized, compare []CompareBody) {
	t.Helper()
	if want.Method != "" && r.Method != want.Method {
		t.Errorf("method %q, want %q", r.Method, want.Method)
	}
	compareURI(t, r, s, want)
	compareHeaders(t, p, r, op, want)
	if want.Body == nil {
		return
	}
	body := r.Body
	if r.Stream != nil {
		t.Fatal("a stream, though the params hold none")
	}
	switch payload, i := op.Input().Payload(); {
	case *want.Body == "":
		if len(body) != 0 {
			t.Errorf("body %q, want none", body)
		}
	case i >= 0 && (payload.Shape().Kind() == models.Blob || payload.Shape().Kind() == models.String):
		if string(body) != *want.Body {
			t.Errorf("body %q, want %q", body, *want.Body)
		}
	case p.ID == models.JSON || p.ID == models.RestJSON:
		compareJSON(t, body, []byte(*want.Body))
	case p.ID == models.RestXML:
		compareXML(t, op.Model(), body, []byte(*want.Body))
	case p.ID == models.Query || p.ID == models.EC2:
		compareForm(t, op.Model(), string(body), *want.Body)
	case p.ID == models.CBOR && len(compare) > 0:
		compare[0](t, body, unbase64(t, *want.Body))
	default:
		t.Fatalf("no comparison for bodies of %s", p.ID)
	}
}

// compareURI compares host, path and query; the client joins them with the
// endpoint, which is done here when the suite names one.
func compareURI(t *testing.T, r *wire.Request, s *suite, want *serialized) {
	t.Helper()
	endpoint := &url.URL{}
	if s.ClientEndpoint != "" {
		var err error
		if endpoint, err = url.Parse(s.ClientEndpoint); err != nil {
			t.Fatal(err)
		}
	}
	if want.Host != "" {
		host, _, _ := strings.Cut(want.Host, "/") // a suite with a path in host
		if got := string(r.HostPrefix) + endpoint.Host; got != host {
			t.Errorf("host %q, want %q", got, host)
		}
	} else if len(r.HostPrefix) != 0 {
		t.Errorf("host prefix %q, want none", r.HostPrefix)
	}
	path, query, _ := strings.Cut(want.URI, "?")
	if got := strings.TrimSuffix(endpoint.Path, "/") + string(r.Path); got != path {
		t.Errorf("path %q, want %q", got, path)
	}
	if got, want := pairs(string(r.Query)), pairs(query); !slices.Equal(got, want) {
		t.Errorf("query %q, want %q", got, want)
	}
}

// pairs is the parts of a query in a fixed order: params are maps.
func pairs(query string) []string {
	if query == "" {
		return nil
	}
	list := strings.Split(query, "&")
	for i := range list {
		list[i] = strings.TrimSuffix(list[i], "=") // "a" and "a=" are the same pair
	}
	slices.Sort(list)
	return list
}

func compareHeaders(t *testing.T, p *wire.Protocol, r *wire.Request, op models.Operation, want *serialized) {
	t.Helper()
	for _, h := range r.Headers {
		if h.Name != strings.ToLower(h.Name) {
			t.Errorf("header name %q is not lower case", h.Name)
		}
	}
	for name, value := range want.Headers {
		name := strings.ToLower(name)
		if reason := clientHeaders[name]; reason != "" {
			t.Logf("header %s not compared: %s", name, reason)
			continue
		}
		got, ok := r.Header(name)
		if !ok && len(r.Body) == 0 && sameType(p, op, name, value, value) {
			continue // the type of nothing
		}
		if !ok {
			t.Errorf("header %s is missing, want %q", name, value)
			continue
		}
		if got != value && withoutBlanks(got) != withoutBlanks(value) && !sameType(p, op, name, got, value) {
			t.Errorf("header %s: %q, want %q", name, got, value)
		}
	}
	for _, name := range want.RequireHeaders {
		name = strings.ToLower(name)
		if _, ok := r.Header(name); !ok && clientHeaders[name] == "" {
			t.Errorf("header %s is missing", name)
		}
	}
	for _, name := range want.ForbidHeaders {
		if v, ok := r.Header(strings.ToLower(name)); ok {
			t.Errorf("header %s is %q, want none", name, v)
		}
	}
}

// withoutBlanks takes the blanks out of a list: both forms are in the suites.
func withoutBlanks(list string) string { return strings.ReplaceAll(list, ", ", ",") }

// sameType compares content types where the protocols differ from the suites:
// forms name their charset, and an input that is its own media type is sent as
// octets by default.
func sameType(p *wire.Protocol, op models.Operation, name, got, want string) bool {
	if name != "content-type" {
		return false
	}
	switch p.ID {
	case models.Query, models.EC2:
		return got == want+"; charset=utf-8"
	case models.RestXML, models.RestJSON:
		m, i := op.Input().Payload()
		return i >= 0 && m.Shape().Kind() == models.Blob && got == "application/octet-stream"
	}
	return false
}

func unbase64(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatalf("the suite's body is no base64: %v", err)
	}
	return b
}
