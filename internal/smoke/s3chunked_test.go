package smoke

import (
	"bytes"
	"hash/crc32"
	"hash/crc64"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/sign"
)

// bitFlip says where in an encoded body a bit is flipped: after the n-th mark.
type bitFlip struct {
	what, mark string
	n          int
	status     int
	code       string
}

const (
	chunkMark = ";chunk-signature="
	lineEnd   = "\r\n"
)

// signedFlips are those of a body of three chunks that are signed, and the last
// one.
var signedFlips = []bitFlip{
	{"data of the first chunk", lineEnd, 1, 403, "SignatureDoesNotMatch"},
	{"data of the third chunk", lineEnd, 5, 403, "SignatureDoesNotMatch"},
	{"signature of the first chunk", chunkMark, 1, 403, "SignatureDoesNotMatch"},
	{"signature of the third chunk", chunkMark, 3, 403, "SignatureDoesNotMatch"},
	{"signature of the last chunk", chunkMark, 4, 403, "SignatureDoesNotMatch"},
}

func TestVersitygwSignedChunks(t *testing.T) {
	testChunked(t, sign.Chunked{Payload: sign.StreamingSigned}, signedFlips)
}

// The gateway compares the checksum before it checks the trailer's signature,
// so it is the former that refuses another checksum.
func TestVersitygwSignedTrailer(t *testing.T) {
	form := sign.Chunked{
		Payload:  sign.StreamingSignedTrailer,
		Trailers: []sign.Trailer{{Name: "x-amz-checksum-crc32c", Digest: crc32.New(crc32.MakeTable(crc32.Castagnoli))}},
	}
	testChunked(t, form, append([]bitFlip{
		{"trailing checksum", "x-amz-checksum-crc32c:", 1, 400, "BadDigest"},
		{"signature of the trailer", "x-amz-trailer-signature:", 1, 403, "SignatureDoesNotMatch"},
	}, signedFlips...))
}

func TestVersitygwUnsignedTrailer(t *testing.T) {
	form := sign.Chunked{
		Payload:  sign.StreamingUnsignedTrailer,
		Trailers: []sign.Trailer{{Name: "x-amz-checksum-crc64nvme", Digest: crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5))}},
	}
	testChunked(t, form, []bitFlip{
		{"data of the first chunk", lineEnd, 1, 400, "BadDigest"},
		{"data of the third chunk", lineEnd, 5, 400, "BadDigest"},
		{"trailing checksum", "x-amz-checksum-crc64nvme:", 1, 400, "BadDigest"},
	})
}

func testChunked(t *testing.T, form sign.Chunked, flips []bitFlip) {
	g := newGateway(t)
	form.Size = 8 << 10 // the least that may have a successor
	content := strings.Repeat("tucuxi ", 3000)
	g.took("chunks", g.upload(form, "good", content, false, nil))
	if got := body(g.peer, lite.Map{"Bucket": g.bucket, "Key": "good"}); got != content {
		t.Errorf("%d bytes came back, want %d", len(got), len(content))
	}
	g.took("none", g.upload(form, "empty", "", false, nil))
	same(t, "empty", body(g.peer, lite.Map{"Bucket": g.bucket, "Key": "empty"}), "")

	for _, f := range flips {
		a := g.upload(form, "bad", content, false, func(encoded []byte) {
			at := 0
			for range f.n {
				i := bytes.Index(encoded[at:], []byte(f.mark))
				if i < 0 {
					t.Fatalf("the body has not %d times %q", f.n, f.mark)
				}
				at += i + len(f.mark)
			}
			flip(encoded, at)
		})
		g.refused(f.what, a, f.status, f.code)
	}
	g.refused("signature of the request", g.upload(form, "bad", content, true, nil), 403, "SignatureDoesNotMatch")
	same(t, "objects", strings.Join(g.keys(t.Context()), " "), "empty good")
}

// upload sends content as aws-chunked, after a change to what goes on the wire.
func (g gateway) upload(form sign.Chunked, key, content string, flipRequest bool, change func([]byte)) answer {
	g.t.Helper()
	r := sign.Request{
		Method: "PUT", Host: g.host, Path: "/" + g.bucket + "/" + key,
		Headers: []sign.Header{
			{Name: "content-encoding", Value: sign.ChunkedContentEncoding("")},
			{Name: "x-amz-decoded-content-length", Value: strconv.Itoa(len(content))},
		},
		PayloadHash: form.Payload,
	}
	for _, trailer := range form.Trailers {
		r.Headers = append(r.Headers, sign.Header{Name: "x-amz-trailer", Value: trailer.Name})
	}
	c, sc := gatewayCredentials(), gatewayScope(time.Now())
	if err := g.signer.Sign(&r, c, sc); err != nil {
		g.t.Fatal(err)
	}
	encoded := g.encode(form, content, sign.SeedSignature(&r), c, sc)
	if change != nil {
		change(encoded)
	}
	if flipRequest {
		h := &r.Headers[len(r.Headers)-1] // authorization
		h.Value = flipAfter(g.t, h.Value, "Signature=")
	}
	return g.send("PUT", g.base+r.Path, r.Headers, encoded)
}

// encode encodes content after the request with the signature seed.
func (g gateway) encode(form sign.Chunked, content, seed string, c sign.Credentials, sc sign.Scope) []byte {
	g.t.Helper()
	var chain *sign.Chain
	if form.Payload != sign.StreamingUnsignedTrailer {
		var err error
		if chain, err = g.signer.Chain(seed, c, sc); err != nil {
			g.t.Fatal(err)
		}
	}
	reader, err := form.Reader(strings.NewReader(content), int64(len(content)), chain)
	if err != nil {
		g.t.Fatal(err)
	}
	defer reader.Close()
	encoded, err := io.ReadAll(reader)
	if err != nil {
		g.t.Fatal(err)
	}
	same(g.t, "encoded length", int64(len(encoded)), form.EncodedLen(int64(len(content))))
	return encoded
}
