package json_test

import (
	stdjson "encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

const service = `{
	"metadata": {"serviceId": "Test", "protocol": "json", "jsonVersion": "1.0"},
	"operations": {"Op": {"name": "Op", "input": {"shape": "In"}}},
	"shapes": {
		"In": {"type": "structure", "members": {
			"Str": {"shape": "String"}, "Int": {"shape": "Integer"}, "Long": {"shape": "Long"}, "Double": {"shape": "Double"},
			"Bool": {"shape": "Boolean"}, "Time": {"shape": "Timestamp"}, "Date": {"shape": "Date"}, "HTTP": {"shape": "HTTP"},
			"Blob": {"shape": "Blob"}, "List": {"shape": "List"}, "SparseList": {"shape": "SparseList"},
			"Map": {"shape": "Map"}, "SparseMap": {"shape": "SparseMap"}, "Nested": {"shape": "In"},
			"Union": {"shape": "Union"}, "Any": {"shape": "Any"}, "Events": {"shape": "Events"},
			"Renamed": {"shape": "String", "locationName": "wire-name"}}},
		"String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Double": {"type": "double"},
		"Boolean": {"type": "boolean"}, "Timestamp": {"type": "timestamp"}, "Blob": {"type": "blob"},
		"Date": {"type": "timestamp", "timestampFormat": "iso8601"}, "HTTP": {"type": "timestamp", "timestampFormat": "rfc822"},
		"List": {"type": "list", "member": {"shape": "String"}}, "SparseList": {"type": "list", "sparse": true, "member": {"shape": "String"}},
		"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "In"}},
		"SparseMap": {"type": "map", "sparse": true, "key": {"shape": "String"}, "value": {"shape": "Integer"}},
		"Union": {"type": "structure", "union": true, "members": {"A": {"shape": "String"}, "B": {"shape": "Integer"}}},
		"Any": {"type": "structure", "members": {}, "document": true},
		"Events": {"type": "structure", "eventstream": true, "members": {"E": {"shape": "Event"}}},
		"Event": {"type": "structure", "event": true, "members": {}}
	}
}`

// encode gives the JSON of an input, or the faults.
func encode(op models.Operation, params any) (text, faults string) {
	var e wire.Encoder
	e.Document = json.AppendDocument
	dst := json.Encode(&e, nil, op.Input(), wire.ValueOf(params))
	if err := e.Err(op); err != nil {
		for _, f := range err.(*wire.ParamError).Faults {
			faults += f.Path + ": " + f.Problem + "\n"
		}
		return "", strings.TrimSuffix(faults, "\n")
	}
	return string(dst), ""
}

func TestEncode(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Op")
	when := time.Date(2019, 12, 16, 23, 48, 18, 123e6, time.UTC)
	for _, c := range []struct {
		params any
		want   string
		faults string
	}{
		{wire.Map{}, `{}`, ""},
		{wire.Map{"Str": "ü\n", "Renamed": ""}, `{"Str":"ü\n","wire-name":""}`, ""},
		{wire.Map{"Int": int8(-5), "Long": uint64(math.MaxInt64), "Double": 1e-9, "Bool": false}, `{"Int":-5,"Long":9223372036854775807,"Double":1e-09,"Bool":false}`, ""},
		{wire.Map{"Double": math.NaN()}, `{"Double":"NaN"}`, ""},
		{wire.Map{"Double": math.Inf(-1)}, `{"Double":"-Infinity"}`, ""},
		{wire.Map{"Time": when, "Date": when, "HTTP": when}, `{"Time":1576540098.123,"Date":"2019-12-16T23:48:18.123000Z","HTTP":"Mon, 16 Dec 2019 23:48:18 GMT"}`, ""},
		{wire.Map{"Time": 5}, `{"Time":5}`, ""},
		{wire.Map{"Blob": []byte{0xff, 0}}, `{"Blob":"/wA="}`, ""},
		{wire.Map{"Blob": "hi"}, `{"Blob":"aGk="}`, ""},
		{wire.Map{"List": []string{"a", "b"}, "SparseList": wire.List{"a", nil}}, `{"List":["a","b"],"SparseList":["a",null]}`, ""},
		{wire.Map{"Map": wire.Map{"b": wire.Map{}, "a": wire.Map{"Str": nil}}, "SparseMap": wire.Map{"a": nil, "b": 1}},
			`{"Map":{"a":{},"b":{}},"SparseMap":{"a":null,"b":1}}`, ""},
		{wire.Map{"Union": wire.Map{"A": "x"}}, `{"Union":{"A":"x"}}`, ""},
		{wire.Map{"Any": wire.Map{"z": nil, "a": wire.List{true, "s", 1, uint64(math.MaxUint64), 1.5, wire.Map{}}}},
			`{"Any":{"a":[true,"s",1,18446744073709551615,1.5,{}],"z":null}}`, ""},
		{wire.Map{"Any": "text"}, `{"Any":"text"}`, ""},

		{wire.Map{"List": wire.List{"a", nil}}, "", "List[1]: a string is wanted, not nil"},
		{wire.Map{"Map": wire.Map{"a": nil}}, "", "Map.a: a structure is wanted, not nil"},
		{wire.Map{"Str": 1, "Nested": wire.Map{"Int": "x"}}, "", "Str: a string is wanted, not an integer\nNested.Int: an integer is wanted, not a string"},
		{wire.Map{"Int": 1 << 31}, "", "Int: 2147483648 does not fit a 32-bit integer"},
		{wire.Map{"Blob": strings.NewReader("x")}, "", "Blob: a blob is wanted, not a reader"},
		{wire.Map{"Union": wire.Map{}}, "", "Union: a union wants exactly one member, not 0"},
		{wire.Map{"Any": wire.Map{"t": when}}, "", "Any.t: a document cannot hold time"},
		{wire.Map{"Any": wire.List{[]byte("x")}}, "", "Any[0]: a document cannot hold bytes"},
		{wire.Map{"Any": math.NaN()}, "", "Any: a document cannot hold NaN or an infinity"},
		{wire.Map{"Any": "\xff"}, "", "Any: the string is not UTF-8"},
		{wire.Map{"Events": wire.Map{"E": wire.Map{}}}, "", "Events: events are not params: they are sent one by one"},
		{"text", "", ": a structure is wanted, not a string"},
	} {
		text, faults := encode(op, c.params)
		if text != c.want || faults != c.faults {
			t.Errorf("%v:\n%s%s\nwant\n%s%s", c.params, text, faults, c.want, c.faults)
		}
	}
}

// TestEncodeEndless: Go values that contain themselves end in a fault.
func TestEncodeEndless(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Op")
	m := wire.Map{}
	m["Nested"] = m
	list := wire.List{nil}
	list[0] = list
	for _, params := range []wire.Map{m, {"Any": list}, {"Any": m}} {
		if _, faults := encode(op, params); !strings.Contains(faults, "nested deeper than") {
			t.Errorf("faults %.80q", faults)
		}
	}
}

// FuzzAppendDocument: any JSON comes back as it was.
func FuzzAppendDocument(f *testing.F) {
	for _, s := range []string{`null`, `{"a":[1,-2.5e300,"x\u0000😹",true,null,{}]}`, `""`, `1e400`, `[[[[]]]]`, `{"":""}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want any
		if stdjson.Unmarshal([]byte(text), &want) != nil {
			return
		}
		var e wire.Encoder
		got := json.AppendDocument(&e, nil, wire.ValueOf(want))
		if e.Failed() {
			return // nested too deep
		}
		var back any
		if err := stdjson.Unmarshal(got, &back); err != nil || !reflect.DeepEqual(back, want) {
			t.Errorf("%s came back as %s: %v", text, got, err)
		}
	})
}
