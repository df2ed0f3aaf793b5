package sign

import (
	"hash"
	"math"
	"strings"
)

// Chunked is the aws-chunked encoding of a body: chunks of one size, each
// signed or none, and a trailer. The request says so in its headers:
// content-encoding (see [ChunkedContentEncoding]), x-amz-decoded-content-length,
// content-length ([Chunked.EncodedLen]) and x-amz-trailer with the names of the
// trailers.
//
// Source: Amazon S3 API Reference, "Signature Calculations for the
// Authorization Header: Transferring Payload in Multiple Chunks" and "Checking
// object integrity", trailing checksums.
type Chunked struct {
	// Payload is the payload hash that the request is signed with:
	// StreamingSigned, StreamingSignedTrailer, their V4A kin, or
	// StreamingUnsignedTrailer, whose chunks are not signed.
	Payload string

	// Size is how many bytes of the body a chunk has, all but the last; default
	// 64 KiB. S3 refuses less than 8 KiB.
	Size int

	// Trailers go after the last chunk, in this order.
	Trailers []Trailer
}

// Trailer is a header that follows the body.
type Trailer struct {
	Name string // lower case: "x-amz-checksum-crc32"

	// Value is what is known before, Digest what is not: it is reset, gets the
	// body as it is read, and its sum in base64 is the value.
	Value  string
	Digest hash.Hash
}

const (
	defaultChunk = 64 << 10
	maxChunk     = 1 << 30
	maxTrailers  = 16

	chunkSignature   = ";chunk-signature="
	trailerSignature = "x-amz-trailer-signature"
)

// ChunkedContentEncoding is the content-encoding of an aws-chunked body whose
// own is before.
//
// Source: Amazon S3 API Reference, "Transferring Payload in Multiple Chunks",
// content-encoding.
func ChunkedContentEncoding(before string) string {
	if strings.Trim(before, " \t") == "" {
		return "aws-chunked"
	}
	for coding := range strings.SplitSeq(before, ",") {
		if strings.EqualFold(strings.Trim(coding, " \t"), "aws-chunked") {
			return before
		}
	}
	return "aws-chunked," + before
}

// EncodedLen is the length of the encoded body, the content-length, for a body
// of decoded bytes. It is -1 if decoded is negative, which means unknown, or
// beyond 2^60.
func (f *Chunked) EncodedLen(decoded int64) int64 {
	if decoded < 0 || decoded > 1<<60 {
		return -1
	}
	size, extra := int64(f.size()), int64(2*len("\r\n"))
	if f.isSigned() {
		extra += int64(len(chunkSignature) + f.signatureLen())
	}
	total := decoded + decoded/size*(int64(hexLen(size))+extra)
	if rest := decoded % size; rest > 0 {
		total += int64(hexLen(rest)) + extra
	}
	total += int64(len("0")) + extra // the last one's data is the trailer
	for i := range f.Trailers {
		t := &f.Trailers[i]
		n := len(t.Value)
		if t.Digest != nil {
			n = base64Len(t.Digest.Size())
		}
		total += int64(len(t.Name) + len(":") + n + len("\r\n"))
	}
	if f.isSigned() && len(f.Trailers) > 0 {
		total += int64(len(trailerSignature) + len(":") + f.signatureLen() + len("\r\n"))
	}
	return total
}

func (f *Chunked) size() int {
	if f.Size == 0 {
		return defaultChunk
	}
	return f.Size
}

func (f *Chunked) isSigned() bool { return f.Payload != StreamingUnsignedTrailer }

// signatureLen is how long a chunk's signature is on the wire. It stays a call, which
// saves 1 KB.
//
//go:noinline
func (f *Chunked) signatureLen() int {
	switch f.Payload {
	case StreamingSigned, StreamingSignedTrailer:
		return 64
	case StreamingSignedV4A, StreamingSignedTrailerV4A:
		return maxSeed
	}
	return 0
}

// check refuses what could not be sent, or would put more onto the wire.
func (f *Chunked) check(ch *Chain) error {
	wantChain, wantTrailer := 0, false
	switch f.Payload {
	case StreamingUnsignedTrailer:
		wantTrailer = len(f.Trailers) > 0 // may go without
	case StreamingSigned, StreamingSignedV4A:
		wantChain = f.signatureLen()
	case StreamingSignedTrailer, StreamingSignedTrailerV4A:
		wantChain, wantTrailer = f.signatureLen(), true
	default:
		return &InputError{Part: "payload hash", Reason: "is not that of an aws-chunked body"}
	}
	switch {
	case f.size() < 1 || f.size() > maxChunk:
		return &InputError{Part: "chunk size", Reason: "is negative or over 1 GiB"}
	case wantTrailer != (len(f.Trailers) > 0):
		return &InputError{Part: "trailer", Reason: "does not agree with the payload hash"}
	case len(f.Trailers) > maxTrailers:
		return &InputError{Part: "trailer", Reason: "has more than 16 headers"}
	case ch.chunkLen() != wantChain:
		return &InputError{Part: "chain", Reason: "does not agree with the payload hash"}
	}
	for i := range f.Trailers {
		if err := f.checkTrailer(i); err != nil {
			return err
		}
	}
	return nil
}

func (f *Chunked) checkTrailer(i int) error {
	t := &f.Trailers[i]
	switch {
	case !allIn(t.Name, tokenChar) || t.Name == trailerSignature:
		return &InputError{Part: "trailer name", Name: t.Name, Reason: "is empty, no lower-case HTTP token or the signature's"}
	case t.Digest != nil && t.Value != "":
		return &InputError{Part: "trailer value", Name: t.Name, Reason: "is given beside a digest"}
	case !isVisible(t.Value):
		return &InputError{Part: "trailer value", Name: t.Name, Reason: "has a space, or a control or non-ASCII character"}
	}
	for _, before := range f.Trailers[:i] {
		if before.Name == t.Name {
			return &InputError{Part: "trailer name", Name: t.Name, Reason: "is given twice"}
		}
	}
	return nil
}

// chunkLen is how long the chain's signatures are on the wire; 0 without one.
func (ch *Chain) chunkLen() int {
	switch {
	case ch == nil:
		return 0
	case ch.algorithm != nil:
		return ch.algorithm.ChunkLen
	}
	return 64
}

// appendCanonicalTrailer appends the lines "name:value\n" of the trailer,
// sorted by name, from the lines of the wire "name:value\r\n", of which ends has
// the ends. It sorts ends.
func (f *Chunked) appendCanonicalTrailer(dst, lines []byte, ends []int) []byte {
	var order [maxTrailers]int
	for i := range f.Trailers {
		j := i
		for ; j > 0 && f.Trailers[order[j-1]].Name > f.Trailers[i].Name; j-- {
			order[j] = order[j-1]
		}
		order[j] = i
	}
	for _, i := range order[:len(f.Trailers)] {
		start := 0
		if i > 0 {
			start = ends[i-1]
		}
		dst = append(append(dst, lines[start:ends[i]-2]...), '\n')
	}
	return dst
}

// hexLen is the number of hex digits of n.
func hexLen(n int64) int {
	digits := 1
	for ; n > 15; n >>= 4 {
		digits++
	}
	return digits
}

// appendHexInt appends n, which is not negative, in hex.
func appendHexInt(dst []byte, n int64) []byte {
	for i := hexLen(n) - 1; i >= 0; i-- {
		dst = append(dst, "0123456789abcdef"[n>>(4*i)&15])
	}
	return dst
}

func base64Len(n int) int {
	if n > math.MaxInt32 {
		return 0 // no digest is that long
	}
	return (n + 2) / 3 * 4
}
