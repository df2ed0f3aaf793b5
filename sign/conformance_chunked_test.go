package sign

import (
	"crypto/sha256"
	"hash"
	"hash/crc32"
	"io"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

type chunkedFile struct {
	SignedChunked []struct {
		ID          string
		Credentials struct{ AccessKeyID, SecretAccessKey, SessionToken string }
		Region      string
		Service     string
		Date        string
		Request     struct {
			Method, Path string
			Headers      map[string]string
		}
		PayloadHash, CanonicalRequest, StringToSign, Authorization, SeedSignature string
		Chunks                                                                    []struct {
			Repeat                  string
			Times                   int
			StringToSign, Signature string
		}
		Trailer *struct {
			Headers                 map[string]string
			Canonical               string
			StringToSign, Signature string
		}
		EncodedBody struct {
			Length int64
			SHA256 string
		}
	}
	SignedTrailers []struct {
		Origin, PreviousSignature, CanonicalTrailers, StringToSign, Signature string
	}
	ContentEncodingHeader []struct {
		Before *string
		After  string
	}
	UnsignedTrailerBodies []struct {
		Body      string
		ChunkSize *int
		Trailer   *string
		Encoded   string
	}
}

func readChunked(t *testing.T) chunkedFile {
	return readJSON[chunkedFile](t, testkit.Conformance(t, "sigv4"), "chunked.json")
}

func TestConformanceSigV4SignedChunked(t *testing.T) {
	cases := readChunked(t).SignedChunked
	var ids []string
	for _, cc := range cases {
		ids = append(ids, cc.ID)
	}
	runCases(t, "chunked.json signedChunked", ids, func(t *testing.T, i int) {
		cc := &cases[i]
		at, err := time.Parse("20060102T150405Z", cc.Date)
		if err != nil {
			t.Fatal(err)
		}
		c := Credentials(cc.Credentials)
		sc := Scope{Region: cc.Region, Service: cc.Service, Time: at, S3: true}
		r := &Request{Method: cc.Request.Method, Path: cc.Request.Path, PayloadHash: cc.PayloadHash}
		for name, value := range cc.Request.Headers {
			if name == "host" {
				r.Host = value
			} else {
				r.Headers = append(r.Headers, Header{name, value})
			}
		}
		got, err := steps(r, c, sc)
		if err != nil {
			t.Fatal(err)
		}
		wantSteps(t, got, stepTexts{canonicalRequest: cc.CanonicalRequest, stringToSign: cc.StringToSign, signature: cc.SeedSignature})
		var s Signer
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(err)
		}
		if got := header(r.Headers, headerAuthorization); got != cc.Authorization {
			t.Errorf("authorization %s\nwant %s", got, cc.Authorization)
		}
		if got := SeedSignature(r); got != cc.SeedSignature {
			t.Errorf("seed %s, want %s", got, cc.SeedSignature)
		}

		ch, err := s.Chain(SeedSignature(r), c, sc)
		if err != nil {
			t.Fatal(err)
		}
		body := ""
		for _, chunk := range cc.Chunks {
			data := strings.Repeat(chunk.Repeat, chunk.Times)
			body += data
			signature, err := ch.AppendChunk(nil, []byte(data))
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, stepTexts{stringToSign: string(ch.toSign), signature: string(signature)},
				stepTexts{stringToSign: chunk.StringToSign, signature: chunk.Signature})
		}
		form := Chunked{Payload: cc.PayloadHash, Size: cc.Chunks[0].Times}
		if cc.Trailer != nil {
			signature, err := ch.AppendTrailer(nil, []byte(cc.Trailer.Canonical))
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, stepTexts{stringToSign: string(ch.toSign), signature: string(signature)},
				stepTexts{stringToSign: cc.Trailer.StringToSign, signature: cc.Trailer.Signature})
			for name, value := range cc.Trailer.Headers {
				form.Trailers = append(form.Trailers, Trailer{Name: name, Value: value})
			}
		}
		if ch, err = s.Chain(SeedSignature(r), c, sc); err != nil {
			t.Fatal(err)
		}
		encoded := readAllChunked(t, &form, body, int64(len(body)), ch)
		if got := form.EncodedLen(int64(len(body))); got != cc.EncodedBody.Length || int64(len(encoded)) != got {
			t.Errorf("encoded length %d, is %d, want %d", got, len(encoded), cc.EncodedBody.Length)
		}
		if got := slowHash(encoded); got != cc.EncodedBody.SHA256 {
			t.Errorf("SHA-256 of the encoded body %s, want %s", got, cc.EncodedBody.SHA256)
		}
	})
}

