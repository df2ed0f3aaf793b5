package lite_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
	"github.com/tucuxi-go/tucuxi/wire/query"
	"github.com/tucuxi-go/tucuxi/wire/rpcv2cbor"
)

// TestProtocol calls CloudWatch in each protocol that it offers.
func TestProtocol(t *testing.T) {
	for _, c := range []struct {
		protocol   *wire.Protocol
		path, body string // of the request; of the answer
		header     string
	}{
		{nil, "/", `{"Datapoints":[{"Sum":2.5}]}`, "x-amz-target"},
		{&awsjson.Protocol, "/", `{"Datapoints":[{"Sum":2.5}]}`, "x-amz-target"},
		{&rpcv2cbor.Protocol, "/service/GraniteServiceVersion20100801/operation/GetMetricStatistics", "\xa1\x6aDatapoints\x81\xa1\x63Sum\xf9\x41\x00", "smithy-protocol"},
		{&query.Protocol, "/", `<GetMetricStatisticsResponse><GetMetricStatisticsResult><Datapoints><member><Sum>2.5</Sum></member></Datapoints></GetMetricStatisticsResult></GetMetricStatisticsResponse>`, "content-type"},
	} {
		fake := &stub{answers: []answer{{status: 200, body: c.body}}}
		settings := config(fake)
		settings.Protocol = c.protocol
		out, err := lite.New(cloudwatch.Service, settings).Call(t.Context(), cloudwatch.GetMetricStatistics, lite.Map{
			"Namespace": "N", "MetricName": "M", "StartTime": time.Unix(0, 0), "EndTime": time.Unix(60, 0), "Period": 60,
		})
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if got := out.Get("Datapoints", 0, "Sum").Float(); got != 2.5 {
			t.Errorf("%s: %v", c.path, got)
		}
		if r := fake.sent[0]; !strings.HasSuffix(r.url, ".amazonaws.com"+c.path) || r.header[c.header] == "" {
			t.Errorf("%s, %v", r.url, r.header)
		}
	}
	_, err := lite.New(dynamodb.Service, lite.Config{Protocol: &query.Protocol}).Call(t.Context(), dynamodb.ListTables, nil)
	if err == nil || !strings.Contains(err.Error(), "DynamoDB does not speak query") {
		t.Errorf("%v", err)
	}
}

// TestRPCStream: the params of an RPC protocol's stream come in the first
// message, before any event.
func TestRPCStream(t *testing.T) {
	const model = `{"metadata": {"serviceId": "Talk", "endpointPrefix": "talk", "signingName": "talk", "protocol": "json", "protocols": ["json", "smithy-rpc-v2-cbor"], "jsonVersion": "1.1", "targetPrefix": "Talk", "signatureVersion": "v4"},
		"operations": {"Talk": {"name": "Talk", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}, "output": {"shape": "Out"}}},
		"shapes": {"In": {"type": "structure", "members": {"topic": {"shape": "String"}, "events": {"shape": "Events"}}},
			"Out": {"type": "structure", "members": {"events": {"shape": "Events"}}},
			"Events": {"type": "structure", "eventstream": true, "members": {"say": {"shape": "Say"}}},
			"Say": {"type": "structure", "event": true, "members": {"text": {"shape": "String"}}}, "String": {"type": "string"}}}`
	graph, err := compile.Read(compile.Source{Name: "talk", Service: []byte(model)})
	if err != nil {
		t.Fatal(err)
	}
	bin, err := graph.Pack()
	if err != nil {
		t.Fatal(err)
	}
	compiled := string(bin)
	for _, protocol := range []*wire.Protocol{&awsjson.Protocol, &rpcv2cbor.Protocol} {
		var first []string
		url := serve(t, echo(t, "say", func(m eventstream.Message) string {
			first = append(first, m.Headers.Text(":event-type")+" "+string(m.Payload))
			return string(m.Payload)
		}))
		service := lite.Service{Model: &compiled, Protocol: &awsjson.Protocol, Streams: &lite.HTTPStreams}
		c := lite.New(service, lite.Config{Region: "eu-west-1", Endpoint: url, Credentials: creds.Static("AKIDEXAMPLE", streamSecret, ""), Protocol: protocol})
		s, err := c.Stream(t.Context(), lite.Operation(tagOf(t, service)), lite.Map{"topic": "x"})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Send("say", lite.Map{"text": "hello"}); err != nil {
			t.Fatal(err)
		}
		s.CloseSend()
		for _, err := range s.Events() {
			if err != nil {
				t.Error(err)
			}
		}
		s.Close()
		want := []string{`initial-request {"topic":"x"}`, `say {"text":"hello"}`}
		if protocol == &rpcv2cbor.Protocol {
			want = []string{"initial-request \xa1\x65topic\x61x", "say \xa1\x64text\x65hello"}
		}
		if strings.Join(first, "|") != strings.Join(want, "|") {
			t.Errorf("%q, want %q", first, want)
		}
	}
}
