package lite

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Values of one name come together, in whatever case and order, beside names and
// values of their own memory.
func TestExchangeHeader(t *testing.T) {
	list := []wire.Header{{Name: "x-amz-meta-a", Value: "1"}, {Name: "content-type", Value: "a/b"}, {Name: "x-amz-meta-a", Value: "2"}, {Name: "x_odd-NAME", Value: ""},
		{Name: "x-amz-security-token", Value: "T"}, {Name: "X-Amz-Meta-A", Value: "3"}}
	for i := range 20 {
		list = append(list, wire.Header{Name: "x-" + strings.Repeat("y", i), Value: strings.Repeat("v", i)})
	}
	want := http.Header{}
	for _, h := range list {
		want.Add(h.Name, h.Value)
	}
	var x exchange
	got, rest := x.header(&HTTPRequest{Method: "GET", Host: "h", Path: "/p", Query: "q", Header: list})
	if !reflect.DeepEqual(got, want) || rest != "h/pq" {
		t.Errorf("%q, rest %q\nwant %q", got, rest, want)
	}
	x.aim(&HTTPRequest{Scheme: "https", Host: "h", Path: "/%2fa%20b", Query: "q=%2f"}, "h/%2fa%20bq=%2f")
	if got, want := x.url.String(), "https://h/%2fa%20b?q=%2f"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