func readAllChunked(t *testing.T, form *Chunked, body string, decoded int64, ch *Chain) string {
	t.Helper()
	r, err := form.Reader(strings.NewReader(body), decoded, ch)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

func TestConformanceSigV4SignedTrailers(t *testing.T) {
	cases := readChunked(t).SignedTrailers
	c := Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
	sc := Scope{Region: "us-east-1", Service: "s3", Time: time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC), S3: true}
	for _, tc := range cases {
		t.Run(tc.Origin, func(t *testing.T) {
			ch, err := new(Signer).Chain(tc.PreviousSignature, c, sc)
			if err != nil {
				t.Fatal(err)
			}
			// Given in reverse, they are to be sorted.
			var form Chunked
			var wire []byte
			var ends []int
			lines := strings.Split(strings.TrimSuffix(tc.CanonicalTrailers, "\n"), "\n")
			sort.Sort(sort.Reverse(sort.StringSlice(lines)))
			for _, line := range lines {
				name, _, _ := strings.Cut(line, ":")
				form.Trailers = append(form.Trailers, Trailer{Name: name})
				wire = append(append(wire, line...), "\r\n"...)
				ends = append(ends, len(wire))
			}
			canonical := form.appendCanonicalTrailer(nil, wire, ends)
			if string(canonical) != tc.CanonicalTrailers {
				t.Fatalf("canonical trailer %q, want %q", canonical, tc.CanonicalTrailers)
			}
			signature, err := ch.AppendTrailer(nil, canonical)
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, stepTexts{stringToSign: string(ch.toSign), signature: string(signature)},
				stepTexts{stringToSign: tc.StringToSign, signature: tc.Signature})
		})
	}
	t.Logf("chunked.json signedTrailers: %d cases", len(cases))
}

func TestConformanceSigV4ContentEncoding(t *testing.T) {
	cases := readChunked(t).ContentEncodingHeader
	for _, tc := range cases {
		before := ""
		if tc.Before != nil {
			before = *tc.Before
		}
		if got := ChunkedContentEncoding(before); got != tc.After {
			t.Errorf("%q: %q, want %q", before, got, tc.After)
		}
	}
	t.Logf("chunked.json contentEncodingHeader: %d cases", len(cases))
}

func TestConformanceSigV4UnsignedTrailerBodies(t *testing.T) {
	cases := readChunked(t).UnsignedTrailerBodies
	for i, tc := range cases {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			form := Chunked{Payload: StreamingUnsignedTrailer}
			if tc.ChunkSize != nil {
				form.Size = *tc.ChunkSize
			}
			if tc.Trailer != nil {
				var d hash.Hash
				switch *tc.Trailer {
				case "x-amz-checksum-crc32":
					d = crc32.NewIEEE()
				case "x-amz-checksum-sha256":
					d = sha256.New()
				default:
					t.Fatalf("trailer %s", *tc.Trailer)
				}
				io.WriteString(d, "left from an earlier attempt")
				form.Trailers = []Trailer{{Name: *tc.Trailer, Digest: d}}
			}
			for _, decoded := range []int64{int64(len(tc.Body)), -1} {
				if got := readAllChunked(t, &form, tc.Body, decoded, nil); got != tc.Encoded {
					t.Errorf("encoded %q, want %q", got, tc.Encoded)
				}
			}
			if got := form.EncodedLen(int64(len(tc.Body))); got != int64(len(tc.Encoded)) {
				t.Errorf("encoded length %d, want %d", got, len(tc.Encoded))
			}
		})
	}
	t.Logf("chunked.json unsignedTrailerBodies: %d cases", len(cases))
}
