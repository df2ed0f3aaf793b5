package lite_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/healthlake"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// message is the frame of a message; headers are names and values in turn.
func message(payload string, headers ...string) string {
	var h eventstream.Headers
	for i := 0; i < len(headers); i += 2 {
		h, _ = h.Append(headers[i], eventstream.StringValue(headers[i+1]))
	}
	frame, err := eventstream.Append(nil, h, []byte(payload))
	if err != nil {
		panic(err)
	}
	return string(frame)
}

func eventOf(kind, payload string) string {
	return message(payload, ":message-type", "event", ":event-type", kind, ":content-type", "application/json")
}

func delta(text string) string {
	return eventOf("contentBlockDelta", `{"contentBlockIndex":0,"delta":{"text":"`+text+`"}}`)
}

func converse(t *testing.T, body string) *lite.Output {
	t.Helper()
	c, _ := client(t, bedrockruntime.Service, answer{status: 200, body: body, length: -1})
	out, err := c.Call(t.Context(), bedrockruntime.ConverseStream, lite.Map{"modelId": "m"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// watched tells whether it was closed.
type watched struct {
	io.ReadCloser
	closed int
}

func (w *watched) Close() error {
	w.closed++
	return w.ReadCloser.Close()
}

func watch(out *lite.Output) *watched {
	w := &watched{ReadCloser: out.Body}
	out.Body = w
	return w
}

// collect reads all events: the texts of the deltas, which outlive the loop.
func collect(out *lite.Output) (texts []string, err error) {
	var values []lite.Value
	for event, e := range out.Events() {
		if err = e; err == nil {
			values = append(values, event.Get("delta", "text"))
		}
	}
	for _, v := range values {
		texts = append(texts, v.String())
	}
	return texts, err
}

func TestEvents(t *testing.T) {
	out := converse(t, delta("a")+eventOf("brandNew", "\xff")+delta("b")+delta("c"))
	w := watch(out)
	texts, err := collect(out)
	if strings.Join(texts, "") != "abc" || err != nil || w.closed == 0 {
		t.Errorf("%q, %v, closed %d times", texts, err, w.closed)
	}
}

func TestEventsBreakOff(t *testing.T) {
	whole := delta("a") + delta("b")
	for cut := range len(whole) {
		out := converse(t, whole[:cut])
		w := watch(out)
		texts, err := collect(out)
		if cut%len(delta("a")) == 0 {
			if err != nil {
				t.Errorf("cut at %d: %v", cut, err)
			}
		} else if e, ok := errors.AsType[*lite.CallError](err); !ok || e.Step != "events" || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut at %d: %v", cut, err)
		}
		if len(texts) != cut/len(delta("a")) || w.closed == 0 {
			t.Errorf("cut at %d: %q, closed %d times", cut, texts, w.closed)
		}
	}
}

// TestEventsDamaged flips every bit once: no flip goes unnoticed.
func TestEventsDamaged(t *testing.T) {
	whole := []byte(delta("a"))
	for i := range len(whole) * 8 {
		whole[i/8] ^= 1 << (i % 8)
		if texts, err := collect(converse(t, string(whole))); err == nil || len(texts) > 0 {
			t.Errorf("bit %d: %q, %v", i, texts, err)
		}
		whole[i/8] ^= 1 << (i % 8)
	}
}

func TestEventsStopped(t *testing.T) {
	out := converse(t, delta("a")+delta("b"))
	w := watch(out)
	for range out.Events() {
		break
	}
	if w.closed == 0 {
		t.Error("the stream stays open after break")
	}
}

func TestEventExceptions(t *testing.T) {
	thrown := message(`{"message":"slow down"}`, ":message-type", "exception", ":exception-type", "throttlingException")
	_, err := collect(converse(t, delta("a")+thrown+delta("b")))
	e, ok := errors.AsType[*lite.Error](err)
	if !ok || !errors.Is(err, bedrockruntime.ErrThrottlingException) || e.Message != "slow down" || e.Operation != "ConverseStream" || e.Status != 200 || !e.Retryable {
		t.Errorf("%#v", err)
	}
	stream := message(`{"message":"m","originalStatusCode":424,"originalMessage":"inner"}`, ":message-type", "exception", ":exception-type", "modelStreamErrorException")
	_, err = collect(converse(t, stream))
	if e, ok := errors.AsType[*lite.Error](err); !ok || !errors.Is(err, bedrockruntime.ErrModelStreamErrorException) || lite.Detail(e, "originalStatusCode").Int() != 424 || lite.Detail(e, "originalMessage").String() != "inner" {
		t.Errorf("%#v", err)
	}
	for text, frame := range map[string]string{
		"Bedrock Runtime.ConverseStream: newException (status 200)":                                                   message(`{"message":"m"}`, ":message-type", "exception", ":exception-type", "newException"),
		"Bedrock Runtime.ConverseStream: ThrottlingException (status 200)":                                            message("\xff", ":message-type", "exception", ":exception-type", "throttlingException"),
		"Bedrock Runtime.ConverseStream: InternalError: oops (status 200)":                                            message("", ":message-type", "error", ":error-code", "InternalError", ":error-message", "oops"),
		"Bedrock Runtime.ConverseStream: events: a message of the event stream is neither event, exception nor error": message("", ":message-type", "news"),
		"Bedrock Runtime.ConverseStream: events: wire: malformed body":                                                eventOf("contentBlockDelta", "{"),
		"Bedrock Runtime.ConverseStream: events: wire: contentBlockIndex: \"x\" is no integer":                        eventOf("contentBlockDelta", `{"contentBlockIndex":"x"}`),
	} {
		if _, err := collect(converse(t, frame)); err == nil || err.Error() != text {
			t.Errorf("%v, want %s", err, text)
		}
	}
}

func TestEventsOfTheConnection(t *testing.T) {
	out := converse(t, "")
	out.Body = io.NopCloser(io.MultiReader(strings.NewReader(delta("a")), iotest.ErrReader(context.DeadlineExceeded)))
	texts, err := collect(out)
	if len(texts) != 1 || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%q, %v", texts, err)
	}
}

func TestNoEvents(t *testing.T) {
	c, _ := client(t, dynamodb.Service, answer{status: 200, body: item})
	out, err := c.Call(t.Context(), dynamodb.GetItem, lite.Map{"TableName": "t", "Key": lite.Map{"id": lite.Map{"S": "7"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := collect(out); err == nil {
		t.Error("an output without events has some")
	}
}

// TestEventsOfJSON reads a stream of an awsJson service, which begins with an
// initial-response.
func TestEventsOfJSON(t *testing.T) {
	c, _ := client(t, healthlake.Service, answer{status: 200, body: eventOf("initial-response", "{}") +
		eventOf("TextMessageEvent", `{"Message":"hello"}`) + eventOf("HeartbeatEvent", "") + eventOf("EndOfOutputEvent", `{"ConversationId":"c"}`)})
	out, err := c.Call(t.Context(), healthlake.UpdateProfileWithAgent, lite.Map{"ProfileId": "0123456789abcdef0123456789abcdef", "InputMessage": lite.Map{"Body": "hi", "Type": "normal"}})
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for event, err := range out.Events() {
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, event.Type+event.Get("Message").String()+event.Get("ConversationId").String())
		event.Release()
	}
	if got := strings.Join(types, " "); got != "TextMessageEventhello HeartbeatEvent EndOfOutputEventc" {
		t.Error(got)
	}
}

func TestEventAllocs(t *testing.T) {
	one := delta("a")
	out := converse(t, "")
	source := strings.NewReader("")
	out.Body = io.NopCloser(source)
	testkit.WantAllocs(t, 4, func() { // the iterator, not the events
		source.Reset(one + one + one + one + one + one + one + one)
		for event, err := range out.Events() {
			if err != nil || event.Get("delta", "text").String() != "a" {
				t.Fatal(err)
			}
			event.Release()
		}
	})
}

func BenchmarkEvents(b *testing.B) {
	one := delta("some words of an answer")
	c := lite.New(bedrockruntime.Service, config(&stub{answers: []answer{{status: 200}}}))
	out, err := c.Call(b.Context(), bedrockruntime.ConverseStream, lite.Map{"modelId": "m"})
	if err != nil {
		b.Fatal(err)
	}
	all := strings.Repeat(one, 100)
	source := strings.NewReader("")
	out.Body = io.NopCloser(source)
	b.ReportAllocs()
	for b.Loop() {
		source.Reset(all)
		for event := range out.Events() {
			event.Release()
		}
	}
}
