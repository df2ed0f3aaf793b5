package restjson_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
)

// service has an operation for every kind of body.
const service = `{
	"metadata": {"serviceId": "Test", "protocol": "rest-json"},
	"operations": {
		"None": {"name": "None", "http": {"method": "GET", "requestUri": "/none"}},
		"Members": {"name": "Members", "http": {"method": "POST", "requestUri": "/members"}, "input": {"shape": "Members"}, "output": {"shape": "Members"}},
		"Bound": {"name": "Bound", "http": {"method": "GET", "requestUri": "/bound"}, "input": {"shape": "Bound"}, "output": {"shape": "Bound"}},
		"Blob": {"name": "Blob", "http": {"method": "PUT", "requestUri": "/blob"}, "input": {"shape": "OfBlob"}, "output": {"shape": "OfBlob"}},
		"Text": {"name": "Text", "http": {"method": "PUT", "requestUri": "/text"}, "input": {"shape": "OfText"}, "output": {"shape": "OfText"}},
		"Structure": {"name": "Structure", "http": {"method": "PUT", "requestUri": "/s"}, "input": {"shape": "OfStructure"}, "output": {"shape": "OfStructure"},
			"errors": [{"shape": "Failed"}]},
		"List": {"name": "List", "http": {"method": "PUT", "requestUri": "/l"}, "input": {"shape": "OfList"}, "output": {"shape": "OfList"}},
		"Any": {"name": "Any", "http": {"method": "PUT", "requestUri": "/a"}, "input": {"shape": "OfAny"}, "output": {"shape": "OfAny"}},
		"Union": {"name": "Union", "http": {"method": "PUT", "requestUri": "/u"}, "input": {"shape": "OfUnion"}, "output": {"shape": "OfUnion"}},
		"Events": {"name": "Events", "http": {"method": "PUT", "requestUri": "/e"}, "input": {"shape": "OfEvents"}, "output": {"shape": "OfEvents"}}
	},
	"shapes": {
		"Members": {"type": "structure", "members": {"A": {"shape": "String", "locationName": "a"}, "H": {"shape": "String", "location": "header", "locationName": "X-H"}}},
		"Bound": {"type": "structure", "members": {"H": {"shape": "String", "location": "header", "locationName": "X-H"}, "Code": {"shape": "Integer", "location": "statusCode"}}},
		"OfBlob": {"type": "structure", "payload": "P", "members": {"P": {"shape": "Blob"}, "Type": {"shape": "String", "location": "header", "locationName": "Content-Type"}}},
		"OfText": {"type": "structure", "payload": "P", "members": {"P": {"shape": "String"}}},
		"OfStructure": {"type": "structure", "payload": "P", "members": {"P": {"shape": "Members"}, "H": {"shape": "String", "location": "header", "locationName": "X-H"}}},
		"OfList": {"type": "structure", "payload": "P", "members": {"P": {"shape": "List"}}},
		"OfAny": {"type": "structure", "payload": "P", "members": {"P": {"shape": "Any"}}},
		"OfUnion": {"type": "structure", "payload": "P", "members": {"P": {"shape": "U"}}},
		"OfEvents": {"type": "structure", "payload": "P", "members": {"P": {"shape": "Events"}, "H": {"shape": "String", "location": "header", "locationName": "X-H"}}},
		"Failed": {"type": "structure", "exception": true, "members": {
			"H": {"shape": "Integer", "location": "header", "locationName": "X-H"}, "B": {"shape": "String", "locationName": "b"}}},
		"U": {"type": "structure", "union": true, "members": {"A": {"shape": "String"}}},
		"Events": {"type": "structure", "eventstream": true, "members": {"E": {"shape": "Event"}}},
		"Event": {"type": "structure", "event": true, "members": {}},
		"Any": {"type": "structure", "members": {}, "document": true},
		"List": {"type": "list", "member": {"shape": "String"}}, "Blob": {"type": "blob"}, "String": {"type": "string"}, "Integer": {"type": "integer"}
	}
}`

