package litetest_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/kinesis"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/lexv2runtime"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func delta(text string) litetest.Event {
	return litetest.Event{Type: "contentBlockDelta", Members: lite.Map{"contentBlockIndex": 0, "delta": lite.Map{"text": text}}}
}

// read is the events of an output, one line each, and how they end.
func read(out *lite.Output, err error) string {
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for e, err := range out.Events() {
		if err != nil {
			fmt.Fprintf(&b, "%v\n", err)
			break
		}
		fmt.Fprintf(&b, "%s %s\n", e.Type, e.AppendJSON(nil))
	}
	return b.String()
}

// TestAnswerEvents answers with events by every protocol that has some: payloads
// and headers, structures, blobs, members of the output beside the stream.
func TestAnswerEvents(t *testing.T) {
	for name, tt := range map[string]struct {
		service lite.Service
		op      lite.Operation
		params  lite.Map
		output  lite.Map
		events  []litetest.Event
		want    string
	}{
		"restJson": {bedrockruntime.Service, bedrockruntime.ConverseStream, lite.Map{"modelId": "m"}, nil,
			[]litetest.Event{delta("Hel"), delta("lo"), {Type: "messageStop", Members: lite.Map{"stopReason": "end_turn"}}},
			`contentBlockDelta {"delta":{"text":"Hel"},"contentBlockIndex":0}` + "\n" +
				`contentBlockDelta {"delta":{"text":"lo"},"contentBlockIndex":0}` + "\n" + `messageStop {"stopReason":"end_turn"}` + "\n"},
		"blob": {lambda.Service, lambda.InvokeWithResponseStream, lite.Map{"FunctionName": "f"}, lite.Map{"ExecutedVersion": "7"},
			[]litetest.Event{{Type: "PayloadChunk", Members: lite.Map{"Payload": "abc"}}, {Type: "InvokeComplete"}},
			`PayloadChunk {"Payload":"YWJj"}` + "\n" + "InvokeComplete {}\n"},
		"restXml": {s3.Service, s3.SelectObjectContent,
			lite.Map{"Bucket": "b-1", "Key": "k", "Expression": "e", "ExpressionType": "SQL", "InputSerialization": lite.Map{}, "OutputSerialization": lite.Map{}}, nil,
			[]litetest.Event{{Type: "Records", Members: lite.Map{"Payload": []byte("a,b")}}, {Type: "Stats", Members: lite.Map{"Details": lite.Map{"BytesScanned": 5}}}, {Type: "End"}},
			`Records {"Payload":"YSxi"}` + "\n" + `Stats {"Details":{"BytesScanned":5}}` + "\nEnd {}\n"},
		"awsJson": {kinesis.Service, kinesis.SubscribeToShard,
			lite.Map{"ConsumerARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1", "ShardId": "s", "StartingPosition": lite.Map{"Type": "LATEST"}}, nil,
			[]litetest.Event{{Type: "SubscribeToShardEvent", Members: lite.Map{"Records": lite.List{}, "ContinuationSequenceNumber": "1", "MillisBehindLatest": 2}}},
			`SubscribeToShardEvent {"Records":[],"ContinuationSequenceNumber":"1","MillisBehindLatest":2}` + "\n"},
		"exception": {bedrockruntime.Service, bedrockruntime.ConverseStream, lite.Map{"modelId": "m"}, nil,
			[]litetest.Event{delta("a"), {Type: "throttlingException", Members: lite.Map{"message": "slow"}}, delta("never")},
			`contentBlockDelta {"delta":{"text":"a"},"contentBlockIndex":0}` + "\n" + "Bedrock Runtime.ConverseStream: ThrottlingException: slow (status 200)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f := litetest.New(t, tt.service)
			f.On(tt.op).AnswerEvents(tt.output, tt.events...)
			for range 2 { // the last answer is given again
				out, err := f.Client.Call(t.Context(), tt.op, tt.params)
				if got := read(out, err); got != tt.want {
					t.Errorf("got\n%swant\n%s", got, tt.want)
				}
				for name, want := range tt.output {
					if got := out.Get(name).String(); got != want {
						t.Errorf("%s is %q, want %q", name, got, want)
					}
				}
			}
		})
	}
}

func TestEventFaults(t *testing.T) {
	f := litetest.New(t, bedrockruntime.Service)
	f.On(bedrockruntime.ConverseStream).Fault(litetest.Unavailable(), litetest.TruncatedBody()).AnswerEvents(nil, delta("a"), delta("b"))
	out, err := f.Client.Call(t.Context(), bedrockruntime.ConverseStream, lite.Map{"modelId": "m"})
	if got := read(out, err); !strings.HasSuffix(got, io.ErrUnexpectedEOF.Error()+" (attempt 2)\n") || out.Attempts != 2 {
		t.Errorf("got %q", got)
	}
}

