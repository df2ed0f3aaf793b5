package sign

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// slowDecodeChunks reads an aws-chunked body and checks every signature and the
// trailer with plain code. It returns the body and the trailer's lines.
func slowDecodeChunks(t *testing.T, encoded, seed string, c Credentials, sc Scope, signed bool) (body string, trailer []string) {
	t.Helper()
	date := sc.Time.UTC().Format("20060102T150405Z")
	scope := strings.Join([]string{date[:8], sc.Region, sc.Service, "aws4_request"}, "/")
	key := slowMAC([]byte("AWS4"+c.SecretAccessKey), date[:8])
	key = slowMAC(slowMAC(slowMAC(key, sc.Region), sc.Service), "aws4_request")
	verify := func(kind, signature string, hashes ...string) {
		t.Helper()
		lines := append([]string{"AWS4-HMAC-SHA256-" + kind, date, scope, seed}, hashes...)
		seed = hex.EncodeToString(slowMAC(key, strings.Join(lines, "\n")))
		if signature != seed {
			t.Fatalf("%s signature %s, want %s", kind, signature, seed)
		}
	}
	for {
		line, rest, ok := strings.Cut(encoded, "\r\n")
		head, signature, hasSignature := strings.Cut(line, ";chunk-signature=")
		size, err := strconv.ParseUint(head, 16, 32)
		if !ok || err != nil || hasSignature != signed || int(size) > len(rest) {
			t.Fatalf("chunk %q", line)
		}
		if signed {
			verify("PAYLOAD", signature, slowHash(""), slowHash(rest[:size]))
		}
		if encoded = rest[size:]; size == 0 {
			break
		}
		body += rest[:size]
		if encoded, ok = strings.CutPrefix(encoded, "\r\n"); !ok {
			t.Fatal("no line break after a chunk")
		}
	}
	encoded, ok := strings.CutSuffix("\r\n"+encoded, "\r\n\r\n")
	if !ok {
		t.Fatalf("end %q", encoded)
	}
	for line := range strings.SplitSeq(encoded, "\r\n") {
		if line != "" {
			trailer = append(trailer, line)
		}
	}
	if signed && len(trailer) > 0 {
		last := len(trailer) - 1
		signature, ok := strings.CutPrefix(trailer[last], "x-amz-trailer-signature:")
		if !ok {
			t.Fatalf("trailer %q", trailer)
		}
		trailer = trailer[:last]
		sorted := append([]string{}, trailer...)
		for i := range sorted { // by name, which ends at the colon
			for j := range i {
				if strings.SplitN(sorted[i], ":", 2)[0] < strings.SplitN(sorted[j], ":", 2)[0] {
					sorted[i], sorted[j] = sorted[j], sorted[i]
				}
			}
		}
		verify("TRAILER", signature, slowHash(strings.Join(sorted, "\n")+"\n"))
	}
	return body, trailer
}

const testSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

// What is encoded decodes to the same, whatever the sizes of chunks, of reads
// and of the body's own reads, and is as long as announced.
func FuzzChunked(f *testing.F) {
	f.Add([]byte("hello world"), 3, 1, byte(0))
	f.Add([]byte(""), 1, 5, byte(1))
	f.Add(bytes.Repeat([]byte("x"), 300), 0, 7, byte(2))
	f.Add(bytes.Repeat([]byte("\r\n0\r\n"), 40), 16, 64, byte(7))
	f.Add([]byte("0123456789abcdef"), 8, 1000, byte(15))
	f.Add([]byte("0123456789abcdef"), 16, 3, byte(31))
	f.Fuzz(func(t *testing.T, body []byte, size, step int, flags byte) {
		if size < 0 || size > 1<<20 || len(body) > 1<<16 || size > 0 && len(body)/size > 300 {
			return
		}
		signed, trailers, known := flags&1 != 0, flags&2 != 0, flags&4 != 0
		form := Chunked{Payload: StreamingUnsignedTrailer, Size: size}
		if signed {
			form.Payload = StreamingSigned
		}
		var want []string
		if trailers {
			if signed {
				form.Payload = StreamingSignedTrailer
			}
			form.Trailers = []Trailer{{Name: "x-b", Value: "v"}, {Name: "x-a", Digest: crc32.NewIEEE()}, {Name: "x", Value: ""}}
			sum := crc32.ChecksumIEEE(body)
			want = []string{"x-b:v", "x-a:" + base64.StdEncoding.EncodeToString([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}), "x:"}
		}
		var ch *Chain
		if signed {
			var err error
			if ch, err = new(Signer).Chain(testSeed, testCreds, testScope); err != nil {
				t.Fatal(err)
			}
		}
		decoded := int64(-1)
		if known {
			decoded = int64(len(body))
		}
		var source io.Reader = bytes.NewReader(body)
		if flags&8 != 0 {
			source = iotest.DataErrReader(source)
		}
		if flags&16 != 0 {
			source = iotest.OneByteReader(source)
		}
		r, err := form.Reader(source, decoded, ch)
		if err != nil {
			t.Fatal(err)
		}
		var encoded []byte
		for p := make([]byte, 1+min(max(step, 0), 1<<17)); ; {
			n, err := r.Read(p)
			encoded = append(encoded, p[:n]...)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if got := form.EncodedLen(int64(len(body))); got != int64(len(encoded)) {
			t.Errorf("encoded length %d, is %d", got, len(encoded))
		}
		gotBody, gotTrailer := slowDecodeChunks(t, string(encoded), testSeed, testCreds, testScope, signed)
		if gotBody != string(body) || strings.Join(gotTrailer, "|") != strings.Join(want, "|") {
			t.Errorf("decoded %q %q, want %q %q", gotBody, gotTrailer, body, want)
		}
		if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Errorf("after the end: %d, %v", n, err)
		}
	})
}

