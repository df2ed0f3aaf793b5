package awsjson_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestEncodeRequest(t *testing.T) {
	service := func(metadata string) *models.Model {
		return wiretest.Compile(t, `{"metadata": {"serviceId": "Test", "protocol": "json"`+metadata+`},
			"operations": {
				"Op": {"name": "Op", "input": {"shape": "In"}, "http": {"method": "GET", "requestUri": "/ignored"}, "endpoint": {"hostPrefix": "data."}},
				"None": {"name": "None"}},
			"shapes": {"In": {"type": "structure", "members": {"A": {"shape": "String", "location": "header"}}}, "String": {"type": "string"}}}`)
	}
	for _, c := range []struct {
		metadata, operation string
		params              any
		want                string
	}{
		{`, "jsonVersion": "1.0", "targetPrefix": "P_1"`, "Op", wire.Map{"A": "x"},
			"POST data. / content-type:application/x-amz-json-1.0 x-amz-target:P_1.Op {\"A\":\"x\"}"},
		{`, "jsonVersion": "1.1", "targetPrefix": "P"`, "None", nil,
			"POST  / content-type:application/x-amz-json-1.1 x-amz-target:P.None {}"},
		{`, "jsonVersion": "1.0", "targetPrefix": "P", "awsQueryCompatible": {}`, "None", wire.Map{},
			"POST  / content-type:application/x-amz-json-1.0 x-amz-target:P.None x-amzn-query-mode:true {}"},
	} {
		op := wiretest.Operation(t, service(c.metadata), c.operation)
		var e wire.Encoder
		var r wire.Request
		awsjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(c.params))
		if err := e.Err(op); err != nil {
			t.Error(err)
		}
		got := r.Method + " " + string(r.HostPrefix) + " " + string(r.Path)
		for _, h := range r.Headers {
			got += " " + h.Name + ":" + h.Value
		}
		if got += " " + string(r.Body); got != c.want || len(r.Query) > 0 {
			t.Errorf("%s\nwant\n%s", got, c.want)
		}
	}
}

func TestEncodeUnknownParams(t *testing.T) {
	m := wiretest.Compile(t, `{"metadata": {"serviceId": "Test", "protocol": "json"}, "operations": {"None": {"name": "None"}}, "shapes": {}}`)
	op := wiretest.Operation(t, m, "None")
	var e wire.Encoder
	var r wire.Request
	awsjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"A": 1}))
	if err := e.Err(op); err == nil || !strings.Contains(err.Error(), "A: unknown member") {
		t.Errorf("%v", err)
	}
}

// TestConformanceResponseParsing: error bodies that services sent.
func TestConformanceResponseParsing(t *testing.T) {
	dir := testkit.Conformance(t, "protocols/response_parsing/json")
	files, err := filepath.Glob(filepath.Join(dir, "errors", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(filepath.Join(dir, "expected", filepath.Base(file)))
			if err != nil {
				t.Fatal(err)
			}
			var expected struct {
				Error struct{ Code, Message string }
			}
			if err := json.Unmarshal(text, &expected); err != nil {
				t.Fatal(err)
			}
			service, _, _ := strings.Cut(filepath.Base(file), "-")
			m := wiretest.Embedded(t, service)
			var d wire.Document
			f := awsjson.Protocol.DecodeError(&d, &wire.Response{Status: 400, Header: wire.HeaderList{}, Body: body}, m.Operation(0))
			if f.Code != expected.Error.Code || f.Message != expected.Error.Message {
				t.Errorf("%+v, want %+v", f, expected.Error)
			}
		})
	}
	t.Logf("%d cases, 0 excluded", len(files))
}

// FuzzDecodeGetItem: whatever a response holds, it decodes or is an error, and
// its document can be read.
func FuzzDecodeGetItem(f *testing.F) {
	f.Add(200, "", `{"Item":`+itemJSON(5)+`}`)
	f.Add(400, "ResourceNotFoundException", `{"__type":"x#ConditionalCheckFailedException","Item":{"a":{"S":1}}}`)
	f.Add(500, "", `{"__type":{}}`)
	f.Add(200, "", `{"Item":{"a":{"B":"===="},"b":{"L":[{"M":{}},null]}}}`)
	f.Add(200, "", `{"Item":`)
	f.Add(200, "", `"`)
	f.Add(200, "", strings.Repeat(`{"Item":{"a":{"L":[`, 90))
	op := wiretest.Operation(f, wiretest.Embedded(f, "dynamodb"), "GetItem")
	var d wire.Document
	f.Fuzz(func(t *testing.T, status int, kind, body string) {
		d.Reset()
		r := &wire.Response{Status: status, Header: wire.HeaderList{{Name: "x-amzn-errortype", Value: kind}}, Body: []byte(body)}
		if status < 300 {
			if awsjson.Protocol.DecodeResponse(&d, r, op) != nil {
				return
			}
		} else if awsjson.Protocol.DecodeError(&d, r, op).Code == "" {
			t.Error("a failure without a code")
		}
		d.Node().AppendJSON(nil)
		d.Node().Any()
	})
}
