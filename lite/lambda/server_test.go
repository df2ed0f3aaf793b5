package lambda

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// answering is a server whose handler reads the event as a document and answers
// with a text of it.
func answering() *server {
	return &server{serial: true, handle: func(_ context.Context, i *Invocation) error {
		doc, err := i.Document()
		if err != nil {
			return err
		}
		i.Response = append(append(i.Response, `{"id":"`...), doc.GetStringBytes("id")...)
		i.Response = append(i.Response, `"}`...)
		return nil
	}}
}

func TestInvokeAllocs(t *testing.T) {
	event := []byte(`{"Records":[{"a":1},{"b":[true,null,"x"]}],"id":"7"}`)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := answering()
	invoke := func() {
		if response, err := s.Invoke(ctx, event); err != nil || string(response) != `{"id":"7"}` {
			t.Fatal(string(response), err)
		}
	}
	invoke()
	invoke()
	testkit.WantAllocs(t, 0, invoke)
	s.ready = make(chan struct{})
	close(s.ready)
	testkit.WantAllocs(t, 0, invoke)
	s.reserve = time.Second
	invoke()
	testkit.WantAllocs(t, 5, invoke)
}

// TestInvokeKeepsNothingForeign: what a handler answers with is not written to
// by later invocations, and large buffers are dropped.
func TestInvokeKeepsNothingForeign(t *testing.T) {
	own := []byte("my own answer")
	large := strings.Repeat("x", maxKept+1)
	s := &server{serial: true}
	s.handle = func(_ context.Context, i *Invocation) error {
		switch string(i.Event) {
		case "own":
			i.Response = own
		case "event":
			i.Response = i.Event
		case "error":
			i.Response = append(i.Response, "secret of another"...)
			return errors.New("no")
		case "large":
			i.Response = append(i.Response, large...)
		default:
			if len(i.Response) > 0 || cap(i.Response) > maxKept {
				t.Errorf("begins with %q, capacity %d", i.Response, cap(i.Response))
			}
			i.Response = append(i.Response, strings.ToUpper(string(i.Event))...)
		}
		return nil
	}
	for _, event := range []string{"first", "own", "second", "event", "third", "error", "fourth", "large", "fifth", large} {
		b := []byte(event)
		response, err := s.Invoke(t.Context(), b)
		want := map[string]string{"own": "my own answer", "event": "event", "error": "", "large": large}[event]
		if want == "" && event != "error" {
			want = strings.ToUpper(event)
		}
		if string(response) != want || (err != nil) != (event == "error") || string(own) != "my own answer" || string(b) != event {
			t.Errorf("%.20q: %.20q, %v", event, response, err)
		}
	}
}

// TestReserved: half of the time is reserved at most, and a context without an
// end keeps none.
func TestReserved(t *testing.T) {
	if ctx, cancel := reserved(t.Context(), time.Second); ctx != t.Context() || Unreserved(ctx) != t.Context() {
		t.Error("a reserve before no deadline")
	} else {
		cancel()
	}
	for _, tt := range []struct{ left, reserve, want time.Duration }{
		{time.Minute, time.Second, 59 * time.Second}, {time.Minute, time.Hour, 30 * time.Second}, {-time.Second, time.Second, -time.Second},
	} {
		whole, end := context.WithTimeout(t.Context(), tt.left)
		ctx, cancel := reserved(whole, tt.reserve)
		deadline, _ := ctx.Deadline()
		if got := time.Until(deadline); got > tt.want || got < tt.want-time.Second || Unreserved(ctx) != whole {
			t.Errorf("%v with a reserve of %v: %v left, want %v", tt.left, tt.reserve, got, tt.want)
		}
		cancel()
		end()
	}
}
