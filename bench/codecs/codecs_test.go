package codecs

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/wire"
)

func suite(t testing.TB) measure.Suite {
	s, err := Suite()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuite(t *testing.T)       { measure.Check(t, suite(t)) }
func BenchmarkCodecs(b *testing.B) { measure.Bench(b, suite(b)) }

// TestAllocs: with kept buffers nothing is allocated, encoding or decoding.
func TestAllocs(t *testing.T) {
	for _, c := range suite(t).Cases {
		if c.Peer != measure.Ours {
			continue
		}
		if got := testing.AllocsPerRun(20, func() {
			if err := c.Run(); err != nil {
				t.Error(err)
			}
		}); got > 0 {
			t.Errorf("%s: %v allocations", c.Thing, got)
		}
	}
}

// TestConstantAllocs: with new buffers the number of blocks does not depend on
// the number of values. It varies by a few: where bodies are large, the garbage
// collector empties the pools of readers between the runs.
func TestConstantAllocs(t *testing.T) {
	for _, c := range []struct {
		name      string
		service   lite.Service
		operation string
		body      func(n int) string
	}{
		{"json GetItem", dynamodb.Service, "GetItem", getItem},
		{"json Query", dynamodb.Service, "Query", query},
		{"json GetMetricData", cloudwatch.Service, "GetMetricData", metricsJSON},
		{"cbor GetMetricData", inCBOR(cloudwatch.Service), "GetMetricData", metricsCBOR},
		{"rest-json ListFunctions", lambda.Service, "ListFunctions", functions},
		{"rest-xml ListObjectsV2", s3.Service, "ListObjectsV2", listing},
		{"ec2 DescribeInstances", ec2.Service, "DescribeInstances", instances},
		{"query ListTopics", sns.Service, "ListTopics", topics},
		{"json escapes", dynamodb.Service, "ListTables", func(n int) string {
			return `{"TableNames":["` + strings.Repeat(`\u0061\n","`, n) + `"]}`
		}},
	} {
		op, err := operation(c.service, c.operation)
		if err != nil {
			t.Fatal(err)
		}
		var text []float64
		for _, n := range []int{30, 300, 3000, 30000} {
			r := &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: []byte(c.body(n))}
			text = append(text, testing.AllocsPerRun(5, func() {
				if err := decode(c.service, new(wire.Document), r, op); err != nil {
					t.Error(err)
				}
			}))
		}
		t.Logf("%s: %v allocations for 30 to 30,000 values", c.name, text)
		for _, got := range text {
			if got > 10 {
				t.Errorf("%s: %v allocations", c.name, text)
				break
			}
		}
	}
}
