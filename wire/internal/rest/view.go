package rest

import "unsafe"

// view is b as a string without a copy. The string is valid while the bytes of
// b are not written to: for parts of a request's Values until its Reset.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
