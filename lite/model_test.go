package lite_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
)

// object is JSON as encoding/json has it.
type object = map[string]any

// shapes makes a service model of sample values: one operation, Op, whose input
// and output have the members that the samples show.
type shapes struct {
	all object
	n   int
}

func (s *shapes) add(shape object) string {
	s.n++
	name := "Shape" + strconv.Itoa(s.n)
	s.all[name] = shape
	return name
}

// of is the name of a shape that fits all the samples.
func (s *shapes) of(samples []any) string {
	var members, elements object
	kind, list := "", []any{}
	for _, sample := range samples {
		switch v := sample.(type) {
		case object:
			if v["$base64"] != nil || v["$bytes"] != nil {
				kind = "blob"
				continue
			}
			kind = "structure"
			if members == nil {
				members, elements = object{}, object{}
			}
			for name, x := range v {
				old, _ := elements[name].([]any)
				elements[name] = append(old, x)
			}
		case []any:
			kind, list = "list", append(list, v...)
		case bool:
			kind = "boolean"
		case float64:
			kind = "integer"
		case string:
			kind = "string"
		}
	}
	switch kind {
	case "":
		kind = "string"
	case "structure":
		for name, x := range elements {
			members[name] = object{"shape": s.of(x.([]any))}
		}
		return s.add(object{"type": kind, "members": members})
	case "list":
		return s.add(object{"type": kind, "member": object{"shape": s.of(list)}})
	}
	return s.add(object{"type": kind})
}

// sampleService is a service with one operation that fits the samples.
func sampleService(t *testing.T, inputs, outputs []any, paginator, waiter any) lite.Service {
	t.Helper()
	s := shapes{all: object{}}
	in, out := s.of(append(inputs, object{})), s.of(append(outputs, object{}))
	op := object{"name": "Op", "http": object{"method": "POST", "requestUri": "/"}, "input": object{"shape": in}, "output": object{"shape": out}}
	return compileService(t, &s, op, paginator, waiter)
}

// compileService is a service of the JSON protocol with the one operation.
func compileService(t *testing.T, s *shapes, op object, paginator, waiter any) lite.Service {
	t.Helper()
	source := compile.Source{
		Name: "sample",
		Service: encode(t, object{
			"version": "2.0",
			"metadata": object{"apiVersion": "2020-01-01", "endpointPrefix": "sample", "jsonVersion": "1.1", "protocol": "json", "protocols": []string{"json"},
				"serviceFullName": "Sample", "serviceId": "Sample", "signatureVersion": "v4", "targetPrefix": "Sample", "uid": "sample"},
			"operations": object{"Op": op},
			"shapes":     s.all,
		}),
		Rules: []byte(`{"version":"1.0","parameters":{"Region":{"builtIn":"AWS::Region","required":true,"documentation":"","type":"string"}},
			"rules":[{"type":"endpoint","conditions":[],"endpoint":{"url":"https://sample.example","properties":{},"headers":{}}}]}`),
	}
	if paginator != nil {
		source.Paginators = encode(t, object{"pagination": object{"Op": paginator}})
	}
	if waiter != nil {
		source.Waiters = encode(t, object{"version": 2, "waiters": object{"Sampled": waiter}})
	}
	graph, err := compile.Read(source)
	if err != nil {
		t.Fatal(err)
	}
	bin, err := graph.Pack()
	if err != nil {
		t.Fatal(err)
	}
	model := string(bin)
	return lite.Service{Model: &model, Protocol: &awsjson.Protocol}
}

// tagOf is the upper half of a sample service's constants.
func tagOf(t *testing.T, s lite.Service) uint32 {
	t.Helper()
	m, err := models.Open(*s.Model)
	if err != nil {
		t.Fatal(err)
	}
	return uint32(m.Tag()) << 16
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// onWire is v as the JSON protocol sends it: bytes in base64, no nulls.
func onWire(v any) any {
	switch v := v.(type) {
	case object:
		if text, ok := v["$base64"]; ok {
			return text
		}
		if text, ok := v["$bytes"].(string); ok {
			return base64.StdEncoding.EncodeToString([]byte(text))
		}
		m := object{}
		for name, x := range v {
			if x != nil {
				m[name] = onWire(x)
			}
		}
		return m
	case []any:
		list := []any{}
		for _, x := range v {
			list = append(list, onWire(x))
		}
		return list
	}
	return v
}

// sameJSON compares two values as JSON.
func sameJSON(t *testing.T, got, want any) bool {
	t.Helper()
	var a, b any
	if err := json.Unmarshal(encode(t, got), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(encode(t, want), &b); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(a, b)
}

// cases reads a file of the conformance corpus.
func cases[T any](t *testing.T, dir, file string) (list T) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// modeledErrors is a service whose errors carry the retryable trait, and its
// operation.
func modeledErrors(t *testing.T) (lite.Service, lite.Operation) {
	t.Helper()
	failure := func(traits object) object {
		s := object{"type": "structure", "members": object{}, "exception": true}
		for name, v := range traits {
			s[name] = v
		}
		return s
	}
	s := shapes{all: object{
		"Empty":                         object{"type": "structure", "members": object{}},
		"ModeledThrottling":             failure(object{"retryable": object{"throttling": true}}),
		"ModeledThrottlingError":        failure(object{"retryable": object{"throttling": true}}),
		"ModeledRetryable":              failure(object{"retryable": object{"throttling": false}}),
		"ModeledRetryableError":         failure(object{"retryable": object{"throttling": false}}),
		"ModeledRetryableErrorWithCode": failure(object{"retryable": object{"throttling": true}, "error": object{"code": "ErrorCodeRetryable"}}),
		"NonRetryableError":             failure(nil),
	}}
	var list []any
	for name := range s.all {
		if name != "Empty" {
			list = append(list, object{"shape": name})
		}
	}
	service := compileService(t, &s, object{"name": "Op", "http": object{"method": "POST", "requestUri": "/"}, "input": object{"shape": "Empty"}, "output": object{"shape": "Empty"}, "errors": list}, nil, nil)
	return service, lite.Operation(tagOf(t, service))
}
