package lite_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

// located are calls whose endpoints come from ever more parameters.
func located() []located1 {
	keys := lite.Map{"id": lite.Map{"S": "7"}}
	return []located1{
		{"region", sqs.Service, sqs.ListQueues, lite.Map{}, "sqs.eu-west-1.amazonaws.com"},
		{"bucket", s3.Service, s3.GetObject, lite.Map{"Bucket": "orders", "Key": "a"}, "orders.s3.eu-west-1.amazonaws.com"},
		{"table", dynamodb.Service, dynamodb.GetItem, lite.Map{"TableName": "users", "Key": keys}, "dynamodb.eu-west-1.amazonaws.com"},
		{"tables", dynamodb.Service, dynamodb.BatchGetItem, lite.Map{"RequestItems": lite.Map{
			"users": lite.Map{"Keys": []lite.Map{keys}}, "orders": lite.Map{"Keys": []lite.Map{keys}},
		}}, "dynamodb.eu-west-1.amazonaws.com"},
		{"transaction", dynamodb.Service, dynamodb.TransactGetItems, lite.Map{"TransactItems": []lite.Map{
			{"Get": lite.Map{"TableName": "users", "Key": keys}}, {"Get": lite.Map{"TableName": "orders", "Key": keys}},
		}}, "dynamodb.eu-west-1.amazonaws.com"},
	}
}

type located1 struct {
	name    string
	service lite.Service
	op      lite.Operation
	params  lite.Map
	host    string
}

func (l located1) client() *lite.Client {
	return lite.New(l.service, lite.Config{Region: "eu-west-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: &stub{}})
}

// TestEndpointAllocs: an endpoint from the cache costs nothing, one that is
// evaluated two blocks, which the cache keeps.
func TestEndpointAllocs(t *testing.T) {
	for _, l := range located() {
		c, params := l.client(), wire.ValueOf(l.params)
		locate := func() {
			if err := c.Locate(t.Context(), l.op, params, func(_, host, _ string) {
				if host != l.host {
					t.Errorf("%s, want %s", host, l.host)
				}
			}); err != nil {
				t.Fatal(err)
			}
		}
		t.Run(l.name+"/cached", func(t *testing.T) { testkit.WantAllocs(t, 0, locate) })
		t.Run(l.name+"/evaluated", func(t *testing.T) {
			testkit.WantAllocs(t, 2, func() { c.Forget(); locate() })
		})
	}
}

func BenchmarkEndpoint(b *testing.B) {
	for _, l := range located() {
		for _, cached := range []bool{true, false} {
			name := "/evaluated"
			if cached {
				name = "/cached"
			}
			b.Run(l.name+name, func(b *testing.B) {
				c, params := l.client(), wire.ValueOf(l.params)
				b.ReportAllocs()
				for b.Loop() {
					if !cached {
						c.Forget()
					}
					if err := c.Locate(b.Context(), l.op, params, func(string, string, string) {}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
