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

// What is in an answer is found in any case, and nothing else.
func TestHTTPHeader(t *testing.T) {
	list := http.Header{"Etag": {"e"}, "X-Amz-Request-Id": {"1", "2"}, "Content-Type": {"a/b"}, "X-Amz-Checksum-Crc32": {"c"}, "X_odd": nil}
	var h httpHeader
	h.read(list)
	for name, want := range map[string]string{"ETag": "e", "etag": "e", "x-amz-request-id": "1, 2", "X-AMZ-REQUEST-ID": "1, 2", "content-type": "a/b", "x-amz-checksum-crc32": "c"} {
		if got, ok := h.Get(name); got != want || !ok {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
	for _, name := range []string{"", "e", "x_odd", "x-amz-checksum-crc32c", "content-length", "xtag", "x-amz-request-ie", strings.Repeat("x", 100)} {
		if got, ok := h.Get(name); got != "" || ok {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
	all := http.Header{}
	for name, value := range h.All {
		all[name] = append(all[name], value)
	}
	if want := (http.Header{"etag": {"e"}, "x-amz-request-id": {"1, 2"}, "content-type": {"a/b"}, "x-amz-checksum-crc32": {"c"}}); !reflect.DeepEqual(all, want) {
		t.Errorf("%q", all)
	}
}
