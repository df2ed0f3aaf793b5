package eventstream

import "unsafe"

// view is b as a string without a copy, valid while b is not written to: a
// message's bytes as long as the message.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is the bytes of s without a copy. They are only to be read.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
