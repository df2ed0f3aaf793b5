package rules_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

func TestResolveAllocs(t *testing.T) {
	p := compile(t, []byte(example))
	var args rules.Args
	var out rules.Endpoint
	set(p, &args, map[string]any{"Region": "us-east-1", "Arn": "arn:aws:s:us-west-2::t/a.bcd"})
	t.Run("reused", func(t *testing.T) {
		testkit.WantAllocs(t, 0, func() {
			if err := p.Resolve(&args, &out); err != nil {
				t.Fatal(err)
			}
			s := out.AuthScheme(0)
			sink = s.SigningName
		})
	})
	t.Run("fresh", func(t *testing.T) { // the Endpoint and its storage
		testkit.WantAllocs(t, 2, func() {
			var out rules.Endpoint
			if err := p.Resolve(&args, &out); err != nil {
				t.Fatal(err)
			}
			sink = out.URL
		})
	})
}

// TestResolveAllocsOfServices: no case of the corpus allocates, once buffers
// are there, unless it ends in an error.
func TestResolveAllocsOfServices(t *testing.T) {
	if testing.Short() {
		t.Skip("walks the whole corpus")
	}
	for _, set := range ruleSets(t, testkit.Conformance(t, "endpoints")) {
		p := compile(t, set.source)
		var out rules.Endpoint
		for i, c := range set.cases {
			if i%7 != 0 || c.Expect.Error != "" {
				continue
			}
			var args rules.Args
			c.set(p, &args)
			testkit.WantAllocs(t, 0, func() { p.Resolve(&args, &out) })
		}
	}
}

func (c *testCase) set(p *rules.Program, a *rules.Args) { set(p, a, c.Params) }

var sink string

// BenchmarkResolve: one evaluation with reused buffers.
func BenchmarkResolve(b *testing.B) {
	type M = map[string]any
	params := map[string][]struct {
		name   string
		params M
	}{
		"sqs":      {{"region", M{"Region": "us-east-1"}}, {"custom", M{"Region": "us-east-1", "Endpoint": "http://localhost:9324"}}},
		"dynamodb": {{"region", M{"Region": "us-east-1"}}, {"account", M{"Region": "us-east-1", "AccountId": "123456789012", "AccountIdEndpointMode": "preferred"}}},
		"s3": {
			{"bucket", M{"Region": "us-east-1", "Bucket": "my-bucket", "Key": "k"}},
			{"pathstyle", M{"Region": "us-east-1", "Bucket": "my-bucket", "ForcePathStyle": true, "Endpoint": "http://localhost:9000"}},
			{"express", M{"Region": "us-east-1", "Bucket": "x--use1-az1--x-s3"}},
			{"accesspoint", M{"Region": "us-west-2", "Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint"}},
		},
	}
	for _, set := range ruleSets(b, testkit.Conformance(b, "endpoints")) {
		for _, c := range params[set.name] {
			b.Run(set.name+"/"+c.name, func(b *testing.B) {
				p := compile(b, set.source)
				var args rules.Args
				var out rules.Endpoint
				(&testCase{Params: c.params}).set(p, &args)
				b.ReportAllocs()
				for b.Loop() {
					if err := p.Resolve(&args, &out); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(p.Size()), "program-bytes")
			})
		}
	}
}
