package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// services are what the function calls: a real S3 server, and the three JSON
// services as far as the function uses them. Their wire is awsJson: a POST of
// JSON to / with the operation in X-Amz-Target.
type services struct {
	mu       sync.Mutex
	calls    map[string]int
	items    map[string]map[string]string // table item by customer: attribute → value
	refuse   int                          // BatchWriteItem leaves that many items unprocessed, once each
	largest  int                          // batch
	messages []string
	settings string
}

func (s *services) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	target := r.Header.Get("X-Amz-Target")
	s.calls[target]++
	body, _ := io.ReadAll(r.Body)
	var in struct {
		RequestItems map[string][]struct {
			PutRequest struct{ Item map[string]map[string]string }
		}
		QueueUrl, MessageBody string
		Name                  string
		WithDecryption        bool
	}
	if err := json.Unmarshal(body, &in); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var out any
	switch target {
	case "DynamoDB_20120810.BatchWriteItem":
		out = map[string]any{"UnprocessedItems": s.write(body)}
	case "AmazonSQS.SendMessage":
		s.messages = append(s.messages, in.QueueUrl+" "+in.MessageBody)
		out = map[string]string{"MessageId": "m-1"}
	case "AmazonSSM.GetParameter":
		if in.Name != "/orders/settings" || !in.WithDecryption {
			w.Header().Set("X-Amzn-Errortype", "ParameterNotFound")
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"__type":"ParameterNotFound"}`)
			return
		}
		out = map[string]any{"Parameter": map[string]any{"Name": in.Name, "Type": "SecureString", "Value": s.settings}}
	default:
		http.Error(w, "unknown target "+target, http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
	json.NewEncoder(w).Encode(out)
}

// write stores a batch but for the items to refuse, which it gives back.
func (s *services) write(body []byte) map[string][]any {
	var in struct{ RequestItems map[string][]any }
	json.Unmarshal(body, &in)
	left := map[string][]any{}
	for table, puts := range in.RequestItems {
		s.largest = max(s.largest, len(puts))
		for _, put := range puts {
			if s.refuse > 0 {
				s.refuse--
				left[table] = append(left[table], put)
				continue
			}
			item := map[string]string{"table": table}
			for name, value := range put.(map[string]any)["PutRequest"].(map[string]any)["Item"].(map[string]any) {
				for _, v := range value.(map[string]any) {
					item[name] = v.(string)
				}
			}
			s.items[item["customer"]] = item
		}
	}
	return left
}

// newServices starts them and sets the environment that leads to them.
func newServices(t *testing.T) *services {
	s := &services{calls: map[string]int{}, items: map[string]map[string]string{}, settings: `{"currency":"CHF","minimumCents":1000}`}
	store := gofakes3.New(s3mem.New()).Server()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Amz-Target") != "" {
			s.ServeHTTP(w, r)
			return
		}
		store.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	t.Setenv("AWS_ENDPOINT_URL", srv.URL)
	t.Setenv("AWS_REGION", "eu-west-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	return s
}

func environment(m map[string]string) func(string) string {
	return func(name string) string { return m[name] }
}

var fullEnvironment = environment(map[string]string{
	"ORDERS_TABLE": "totals", "ORDERS_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/summaries", "ORDERS_SETTINGS": "/orders/settings",
})

func (f *function) put(t *testing.T, bucket, key, body string) {
	t.Helper()
	_, err := f.s3.Call(t.Context(), s3.CreateBucket, lite.Map{"Bucket": bucket})
	if err == nil {
		_, err = f.s3.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": bucket, "Key": key, "Body": body})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// invoke is an invocation with an event.
func (f *function) invoke(ctx context.Context, event []byte) (response []byte, err error) {
	i := lambda.Invocation{Event: event}
	err = f.handle(ctx, &i)
	return i.Response, err
}

func s3Event(bucket, encodedKey string) []byte {
	return fmt.Appendf(nil, `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":%q},"object":{"key":%q}}}]}`, bucket, encodedKey)
}

func TestHandle(t *testing.T) {
	svc := newServices(t)
	f := newFunction(fullEnvironment)
	f.put(t, "shop", "in/a day.csv", header+"\n1,ann,TEA,2,1290\n2,bob,POT,1,3495\n3,ann,CUP,1,999\nbroken\n4,ann,TEA,1,1000\n")

	response, err := f.invoke(t.Context(), s3Event("shop", "in/a+day.csv"))
	if err != nil {
		t.Fatal(err)
	}
	const totals = `{"bucket":"shop","summary":"in/a day.summary.json","currency":"CHF","cents":7075,"customers":2,"lines":5,"belowMinimum":1,"malformed":1}`
	if got, want := string(response), `{"summaries":[`+totals+`]}`; got != want {
		t.Errorf("response\n got %s\nwant %s", got, want)
	}
	out, err := f.s3.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "shop", "Key": "in/a day.summary.json"})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	object, err := io.ReadAll(out.Body)
	want := `{"source":"in/a day.csv","currency":"CHF","minimumCents":1000,"lines":5,"belowMinimum":1,"malformed":1,` +
		`"malformedLines":[{"line":5,"reason":"not five fields"}],"cents":7075,"customers":[` +
		"\n" + `{"customer":"ann","orders":2,"quantity":3,"cents":3580},` +
		"\n" + `{"customer":"bob","orders":1,"quantity":1,"cents":3495}]}` + "\n"
	if err != nil || string(object) != want {
		t.Errorf("summary\n got %s\nwant %s\n%v", object, want, err)
	}
	wantItem := map[string]string{"table": "totals", "customer": "ann", "source": "shop/in/a day.csv", "currency": "CHF", "orders": "2", "quantity": "3", "cents": "3580"}
	if got := svc.items["ann"]; fmt.Sprint(got) != fmt.Sprint(wantItem) || len(svc.items) != 2 {
		t.Errorf("%d items, %v, want 2 with %v", len(svc.items), got, wantItem)
	}
	if want := "https://sqs.eu-west-1.amazonaws.com/123456789012/summaries " + totals; len(svc.messages) != 1 || svc.messages[0] != want {
		t.Errorf("messages %q, want %q", svc.messages, want)
	}
}

