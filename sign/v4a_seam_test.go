package sign

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/sign/internal/seam"
)

// v4aSigner is a signer with SigV4A's names that signs nothing.
func v4aSigner(c Credentials, sc Scope) *signer {
	by := &signer{c: c, sc: sc, rules: sc.rules(), algorithm: &seam.Algorithm{
		Name: "AWS4-ECDSA-P256-SHA256", RegionSet: sc.Region, ChunkLen: 144,
		AppendSignature: func(dst, _ []byte) ([]byte, error) { return append(dst, "00ff"...), nil },
	}}
	by.sc.Region = ""
	return by
}

// v4aUnsent are the steps of a request that is signed with a mark as payload
// hash which is not sent, as the origin of a few cases does.
func v4aUnsent(r *Request, by *signer) (canonicalRequest, stringToSign string, err error) {
	st, err := by.stepTexts(r, by.kind()&^hashed, r.Query, r.PayloadHash)
	return st.canonicalRequest, st.stringToSign, err
}

func TestSignWith(t *testing.T) {
	token := testCreds
	token.SessionToken = "TOKEN"
	by := v4aSigner(token, testScope)
	r := testRequest(Header{"x-amz-region-set", "stale"}, Header{"b", "2"})
	for range 2 {
		if err := SignWith(by.algorithm, r, token, testScope); err != nil {
			t.Fatal(err)
		}
		if got, want := names(r.Headers), "b x-amz-date x-amz-region-set x-amz-security-token authorization"; got != want {
			t.Errorf("headers %s, want %s", got, want)
		}
		if got, want := header(r.Headers, headerAuthorization), "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/service/aws4_request, SignedHeaders=b;host;x-amz-date;x-amz-region-set;x-amz-security-token, Signature=00ff"; got != want {
			t.Errorf("authorization %s, want %s", got, want)
		}
	}
	for range 2 {
		if err := PresignWith(by.algorithm, r, token, testScope, time.Minute); err != nil {
			t.Fatal(err)
		}
		if got, want := r.Query, "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&"+
			"X-Amz-Region-Set=us-east-1&X-Amz-SignedHeaders=b%3Bhost&X-Amz-Security-Token=TOKEN&X-Amz-Signature=00ff"; got != want {
			t.Errorf("query %s, want %s", got, want)
		}
	}
	if err := PresignWith(by.algorithm, r, token, testScope, 0); err != ErrExpires {
		t.Errorf("no time: %v", err)
	}
}

func TestSignWithErrors(t *testing.T) {
	fails := errors.New("fails")
	by := v4aSigner(testCreds, testScope)
	for regionSet, want := range map[string]string{"": ErrNoRegion.Error(), "a b": "region set", "us-east-1\r\nx: y": "region set"} {
		by.algorithm.RegionSet = regionSet
		r := testRequest()
		before := *r
		wantError(t, SignWith(by.algorithm, r, testCreds, testScope), want, testCreds)
		wantError(t, PresignWith(by.algorithm, r, testCreds, testScope, time.Minute), want, testCreds)
		_, err := ChainWith(by.algorithm, testSeed, testCreds, testScope)
		wantError(t, err, want, testCreds)
		wantUnchanged(t, r, &before)
	}
	by.algorithm.RegionSet = "us-east-1,us-west-*"
	by.algorithm.AppendSignature = func(dst, _ []byte) ([]byte, error) { return dst, fails }
	r := testRequest(Header{"a", "1"})
	before := *r
	before.Headers = append([]Header{}, r.Headers...)
	if err := SignWith(by.algorithm, r, testCreds, testScope); err != fails {
		t.Errorf("%v", err)
	}
	if err := PresignWith(by.algorithm, r, testCreds, testScope, time.Minute); err != fails {
		t.Errorf("%v", err)
	}
	wantUnchanged(t, r, &before)
	ch, err := ChainWith(by.algorithm, testSeed, testCreds, testScope)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.AppendChunk(nil, nil); err != fails {
		t.Errorf("%v", err)
	}
	_, err = ch.AppendEvent(nil, nil, nil, testTime)
	wantError(t, err, "event", testCreds)
}

// The signature of a chunk is padded on the wire and not in the next one's
// string to sign.
func TestChainPadding(t *testing.T) {
	by := v4aSigner(testCreds, testScope)
	ch, err := ChainWith(by.algorithm, testSeed, testCreds, testScope)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := ch.AppendChunk(nil, []byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(signature), "00ff"+strings.Repeat("*", 140); got != want {
		t.Errorf("signature %s", got)
	}
	if _, err = ch.AppendTrailer(nil, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := string(ch.toSign), "AWS4-ECDSA-P256-SHA256-TRAILER\n20150830T123600Z\n20150830/service/aws4_request\n00ff\n"+EmptyPayloadHash; got != want {
		t.Errorf("string to sign %q, want %q", got, want)
	}
	form := Chunked{Payload: StreamingSignedTrailerV4A, Trailers: []Trailer{{Name: "x", Value: "v"}}}
	if encoded := readAllChunked(t, &form, "abc", 3, ch); int64(len(encoded)) != form.EncodedLen(3) {
		t.Errorf("encoded length %d, is %d", form.EncodedLen(3), len(encoded))
	}
}
