package eventstream_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
	"github.com/tucuxi-go/tucuxi/wire/restxml"
	"github.com/tucuxi-go/tucuxi/wire/rpcv2cbor"
)

const service = `{
	"metadata": {"apiVersion": "2020-07-14", "endpointPrefix": "test", "protocol": "rest-json", "serviceId": "Test", "signatureVersion": "v4"},
	"operations": {"Talk": {"name": "Talk", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Message"}, "output": {"shape": "Message"}}},
	"shapes": {
		"Message": {"type": "structure", "members": {"stream": {"shape": "Stream"}}, "payload": "stream"},
		"Stream": {"type": "structure", "eventstream": true, "members": {
			"headers": {"shape": "Headers"}, "blob": {"shape": "BlobEvent"}, "text": {"shape": "TextEvent"},
			"structure": {"shape": "StructureEvent"}, "plain": {"shape": "PlainEvent"}, "nothing": {"shape": "Nothing"}}},
		"Headers": {"type": "structure", "event": true, "members": {
			"yes": {"shape": "Boolean", "eventheader": true}, "no": {"shape": "Boolean", "eventheader": true}, "int": {"shape": "Integer", "eventheader": true},
			"long": {"shape": "Long", "eventheader": true}, "string": {"shape": "String", "eventheader": true}, "bytes": {"shape": "Blob", "eventheader": true},
			"at": {"shape": "Timestamp", "eventheader": true}, "body": {"shape": "Blob", "eventpayload": true}}},
		"BlobEvent": {"type": "structure", "event": true, "members": {"chunk": {"shape": "Blob", "eventpayload": true}}},
		"TextEvent": {"type": "structure", "event": true, "members": {"text": {"shape": "String", "eventpayload": true}}},
		"StructureEvent": {"type": "structure", "event": true, "members": {"kind": {"shape": "String", "eventheader": true}, "details": {"shape": "Details", "eventpayload": true}}},
		"PlainEvent": {"type": "structure", "event": true, "required": ["id"], "members": {"id": {"shape": "Long", "eventheader": true}, "name": {"shape": "String", "locationName": "n"}, "details": {"shape": "Details"}}},
		"Nothing": {"type": "structure", "event": true, "members": {}},
		"Details": {"type": "structure", "members": {"count": {"shape": "Long", "locationName": "c"}}},
		"Boolean": {"type": "boolean"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "String": {"type": "string"}, "Blob": {"type": "blob"}, "Timestamp": {"type": "timestamp"}
	}
}`

// stream is the structure of the events, for a protocol of the given name.
func stream(t testing.TB) models.Shape {
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
	op, _ := m.OperationNamed("Talk")
	return op.Output().Member(0).Shape()
}

// events is every kind of event, as params and as what must come back.
func events() map[string]wire.Map {
	at := time.UnixMilli(1700000000125).UTC()
	return map[string]wire.Map{
		"headers":   {"yes": true, "no": false, "int": int64(-7), "long": int64(1 << 40), "string": "ü\"", "bytes": []byte{0, 255}, "at": at, "body": []byte{1}},
		"blob":      {"chunk": []byte("audio")},
		"text":      {"text": "some text"},
		"structure": {"kind": "k", "details": wire.Map{"count": int64(3)}},
		"plain":     {"id": int64(9), "name": "x", "details": wire.Map{"count": int64(4)}},
		"nothing":   {},
	}
}

// TestRoundTrip sends every kind of event and reads it.
func TestRoundTrip(t *testing.T) {
	for _, protocol := range []*wire.Protocol{&restjson.Protocol, &awsjson.Protocol, &rpcv2cbor.Protocol} {
		t.Run(protocol.ID.String(), func(t *testing.T) { roundTrip(t, protocol) })
	}
}

