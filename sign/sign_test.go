package sign

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func wantHeaders(t *testing.T, got, want []Header) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("headers\n%q\nwant\n%q", got, want)
	}
}

func wantUnchanged(t *testing.T, got, want *Request) {
	t.Helper()
	wantHeaders(t, got.Headers, want.Headers)
	if got.Method != want.Method || got.Host != want.Host || got.Path != want.Path || got.Query != want.Query ||
		got.PayloadHash != want.PayloadHash || len(got.Buf) != len(want.Buf) {
		t.Errorf("refused request has changed: %q, was %q", got, want)
	}
}

// withoutReplaced is what the caller's own headers are.
func withoutReplaced(headers []Header, sc Scope) (own []Header) {
	for _, h := range headers {
		switch h.Name {
		case "x-amz-date", "x-amz-region-set", "x-amz-security-token", "x-amz-content-sha256", "authorization":
			continue
		case "x-amz-s3session-token":
			if sc.S3Express {
				continue
			}
		}
		own = append(own, h)
	}
	return own
}

func lastOnly(headers []Header, name string) []Header {
	for i := len(headers) - 1; i >= 0; i-- {
		if headers[i].Name == name {
			return headers[i : i+1]
		}
	}
	return nil
}

var (
	testTime  = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	testCreds = Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
	testScope = Scope{Region: "us-east-1", Service: "service", Time: testTime}
)

func testRequest(headers ...Header) *Request {
	return &Request{Method: "GET", Host: "example.amazonaws.com", Path: "/", Headers: headers, PayloadHash: EmptyPayloadHash}
}

func names(headers []Header) string {
	var out []string
	for _, h := range headers {
		out = append(out, h.Name)
	}
	return strings.Join(out, " ")
}

func TestHeadersSent(t *testing.T) {
	token := testCreds
	token.SessionToken = "TOKEN"
	tests := []struct {
		name  string
		c     Credentials
		scope func(*Scope)
		r     func(*Request)
		want  string
	}{
		{"plain", testCreds, nil, nil, "x-amz-date authorization"},
		{"token", token, nil, nil, "x-amz-date x-amz-security-token authorization"},
		{"token unsigned", token, func(sc *Scope) { sc.UnsignedToken = true }, nil, "x-amz-date x-amz-security-token authorization"},
		{"s3", testCreds, func(sc *Scope) { sc.S3 = true }, nil, "x-amz-date x-amz-content-sha256 authorization"},
		{"s3 express", token, func(sc *Scope) { sc.S3Express = true }, nil, "x-amz-date x-amz-s3session-token x-amz-content-sha256 authorization"},
		{"unsigned payload", testCreds, nil, func(r *Request) { r.PayloadHash = UnsignedPayload }, "x-amz-date x-amz-content-sha256 authorization"},
		{"trailer", testCreds, nil, func(r *Request) { r.PayloadHash = StreamingUnsignedTrailer }, "x-amz-date x-amz-content-sha256 authorization"},
		{"asked for", testCreds, func(sc *Scope) { sc.SendPayloadHash = true }, nil, "x-amz-date x-amz-content-sha256 authorization"},
		{"caller's hash header", testCreds, nil, func(r *Request) {
			r.Headers, r.PayloadHash = []Header{{"x-amz-content-sha256", EmptyPayloadHash}}, ""
		}, "x-amz-date x-amz-content-sha256 authorization"},
		{"stale express token", token, func(sc *Scope) { sc.S3Express = true }, func(r *Request) {
			r.Headers = []Header{{"x-amz-s3session-token", "STALE"}, {"x-amz-security-token", "STALE"}, {"b", "2"}}
		}, "b x-amz-date x-amz-s3session-token x-amz-content-sha256 authorization"},
		{"express token is another's elsewhere", testCreds, nil, func(r *Request) {
			r.Headers = []Header{{"x-amz-s3session-token", "MINE"}}
		}, "x-amz-s3session-token x-amz-date authorization"},
		{"stale region set", testCreds, nil, func(r *Request) {
			r.Headers = []Header{{"x-amz-region-set", "*"}, {"b", "2"}}
		}, "b x-amz-date authorization"},
		{"stale token", testCreds, nil, func(r *Request) {
			r.Headers = []Header{{"a", "1"}, {"x-amz-security-token", "STALE"}, {"b", "2"}}
		}, "a b x-amz-date authorization"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, sc := testRequest(), testScope
			if tt.scope != nil {
				tt.scope(&sc)
			}
			if tt.r != nil {
				tt.r(r)
			}
			var s Signer
			if err := s.Sign(r, tt.c, sc); err != nil {
				t.Fatal(err)
			}
			if got := names(r.Headers); got != tt.want {
				t.Errorf("headers %s, want %s", got, tt.want)
			}
		})
	}
}

func TestPayloadHashReplacesHeader(t *testing.T) {
	r := testRequest(Header{"x-amz-content-sha256", UnsignedPayload})
	var s Signer
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	if got := header(r.Headers, headerPayloadHash); got != EmptyPayloadHash {
		t.Errorf("x-amz-content-sha256 %s", got)
	}
}

// A retry: later, with other credentials, in the same buffers.
func TestSignAgain(t *testing.T) {
	token := Credentials{AccessKeyID: "AKIDOTHER", SecretAccessKey: "another secret", SessionToken: "TOKEN"}
	later := testScope
	later.Time = testTime.Add(36 * time.Hour)
	var s Signer
	r := testRequest(Header{"b", "2"}, Header{"a", "1"})
	if err := s.Sign(r, token, testScope); err != nil {
		t.Fatal(err)
	}
	r.Buf = r.Buf[:0]
	if err := s.Sign(r, testCreds, later); err != nil {
		t.Fatal(err)
	}
	fresh := testRequest(Header{"b", "2"}, Header{"a", "1"})
	if err := new(Signer).Sign(fresh, testCreds, later); err != nil {
		t.Fatal(err)
	}
	wantHeaders(t, r.Headers, fresh.Headers)
}

func TestManyHeaders(t *testing.T) { // more than insertion sort takes
	r := testRequest()
	for i := range 200 {
		r.Headers = append(r.Headers, Header{"x-" + string(rune('a'+i*7%26)), strings.Repeat("v", i)})
	}
	clean := *r
	clean.Headers = slices.Clone(r.Headers)
	var s Signer
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	if got, want := header(r.Headers, headerAuthorization), authorization(testCreds, testScope, slowSign(&clean, testCreds, testScope)); got != want {
		t.Errorf("authorization\n%s\nwant\n%s", got, want)
	}
}

func TestHeaderValue(t *testing.T) {
	for value, want := range map[string]string{"": "", " ": "", "a": "a", "  a  b\t\tc ": "a b c", "\"a   b\"": "\"a b\"", "\ta": "a", "é  é": "é é"} {
		if got := string(appendHeaderValue([]byte("n:"), value)); got != "n:"+want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}
