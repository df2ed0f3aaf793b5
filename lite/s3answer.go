package lite

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/wire"
)

// edit is that of Extra. Listings are asked for with percent-encoded keys,
// since keys may hold characters that XML cannot.
func (x *s3Extra) edit(k *call, params wire.Value) error {
	switch k.op.Name() {
	case "ListObjects", "ListObjectsV2", "ListObjectVersions":
		if params.Lookup("EncodingType").Kind() != wire.Null {
			return nil
		}
		if len(k.request.Query) > 0 {
			k.request.Query = append(k.request.Query, '&')
		}
		k.request.Query = append(k.request.Query, "encoding-type=url"...)
		k.escaped = true
	}
	return k.expectContinue()
}

// minExpect is from how many bytes on a stream waits for the service to want it.
//
// Source: AWS SDKs, the "Expect 100-Continue" settings: 2 MiB.
const minExpect = 2 << 20

// expectContinue lets a large stream wait, for up to a second, until S3 says that
// it wants it: an error or a redirect then costs no upload.
//
// Source: RFC 9110, section 10.1.1; Amazon S3 API Reference, PutObject.
func (k *call) expectContinue() error {
	if m := k.request.Method; k.request.Stream == nil || m != "PUT" && m != "POST" {
		return nil
	}
	err := k.measure()
	if err == nil && k.request.Stream != nil && k.body.length >= minExpect {
		k.request.SetHeader("expect", "100-continue")
	}
	return err
}

// answer is that of Extra. S3 sends the status before it has done the work of
// some operations, so that the error can come in the body.
//
// Source: Amazon S3 User Guide, "How do I troubleshoot 200 OK error responses".
func (x *s3Extra) answer(k *call, body []byte) ([]byte, bool) {
	if isErrorBody(body) {
		return body, true
	}
	if k.escaped && isEscapedListing(body) {
		return unescapeListing(body), false
	}
	return body, false
}

// isEscapedListing looks for single bytes first: most keys need no escape, and a
// byte is found twenty times as fast as a word (go1.26).
func isEscapedListing(body []byte) bool {
	return (bytes.IndexByte(body, '%') >= 0 || bytes.IndexByte(body, '+') >= 0) &&
		bytes.Contains(body, []byte("<EncodingType>url</EncodingType>"))
}

// isErrorBody reports a body whose root is Error, or that has an XML declaration
// and nothing else: a connection that ended early.
func isErrorBody(body []byte) bool {
	rest := bytes.TrimLeft(body, " \t\r\n")
	if after, ok := bytes.CutPrefix(rest, []byte("<?xml")); ok {
		end := bytes.Index(after, []byte("?>"))
		if end < 0 {
			return false
		}
		rest = bytes.TrimLeft(after[end+2:], " \t\r\n")
		if len(rest) == 0 {
			return true
		}
	}
	rest, ok := bytes.CutPrefix(rest, []byte("<Error"))
	return ok && len(rest) > 0 && strings.IndexByte(" \t\r\n/>", rest[0]) >= 0
}

// unescapeListing decodes the elements of a listing that come percent-encoded.
func unescapeListing(body []byte) []byte {
	dst := make([]byte, 0, len(body)+64)
	for {
		open := bytes.IndexByte(body, '<')
		if open < 0 {
			return append(dst, body...)
		}
		shut := bytes.IndexByte(body[open:], '>')
		if shut < 0 {
			return append(dst, body...)
		}
		shut += open
		name := body[open+1 : shut]
		dst, body = append(dst, body[:shut+1]...), body[shut+1:]
		end := bytes.IndexByte(body, '<')
		if end > 0 && isEscaped(name) {
			dst = appendUnescaped(dst, body[:end])
			body = body[end:]
		}
	}
}

// isEscaped reports the elements that encoding-type=url is about.
//
// Source: Amazon S3 API Reference, "ListObjectsV2" and its kin, EncodingType.
func isEscaped(name []byte) bool {
	switch string(name) {
	case "Key", "Prefix", "Delimiter", "Marker", "NextMarker", "KeyMarker", "NextKeyMarker", "StartAfter":
		return true
	}
	return false
}

// appendUnescaped appends text percent-decoded, in the form that XML wants; as
// it is, if what comes out is no text.
func appendUnescaped(dst, text []byte) []byte {
	const digits = "0123456789ABCDEF"
	from := len(dst)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '+':
			c = ' '
		case c == '%' && i+2 < len(text):
			high, low := unhex(text[i+1]), unhex(text[i+2])
			if high < 0 || low < 0 {
				return append(dst[:from], text...)
			}
			c = byte(high<<4 | low)
			i += 2
			if c < ' ' || strings.IndexByte(`<>&"'`, c) >= 0 {
				dst = append(dst, '&', '#', 'x', digits[c>>4], digits[c&15], ';')
				continue
			}
		}
		dst = append(dst, c)
	}
	if !utf8.Valid(dst[from:]) {
		return append(dst[:from], text...)
	}
	return dst
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
