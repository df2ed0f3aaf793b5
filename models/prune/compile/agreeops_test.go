package compile_test

import (
	"fmt"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/jmespath"
)

func (a *agreement) operation(name string, o object) {
	op, ok := a.m.OperationNamed(name)
	if !ok {
		a.t.Errorf("%s: no operation %s", a.where, name)
		return
	}
	a.operations++
	http := o.object("http")
	same(a, name+" method", op.Method(), http.text("method"))
	wantPath := http.text("requestUri")
	if a.m.ServiceID() == "S3" { // the endpoint rules put the bucket in
		wantPath = "/" + strings.TrimPrefix(strings.TrimPrefix(wantPath, "/{Bucket}"), "/")
	}
	same(a, name+" requestUri", op.URI(), wantPath)
	same(a, name+" hostPrefix", op.HostPrefix(), o.object("endpoint").text("hostPrefix"))
	in, out := o.object("input"), o.object("output")
	uri, prefix := op.InputNamespace()
	wantURI, wantPrefix := in.namespace()
	same(a, name+" input locationName", op.InputName(), in.text("locationName"))
	same(a, name+" input xmlNamespace", uri+" "+prefix, wantURI+" "+wantPrefix)
	same(a, name+" resultWrapper", string(op.AppendResultWrapper(nil)), out.text("resultWrapper"))
	a.operationFlags(name, op, o)
	var got, want []string
	for e := range op.Errors {
		got = append(got, e.Name())
	}
	for _, e := range o.list("errors") {
		want = append(want, e.(object).text("shape"))
	}
	same(a, name+" errors", strings.Join(got, " "), strings.Join(want, " "))
	a.checksum(name, op, o)
	a.context(name, op, o)
	for _, side := range []struct {
		title string
		ref   object
		shape models.Shape
	}{{"input", in, op.Input()}, {"output", out, op.Output()}} {
		if side.ref.values == nil {
			same(a, name+" "+side.title, side.shape.Kind(), models.Invalid)
			continue
		}
		a.shape(name+"."+side.title, side.ref.text("shape"), side.shape, "")
	}
}

func (a *agreement) operationFlags(name string, op models.Operation, o object) {
	noAuth := o.text("authtype") == "none"
	for _, scheme := range o.texts("auth") {
		noAuth = noAuth || scheme == "smithy.api#noAuth"
	}
	for _, f := range []struct {
		flag uint16
		name string
		want bool
	}{
		{models.OpNoAuth, "no auth", noAuth},
		{models.OpUnsignedPayload, "unsignedPayload", o.bool("unsignedPayload") || o.text("authtype") == "v4-unsigned-body"},
		{models.OpChecksumRequired, "httpChecksumRequired", o.bool("httpChecksumRequired")},
		{models.OpEndpointOperation, "endpointoperation", o.bool("endpointoperation")},
		{models.OpDiscovery, "endpointdiscovery", o.has("endpointdiscovery")},
		{models.OpDiscoveryRequired, "endpointdiscovery.required", o.object("endpointdiscovery").bool("required")},
		{models.OpGzip, "requestcompression", strings.Contains(strings.Join(o.object("requestcompression").texts("encodings"), " "), "gzip")},
		{models.OpReadOnly, "readonly", o.bool("readonly")},
		{models.OpIdempotent, "idempotent", o.bool("idempotent")},
		{models.OpDeprecated, "deprecated", o.bool("deprecated")},
		{models.OpStreamingInput, "streaming input", a.streams(o.object("input"))},
		{models.OpStreamingOutput, "streaming output", a.streams(o.object("output"))},
		{models.OpInputEventStream, "input event stream", a.events(o.object("input"))},
		{models.OpOutputEventStream, "output event stream", a.events(o.object("output"))},
	} {
		same(a, name+" "+f.name, op.Is(f.flag), f.want)
	}
}

// streams reports whether the payload of a message is a blob.
func (a *agreement) streams(ref object) bool {
	s := a.source.object(ref.text("shape"))
	member := s.object("members").object(s.text("payload"))
	return a.source.object(member.text("shape")).text("type") == "blob"
}

// events reports whether a member of a message is an event stream.
func (a *agreement) events(ref object) bool {
	members := a.source.object(ref.text("shape")).object("members")
	for _, name := range members.keys {
		if a.source.object(members.object(name).text("shape")).bool("eventstream") {
			return true
		}
	}
	return false
}

func (a *agreement) checksum(name string, op models.Operation, o object) {
	sum, ok := op.Checksum()
	want := o.object("httpChecksum")
	same(a, name+" httpChecksum", ok, o.has("httpChecksum"))
	same(a, name+" requestChecksumRequired", sum.RequestRequired, want.bool("requestChecksumRequired"))
	same(a, name+" requestAlgorithmMember", sum.RequestAlgorithmMember, want.text("requestAlgorithmMember"))
	same(a, name+" requestValidationModeMember", sum.RequestValidationModeMember, want.text("requestValidationModeMember"))
	var algorithms []string
	for s := range sum.ResponseAlgorithms {
		algorithms = append(algorithms, s)
	}
	same(a, name+" responseAlgorithms", strings.Join(algorithms, " "), strings.Join(want.texts("responseAlgorithms"), " "))
}

