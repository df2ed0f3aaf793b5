package litetest

import (
	"bytes"
	"strconv"

	"github.com/tucuxi-go/tucuxi/wire"
)

// unframed is a body without the chunks of aws-chunked, by which uploads to S3
// bring their checksum behind the content.
//
// Source: Amazon S3 API Reference, "Signature Calculations: Transferring Payload
// in Multiple Chunks".
func unframed(header []wire.Header, body []byte) []byte {
	if _, framed := wire.HeaderList(header).Get("x-amz-decoded-content-length"); !framed {
		return body
	}
	content := []byte{}
	for rest := body; ; {
		line, after, ok := bytes.Cut(rest, []byte("\r\n"))
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, err := strconv.ParseUint(string(size), 16, 31)
		if !ok || err != nil || n > uint64(len(after)) {
			return body // as it came, then
		}
		if n == 0 {
			return content
		}
		content = append(content, after[:n]...)
		rest = bytes.TrimPrefix(after[n:], []byte("\r\n"))
	}
}
