package lite

import (
	"bytes"
	"encoding/base64"
	"hash"
	"io"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire/checksum"
)

// chunkSize is how much of the body a chunk has.
const chunkSize = 1 << 20

// sendsBehind reports whether a checksum goes behind the body: only a blob, only
// over TLS, because nothing else protects the body then, and to stores that
// perhaps do not know the form only if it can be read but once.
func (k *call) sendsBehind() bool {
	if k.target.scheme != "https" || !k.op.Is(models.OpStreamingInput) || k.c.settings.S3.SignPayload == On {
		return false
	}
	return k.c.settings.RequestChecksums == On || k.request.Stream != nil && k.body.seeker == nil
}

// putBehind makes the request one that has its checksum behind the body.
//
// Source: Amazon S3 User Guide, "Checking object integrity in Amazon S3",
// trailing checksums.
func (k *call) putBehind(algorithm string, h hash.Hash) error {
	r := &k.request
	before, _ := r.Header("content-encoding")
	r.SetHeader("content-encoding", sign.ChunkedContentEncoding(before))
	r.SetHeader("x-amz-trailer", checksumHeader(algorithm))
	from := len(r.Values)
	r.Values = strconv.AppendInt(r.Values, k.body.length, 10)
	r.AddHeader("x-amz-decoded-content-length", from)
	k.body.behind, k.body.digest = algorithm, h
	k.body.hash = sign.StreamingUnsignedTrailer
	k.body.encoded = chunksWith(algorithm, h).EncodedLen(k.body.length)
	return nil
}

func chunksWith(algorithm string, h hash.Hash) *sign.Chunked {
	return &sign.Chunked{
		Payload: sign.StreamingUnsignedTrailer, Size: chunkSize,
		Trailers: []sign.Trailer{{Name: checksumHeader(algorithm), Digest: h}},
	}
}

// encodeBehind is encode of HTTPChecksums. Each attempt has a hash of its own: the transport
// may still be reading the body of the one before. A short body in memory is
// encoded at once, so that it goes out with the head.
func encodeBehind(k *call) error {
	h := k.body.digest
	if k.body.digest = nil; h == nil {
		h = checksum.New(k.body.behind)
	}
	body := k.request.Stream
	switch {
	case body != nil:
		body = io.LimitReader(body, k.body.length)
	case k.body.encoded <= smallBody:
		from := len(k.request.Values)
		k.request.Values = appendBehind(k.request.Values, k.request.Body, k.body.behind, h)
		k.http.Body, k.http.Stream, k.http.Length = k.request.Values[from:], nil, k.body.encoded
		return nil
	default:
		body = bytes.NewReader(k.request.Body)
	}
	r, err := chunksWith(k.body.behind, h).Reader(body, k.body.length, nil)
	if err != nil {
		return err
	}
	k.http.Body, k.http.Stream, k.http.Length = nil, r, k.body.encoded
	return nil
}

// appendBehind appends a body of one chunk with the checksum behind it.
func appendBehind(dst, body []byte, algorithm string, h hash.Hash) []byte {
	if len(body) > 0 {
		dst = append(strconv.AppendInt(dst, int64(len(body)), 16), "\r\n"...)
		dst = append(append(dst, body...), "\r\n"...)
		h.Write(body)
	}
	dst = append(append(append(dst, "0\r\n"...), checksumHeader(algorithm)...), ':')
	var room [64]byte
	dst = base64.StdEncoding.AppendEncode(dst, h.Sum(room[:0]))
	return append(dst, "\r\n\r\n"...)
}
