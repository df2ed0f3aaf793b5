package wire

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

func TestRequestReset(t *testing.T) {
	r := Request{Method: "PUT", Stream: strings.NewReader("s")}
	r.Body = append(r.Body, make([]byte, maxKept+1)...)
	r.Path = append(r.Path, "/secret"...)
	from := len(r.Values)
	r.Values = append(r.Values, "one"...)
	r.AddHeader("x-one", from)
	from = len(r.Values)
	r.Values = append(r.Values, strings.Repeat("2", 1000)...)
	r.AddHeader("x-two", from)
	if one, ok := r.Header("X-One"); one != "one" || !ok {
		t.Errorf("%q, %v", one, ok)
	}
	r.SetHeader("x-one", "uno")
	r.SetHeader("x-three", "3")
	if one, _ := r.Header("x-one"); one != "uno" || len(r.Headers) != 3 {
		t.Errorf("%v", r.Headers)
	}
	r.Reset()
	if r.Method != "" || r.Stream != nil || len(r.Path)+len(r.Body)+len(r.Headers)+len(r.Values) != 0 {
		t.Errorf("%+v is left", r)
	}
	if cap(r.Body) != 0 || cap(r.Path) == 0 {
		t.Error("large buffers go, small ones stay")
	}
	for _, h := range r.Headers[:cap(r.Headers)] {
		if h != (Header{}) {
			t.Errorf("%v is kept alive", h)
		}
	}
	testkit.WantAllocs(t, 0, func() {
		r.Reset()
		r.Values = append(r.Values, "value"...)
		r.AddHeader("name", 0)
	})
}

func TestHeaderList(t *testing.T) {
	h := HeaderList{{Name: "Content-Type", Value: "a"}, {Name: "X-List", Value: "1"}, {Name: "x-list", Value: "2"}, {Name: "X-Empty"}}
	for name, want := range map[string]string{"content-type": "a", "CONTENT-TYPE": "a", "x-List": "1, 2", "x-empty": ""} {
		if got, ok := h.Get(name); got != want || !ok {
			t.Errorf("%s: %q, %v, want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "x-lis", "x-list2", "x_list"} {
		if got, ok := h.Get(name); ok {
			t.Errorf("%s: %q", name, got)
		}
	}
	n := 0
	h.All(func(string, string) bool { n++; return n < 2 })
	if n != 2 {
		t.Errorf("%d headers, want 2", n)
	}
}
