package json_test

import (
	"reflect"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestDecodeFailure(t *testing.T) {
	m := wiretest.Compile(t, `{
		"metadata": {"serviceId": "Test", "protocol": "json", "awsQueryCompatible": {}},
		"operations": {"Op": {"name": "Op", "errors": [{"shape": "Modeled"}, {"shape": "Coded"}]}},
		"shapes": {
			"Modeled": {"type": "structure", "exception": true, "members": {"Extra": {"shape": "String"}, "message": {"shape": "String"}}},
			"Coded": {"type": "structure", "exception": true, "error": {"code": "Query.Coded"}, "members": {}},
			"String": {"type": "string"}
		}
	}`)
	op := wiretest.Operation(t, m, "Op")
	for _, c := range []struct {
		name    string
		headers wire.HeaderList
		body    string
		want    wire.Failure // but for Shape
		shape   string       // the modeled error's member Extra; "-" if unmodeled
	}{
		{"type", nil, `{"__type":"a.b#Modeled","message":"m","Extra":"e"}`, wire.Failure{Code: "Modeled", Message: "m"}, "e"},
		{"message", nil, `{"__type":"Modeled","Message":"M"}`, wire.Failure{Code: "Modeled", Message: "M"}, ""},
		{"header first", wire.HeaderList{{"X-Amzn-ErrorType", "Modeled:http://x/#y"}}, `{"__type":"Other"}`, wire.Failure{Code: "Modeled"}, ""},
		{"code", nil, `{"code":"Modeled"}`, wire.Failure{Code: "Modeled"}, ""},
		{"unmodeled", nil, `{"__type":"Other","message":"m"}`, wire.Failure{Code: "Other", Message: "m"}, "-"},
		{"by code", nil, `{"__type":"x#Coded"}`, wire.Failure{Code: "Coded"}, ""},
		{"query", wire.HeaderList{{"x-amzn-query-error", "AWS.Old;Sender"}}, `{"__type":"Modeled"}`,
			wire.Failure{Code: "Modeled", QueryCode: "AWS.Old", Fault: "Sender"}, ""},
		{"query code alone", wire.HeaderList{{"x-amzn-query-error", "Query.Coded;Receiver"}}, `{"__type":"Gone"}`,
			wire.Failure{Code: "Gone", QueryCode: "Query.Coded", Fault: "Receiver"}, ""},
		{"query of three parts", wire.HeaderList{{"x-amzn-query-error", "a;b;c"}}, `{"__type":"Modeled"}`, wire.Failure{Code: "Modeled"}, ""},
		{"no code", nil, `{"message":"m"}`, wire.Failure{Code: "503", Message: "m"}, "-"},
		{"code is no string", nil, `{"__type":5,"code":{},"message":[]}`, wire.Failure{Code: "503", Message: "Service Unavailable"}, "-"},
		{"empty", nil, ``, wire.Failure{Code: "503", Message: "Service Unavailable"}, "-"},
		{"HTML", nil, `<html>503</html>`, wire.Failure{Code: "503", Message: "Service Unavailable"}, "-"},
		{"list", nil, `["__type"]`, wire.Failure{Code: "503", Message: "Service Unavailable"}, "-"},
		{"cut", wire.HeaderList{{"x-amzn-errortype", "Modeled"}}, `{"message":"m`, wire.Failure{Code: "Modeled"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d wire.Document
			f := json.DecodeFailure(&d, &wire.Response{Status: 503, Header: c.headers, Body: []byte(c.body)}, op, "__type", "code")
			extra := "-"
			if f.Shape.NumMembers() > 0 || f.Shape.Exception() {
				extra = d.Node().Get("Extra").String()
			}
			f.Shape = c.want.Shape
			if !reflect.DeepEqual(f, c.want) || extra != c.shape {
				t.Errorf("%+v, Extra %q; want %+v, %q", f, extra, c.want, c.shape)
			}
		})
	}
}

// TestFailureOutlivesParsing: what is read of a body stays when the body is read
// again, guided by the error's shape.
func TestFailureOutlivesParsing(t *testing.T) {
	m := wiretest.Embedded(t, "dynamodb")
	op := wiretest.Operation(t, m, "PutItem")
	body := `{"message":"first \u00fc line","__type":"com.amazonaws#ConditionalCheckFailedException","Item":{"k":{"S":"\u00e4\u00f6 another text"}}}`
	var d wire.Document
	f := json.DecodeFailure(&d, &wire.Response{Status: 400, Header: wire.HeaderList{}, Body: []byte(body)}, op, "__type")
	if f.Message != "first ü line" || f.Code != "ConditionalCheckFailedException" {
		t.Errorf("%q, %q", f.Code, f.Message)
	}
}