func roundTrip(t *testing.T, protocol *wire.Protocol) {
	shape := stream(t)
	for name, params := range events() {
		member, _ := shape.MemberNamed(name)
		var e wire.Encoder
		h, payload, err := eventstream.Encode(protocol, &e, nil, nil, member, wire.ValueOf(params))
		if err != nil || e.Failed() {
			t.Fatalf("%s: %v, faults %v", name, err, e.Failed())
		}
		frame, err := eventstream.Append(nil, h, payload)
		if err != nil {
			t.Fatal(err)
		}
		m, err := eventstream.Parse(frame)
		if err != nil {
			t.Fatal(err)
		}
		if m.Headers.Text(":message-type") != "event" || m.Headers.Text(":event-type") != name {
			t.Errorf("%s: %q", name, m.Headers)
		}
		var d wire.Document
		if err := eventstream.Decode(protocol, &d, m, member.Shape()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := d.Node().Any(); !reflect.DeepEqual(got, any(params)) {
			t.Errorf("%s: %v, want %v", name, got, params)
		}
	}
}

// TestPayloads reads the payloads of the protocols.
func TestPayloads(t *testing.T) {
	shape := stream(t)
	cborCount := "\xa1\x65count\x03"
	for name, x := range map[string]struct {
		protocol                       *wire.Protocol
		plain, structure, contentEmpty string
	}{
		"rest-json": {&restjson.Protocol, `{"n":"x","details":{"c":3},"new":[]}`, `{"c":3}`, "{}"},
		"json":      {&awsjson.Protocol, `{"n":"x","details":{"c":3}}`, `{"c":3}`, ""},
		"rest-xml":  {&restxml.Protocol, `<plain><n>x</n><details><c>3</c></details></plain>`, `<Anything><c>3</c></Anything>`, ""},
		"cbor":      {&rpcv2cbor.Protocol, "\xa2\x64name\x61x\x67details" + cborCount, cborCount, "\xa0"},
	} {
		h, _ := eventstream.Headers(nil).Append("id", eventstream.Int64Value(9))
		for event, want := range map[string]any{
			"plain":     map[string]any{"id": int64(9), "name": "x", "details": map[string]any{"count": int64(3)}},
			"structure": map[string]any{"details": map[string]any{"count": int64(3)}},
			"text":      map[string]any{"text": x.structure},
			"nothing":   map[string]any{},
		} {
			payload := map[string]string{"plain": x.plain, "structure": x.structure, "text": x.structure, "nothing": "whatever"}[event]
			member, _ := shape.MemberNamed(event)
			var d wire.Document
			if err := eventstream.Decode(x.protocol, &d, eventstream.Message{Headers: h, Payload: []byte(payload)}, member.Shape()); err != nil {
				t.Errorf("%s: %s: %v", name, event, err)
			} else if got := d.Node().Any(); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s: %v, want %v", name, event, got, want)
			}
		}
		member, _ := shape.MemberNamed("plain")
		var d wire.Document
		if err := eventstream.Decode(x.protocol, &d, eventstream.Message{Headers: h, Payload: []byte(x.contentEmpty)}, member.Shape()); err != nil || d.Node().Get("id").Int() != 9 || d.Node().Get("name").Exists() {
			t.Errorf("%s: an empty payload: %v, %s", name, err, d.Node().AppendJSON(nil))
		}
		d.Reset()
		if err := eventstream.Decode(x.protocol, &d, eventstream.Message{Payload: []byte("\xff{<")}, member.Shape()); err == nil {
			t.Errorf("%s: garbage is %s", name, d.Node().AppendJSON(nil))
		}
	}
}

func TestWrongHeader(t *testing.T) {
	member, _ := stream(t).MemberNamed("headers")
	for name, v := range map[string]eventstream.Value{
		"yes": eventstream.StringValue("true"), "int": eventstream.StringValue("1"), "string": eventstream.BytesValue(nil), "at": eventstream.Int64Value(0), "bytes": eventstream.StringValue(""),
	} {
		h, _ := eventstream.Headers(nil).Append(name, v)
		var d wire.Document
		if err := eventstream.Decode(&restjson.Protocol, &d, eventstream.Message{Headers: h}, member.Shape()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFaults(t *testing.T) {
	shape := stream(t)
	for name, x := range map[string]struct {
		event  string
		params wire.Map
		want   string
	}{
		"an unknown member":   {"plain", wire.Map{"id": 1, "nam": "x"}, "nam: unknown member"},
		"a missing header":    {"plain", wire.Map{}, "id: a required member is missing"},
		"a wrong header":      {"headers", wire.Map{"yes": 1}, "yes: a boolean is wanted"},
		"a long header":       {"headers", wire.Map{"string": strings.Repeat("x", 1<<16)}, "string: does not fit a header"},
		"a wrong payload":     {"blob", wire.Map{"chunk": 1}, "chunk: a blob is wanted"},
		"a wrong structure":   {"structure", wire.Map{"details": wire.Map{"count": "x"}}, "details.count: a long is wanted"},
		"a reader is no blob": {"blob", wire.Map{"chunk": strings.NewReader("")}, "chunk: a blob is wanted"},
	} {
		member, _ := shape.MemberNamed(x.event)
		var e wire.Encoder
		_, _, err := eventstream.Encode(&restjson.Protocol, &e, nil, nil, member, wire.ValueOf(x.params))
		op, _ := shape.Model().OperationNamed("Talk")
		if fault := e.Err(op); err != nil || fault == nil || !strings.Contains(fault.Error(), x.want) {
			t.Errorf("%s: %v, %v", name, err, fault)
		}
	}
}

// FuzzDecode wants an error or a document that is whole, whatever the message is.
func FuzzDecode(f *testing.F) {
	f.Add(uint8(0), []byte("\x03yes\x00"), []byte("{}"))
	f.Add(uint8(3), []byte("\x04kind\x07\x00\x01k"), []byte(`{"c":1}`))
	f.Add(uint8(12), []byte{}, []byte("<a><c>1</c></a>"))
	f.Add(uint8(19), []byte{}, []byte("\xa1\x65count\x03"))
	shape := stream(f)
	protocols := []*wire.Protocol{&restjson.Protocol, &awsjson.Protocol, &restxml.Protocol, &rpcv2cbor.Protocol}
	f.Fuzz(func(t *testing.T, choice uint8, headers, payload []byte) {
		frame, err := eventstream.Append(nil, headers, payload)
		if err != nil {
			return
		}
		m, err := eventstream.Parse(frame)
		if err != nil {
			return
		}
		member := shape.Member(int(choice) % shape.NumMembers())
		var d wire.Document
		if err := eventstream.Decode(protocols[int(choice)/8%len(protocols)], &d, m, member.Shape()); err != nil {
			return
		}
		if text := d.Node().AppendJSON(nil); !json.Valid(text) {
			t.Errorf("%s", text)
		}
	})
}