func TestHandleWithoutEnvironment(t *testing.T) {
	svc := newServices(t)
	f := newFunction(environment(nil))
	f.put(t, "shop", "day.csv", "1,ann,TEA,2,1290\n")
	response, err := f.invoke(t.Context(), s3Event("shop", "day.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(response), `"currency":"EUR","cents":2580,`) {
		t.Errorf("response %s", response)
	}
	if len(svc.calls) != 0 {
		t.Errorf("called %v", svc.calls)
	}
}

func TestHandleMissingObject(t *testing.T) {
	newServices(t)
	f := newFunction(environment(nil))
	f.put(t, "shop", "day.csv", "")
	_, err := f.invoke(t.Context(), s3Event("shop", "lost.csv"))
	if !errors.Is(err, s3.ErrNoSuchKey) || !strings.HasPrefix(err.Error(), "shop/lost.csv: ") {
		t.Errorf("got %v", err)
	}
}

func TestBatches(t *testing.T) {
	svc := newServices(t)
	svc.refuse = 7
	f := newFunction(fullEnvironment)
	var file strings.Builder
	for i := range 60 {
		fmt.Fprintf(&file, "%d,c-%02d,TEA,1,1500\n", i, i)
	}
	f.put(t, "shop", "day.csv", file.String())
	if _, err := f.invoke(t.Context(), s3Event("shop", "day.csv")); err != nil {
		t.Fatal(err)
	}
	// 25 + 25 + 10 items, and one more call for the seven left over.
	if n := svc.calls["DynamoDB_20120810.BatchWriteItem"]; n != 4 || len(svc.items) != 60 || svc.largest != 25 {
		t.Errorf("%d calls of at most %d items wrote %d, want 4, 25, 60", n, svc.largest, len(svc.items))
	}
}

func TestBatchesGiveUp(t *testing.T) {
	svc := newServices(t)
	svc.refuse = 1 << 30
	f := newFunction(fullEnvironment)
	f.put(t, "shop", "day.csv", "1,ann,TEA,1,1500\n")

	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := f.invoke(ctx, s3Event("shop", "day.csv"))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 5*time.Second {
		t.Errorf("got %v after %v, want the deadline's error at the deadline", err, time.Since(began))
	}
}

func TestSettings(t *testing.T) {
	svc := newServices(t)
	f := newFunction(fullEnvironment)
	for range 3 {
		if got, err := f.settings.get(t.Context()); err != nil || got != (settings{"CHF", 1000}) {
			t.Fatalf("got %+v, %v", got, err)
		}
	}
	if n := svc.calls["AmazonSSM.GetParameter"]; n != 1 {
		t.Errorf("%d calls, want 1: settings are kept", n)
	}
	f.settings.read = time.Now().Add(-settingsAge)
	svc.settings = `{"minimumCents":5}`
	if got, err := f.settings.get(t.Context()); err != nil || got != (settings{"EUR", 5}) {
		t.Errorf("got %+v, %v after %v", got, err, settingsAge)
	}
	for _, bad := range []string{``, `[]`, `{"currency":"euros"}`, `{"currency":1}`, `{"minimumCents":-1}`, `{"minimumCents":"5"}`} {
		if got, err := parseSettings(bad); err != errSettings {
			t.Errorf("%s gave %+v, %v", bad, got, err)
		}
	}
}

func TestMeasured(t *testing.T) {
	h := measured(func(_ context.Context, i *lambda.Invocation) error {
		if len(i.Event) == 0 {
			return errEvent
		}
		i.Response = append(i.Response, `{"summaries":[]}`...)
		return nil
	})
	i := lambda.Invocation{Event: []byte("{}")}
	var r struct {
		Summaries []any
		Measured  map[string]int64
	}
	if err := h(t.Context(), &i); err != nil || json.Unmarshal(i.Response, &r) != nil || len(r.Measured) != 4 || r.Measured["mallocsBefore"] == 0 {
		t.Errorf("%s, %v", i.Response, err)
	}
	if err := h(t.Context(), &lambda.Invocation{}); err != errEvent {
		t.Errorf("got %v", err)
	}
}
