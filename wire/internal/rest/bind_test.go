package rest_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/rest"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// service has a binding of every kind.
const service = `{
	"metadata": {"serviceId": "Test", "protocol": "rest-json"},
	"operations": {
		"Labels": {"name": "Labels", "http": {"method": "PUT", "requestUri": "/a/{Plain}/b/{Greedy+}?fixed=1&flag"}, "input": {"shape": "Labels"}},
		"Bound": {"name": "Bound", "http": {"method": "GET", "requestUri": "/bound?fixed=1"}, "input": {"shape": "Bound"}, "output": {"shape": "Bound"}},
		"All": {"name": "All", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "AllHeaders"}},
		"NoInput": {"name": "NoInput", "http": {"method": "DELETE", "requestUri": "/x"}}
	},
	"shapes": {
		"Labels": {"type": "structure", "required": ["Plain"], "members": {
			"Plain": {"shape": "String", "location": "uri", "locationName": "Plain"},
			"TheGreedy": {"shape": "String", "location": "uri", "locationName": "Greedy"},
			"Query": {"shape": "Timestamp", "location": "querystring", "locationName": "q"}}},
		"Bound": {"type": "structure", "members": {
			"Str": {"shape": "String", "location": "header", "locationName": "X-Str"},
			"Int": {"shape": "Integer", "location": "header", "locationName": "X-Int"},
			"Float": {"shape": "Float", "location": "header", "locationName": "X-Float"},
			"Bool": {"shape": "Boolean", "location": "header", "locationName": "X-Bool"},
			"Time": {"shape": "Timestamp", "location": "header", "locationName": "X-Time"},
			"Epoch": {"shape": "Epoch", "location": "header", "locationName": "X-Epoch"},
			"Expires": {"shape": "Timestamp", "location": "header", "locationName": "Expires"},
			"List": {"shape": "Strings", "location": "header", "locationName": "X-List"},
			"Ints": {"shape": "Integers", "location": "header", "locationName": "X-Ints"},
			"Times": {"shape": "Times", "location": "header", "locationName": "X-Times"},
			"JSON": {"shape": "String", "jsonvalue": true, "location": "header", "locationName": "X-JSON"},
			"Blob": {"shape": "Blob", "location": "header", "locationName": "X-Blob"},
			"Secret": {"shape": "Secret", "location": "header", "locationName": "X-Secret"},
			"Meta": {"shape": "Strings2", "location": "headers", "locationName": "X-Meta-"},
			"MetaOne": {"shape": "String", "location": "header", "locationName": "x-meta-one"},
			"Q": {"shape": "String", "location": "querystring", "locationName": "q"},
			"QList": {"shape": "Integers", "location": "querystring", "locationName": "q l"},
			"QMap": {"shape": "Lists", "location": "querystring"},
			"Status": {"shape": "Integer", "location": "statusCode"},
			"Body": {"shape": "String"}}},
		"AllHeaders": {"type": "structure", "members": {"All": {"shape": "Strings2", "location": "headers", "locationName": ""}}},
		"String": {"type": "string"}, "Integer": {"type": "integer"}, "Float": {"type": "double"}, "Boolean": {"type": "boolean"},
		"Timestamp": {"type": "timestamp"}, "Epoch": {"type": "timestamp", "timestampFormat": "unixTimestamp"},
		"Secret": {"type": "integer", "sensitive": true},
		"Blob": {"type": "blob"}, "Strings": {"type": "list", "member": {"shape": "String"}},
		"Integers": {"type": "list", "member": {"shape": "Integer"}}, "Times": {"type": "list", "member": {"shape": "Timestamp"}},
		"Strings2": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}},
		"Lists": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Strings"}}
	}
}`

// bind gives the request as text — method, URI, headers — or the faults.
func bind(op models.Operation, params wire.Map) (text, faults string) {
	var e wire.Encoder
	var r wire.Request
	from, to := e.OpenStructure(op.Input(), wire.ValueOf(params))
	rest.Bind(&e, &r, op, from, to)
	e.Close(from)
	if err := e.Err(op); err != nil {
		for _, f := range err.(*wire.ParamError).Faults {
			faults += f.Path + ": " + f.Problem + "\n"
		}
		return "", strings.TrimSuffix(faults, "\n")
	}
	text = r.Method + " " + string(r.Path)
	if len(r.Query) > 0 {
		text += "?" + string(r.Query)
	}
	for _, h := range r.Headers {
		text += "\n" + h.Name + ": " + h.Value
	}
	return text, ""
}

