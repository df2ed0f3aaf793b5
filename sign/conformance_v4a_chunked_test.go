package sign_test

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
)

func TestConformanceSigV4AChunked(t *testing.T) {
	var file struct {
		SigV4A struct {
			Credentials              struct{ AccessKeyID, SecretAccessKey, SessionToken string }
			PublicKey                publicKey
			Service, RegionSet, Date string
			Requests                 []struct {
				PayloadHash, CanonicalRequest, CanonicalTrailersSHA256 string
				Headers                                                map[string]string
				Trailers                                               [][2]string
			}
			Chunks []struct {
				Repeat, SHA256 string
				Times          int
			}
			ChunkStringToSign, TrailerStringToSign string
		}
	}
	dir := testkit.Conformance(t, "sigv4")
	if err := json.Unmarshal([]byte(sign.ConformanceFile(t, dir, "chunked.json")), &file); err != nil {
		t.Fatal(err)
	}
	suite := &file.SigV4A
	at, err := time.Parse("20060102T150405Z", suite.Date)
	if err != nil {
		t.Fatal(err)
	}
	c := sign.Credentials(suite.Credentials)
	sc := sign.Scope{Region: suite.RegionSet, Service: suite.Service, Time: at, S3: true}
	body := ""
	for _, chunk := range suite.Chunks {
		body += strings.Repeat(chunk.Repeat, chunk.Times)
	}
	for _, rc := range suite.Requests {
		t.Run(rc.PayloadHash, func(t *testing.T) {
			method, rest, _ := strings.Cut(rc.CanonicalRequest, "\n")
			path, _, _ := strings.Cut(rest, "\n")
			r := &sign.Request{Method: method, Path: path, PayloadHash: rc.PayloadHash}
			for name, value := range rc.Headers {
				if name == "host" {
					r.Host = value
				} else {
					r.Headers = append(r.Headers, sign.Header{Name: name, Value: value})
				}
			}
			canonical, toSign, err := sign.V4ASteps(r, c, sc, false)
			if err != nil {
				t.Fatal(err)
			}
			wantText(t, "canonical request", canonical, rc.CanonicalRequest)
			var s v4a.Signer
			if err := s.Sign(r, c, sc); err != nil {
				t.Fatal(err)
			}
			previous := sign.SeedSignature(r)
			suite.PublicKey.verify(t, toSign, previous)

			ch, err := s.Chain(previous, c, sc)
			if err != nil {
				t.Fatal(err)
			}
			form := sign.Chunked{Payload: rc.PayloadHash, Size: suite.Chunks[0].Times}
			for _, trailer := range rc.Trailers {
				form.Trailers = append(form.Trailers, sign.Trailer{Name: trailer[0], Value: trailer[1]})
			}
			cr, err := form.Reader(strings.NewReader(body), int64(len(body)), ch)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(cr)
			if err != nil {
				t.Fatal(err)
			}
			if got := form.EncodedLen(int64(len(body))); got != int64(len(b)) {
				t.Errorf("encoded length %d, is %d", got, len(b))
			}
			encoded := string(b)
			for _, chunk := range suite.Chunks {
				line, rest, _ := strings.Cut(encoded, "\r\n")
				size, signature, _ := strings.Cut(line, ";chunk-signature=")
				if size != strconv.FormatInt(int64(chunk.Times), 16) || len(signature) != 144 {
					t.Fatalf("chunk %q", line)
				}
				suite.PublicKey.verify(t, strings.NewReplacer("{previousSignature}", previous, "{sha256 of the chunk}", chunk.SHA256).Replace(suite.ChunkStringToSign), signature)
				previous = strings.TrimRight(signature, "*")
				encoded = rest[chunk.Times:]
				if chunk.Times > 0 {
					encoded = strings.TrimPrefix(encoded, "\r\n")
				}
			}
			for _, trailer := range rc.Trailers {
				var ok bool
				if encoded, ok = strings.CutPrefix(encoded, trailer[0]+":"+trailer[1]+"\r\n"); !ok {
					t.Fatalf("trailer %q", encoded)
				}
			}
			if len(rc.Trailers) > 0 {
				line, rest, _ := strings.Cut(encoded, "\r\n")
				signature, ok := strings.CutPrefix(line, "x-amz-trailer-signature:")
				if !ok || len(signature) != 144 {
					t.Fatalf("trailer %q", line)
				}
				suite.PublicKey.verify(t, strings.NewReplacer("{previousSignature}", previous, "{sha256 of the canonical trailers}", rc.CanonicalTrailersSHA256).Replace(suite.TrailerStringToSign), signature)
				encoded = rest
			}
			if encoded != "\r\n" {
				t.Errorf("end %q", encoded)
			}
		})
	}
	t.Logf("chunked.json sigv4a: %d requests", len(suite.Requests))
}
