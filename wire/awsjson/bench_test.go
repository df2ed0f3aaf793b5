package awsjson_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// item is a DynamoDB item of n attributes of the usual types, as params.
func item(n int) wire.Map {
	m := wire.Map{}
	for i := range n {
		name := fmt.Sprintf("attribute%02d", i)
		switch i % 5 {
		case 0, 1:
			m[name] = wire.Map{"S": "a string of some thirty bytes " + name}
		case 2:
			m[name] = wire.Map{"N": "1234567"}
		case 3:
			m[name] = wire.Map{"BOOL": true}
		case 4:
			m[name] = wire.Map{"M": wire.Map{"inner": wire.Map{"L": wire.List{wire.Map{"S": "x"}, wire.Map{"N": "1"}}}}}
		}
	}
	return m
}

// itemJSON is the same item as a service sends it.
func itemJSON(n int) string {
	var list []string
	for i := range n {
		name := fmt.Sprintf(`"attribute%02d":`, i)
		switch i % 5 {
		case 0, 1:
			name += `{"S":"a string of some thirty bytes attribute"}`
		case 2:
			name += `{"N":"1234567"}`
		case 3:
			name += `{"BOOL":true}`
		case 4:
			name += `{"M":{"inner":{"L":[{"S":"x"},{"N":"1"}]}}}`
		}
		list = append(list, name)
	}
	return "{" + strings.Join(list, ",") + "}"
}

type encodeCase struct {
	name, operation string
	params          wire.Map
}

func encodeCases() []encodeCase {
	key := wire.Map{"pk": wire.Map{"S": "user#123"}, "sk": wire.Map{"N": "42"}}
	return []encodeCase{
		{"GetItem", "GetItem", wire.Map{"TableName": "users", "Key": key}},
		{"Query", "Query", wire.Map{
			"TableName": "users", "KeyConditionExpression": "pk = :p", "Limit": 100,
			"ExpressionAttributeValues": wire.Map{":p": wire.Map{"S": "user#123"}},
		}},
		{"PutItem/5", "PutItem", wire.Map{"TableName": "users", "Item": item(5)}},
		{"PutItem/30", "PutItem", wire.Map{"TableName": "users", "Item": item(30)}},
	}
}

type decodeCase struct{ name, operation, body string }

func decodeCases() []decodeCase {
	return []decodeCase{
		{"GetItem/5", "GetItem", `{"Item":` + itemJSON(5) + `}`},
		{"GetItem/30", "GetItem", `{"Item":` + itemJSON(30) + `}`},
		{"PutItem", "PutItem", `{"ConsumedCapacity":{"TableName":"users","CapacityUnits":1.0}}`},
		{"Query/100", "Query", `{"Count":100,"Items":[` + strings.Repeat(itemJSON(10)+",", 99) + itemJSON(10) + `],"ScannedCount":100}`},
	}
}

func TestEncodeAllocs(t *testing.T) {
	m := wiretest.Embedded(t, "dynamodb")
	for _, c := range encodeCases() {
		t.Run(c.name, func(t *testing.T) {
			op, params := wiretest.Operation(t, m, c.operation), wire.ValueOf(c.params)
			var e wire.Encoder
			var r wire.Request
			testkit.WantAllocs(t, 0, func() { encode(t, &e, &r, op, params) })
		})
	}
}

func TestDecodeAllocs(t *testing.T) {
	m := wiretest.Embedded(t, "dynamodb")
	for _, c := range decodeCases() {
		t.Run(c.name, func(t *testing.T) {
			op, r := wiretest.Operation(t, m, c.operation), &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: []byte(c.body)}
			var d wire.Document
			for range 10 {
				decode(t, &d, r, op) // the parser's buffers grow to their size
			}
			testkit.WantAllocs(t, 0, func() { decode(t, &d, r, op) })
		})
	}
}

func encode(t testing.TB, e *wire.Encoder, r *wire.Request, op models.Operation, params wire.Value) {
	e.Reset()
	r.Reset()
	awsjson.Protocol.EncodeRequest(e, r, op, params)
	if e.Failed() {
		t.Fatal(e.Err(op))
	}
}

func decode(t testing.TB, d *wire.Document, r *wire.Response, op models.Operation) {
	d.Reset()
	if err := awsjson.Protocol.DecodeResponse(d, r, op); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkEncode(b *testing.B) {
	m := wiretest.Embedded(b, "dynamodb")
	for _, c := range encodeCases() {
		b.Run(c.name, func(b *testing.B) {
			op, params := wiretest.Operation(b, m, c.operation), wire.ValueOf(c.params)
			var e wire.Encoder
			var r wire.Request
			b.ReportAllocs()
			for b.Loop() {
				encode(b, &e, &r, op, params)
			}
			b.SetBytes(int64(len(r.Body)))
		})
	}
}

// BenchmarkDecode compares a decode that checks every value with one that only
// takes values as they come.
func BenchmarkDecode(b *testing.B) {
	m := wiretest.Embedded(b, "dynamodb")
	for _, c := range decodeCases() {
		op, r := wiretest.Operation(b, m, c.operation), &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: []byte(c.body)}
		b.Run(c.name+"/checked", func(b *testing.B) {
			var d wire.Document
			b.ReportAllocs()
			b.SetBytes(int64(len(c.body)))
			for b.Loop() {
				decode(b, &d, r, op)
			}
		})
		b.Run(c.name+"/parsed", func(b *testing.B) {
			var d wire.Document
			b.ReportAllocs()
			b.SetBytes(int64(len(c.body)))
			for b.Loop() {
				d.Reset()
				d.Shape = op.Output()
				if err := d.ParseBody(r.Body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
