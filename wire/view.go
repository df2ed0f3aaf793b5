package wire

import "unsafe"

// view is b as a string without a copy. The string is valid while the bytes of
// b are not written to: for a request's buffers until Reset, because append
// never changes bytes that are already there.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is the bytes of s without a copy. They are only to be read.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
