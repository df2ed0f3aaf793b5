package sign

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
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

type badReader struct{ n int }

func (b badReader) Read(p []byte) (int, error) { return b.n, nil }

func TestChunkedBodyErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, payload := range []string{StreamingUnsignedTrailer, StreamingSigned} {
		var ch *Chain
		if payload == StreamingSigned {
			ch = testChain(t)
		}
		for _, tt := range []struct {
			name    string
			body    io.Reader
			decoded int64
			want    error
		}{
			{"short", strings.NewReader("abc"), 4, io.ErrUnexpectedEOF},
			{"short with data", iotest.DataErrReader(strings.NewReader("abc")), 4, io.ErrUnexpectedEOF},
			{"long", strings.NewReader("abcde"), 4, ErrBodyLength},
			{"not empty", strings.NewReader("a"), 0, ErrBodyLength},
			{"broken", io.MultiReader(strings.NewReader("ab"), iotest.ErrReader(broken)), 4, broken},
			{"broken, length unknown", io.MultiReader(strings.NewReader("ab"), iotest.ErrReader(broken)), -1, broken},
			{"broken at the end", io.MultiReader(strings.NewReader("abcd"), iotest.ErrReader(broken)), 4, broken},
			{"no progress", badReader{0}, 4, io.ErrNoProgress},
			{"negative count", badReader{-1}, 4, errBodyCount},
			{"impossible count", badReader{1 << 20}, 4, errBodyCount},
		} {
			form := Chunked{Payload: payload, Size: 2}
			r, err := form.Reader(tt.body, tt.decoded, ch)
			if err != nil {
				t.Fatal(err)
			}
			_, err = io.ReadAll(r)
			if err != tt.want {
				t.Errorf("%s, %s: %v, want %v", payload, tt.name, err, tt.want)
			}
			if n, err := r.Read(make([]byte, 9)); n != 0 || err != tt.want {
				t.Errorf("%s, %s, again: %d, %v", payload, tt.name, n, err)
			}
		}
	}
}

func TestChunkReaderClose(t *testing.T) {
	form := Chunked{Payload: StreamingSigned}
	r, err := form.Reader(strings.NewReader(strings.Repeat("x", 200000)), 200000, testChain(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	r.Close()
	r.Close()
	if n, err := r.Read(make([]byte, 100)); n != 0 || err != errChunkClosed {
		t.Errorf("after Close: %d, %v", n, err)
	}

	var wg sync.WaitGroup // as a transport does: close while another goroutine reads
	for range 20 {
		r, err := form.Reader(strings.NewReader(strings.Repeat("x", 200000)), -1, testChain(t))
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { io.Copy(io.Discard, r) })
		wg.Go(func() { r.Close() })
	}
	wg.Wait()
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

func TestChainHidesSecrets(t *testing.T) {
	ch := testChain(t)
	if _, err := ch.AppendChunk(nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s", "%x", "%q"} {
		text := fmt.Sprintf(verb, struct {
			ch      *Chain
			ByValue Chain
		}{ch, *ch})
		if strings.Contains(text, testCreds.SecretAccessKey) || strings.Contains(text, hex.EncodeToString([]byte(testCreds.SecretAccessKey))) {
			t.Errorf("%s prints the secret: %s", verb, text)
		}
	}
}

func TestChunkAllocs(t *testing.T) {
	ch, dst, data := testChain(t), make([]byte, 0, 64), make([]byte, 100)
	testkit.WantAllocs(t, 0, func() {
		var err error
		if dst, err = ch.AppendChunk(dst[:0], data); err != nil {
			t.Fatal(err)
		}
	})
	payload := bytes.NewReader(make([]byte, 1<<20))
	form := Chunked{Payload: StreamingSigned}
	p := make([]byte, 32<<10)
	testkit.WantAllocs(t, 6, func() { // the reader, its buffer's box, the end's text, the probe; none a chunk
		payload.Seek(0, io.SeekStart)
		r, err := form.Reader(payload, 1<<20, ch)
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = r.Read(p)
		}
		if err != io.EOF {
			t.Fatal(err)
		}
	})
}

func BenchmarkChunked(b *testing.B) {
	body := bytes.NewReader(make([]byte, 1<<20))
	p := make([]byte, 32<<10)
	for _, payload := range []string{StreamingUnsignedTrailer, StreamingSigned} {
		b.Run(payload, func(b *testing.B) {
			form := Chunked{Payload: payload}
			var ch *Chain
			if payload == StreamingSigned {
				ch = testChain(b)
			}
			b.SetBytes(1 << 20)
			b.ReportAllocs()
			for b.Loop() {
				body.Seek(0, io.SeekStart)
				r, err := form.Reader(body, 1<<20, ch)
				for err == nil {
					_, err = r.Read(p)
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
		})
	}
}
