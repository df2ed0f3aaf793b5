package sign

import (
	"bytes"
	"strings"
)

// makeCanonicalRequest is step 1: it makes the canonical request in st.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 1.
func (w *scratch) makeCanonicalRequest(st *stencil, r *Request, query string, canonical canonicalQuery, own *ownValues, ru *rules) error {
	w.head = append(append(w.head[:0], r.Method...), '\n')
	w.head = append(appendCanonicalURI(w.head, r.Path, ru.normalize, ru.encode), '\n')
	if query != "" {
		w.head = append(w.head, canonical(w, query, st.kind&dated != 0)...)
	}
	w.head = append(w.head, '\n')
	st.setHead(w.head)
	return st.fill(r.Headers, own)
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
