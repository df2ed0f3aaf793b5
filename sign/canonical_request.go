package sign

import (
	"bytes"
	"strings"
)

// appendCanonicalRequest is step 1: it appends the canonical request to dst, which
// is empty. The query
// is in canonical form; the headers are those of w, sorted, and w.signed.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 1.
func (w *scratch) appendCanonicalRequest(dst []byte, r *Request, query, payloadHash string, ru *rules) []byte {
	dst = appendCanonicalHead(dst, r, query, ru)
	w.memory.head = len(dst)
	dst = append(w.appendCanonicalHeaders(dst), '\n')
	dst = append(append(dst, w.signed...), '\n')
	return append(dst, payloadHash...)
}

// appendCanonicalHead appends what is before the headers.
func appendCanonicalHead(dst []byte, r *Request, query string, ru *rules) []byte {
	dst = append(append(dst, r.Method...), '\n')
	dst = append(appendCanonicalURI(dst, r.Path, ru.normalize, ru.encode), '\n')
	return append(append(dst, query...), '\n')
}

// appendCanonicalURI appends the path of the canonical request.
//
// S3 signs the escaped path as it is. All others remove dot segments and empty
// segments and percent-encode the escaped path once more.
//
// Source: IAM User Guide, "Create a signed AWS API request", canonical URI;
// RFC 3986, section 5.2.4. As the SDKs do and other than the RFC, a last "." or
// ".." leaves no slash behind: "/a/." becomes "/a".
func appendCanonicalURI(dst []byte, path string, normalize, encode bool) []byte {
	switch {
	case path == "" || path == "/":
		return append(dst, '/')
	case normalize:
		return appendNormalizedPath(dst, path, encode)
	case encode:
		return appendEncoded(dst, path, true)
	}
	return append(dst, path...)
}

func appendNormalizedPath(dst []byte, path string, encode bool) []byte {
	start := len(dst)
	for rest, more := path, true; more; {
		var segment string
		segment, rest, more = strings.Cut(rest, "/")
		switch segment {
		case "", ".":
		case "..":
			// The parent ends at the last slash; encoding never makes slashes.
			dst = dst[:start+max(0, bytes.LastIndexByte(dst[start:], '/'))]
		default:
			dst = append(dst, '/')
			if encode {
				dst = appendEncoded(dst, segment, false)
			} else {
				dst = append(dst, segment...)
			}
		}
	}
	if len(dst) == start || path[len(path)-1] == '/' {
		dst = append(dst, '/')
	}
	return dst
}
