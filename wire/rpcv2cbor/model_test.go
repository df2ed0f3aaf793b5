package rpcv2cbor

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/wire"
)

// service has a member of every kind.
const service = `{
	"metadata": {"apiVersion": "2020-07-14", "endpointPrefix": "test", "protocol": "smithy-rpc-v2-cbor", "protocols": ["smithy-rpc-v2-cbor"],
		"serviceId": "Test", "signatureVersion": "v4", "targetPrefix": "TestService", "awsQueryCompatible": {}},
	"operations": {
		"Echo": {"name": "Echo", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "All"}, "output": {"shape": "All"}, "errors": [{"shape": "Gone"}]},
		"Ping": {"name": "Ping", "http": {"method": "POST", "requestUri": "/"}},
		"Host": {"name": "Host", "http": {"method": "POST", "requestUri": "/"}, "endpoint": {"hostPrefix": "{Name}.data."}, "input": {"shape": "HostInput"}},
		"Listen": {"name": "Listen", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Listening"}, "output": {"shape": "Listening"}}
	},
	"shapes": {
		"All": {"type": "structure", "members": {
			"text": {"shape": "String"}, "blob": {"shape": "Blob"}, "yes": {"shape": "Boolean"},
			"int": {"shape": "Integer"}, "long": {"shape": "Long"}, "float": {"shape": "Float"}, "double": {"shape": "Double"},
			"time": {"shape": "Timestamp"}, "iso": {"shape": "ISOTimestamp"},
			"wired": {"shape": "String", "locationName": "other"},
			"nested": {"shape": "All"}, "list": {"shape": "Alls"}, "texts": {"shape": "Strings"}, "ints": {"shape": "Integers"}, "map": {"shape": "LongMap"},
			"sparse": {"shape": "SparseStrings"}, "sparseMap": {"shape": "SparseMap"},
			"doc": {"shape": "Doc"}, "docs": {"shape": "Docs"}, "union": {"shape": "Union"},
			"token": {"shape": "String", "idempotencyToken": true}}},
		"Gone": {"type": "structure", "exception": true, "error": {"code": "Test.Gone", "httpStatusCode": 404}, "members": {"message": {"shape": "String"}, "count": {"shape": "Integer"}}},
		"HostInput": {"type": "structure", "required": ["Name"], "members": {"Name": {"shape": "String", "hostLabel": true}}},
		"Listening": {"type": "structure", "members": {"name": {"shape": "String"}, "events": {"shape": "Events"}}},
		"Events": {"type": "structure", "eventstream": true, "members": {"event": {"shape": "Event"}}},
		"Event": {"type": "structure", "event": true, "members": {"x": {"shape": "String"}}},
		"Union": {"type": "structure", "union": true, "members": {"a": {"shape": "String"}, "b": {"shape": "Integer"}}},
		"Doc": {"type": "structure", "document": true, "members": {}},
		"Docs": {"type": "list", "member": {"shape": "Doc"}},
		"Alls": {"type": "list", "member": {"shape": "All"}},
		"Strings": {"type": "list", "member": {"shape": "String"}},
		"Integers": {"type": "list", "member": {"shape": "Integer"}},
		"LongMap": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Long"}},
		"SparseStrings": {"type": "list", "sparse": true, "member": {"shape": "String"}},
		"SparseMap": {"type": "map", "sparse": true, "key": {"shape": "String"}, "value": {"shape": "Alls"}},
		"String": {"type": "string"}, "Blob": {"type": "blob"}, "Boolean": {"type": "boolean"}, "Integer": {"type": "integer"}, "Long": {"type": "long"},
		"Float": {"type": "float"}, "Double": {"type": "double"}, "Timestamp": {"type": "timestamp"}, "ISOTimestamp": {"type": "timestamp", "timestampFormat": "iso8601"}
	}
}`

func operation(t testing.TB, name string) models.Operation {
	t.Helper()
	graph, err := compile.Read(compile.Source{Name: "test", Service: []byte(service)})
	if err != nil {
		t.Fatal(err)
	}
	bin, err := graph.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, string(bin), name)
}

func open(t testing.TB, bin, name string) models.Operation {
	t.Helper()
	m, err := models.Open(bin)
	if err != nil {
		t.Fatal(err)
	}
	op, ok := m.OperationNamed(name)
	if !ok {
		t.Fatalf("no operation %s", name)
	}
	return op
}

// getMetricData is CloudWatch's operation with a request for five series and a
// response of 100 points each.
func getMetricData(t testing.TB) (op models.Operation, request wire.Map, response []byte) {
	t.Helper()
	bin, err := os.ReadFile(filepath.Join(testkit.Root(t), "models", "embed", "cloudwatch", "model.bin"))
	if err != nil {
		t.Skipf("CloudWatch's compiled model: %v", err)
	}
	op = open(t, string(bin), "GetMetricData")
	start := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	var queries, results wire.List
	for i := range 5 {
		id := string(rune('a' + i))
		queries = append(queries, wire.Map{"Id": id, "ReturnData": true, "MetricStat": wire.Map{
			"Period": 60, "Stat": "Average", "Metric": wire.Map{"Namespace": "AWS/Lambda", "MetricName": "Duration",
				"Dimensions": wire.List{wire.Map{"Name": "FunctionName", "Value": "function-" + id}}}}})
		var times, values wire.List
		for p := range 100 {
			times = append(times, start.Add(time.Duration(p)*time.Minute))
			values = append(values, float64(p)*1.25+float64(i))
		}
		results = append(results, wire.Map{"Id": id, "Label": "Duration", "StatusCode": "Complete", "Timestamps": times, "Values": values})
	}
	request = wire.Map{"MetricDataQueries": queries, "StartTime": start, "EndTime": start.Add(100 * time.Minute), "ScanBy": "TimestampAscending"}
	var e wire.Encoder
	response = appendStructure(nil, &e, op.Output(), wire.ValueOf(wire.Map{"MetricDataResults": results}))
	if err := e.Err(op); err != nil {
		t.Fatal(err)
	}
	return op, request, response
}
