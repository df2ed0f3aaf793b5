package v4a

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
)

var (
	testCreds = sign.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
	testScope = sign.Scope{Region: "us-east-1", Service: "service", Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)}
)

func testRequest() *sign.Request {
	return &sign.Request{Method: "GET", Host: "example.amazonaws.com", Path: "/", PayloadHash: sign.EmptyPayloadHash}
}

// The vanilla request of the signing suite, whose string to sign is given, so
// that this is tested without the corpus; from many goroutines.
//
// Source: AWS signing test suite, v4a/get-vanilla.
func TestSign(t *testing.T) {
	const toSign = "AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\ncf59db423e841c8b7e3444158185aa261b724a5c27cbe762676f3eed19f4dc02"
	sum := sha256.Sum256([]byte(toSign))
	var s Signer
	k, err := s.keys.key(&testCreds)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			r := testRequest()
			if err := s.Sign(r, testCreds, testScope); err != nil {
				t.Error(err)
				return
			}
			der, err := hex.DecodeString(sign.SeedSignature(r))
			if err != nil || !ecdsa.VerifyASN1(&k.PublicKey, sum[:], der) {
				t.Errorf("authorization %s", r.Headers[len(r.Headers)-1].Value)
			}
		})
	}
	wg.Wait()
}

func TestSignErrors(t *testing.T) {
	var s Signer
	r := testRequest()
	if err := s.Sign(r, sign.Credentials{}, testScope); err != sign.ErrNoCredentials {
		t.Errorf("no credentials: %v", err)
	}
	sc := testScope
	sc.Region = ""
	if err := s.Presign(r, testCreds, sc, time.Hour); err != sign.ErrNoRegion {
		t.Errorf("no region set: %v", err)
	}
	if _, err := s.Chain("", testCreds, testScope); err == nil {
		t.Error("no seed: no error")
	}
	if len(r.Headers) != 0 || r.Query != "" {
		t.Error("a refused request has changed")
	}
}

func TestSignerHidesSecrets(t *testing.T) {
	var s Signer
	if err := s.Sign(testRequest(), testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	raw, err := deriveKey(testCreds.AccessKeyID, testCreds.SecretAccessKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s", "%x", "%q"} {
		text := fmt.Sprintf(verb, struct{ s *Signer }{&s}) + fmt.Sprintf(verb, s.algorithm(testCreds, testScope)) + fmt.Sprintf(verb, &s)
		for _, secret := range []string{testCreds.SecretAccessKey, hex.EncodeToString([]byte(testCreds.SecretAccessKey)), hex.EncodeToString(raw[:]), strings.Trim(fmt.Sprint(raw[:]), "[]")} {
			if strings.Contains(text, secret) {
				t.Errorf("%s prints a secret: %s", verb, text)
			}
		}
	}
}

func BenchmarkSign(b *testing.B) {
	var s Signer
	r := testRequest()
	b.ReportAllocs()
	for b.Loop() {
		r.Buf = r.Buf[:0]
		if err := s.Sign(r, testCreds, testScope); err != nil {
			b.Fatal(err)
		}
	}
}
