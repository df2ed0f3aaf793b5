package json

import "unsafe"

// bytesOf is the bytes of s without a copy, to be read only and only while the
// caller's value lives.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// view is b as a string without a copy, valid while b is not written to: for
// parts of a document until its Reset.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
