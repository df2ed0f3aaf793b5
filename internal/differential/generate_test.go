package differential

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/internal/roundtrip"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// generate makes params, and an answer, of the operation: with what is required
// alone for depth -1, with everything down to a depth else.
func generate(op models.Operation, depth int) (params map[string]any, answer *wire.Response) {
	events := func(m models.Member) bool { return m.Shape().EventStream() }
	params, output := map[string]any{}, map[string]any{}
	g := roundtrip.Generator{Depth: depth, Skip: events}
	if op.Input().Kind() == models.Structure {
		params = g.Value(op.Input(), 0).(map[string]any)
		validParams(op, params)
	}
	if op.Output().Kind() == models.Structure {
		output = g.Value(op.Output(), 0).(map[string]any)
		validOutput(op, output)
	}
	answer = roundtrip.Answer(op, output)
	list, _ := answer.Header.(wire.HeaderList)
	for i := range list {
		if strings.EqualFold(list[i].Name, "content-length") { // else the body breaks off
			list[i].Value = strconv.Itoa(len(answer.Body))
		}
	}
	answer.Header = list
	if op.Model().Protocol() == models.RestXML { // attributes of that namespace
		answer.Body = bytes.Replace(answer.Body, []byte("<Root>"), []byte(`<Root xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`), 1)
	}
	if rpc := op.Model().Protocol(); op.Is(models.OpOutputEventStream) && (rpc == models.JSON || rpc == models.CBOR) {
		h, _ := eventstream.Headers(nil).Append(":message-type", eventstream.StringValue("event"))
		h, _ = h.Append(":event-type", eventstream.StringValue("initial-response"))
		answer.Body, _ = eventstream.Append(nil, h, answer.Body)
	}
	return params, answer
}

// forms are values of params for which endpoint rules, or botocore itself, want a
// certain form, by service and member.
var forms = map[string]map[string]string{
	"S3":         {"Bucket": "my-bucket", "CopySource": "other-bucket/key", "ChecksumAlgorithm": "SHA256"},
	"S3 Control": {"Bucket": "my-bucket", "AccountId": "123456789012", "ChecksumAlgorithm": "SHA256"},
	"Kinesis": {
		"StreamARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s", "ResourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s",
		"ConsumerARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1", "QueueARN": "arn:aws:kinesis:us-east-1:123456789012:queue/q",
		"ChannelARN": "arn:aws:kinesis:us-east-1:123456789012:channel/c",
	},
	"CloudFront KeyValueStore": {"KvsARN": "arn:aws:cloudfront::123456789012:key-value-store/11111111-2222-3333-4444-555555555555"},
	"Machine Learning":         {"PredictEndpoint": "https://realtime.machinelearning.us-east-1.amazonaws.com"},
	"EventBridge":              {"EndpointId": ""}, // needs SigV4A, which botocore does not have in Python
	"SESv2":                    {"EndpointId": ""},
}

func validParams(op models.Operation, params map[string]any) {
	for name, form := range forms[op.Model().ServiceID()] {
		if _, set := params[name]; set {
			if params[name] = form; form == "" {
				delete(params, name)
			}
		}
	}
	for i := range op.Input().NumMembers() {
		m := op.Input().Member(i)
		if _, set := params[m.Name()]; !set {
			continue
		}
		if m.JSONValue() && m.Location() == models.Header { // a string is JSON to us, and a value to botocore
			params[m.Name()] = map[string]any{"k": "v"}
		}
		if m.WireName() == "x-amz-content-sha256" { // CodeArtifact's name for what the signer says as well
			content, _ := op.Input().Payload()
			sum := sha256.Sum256(params[content.Name()].([]byte))
			params[m.Name()] = hex.EncodeToString(sum[:])
		}
	}
}

// validOutput takes the checksums of other content out, which the generator does
// not know.
func validOutput(op models.Operation, output map[string]any) {
	switch op.Model().ServiceID() {
	case "S3":
		drop(output, "Checksum")
	case "SQS":
		drop(output, "MD5Of")
	}
}

// drop takes out the members whose names begin with prefix.
func drop(v any, prefix string) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			if drop(x, prefix); strings.HasPrefix(name, prefix) {
				delete(v, name)
			}
		}
	case []any:
		for _, x := range v {
			drop(x, prefix)
		}
	}
}
