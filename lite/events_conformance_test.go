package lite_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/kinesis"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/logs"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// eventCase is a case of shared/conformance/eventstream/service-events.json.
type eventCase struct {
	ID, Service, Operation string
	Params                 map[string]any
	Response               struct {
		Status    int
		Headers   map[string]string
		FramesHex []string
		BodyCutTo *int
	}
	ExpectOutput           map[string]any
	ExpectEvents           []map[string]any
	ExpectErrorAfterEvents *struct{ Type, Message, Code string }
	ExpectError            *struct{ Type, Message string }
}

// The cases where this client knows better than botocore.
var eventDifferences = map[string]string{
	"stream ends in the middle of a message": "botocore ends as if that were the end of the stream; a caller must be able to tell that events are missing, so it is io.ErrUnexpectedEOF",
	"kinesis: first message is an exception": "botocore reports that the first message is no initial-response; the caller wants to know the exception that it is",
}

func TestConformanceServiceEvents(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "eventstream"), "service-events.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []eventCase
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.ID, c.run)
	}
	if len(cases) < 14 {
		t.Errorf("%d cases", len(cases))
	}
	t.Logf("%d cases, %d of which as argued in eventDifferences", len(cases), len(eventDifferences))
}

func (c *eventCase) run(t *testing.T) {
	service, ok := map[string]lite.Service{"s3": s3.Service, "kinesis": kinesis.Service, "lambda": lambda.Service, "bedrock-runtime": bedrockruntime.Service, "logs": logs.Service}[c.Service]
	if !ok {
		t.Fatalf("the service %s is new", c.Service)
	}
	out, err := call(t, service, c.Operation, c.Params, answer{status: c.Response.Status, header: headerList(c.Response.Headers), body: c.body(t)})
	if err != nil {
		t.Fatal(err)
	}
	var events []map[string]any
	var failed error
	for event, err := range out.Events() {
		if failed = err; err == nil {
			events = append(events, map[string]any{event.Type: event.Any()})
		}
	}
	var want []map[string]any
	for _, e := range c.ExpectEvents {
		want = append(want, plain(e).(map[string]any))
	}
	if !reflect.DeepEqual(events, want) {
		t.Errorf("events %v\nwant %v", events, want)
	}
	for name, value := range c.ExpectOutput {
		if got := out.Get(name).Any(); !reflect.DeepEqual(got, plain(value)) {
			t.Errorf("%s: %v, want %v", name, got, value)
		}
	}
	c.ended(t, failed)
}

func (c *eventCase) body(t *testing.T) string {
	body, err := hex.DecodeString(strings.Join(c.Response.FramesHex, ""))
	if err != nil {
		t.Fatal(err)
	}
	if cut := c.Response.BodyCutTo; cut != nil {
		n := *cut
		if n < 0 {
			n += len(body)
		}
		body = body[:n]
	}
	return string(body)
}

// ended checks what the events ended with.
func (c *eventCase) ended(t *testing.T, err error) {
	want := c.ExpectErrorAfterEvents
	switch e, _ := errors.AsType[*lite.Error](err); {
	case c.ID == "stream ends in the middle of a message":
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v, want io.ErrUnexpectedEOF", err)
		}
	case c.ID == "kinesis: first message is an exception":
		if !errors.Is(err, kinesis.ErrResourceNotFoundException) || e.Message != "gone" {
			t.Errorf("%v", err)
		}
	case c.ExpectError != nil:
		t.Error("an expected error of the call is new here")
	case want == nil:
		if err != nil {
			t.Error(err)
		}
	case want.Type == "ChecksumMismatch":
		if !errors.Is(err, eventstream.ErrMessageChecksum) {
			t.Errorf("%v, want a wrong checksum", err)
		}
	case e == nil || !errors.Is(err, lite.ErrorCode(want.Code)) || !strings.HasSuffix(want.Message, " operation: "+e.Message):
		t.Errorf("%v, want %+v", err, want)
	}
}

// call calls an operation by its name.
func call(t *testing.T, service lite.Service, operation string, params map[string]any, answers ...answer) (*lite.Output, error) {
	t.Helper()
	m, err := models.Open(*service.Model)
	if err != nil {
		t.Fatal(err)
	}
	op, ok := m.OperationNamed(operation)
	if !ok {
		t.Fatalf("no operation %s", operation)
	}
	c, _ := client(t, service, answers...)
	return c.Call(t.Context(), lite.Operation(uint32(m.Tag())<<16|uint32(op.Index())), params)
}

func headerList(m map[string]string) (list []wire.Header) {
	for name, value := range m {
		list = append(list, wire.Header{Name: name, Value: value})
	}
	return list
}

// plain is a value of the corpus as Any gives it.
func plain(v any) any {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for kind, x := range v {
			switch kind {
			case "$bytes":
				return []byte(x.(string))
			case "$base64":
				b, _ := base64.StdEncoding.DecodeString(x.(string))
				return b
			case "$timestamp":
				at, _ := time.Parse(time.RFC3339Nano, x.(string))
				return at.UTC()
			}
			v[kind] = plain(x)
		}
	}
	return v
}
