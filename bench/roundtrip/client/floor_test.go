package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// TestFloorSigns checks the signatures of the floor with another signer.
func TestFloorSigns(t *testing.T) {
	service := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sum := sha256.Sum256(body)
		at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
		if err != nil {
			t.Error(err)
		}
		got := r.Header.Get("Authorization")
		r.Header.Del("Authorization")
		r.Header.Del("User-Agent")
		r.Header.Del("Accept-Encoding")
		r.ContentLength, r.URL.Host = 0, r.Host // not signed by the floor
		if err := v4.NewSigner().SignHTTP(ctx, aws.Credentials{AccessKeyID: access, SecretAccessKey: secret, SessionToken: token},
			r, hex.EncodeToString(sum[:]), service, region, at); err != nil {
			t.Error(err)
		}
		if want := r.Header.Get("Authorization"); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if service == "s3" {
			io.WriteString(w, strings.Repeat("x", size))
		} else {
			io.WriteString(w, `{"Item":{"name":{"S":"`+name+`"}}}`)
		}
	}))
	defer s.Close()
	for peer, of := range map[string]string{"floor": "dynamodb", "floor-s3": "s3"} {
		service = of
		call, err := peers[peer](s.URL)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := call(); err != nil {
				t.Error(peer, err)
			}
		}
	}
}