func TestEventsFail(t *testing.T) {
	for name, tt := range map[string]struct {
		test func(f *litetest.Fake)
		want string
	}{
		"no stream": {func(f *litetest.Fake) { f.On(bedrockruntime.Converse).AnswerEvents(nil) }, "the output has no event stream"},
		"unknown event": {func(f *litetest.Fake) {
			f.On(bedrockruntime.ConverseStream).AnswerEvents(nil, litetest.Event{Type: "x"})
		}, "x: unknown event; there are contentBlockDelta,"},
		"unknown member": {func(f *litetest.Fake) {
			f.On(bedrockruntime.ConverseStream).AnswerEvents(nil, litetest.Event{Type: "messageStop", Members: lite.Map{"x": 1}})
		}, "messageStop.x: unknown member"},
		"as an output": {func(f *litetest.Fake) {
			f.On(bedrockruntime.ConverseStream).Answer(lite.Map{"stream": lite.Map{}})
		}, "register its events with AnswerEvents"},
		"one way": {func(f *litetest.Fake) {
			f.On(bedrockruntime.ConverseStream).Converse(nil, func(*litetest.Conversation) error { return nil })
		}, "takes no event stream"},
	} {
		n := &note{TB: t}
		f := litetest.New(n, bedrockruntime.Service)
		n.fatal(func() { tt.test(f) })
		if got := n.end(); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q lacks %q", name, got, tt.want)
		}
	}
	n := &note{TB: t}
	f := litetest.New(n, sqs.Service)
	n.fatal(func() { f.On(sqs.ListQueues).AnswerEvents(nil) })
	if got := n.end(); !strings.Contains(got, "no event stream") {
		t.Error(got)
	}
}

var conversation = lite.Map{"botId": "0123456789", "botAliasId": "9876543210", "localeId": "en_GB", "sessionId": "session"}

// TestConverse talks both ways, each event after the answer to the one before.
func TestConverse(t *testing.T) {
	f := litetest.New(t, lexv2runtime.Service)
	f.On(lexv2runtime.StartConversation).Expect(lite.Map{"localeId": "en_GB"}).Converse(nil, func(c *litetest.Conversation) error {
		for {
			e, err := c.Receive()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if text := e.Members["text"]; text == "bye" {
				return lexv2runtime.ErrConflictException
			}
			if err := c.Send("TranscriptEvent", lite.Map{"transcript": c.Params["sessionId"].(string) + " " + e.Type, "eventId": e.Members["text"]}); err != nil {
				return err
			}
		}
	})
	talk := func(texts ...string) (got []string, err error) {
		s, err := f.Client.Stream(t.Context(), lexv2runtime.StartConversation, conversation)
		if err != nil {
			return nil, err
		}
		defer s.Close()
		rest := texts
		send := func() error {
			if len(rest) == 0 {
				return s.CloseSend()
			}
			text := rest[0]
			rest = rest[1:]
			return s.Send("TextInputEvent", lite.Map{"text": text})
		}
		if err := send(); err != nil {
			return got, err
		}
		for e, err := range s.Events() {
			if err != nil {
				return got, err
			}
			got = append(got, e.Get("transcript").String()+" "+e.Get("eventId").String())
			if err := send(); err != nil {
				return got, err
			}
		}
		return got, nil
	}
	got, err := talk("one", "two")
	if want := []string{"session TextInputEvent one", "session TextInputEvent two"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err = talk("one", "bye"); !errors.Is(err, lexv2runtime.ErrConflictException) {
		t.Errorf("%v", err)
	}
	events := f.Calls()[0].Events
	if want := []litetest.Event{{"TextInputEvent", lite.Map{"text": "one"}}, {"TextInputEvent", lite.Map{"text": "two"}}}; !reflect.DeepEqual(events, want) {
		t.Errorf("%v", events)
	}
}

// TestAnswerEventsBothWays: answers that do not depend on what comes.
func TestAnswerEventsBothWays(t *testing.T) {
	f := litetest.New(t, bedrockruntime.Service)
	f.On(bedrockruntime.InvokeModelWithBidirectionalStream).AnswerEvents(nil,
		litetest.Event{Type: "chunk", Members: lite.Map{"bytes": "abc"}}, litetest.Event{Type: "chunk", Members: lite.Map{"bytes": "d"}})
	s, err := f.Client.Stream(t.Context(), bedrockruntime.InvokeModelWithBidirectionalStream, lite.Map{"modelId": "m"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	go func() {
		s.Send("chunk", lite.Map{"bytes": []byte{1, 2, 0xff}})
		s.CloseSend()
	}()
	if got := read(s.Output()); got != `chunk {"bytes":"YWJj"}`+"\n"+`chunk {"bytes":"ZA=="}`+"\n" {
		t.Errorf("%q", got)
	}
	if e := f.Calls()[0].Events; len(e) != 1 || string(e[0].Members["bytes"].([]byte)) != "\x01\x02\xff" {
		t.Errorf("%v", e)
	}
}
