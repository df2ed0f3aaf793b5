package lite_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
)

// TestConformanceChecksumDigests sends the trailing checksums of
// shared/conformance/checksums/digests.json, and reads its responses. Its bodies
// are a test of wire/checksum; its multipart checksums are what the service makes
// of parts, which no part of a client computes.
func TestConformanceChecksumDigests(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "checksums"), "digests.json"))
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		TrailingChecksums []struct {
			Algorithm, BodyText, EncodedBody string
			RequestHeaders                   map[string]string
			EncodedLength                    int
		}
		ResponseValidation []struct {
			Header, Value, Body string
			Valid               bool
		}
	}
	if err := json.Unmarshal(text, &corpus); err != nil {
		t.Fatal(err)
	}
	for _, x := range corpus.TrailingChecksums {
		t.Run("trailing/"+x.Algorithm+"/"+x.BodyText, func(t *testing.T) {
			c, s := client(t, s3.Service, answer{status: 200})
			if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": x.BodyText, "ChecksumAlgorithm": x.Algorithm}); err != nil {
				t.Fatal(err)
			}
			got := s.sent[0]
			if got.body != x.EncodedBody || len(got.body) != x.EncodedLength {
				t.Errorf("body %q, want %q", got.body, x.EncodedBody)
			}
			for name, want := range x.RequestHeaders {
				if value := got.header[strings.ToLower(name)]; value != want {
					t.Errorf("%s: %q, want %q", name, value, want)
				}
			}
		})
	}
	for _, x := range corpus.ResponseValidation {
		t.Run("response/"+x.Value, func(t *testing.T) {
			if content, _, err := get(t, nil, wire.Header{Name: x.Header, Value: x.Value}); x.Body != body || content != body || errors.Is(err, lite.ErrChecksum) == x.Valid {
				t.Errorf("%q, %v", content, err)
			}
		})
	}
	if len(corpus.TrailingChecksums) < 27 || len(corpus.ResponseValidation) < 4 {
		t.Error("the corpus is smaller than it was")
	}
	t.Logf("%d trailing checksums, %d responses", len(corpus.TrailingChecksums), len(corpus.ResponseValidation))
}
