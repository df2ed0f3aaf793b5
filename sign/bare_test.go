package sign

import (
	"testing"
	"time"
)

// TestSignBare: it signs as Sign does, and refuses a query.
func TestSignBare(t *testing.T) {
	c := Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}
	sc := Scope{Region: "us-east-1", Service: "dynamodb", Time: time.Unix(1440938160, 0)}
	request := func() *Request {
		return &Request{Method: "POST", Host: "dynamodb.us-east-1.amazonaws.com", Path: "/a", PayloadHash: EmptyPayloadHash}
	}
	var s Signer
	want, got := request(), request()
	if err := s.Sign(want, c, sc); err != nil {
		t.Fatal(err)
	}
	if err := s.SignBare(got, c, sc); err != nil {
		t.Fatal(err)
	}
	if len(got.Headers) != len(want.Headers) || got.Headers[len(got.Headers)-1] != want.Headers[len(want.Headers)-1] {
		t.Errorf("%v, want %v", got.Headers, want.Headers)
	}
	got = request()
	got.Query = "a=b"
	if err := s.SignBare(got, c, sc); err == nil || err.Error() != "sign: query is not for SignBare" || got.Headers != nil {
		t.Errorf("%v, %v", got.Headers, err)
	}
}
