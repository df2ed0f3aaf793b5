package sign

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

type eventStreamCase struct {
	ID          string
	Credentials struct{ AccessKeyID, SecretAccessKey, SessionToken string }
	Region      string
	Service     string
	Request     *struct {
		Method, Path, PayloadHash, Date, CanonicalRequest, StringToSign, Signature string
		Headers                                                                    map[string]string
	}
	PreviousSignatureHex string
	Events               []struct {
		Date, HeadersHex, Payload, InnerMessageHex, StringToSign, Signature, SignedMessageHex string
	}
}

func TestConformanceSigV4EventStream(t *testing.T) {
	cases := readJSON[[]eventStreamCase](t, testkit.Conformance(t, "sigv4"), "event-stream.json")
	var ids []string
	for _, ec := range cases {
		ids = append(ids, ec.ID)
	}
	runCases(t, "event-stream.json", ids, func(t *testing.T, i int) {
		ec := &cases[i]
		c := Credentials(ec.Credentials)
		sc := Scope{Region: ec.Region, Service: ec.Service, Time: time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)}
		seed := ec.PreviousSignatureHex
		var s Signer
		if ec.Request != nil {
			at, err := time.Parse("20060102T150405Z", ec.Request.Date)
			if err != nil {
				t.Fatal(err)
			}
			sc.Time = at
			r := &Request{Method: ec.Request.Method, Path: ec.Request.Path, PayloadHash: ec.Request.PayloadHash}
			for name, value := range ec.Request.Headers {
				if name == "host" {
					r.Host = value
				} else {
					r.Headers = append(r.Headers, Header{strings.ToLower(name), value})
				}
			}
			got, err := steps(r, c, sc)
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, got, stepTexts{canonicalRequest: ec.Request.CanonicalRequest, stringToSign: ec.Request.StringToSign, signature: ec.Request.Signature})
			if err := s.Sign(r, c, sc); err != nil {
				t.Fatal(err)
			}
			seed = SeedSignature(r)
		}
		ch, err := s.Chain(seed, c, sc)
		if err != nil {
			t.Fatal(err)
		}
		for _, event := range ec.Events {
			at, err := time.Parse("20060102T150405Z", event.Date)
			if err != nil {
				t.Fatal(err)
			}
			payload := event.Payload
			if event.InnerMessageHex != "" {
				payload = string(unhexString(t, event.InnerMessageHex))
			}
			before := append([]byte{}, ch.previous...)
			signature, err := ch.AppendEvent(nil, unhexString(t, event.HeadersHex), []byte(payload), at)
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, stepTexts{stringToSign: string(ch.toSign), signature: hex.EncodeToString(signature)},
				stepTexts{stringToSign: event.StringToSign, signature: event.Signature})
			if event.SignedMessageHex != "" {
				again, err := s.Chain(string(before), c, sc)
				if err != nil {
					t.Fatal(err)
				}
				message, err := again.AppendEventMessage([]byte("before"), []byte(payload), at)
				if err != nil {
					t.Fatal(err)
				}
				if got := hex.EncodeToString(message[len("before"):]); got != event.SignedMessageHex {
					t.Errorf("message %s\nwant %s", got, event.SignedMessageHex)
				}
			}
		}
	})
}

func unhexString(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
