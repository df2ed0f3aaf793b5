package sign

import (
	"fmt"
	"strings"
	"testing"
)

// Requests in turns, each with the shape of none, some or all others, under one
// key: what is remembered of one must not reach another.
func TestShapes(t *testing.T) {
	token := testCreds
	token.SessionToken = "TOKEN"
	express, unsigned, hashed := testScope, testScope, testScope
	express.S3Express, unsigned.UnsignedToken, hashed.SendPayloadHash = true, true, true
	requests := []func() *Request{
		func() *Request { return testRequest() },
		func() *Request { return testRequest(Header{"b", "1"}, Header{"a", " 2  3 "}) },
		func() *Request { return testRequest(Header{"a", "1"}, Header{"b", "2"}) },
		func() *Request { return testRequest(Header{"b", "x y"}, Header{"b", "z"}) },
		func() *Request { return testRequest(Header{"user-agent", "x y"}, Header{"b", "z"}) },
		func() *Request { return testRequest(Header{"authorization", "old"}, Header{"x-amz-date", "old"}) },
		func() *Request {
			return testRequest(Header{"x-amz-s3session-token", "mine"}, Header{"x-amz-security-token", "old"})
		},
	}
	for _, order := range []int{1, 2, 3} { // of steps through the combinations
		var s Signer
		for i := range 200 {
			i *= order
			c := []Credentials{testCreds, token}[i/7%2]
			sc := []Scope{testScope, express, unsigned, hashed}[i/14%4]
			r := requests[i%7]()
			clean := requests[i%7]()
			clean.Headers = withoutReplaced(clean.Headers, sc)
			want := authorization(c, sc, slowSign(clean, c, sc))
			for range 2 {
				if err := s.Sign(r, c, sc); err != nil {
					t.Fatal(err)
				}
				if got := header(r.Headers, headerAuthorization); got != want {
					t.Fatalf("request %d:\n%s\nwant\n%s", i, got, want)
				}
				r.Headers = requests[i%7]().Headers
			}
		}
	}
}

// A shape that is known does not excuse a value.
func TestShapeChecksValues(t *testing.T) {
	var s Signer
	for _, name := range []string{"a", "user-agent"} {
		for _, value := range []string{"good", "good", "a\nb", "a\x00"} {
			r := testRequest(Header{name, value})
			before := *r
			before.Headers = append([]Header{}, r.Headers...)
			err := s.Sign(r, testCreds, testScope)
			if value == "good" {
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
			wantError(t, err, "header value", testCreds)
			wantUnchanged(t, r, &before)
		}
	}
}

// Names may be views of memory that changes after the call.
func TestShapeClonesNames(t *testing.T) {
	var s Signer
	name := []byte("aaaa")
	r := testRequest(Header{view(name), "1"})
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	copy(name, "zzzz") // sorts after host
	r = testRequest(Header{"zzzz", "1"})
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	if got := header(r.Headers, headerAuthorization); !strings.Contains(got, "SignedHeaders=host;x-amz-date;zzzz,") {
		t.Errorf("authorization %s", got)
	}
}

// A key learns a bounded number of shapes; from then on, new ones cost nothing.
func TestShapesAreBounded(t *testing.T) {
	var s Signer
	for i := range 3 * maxShapes {
		if err := s.Sign(testRequest(Header{fmt.Sprintf("x-%d", i), "v"}), testCreds, testScope); err != nil {
			t.Fatal(err)
		}
	}
	k := s.keys.find(&testCreds, testScope.Region, testScope.Service, testTime.Unix())
	if got, want := k.shape.Load().names[0], fmt.Sprintf("x-%d", maxShapes-1); got != want {
		t.Errorf("the last shape learned has %s, want %s", got, want)
	}
}
