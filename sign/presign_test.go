package sign

import (
	"testing"
	"time"
)

func TestPresignExpires(t *testing.T) {
	for expires, want := range map[time.Duration]error{
		0: ErrExpires, -time.Second: ErrExpires, time.Second - 1: ErrExpires, time.Second: nil, MaxExpires: nil, MaxExpires + 1: ErrExpires,
	} {
		var s Signer
		if err := s.Presign(testRequest(), testCreds, testScope, expires); err != want {
			t.Errorf("%v: %v, want %v", expires, err, want)
		}
	}
}

// Presigning a request that carries the remains of both kinds of signatures.
func TestPresignAgain(t *testing.T) {
	token := testCreds
	token.SessionToken = "a/+="
	var s Signer
	r := testRequest(Header{"x-foo", "1"})
	r.Query = "a=b&c"
	if err := s.Sign(r, token, testScope); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		r.Buf = r.Buf[:0]
		if err := s.Presign(r, token, testScope, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	clean := testRequest(Header{"x-foo", "1"})
	clean.Query = "a=b&c"
	want, _ := slowPresign(clean, token, testScope, time.Hour)
	if r.Query != want {
		t.Errorf("query\n%s\nwant\n%s", r.Query, want)
	}
	wantHeaders(t, r.Headers, clean.Headers)
	for _, h := range r.Headers[len(r.Headers):cap(r.Headers)] {
		if h != (Header{}) {
			t.Errorf("removed header %s is still in memory", h.Name)
		}
	}
}
