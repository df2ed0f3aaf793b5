package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite/lambda"
)

// parse is what the handler does with an event.
func parse(event string) ([]object, error) {
	i := lambda.Invocation{Event: []byte(event)}
	doc, err := i.Document()
	if err != nil {
		return nil, err
	}
	return parseEvent(doc)
}

func TestParseEvent(t *testing.T) {
	file, err := os.ReadFile("testdata/event.json")
	if err != nil {
		t.Fatal(err)
	}
	documented := string(file)
	record := func(name, key string) string {
		return `{"eventSource":"aws:s3","eventName":"` + name + `","s3":{"bucket":{"name":"b"},"object":{"key":"` + key + `","versionId":"v1"}}}`
	}
	cases := []struct {
		name, event string
		want        []object
		bad         bool
	}{
		{name: "documented", event: documented, want: []object{{bucket: "amzn-s3-demo-bucket", key: "incoming/orders 2025-11-22+eu.csv"}}},
		{name: "version, encoded slash and UTF-8", event: `{"Records":[` + record("ObjectCreated:Copy", "a%2F%C3%BC.csv") + `]}`, want: []object{{"b", "a/ü.csv", "v1"}}},
		{name: "others are left out", event: `{"Records":[` + strings.Join([]string{
			record("ObjectRemoved:Delete", "x.csv"), record("ObjectCreated:Put", "x.summary.json"), record("ObjectCreated:Put", "y.csv"),
		}, ",") + `]}`, want: []object{{"b", "y.csv", "v1"}}},
		{name: "no records", event: `{"Records":[]}`},
		{name: "test event", event: `{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z","Bucket":"b"}`},
		{name: "not JSON", event: `{`, bad: true},
		{name: "empty", event: ``, bad: true},
		{name: "another source", event: `{"Records":[{"eventSource":"aws:sqs","body":"{}"}]}`, bad: true},
		{name: "no event", event: `{"hello":"world"}`, bad: true},
		{name: "records are an object", event: `{"Records":{}}`, bad: true},
		{name: "no key", event: `{"Records":[{"eventSource":"aws:s3","s3":{"bucket":{"name":"b"}}}]}`, bad: true},
		{name: "bad escape", event: `{"Records":[` + record("ObjectCreated:Put", "%zz.csv") + `]}`, bad: true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse(c.event)
			if (err != nil) != c.bad || !slices.Equal(got, c.want) {
				t.Errorf("got %+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

func TestSummaryKey(t *testing.T) {
	o := object{key: "in/day.csv"}
	if got := o.summaryKey(); got != "in/day.summary.json" {
		t.Errorf("got %q", got)
	}
	if next, _ := parse(`{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"in/day.summary.json"}}}]}`); next != nil {
		t.Error("a summary would start the function again")
	}
}

func FuzzAppendString(f *testing.F) {
	f.Add("plain")
	f.Add("quote \" backslash \\ newline \n nul \x00 del \x7f")
	f.Add("ü 漢 \U0001F42C \u2028")
	f.Add("not UTF-8 \xff\xc3")
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		if want := string([]rune(s)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
