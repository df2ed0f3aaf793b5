package transport

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
)

func TestSend(t *testing.T) {
	down := errors.New("down")
	r := &replay.Transport{Answers: []replay.Answer{{Status: 201, Body: "x"}, {Status: 200, Body: strings.Repeat("x", 2*creds.MaxAnswer)}, {Err: down}}}
	status, body, err := Send(t.Context(), Or(r), "PUT", "http://[::1]:80?a=b", []creds.Header{{Name: "X-A", Value: "b"}})
	if err != nil || status != 201 || string(body) != "x" {
		t.Errorf("got %d %q, %v", status, body, err)
	}
	if got := r.Requests[0]; got.Method != "PUT" || got.URL != "http://[::1]:80/?a=b" || got.Header["x-a"] != "b" || len(got.Header) != 1 {
		t.Errorf("sent %+v", got)
	}
	if _, body, err := Send(t.Context(), r, "GET", "https://h/p/q", nil); err != nil || len(body) != creds.MaxAnswer+1 || r.Requests[1].URL != "https://h/p/q" {
		t.Errorf("got %d bytes, %v", len(body), err)
	}
	if _, _, err := Send(t.Context(), r, "GET", "https://h/", nil); err != down {
		t.Error(err)
	}
	for _, bad := range []string{"", "h/p", "http://", "http:///p", "http://?a"} {
		if _, _, err := Send(t.Context(), r, "GET", bad, nil); err != errURL || len(r.Requests) != 3 {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// What net/url understands is split as net/url does.
func TestSplit(t *testing.T) {
	for _, text := range []string{"http://a", "http://a/", "https://a:1/b/c?d=e?f", "http://a?b/c", "http://a/b%20c?%20"} {
		r := &replay.Transport{Answers: []replay.Answer{{Status: 200}}}
		if _, _, err := Send(t.Context(), r, "GET", text, nil); err != nil {
			t.Fatal(err)
		}
		got, _ := url.Parse(r.Requests[0].URL)
		want, _ := url.Parse(text)
		if got.Host != want.Host || got.EscapedPath() != "/"+strings.TrimPrefix(want.EscapedPath(), "/") || got.RawQuery != want.RawQuery || got.Scheme != want.Scheme {
			t.Errorf("%s: got %v", text, got)
		}
	}
}
