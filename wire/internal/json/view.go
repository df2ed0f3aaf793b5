package json

import "unsafe"

// bytesOf is the bytes of s without a copy, to be read only and only while the
// caller's value lives.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