func testChain(t testing.TB) *Chain {
	t.Helper()
	ch, err := new(Signer).Chain(testSeed, testCreds, testScope)
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

func TestChunkedBadInput(t *testing.T) {
	digest := crc32.NewIEEE()
	one := []Trailer{{Name: "x", Value: "v"}}
	tests := []struct {
		name string
		form Chunked
		ch   *Chain
		want string
	}{
		{"no payload hash", Chunked{}, nil, "payload hash"},
		{"unsigned payload", Chunked{Payload: UnsignedPayload}, nil, "payload hash"},
		{"events", Chunked{Payload: StreamingEvents}, testChain(t), "payload hash"},
		{"negative size", Chunked{Payload: StreamingSigned, Size: -1}, testChain(t), "chunk size"},
		{"huge size", Chunked{Payload: StreamingSigned, Size: 1<<30 + 1}, testChain(t), "chunk size"},
		{"no chain", Chunked{Payload: StreamingSigned}, nil, "chain"},
		{"chain of another algorithm", Chunked{Payload: StreamingSignedV4A}, testChain(t), "chain"},
		{"chain but unsigned", Chunked{Payload: StreamingUnsignedTrailer}, testChain(t), "chain"},
		{"trailer not announced", Chunked{Payload: StreamingSigned, Trailers: one}, testChain(t), "trailer"},
		{"no trailer", Chunked{Payload: StreamingSignedTrailer}, testChain(t), "trailer"},
		{"many trailers", Chunked{Payload: StreamingUnsignedTrailer, Trailers: make([]Trailer, 17)}, nil, "trailer"},
		{"trailer without name", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{}}}, nil, "trailer name"},
		{"name with line break", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{Name: "a\r\nb"}}}, nil, "trailer name"},
		{"name of the signature", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{Name: "x-amz-trailer-signature"}}}, nil, "trailer name"},
		{"value with line break", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{Name: "a", Value: "x\r\ny"}}}, nil, "trailer value"},
		{"value and digest", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{Name: "a", Value: "x", Digest: digest}}}, nil, "trailer value"},
		{"twice", Chunked{Payload: StreamingUnsignedTrailer, Trailers: []Trailer{{Name: "a"}, {Name: "a"}}}, nil, "trailer name"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.form.Reader(strings.NewReader(""), 0, tt.ch)
			wantError(t, err, tt.want, testCreds)
		})
	}
	for _, seed := range []string{"", "XYZ", "ab\n", strings.Repeat("a", 145)} {
		_, err := new(Signer).Chain(seed, testCreds, testScope)
		wantError(t, err, "seed signature", testCreds)
	}
	_, err := new(Signer).Chain(testSeed, Credentials{}, testScope)
	wantError(t, err, ErrNoCredentials.Error(), testCreds)
	_, err = new(Signer).Chain(testSeed, testCreds, Scope{})
	wantError(t, err, ErrNoRegion.Error(), testCreds)
}

func TestEncodedLenUnknown(t *testing.T) {
	form := Chunked{Payload: StreamingUnsignedTrailer}
	for _, decoded := range []int64{-1, -1 << 63, 1<<60 + 1, 1<<63 - 1} {
		if got := form.EncodedLen(decoded); got != -1 {
			t.Errorf("%d: %d", decoded, got)
		}
	}
	if got, want := form.EncodedLen(1<<60), int64(1<<60+1<<44*(5+4)+5); got != want {
		t.Errorf("%d, want %d", got, want)
	}
}

// The example of the documentation: 65 KiB of "a" in chunks of 64 KiB.
//
// Source: Amazon S3 API Reference, "Signature Calculations for the Authorization
// Header: Transferring Payload in Multiple Chunks", example.
func TestPublishedChunks(t *testing.T) {
	c := Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
	sc := Scope{Region: "us-east-1", Service: "s3", Time: time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC), S3: true}
	r := &Request{Method: "PUT", Host: "s3.amazonaws.com", Path: "/examplebucket/chunkObject.txt", PayloadHash: StreamingSigned, Headers: []Header{
		{"x-amz-storage-class", "REDUCED_REDUNDANCY"}, {"content-encoding", "aws-chunked"}, {"x-amz-decoded-content-length", "66560"}, {"content-length", "66824"}}}
	var s Signer
	if err := s.Sign(r, c, sc); err != nil {
		t.Fatal(err)
	}
	seed := SeedSignature(r)
	if want := "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"; seed != want {
		t.Errorf("seed %s, want %s", seed, want)
	}
	ch, err := s.Chain(seed, c, sc)
	if err != nil {
		t.Fatal(err)
	}
	form := Chunked{Payload: StreamingSigned}
	encoded := readAllChunked(t, &form, strings.Repeat("a", 66560), 66560, ch)
	for _, line := range []string{
		"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n",
		"\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n",
		"\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
	} {
		if !strings.Contains(encoded, line) {
			t.Errorf("no %q", line)
		}
	}
	if len(encoded) != 66824 || form.EncodedLen(66560) != 66824 {
		t.Errorf("encoded length %d, %d announced", len(encoded), form.EncodedLen(66560))
	}
}