func TestEncodeBodies(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct {
		operation string
		params    any
		want      string // content type and body
		fault     string
	}{
		{"None", nil, "", ""},
		{"Members", nil, "application/json {}", ""},
		{"Members", wire.Map{"H": "x"}, "application/json {}", ""},
		{"Members", wire.Map{"H": "x", "A": "y"}, `application/json {"a":"y"}`, ""},
		{"Bound", wire.Map{"H": "x"}, "", ""},
		{"Blob", nil, "", ""},
		{"Blob", wire.Map{"P": []byte("x\x00")}, "application/octet-stream x\x00", ""},
		{"Blob", wire.Map{"P": ""}, "application/octet-stream ", ""},
		{"Blob", wire.Map{"P": "x", "Type": "image/png"}, "image/png x", ""},
		{"Text", nil, "", ""},
		{"Text", wire.Map{"P": "ü"}, "text/plain ü", ""},
		{"Text", wire.Map{"P": strings.NewReader("x")}, "", "P: a string is wanted, not a reader"},
		{"Structure", nil, "application/json {}", ""},
		{"Structure", wire.Map{"P": wire.Map{"A": "y", "H": "in the body"}, "H": "x"}, `application/json {"a":"y","X-H":"in the body"}`, ""},
		{"List", nil, "", ""},
		{"List", wire.Map{"P": []string{"a"}}, `application/json ["a"]`, ""},
		{"Any", wire.Map{"P": true}, `application/json true`, ""},
		{"Union", nil, "", ""},
		{"Union", wire.Map{"P": wire.Map{"A": "x"}}, `application/json {"A":"x"}`, ""},
		{"Events", wire.Map{"P": wire.Map{"E": wire.Map{}}}, "", "P: events are not params: they are sent one by one"},
	} {
		op := wiretest.Operation(t, m, c.operation)
		var e wire.Encoder
		var r wire.Request
		restjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(c.params))
		fault := ""
		if err, _ := errors.AsType[*wire.ParamError](e.Err(op)); err != nil {
			fault = err.Faults[0].Path + ": " + err.Faults[0].Problem
		}
		got := string(r.Body)
		if typ, ok := r.Header("content-type"); ok {
			got = typ + " " + got
		}
		if fault != c.fault || fault == "" && got != c.want {
			t.Errorf("%s %v: %q %s, want %q %s", c.operation, c.params, got, fault, c.want, c.fault)
		}
	}
}

func TestEncodeStream(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Blob")
	body := strings.NewReader("x")
	var e wire.Encoder
	var r wire.Request
	restjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"P": body}))
	if e.Failed() || r.Stream != body || len(r.Body) != 0 {
		t.Errorf("stream %v, body %q: %v", r.Stream, r.Body, e.Err(op))
	}
}

// TestEncodeLargePayload: a large payload is sent as it is and never written to
// by the next call.
func TestEncodeLargePayload(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Blob")
	large := []byte(strings.Repeat("x", 1<<20))
	var e wire.Encoder
	var r wire.Request
	encode := func(p []byte) {
		e.Reset()
		r.Reset()
		restjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"P": p}))
	}
	encode(large)
	if &r.Body[0] != &large[0] {
		t.Error("the payload was copied")
	}
	encode([]byte("small"))
	if string(r.Body) != "small" || string(large[:5]) != "xxxxx" {
		t.Errorf("body %q, payload %q", r.Body, large[:5])
	}
}

func TestDecodeBodies(t *testing.T) {
	m := wiretest.Compile(t, service)
	headers := wire.HeaderList{{Name: "X-H", Value: "h"}}
	for _, c := range []struct{ operation, body, want string }{
		{"None", `garbage`, `{}`},
		{"Members", ``, `{"H":"h"}`},
		{"Members", `{"a":"x","X-H":"no header"}`, `{"A":"x","H":"h"}`},
		{"Members", `{"a":1}`, `wire: a: "1" is no string`},
		{"Members", `{`, `wire: malformed body`},
		{"Bound", `garbage`, `{"H":"h","Code":200}`},
		{"Bound", ``, `{"H":"h","Code":200}`},
		{"Blob", "x\x00", `{"P":"eAA="}`},
		{"Blob", ``, `{}`},
		{"Text", `ü"`, `{"P":"ü\""}`},
		{"Structure", `{"a":"x","X-H":"in the body"}`, `{"P":{"A":"x","H":"in the body"},"H":"h"}`},
		{"Structure", ``, `{"H":"h"}`},
		{"Structure", `[]`, `wire: a JSON array is no object`},
		{"List", `["a","b"]`, `{"P":["a","b"]}`},
		{"Any", `"x"`, `{"P":"x"}`},
		{"Union", `{"New":[1]}`, `{"P":{"New":[1]}}`},
		{"Events", "\x00\x00", `{"H":"h"}`},
	} {
		op := wiretest.Operation(t, m, c.operation)
		var d wire.Document
		err := restjson.Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Header: headers, Body: []byte(c.body)}, op)
		got := string(d.Node().AppendJSON(nil))
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s %q: %s, want %s", c.operation, c.body, got, c.want)
		}
	}
}

func TestDecodeError(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Structure")
	for _, c := range []struct {
		headers          wire.HeaderList
		body, code, want string
	}{
		{wire.HeaderList{{Name: "x-amzn-errortype", Value: "Failed"}, {Name: "x-h", Value: "5"}}, `{"b":"x"}`, "Failed", `{"H":5,"B":"x"}`},
		{wire.HeaderList{{Name: "x-h", Value: "five"}}, `{"b":"x","code":"Failed"}`, "Failed", `{"B":"x"}`},
		{wire.HeaderList{}, `{"__type":"Failed","code":"Other"}`, "Other", `{}`},
		{wire.HeaderList{}, `<html>`, "500", `{}`},
	} {
		var d wire.Document
		f := restjson.Protocol.DecodeError(&d, &wire.Response{Status: 500, Header: c.headers, Body: []byte(c.body)}, op)
		if got := string(d.Node().AppendJSON(nil)); f.Code != c.code || got != c.want {
			t.Errorf("%s: %s %s, want %s %s", c.body, f.Code, got, c.code, c.want)
		}
	}
}

