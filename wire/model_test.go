package wire

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// service has a shape of every kind; Put's input and output are the same.
const service = `{
	"metadata": {"apiVersion": "2020-07-14", "endpointPrefix": "test", "protocol": "json", "jsonVersion": "1.0", "serviceId": "Test", "signatureVersion": "v4", "targetPrefix": "Test"},
	"operations": {"Put": {"name": "Put", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "All"}, "output": {"shape": "All"}}},
	"shapes": {
		"All": {"type": "structure", "required": ["Name"], "members": {
			"Name": {"shape": "Name"}, "Blob": {"shape": "Blob"}, "Yes": {"shape": "Boolean"}, "Int": {"shape": "SmallInteger"}, "Long": {"shape": "Long"},
			"Float": {"shape": "Float"}, "Double": {"shape": "SmallDouble"}, "Time": {"shape": "Timestamp"},
			"Nested": {"shape": "Nested"}, "List": {"shape": "Nesteds"}, "Strings": {"shape": "Strings"}, "Sparse": {"shape": "Sparse"}, "Map": {"shape": "Map"}, "SparseMap": {"shape": "SparseMap"},
			"Union": {"shape": "Union"}, "Document": {"shape": "Document"},
			"TableName": {"shape": "String", "locationName": "tableName"},
			"Token": {"shape": "String", "idempotencyToken": true}, "Again": {"shape": "String", "idempotencyToken": true}}},
		"Nested": {"type": "structure", "required": ["Id", "Key"], "members": {"Id": {"shape": "String"}, "Key": {"shape": "String"}, "Deeper": {"shape": "Nested"}, "List": {"shape": "Nesteds"}, "Token": {"shape": "String", "idempotencyToken": true}}},
		"Nesteds": {"type": "list", "member": {"shape": "Nested"}},
		"Strings": {"type": "list", "min": 2, "member": {"shape": "String"}},
		"Sparse": {"type": "list", "sparse": true, "member": {"shape": "Long"}},
		"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Long"}},
		"SparseMap": {"type": "map", "sparse": true, "key": {"shape": "String"}, "value": {"shape": "Long"}},
		"Union": {"type": "structure", "union": true, "members": {"A": {"shape": "String"}, "B": {"shape": "Long"}}},
		"Document": {"type": "structure", "document": true, "members": {}},
		"Name": {"type": "string", "min": 3}, "String": {"type": "string"}, "Blob": {"type": "blob"}, "Boolean": {"type": "boolean"},
		"SmallInteger": {"type": "integer", "min": -100000000}, "Long": {"type": "long"}, "Float": {"type": "float"}, "SmallDouble": {"type": "double", "min": 0.5}, "Timestamp": {"type": "timestamp"}
	}
}`

func testOperation(t testing.TB) models.Operation {
	t.Helper()
	graph, err := compile.Read(compile.Source{Name: "test", Service: []byte(service)})
	if err != nil {
		t.Fatal(err)
	}
	bin, err := graph.Pack()
	if err != nil {
		t.Fatal(err)
	}
	m, err := models.Open(string(bin))
	if err != nil {
		t.Fatal(err)
	}
	op, ok := m.OperationNamed("Put")
	if !ok {
		t.Fatal("no operation Put")
	}
	return op
}

// walk encodes v into nothing, the way a protocol does, and gives the order in
// which it met the leaves.
func walk(e *Encoder, shape models.Shape, v Value, seen *[]string) {
	leaf := func() {
		if seen != nil {
			*seen = append(*seen, e.pathText())
		}
	}
	switch shape.Kind() {
	case models.Structure:
		from, to := e.OpenStructure(shape, v)
		for i := from; i < to; i++ {
			f := e.Enter(i)
			walk(e, f.Member.Shape(), f.Value, seen)
			e.Leave()
		}
		e.Close(from)
	case models.Map:
		from, to := e.OpenMap(v)
		for i := from; i < to; i++ {
			f := e.Enter(i)
			if f.Value.Kind() != Null || !shape.Sparse() {
				walk(e, shape.Elem(), f.Value, seen)
			}
			e.Leave()
		}
		e.Close(from)
	case models.List:
		n, _ := e.List(shape, v)
		for i := range n {
			e.EnterElement(i)
			if x := v.Element(i); x.Kind() != Null || !shape.Sparse() {
				walk(e, shape.Elem(), x, seen)
			}
			e.Leave()
		}
	case models.String:
		e.String(shape, v)
		leaf()
	case models.Blob:
		e.Bytes(shape, v)
		leaf()
	case models.Boolean:
		e.Bool(v)
		leaf()
	case models.Integer, models.Long:
		e.Int(shape, v)
		leaf()
	case models.Float, models.Double:
		e.Float(shape, v)
		leaf()
	case models.Timestamp:
		e.Time(v)
		leaf()
	default:
		e.Unencodable(shape)
	}
}