func TestBind(t *testing.T) {
	m := wiretest.Compile(t, service)
	when := time.Date(2019, 12, 16, 23, 48, 18, 123e6, time.UTC)
	const control = "is sent as a header and holds a line break or another control character"
	for _, c := range []struct {
		operation string
		params    wire.Map
		want      string
		faults    string
	}{
		{"NoInput", wire.Map{}, "DELETE /x", ""},
		{"Labels", wire.Map{"Plain": "a/b c", "TheGreedy": "/x//y z?"}, "PUT /a/a%2Fb%20c/b//x//y%20z%3F?fixed=1&flag", ""},
		{"Labels", wire.Map{"Plain": "..", "TheGreedy": "é"}, "PUT /a/../b/%C3%A9?fixed=1&flag", ""},
		{"Labels", wire.Map{"Plain": "p", "TheGreedy": "g", "Query": when}, "PUT /a/p/b/g?fixed=1&flag&q=2019-12-16T23%3A48%3A18.123000Z", ""},
		{"Labels", wire.Map{"TheGreedy": "g"}, "", "Plain: a required member is missing"},
		{"Labels", wire.Map{"Plain": "p"}, "", ": TheGreedy is part of the path and missing"},
		{"Labels", wire.Map{"Plain": "", "TheGreedy": ""}, "", "Plain: is part of the path and empty\nTheGreedy: is part of the path and empty"},
		{"Bound", wire.Map{}, "GET /bound?fixed=1", ""},
		{"Bound", wire.Map{"Str": "ü x", "Int": -5, "Float": math.Inf(-1), "Bool": true, "Time": when, "Epoch": when, "Blob": []byte("raw")},
			"GET /bound?fixed=1\nx-str: ü x\nx-int: -5\nx-float: -Infinity\nx-bool: true\nx-time: Mon, 16 Dec 2019 23:48:18 GMT\nx-epoch: 1576540098.123\nx-blob: raw", ""},
		{"Bound", wire.Map{"Str": "", "List": []string{}, "Ints": []int{}}, "GET /bound?fixed=1\nx-str: \nx-list: \nx-ints: ", ""},
		{"Bound", wire.Map{"List": []string{"a", "b,c", `d"`}, "Ints": []int{1, 2}, "Times": wire.List{when, when}},
			"GET /bound?fixed=1\nx-list: a,\"b,c\",\"d\\\"\"\nx-ints: 1,2\nx-times: Mon, 16 Dec 2019 23:48:18 GMT,Mon, 16 Dec 2019 23:48:18 GMT", ""},
		{"Bound", wire.Map{"JSON": wire.Map{"Foo": "Bar"}}, "GET /bound?fixed=1\nx-json: eyJGb28iOiJCYXIifQ==", ""},
		{"Bound", wire.Map{"JSON": "true"}, "GET /bound?fixed=1\nx-json: dHJ1ZQ==", ""},
		{"Bound", wire.Map{"JSON": time.Now()}, "", "JSON: a document cannot hold time"},
		{"Bound", wire.Map{"Meta": wire.Map{"B": "2", "a": "1", "ONE": "map"}, "MetaOne": "member"},
			"GET /bound?fixed=1\nx-meta-one: member\nx-meta-b: 2\nx-meta-a: 1", ""},
		{"Bound", wire.Map{"Q": "a&b=c", "QList": []int{1, 2}, "QMap": wire.Map{"q": wire.List{"x"}, "fixed": wire.List{"2"}, "m n": wire.List{"1", "2"}}},
			"GET /bound?fixed=1&q=a%26b%3Dc&q%20l=1&q%20l=2&m%20n=1&m%20n=2", ""},
		{"Bound", wire.Map{"QMap": wire.Map{"q": wire.List{"x"}}}, "GET /bound?fixed=1&q=x", ""},
		{"Bound", wire.Map{"Str": "a\r\nevil: 1"}, "", "Str: " + control},
		{"Bound", wire.Map{"Str": "a\x00"}, "", "Str: " + control},
		{"Bound", wire.Map{"Blob": []byte("a\nb")}, "", "Blob: " + control},
		{"Bound", wire.Map{"List": []string{"a", "b\n"}}, "", "List: " + control},
		{"Bound", wire.Map{"Meta": wire.Map{"k": "v\nx"}}, "", "Meta.k: " + control},
		{"Bound", wire.Map{"Meta": wire.Map{"k: v\nx": "v"}}, "", "Meta.k: v\nx: cannot be the name of a header"},
		{"Bound", wire.Map{"Meta": wire.Map{"k": nil}}, "", "Meta.k: a string is wanted, not nil"},
		{"Bound", wire.Map{"Int": "5", "Ints": wire.List{1, "x"}}, "", "Int: an integer is wanted, not a string\nInts[1]: an integer is wanted, not a string"},
		{"Bound", wire.Map{"Str": "\xff"}, "", "Str: the string is not UTF-8"},
	} {
		text, faults := bind(wiretest.Operation(t, m, c.operation), c.params)
		if faults != c.faults {
			t.Errorf("%s %v: faults\n%s\nwant\n%s", c.operation, c.params, faults, c.faults)
		} else if text != c.want {
			t.Errorf("%s %v:\n%s\nwant\n%s", c.operation, c.params, text, c.want)
		}
	}
}

func TestBindAllocs(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Bound")
	params := wire.ValueOf(wire.Map{
		"Str": "x", "Int": 5, "Time": time.Now(), "List": []string{"a", "b,c"}, "Meta": map[string]string{"A": "1", "B": "2"},
		"Q": "a b", "QMap": wire.Map{"k": []string{"v"}}, "JSON": wire.Map{"a": 1},
	})
	var e wire.Encoder
	var r wire.Request
	testkit.WantAllocs(t, 0, func() {
		e.Reset()
		r.Reset()
		from, to := e.OpenStructure(op.Input(), params)
		rest.Bind(&e, &r, op, from, to)
		e.Close(from)
		if e.Failed() {
			t.Fatal(e.Err(op))
		}
	})
}