func (a *agreement) context(name string, op models.Operation, o object) {
	var got, want []string
	for p := range op.StaticContext {
		value := any(p.String)
		switch p.Type {
		case models.ContextBool:
			value = p.Bool
		case models.ContextStrings:
			list := []any{}
			for s := range p.Strings {
				list = append(list, s)
			}
			value = list
		}
		got = append(got, fmt.Sprintf("%s=%v", p.Name, value))
	}
	static := o.object("staticContextParams")
	for _, key := range static.keys {
		want = append(want, fmt.Sprintf("%s=%v", key, static.object(key).values["value"]))
	}
	same(a, name+" staticContextParams", strings.Join(got, " "), strings.Join(want, " "))
	got, want = nil, nil
	for key, e := range op.OperationContext {
		got = append(got, key+"="+show(e))
	}
	params := o.object("operationContextParams")
	for _, key := range params.keys {
		want = append(want, key+"="+a.lowered(params.object(key).text("path")))
	}
	same(a, name+" operationContextParams", strings.Join(got, " "), strings.Join(want, " "))
}

// show is an expression of a view.
func show(e models.Expression) string {
	if e.Program != "" {
		return "program " + e.Program
	}
	return e.Field
}

// lowered is what show must give for an expression in the source.
func (a *agreement) lowered(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '_'
	}) {
		return text
	}
	program, err := jmespath.Compile(text)
	if err != nil {
		a.t.Errorf("%s: %q: %v", a.where, text, err)
	}
	return "program " + string(program)
}

func (a *agreement) paginators(pages object) {
	same(a, "number of paginators", a.m.NumPaginators(), len(pages.keys))
	for _, name := range pages.keys {
		op, _ := a.m.OperationNamed(name)
		p, ok := op.Paginator()
		if !ok {
			a.t.Errorf("%s: %s has no paginator", a.where, name)
			continue
		}
		a.pages++
		o := pages.object(name)
		var inputs, outputs, results, fixed []string
		for output, input := range p.Tokens {
			inputs, outputs = append(inputs, input), append(outputs, show(output))
		}
		for e := range p.ResultKeys {
			results = append(results, show(e))
		}
		for e := range p.NonAggregateKeys {
			fixed = append(fixed, show(e))
		}
		same(a, name+" input_token", strings.Join(inputs, "\n"), strings.Join(o.texts("input_token"), "\n"))
		same(a, name+" output_token", strings.Join(outputs, "\n"), a.loweredAll(o.texts("output_token")))
		same(a, name+" result_key", strings.Join(results, "\n"), a.loweredAll(o.texts("result_key")))
		same(a, name+" non_aggregate_keys", strings.Join(fixed, "\n"), a.loweredAll(o.texts("non_aggregate_keys")))
		same(a, name+" more_results", show(p.MoreResults()), a.loweredAll(o.texts("more_results")))
		same(a, name+" limit_key", p.LimitKey(), o.text("limit_key"))
	}
}

func (a *agreement) loweredAll(texts []string) string {
	var list []string
	for _, text := range texts {
		list = append(list, a.lowered(text))
	}
	return strings.Join(list, "\n")
}

func (a *agreement) waiters(waiters object) {
	same(a, "number of waiters", a.m.NumWaiters(), len(waiters.keys))
	views := map[string]models.Waiter{}
	for i := range a.m.NumWaiters() {
		views[a.m.Waiter(i).Name()] = a.m.Waiter(i)
	}
	for _, name := range waiters.keys {
		a.waits++
		w, o := views[name], waiters.object(name)
		same(a, name+" operation", w.Operation().Name(), o.text("operation"))
		same(a, name+" delay", fmt.Sprint(w.Delay()), fmt.Sprint(o.values["delay"]))
		same(a, name+" maxAttempts", fmt.Sprint(w.MaxAttempts()), fmt.Sprint(o.values["maxAttempts"]))
		var got, want []string
		for c := range w.Acceptors {
			expected := any(c.String)
			switch c.ExpectType {
			case models.ExpectInt:
				expected = c.Int
			case models.ExpectBool:
				expected = c.Bool
			}
			got = append(got, fmt.Sprintln([]string{"", "path", "pathAll", "pathAny", "status", "error"}[c.Matcher],
				[]string{"", "success", "failure", "retry"}[c.State], expected, show(c.Argument)))
		}
		for _, c := range o.list("acceptors") {
			c := c.(object)
			want = append(want, fmt.Sprintln(c.text("matcher"), c.text("state"), c.values["expected"], a.loweredAll(c.texts("argument"))))
		}
		same(a, name+" acceptors", strings.Join(got, ""), strings.Join(want, ""))
	}
}