func TestAllocs(t *testing.T) {
	m := wiretest.Embedded(t, "lambda")
	op := wiretest.Operation(t, m, "Invoke")
	params := wire.ValueOf(wire.Map{"FunctionName": "my-function", "InvocationType": "Event", "Payload": []byte(`{"key":"value"}`)})
	var e wire.Encoder
	var r wire.Request
	testkit.WantAllocs(t, 0, func() { encode(t, &e, &r, op, params) })

	var d wire.Document
	answer := invokeResponse()
	testkit.WantAllocs(t, 0, func() { decode(t, &d, answer, op) })
}

func invokeResponse() *wire.Response {
	return &wire.Response{Status: 200, Body: []byte(`{"answer":42}`), Header: wire.HeaderList{
		{Name: "Date", Value: "Mon, 16 Dec 2019 23:48:18 GMT"}, {Name: "X-Amz-Executed-Version", Value: "$LATEST"}, {Name: "x-amzn-RequestId", Value: "id"},
	}}
}

func encode(t testing.TB, e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	e.Reset()
	r.Reset()
	restjson.Protocol.EncodeRequest(e, r, op, params)
	if e.Failed() {
		t.Fatal(e.Err(op))
	}
}

func decode(t testing.TB, d *wire.Document, r *wire.Response, op models.Operation) {
	d.Reset()
	if err := restjson.Protocol.DecodeResponse(d, r, op); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkEncode(b *testing.B) {
	m := wiretest.Embedded(b, "lambda")
	for _, c := range []struct {
		name, operation string
		params          wire.Map
	}{
		{"Invoke", "Invoke", wire.Map{"FunctionName": "my-function", "InvocationType": "Event", "Payload": []byte(`{"key":"value"}`)}},
		{"Invoke/1MB", "Invoke", wire.Map{"FunctionName": "my-function", "Payload": make([]byte, 1<<20)}},
		{"ListFunctions", "ListFunctions", wire.Map{"MaxItems": 50, "Marker": "a/b+c="}},
		{"UpdateFunctionConfiguration", "UpdateFunctionConfiguration", wire.Map{"FunctionName": "my-function", "Timeout": 30, "MemorySize": 256,
			"Environment": wire.Map{"Variables": map[string]string{"A": "1", "B": "2", "C": "3"}}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			op, params := wiretest.Operation(b, m, c.operation), wire.ValueOf(c.params)
			var e wire.Encoder
			var r wire.Request
			b.ReportAllocs()
			for b.Loop() {
				encode(b, &e, &r, op, params)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	b.Run("Invoke", func(b *testing.B) {
		op, r := wiretest.Operation(b, wiretest.Embedded(b, "lambda"), "Invoke"), invokeResponse()
		var d wire.Document
		b.ReportAllocs()
		for b.Loop() {
			decode(b, &d, r, op)
		}
	})
}

// FuzzDecodeInvoke: whatever a response holds, it decodes or is an error, and
// its document can be read; of an operation with headers, a status member and
// a blob payload, and of one with members in the body.
func FuzzDecodeInvoke(f *testing.F) {
	f.Add(200, "$LATEST", `{"answer":42}`)
	f.Add(200, "", ``)
	f.Add(299, "\xff\",", `{"Functions":[{"CodeSize":1,"Environment":{"Variables":{"a":"b"}}}]}`)
	f.Add(429, "TooManyRequestsException", `{"Reason":"x","retryAfterSeconds":"1"}`)
	f.Add(500, "a:b#c", `[`)
	f.Add(404, "", `{"code":5}`)
	m := wiretest.Embedded(f, "lambda")
	var d wire.Document
	f.Fuzz(func(t *testing.T, status int, header, body string) {
		for _, name := range []string{"Invoke", "ListFunctions", "GetFunction"} {
			op := wiretest.Operation(t, m, name)
			d.Reset()
			r := &wire.Response{Status: status, Body: []byte(body), Header: wire.HeaderList{
				{Name: "x-amzn-errortype", Value: header}, {Name: "X-Amz-Executed-Version", Value: header}, {Name: "Retry-After", Value: header},
			}}
			if status < 300 {
				if restjson.Protocol.DecodeResponse(&d, r, op) != nil {
					continue
				}
			} else if restjson.Protocol.DecodeError(&d, r, op).Code == "" {
				t.Error("a failure without a code")
			}
			d.Node().AppendJSON(nil)
			d.Node().Any()
		}
	})
}
