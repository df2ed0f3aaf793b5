package rpcv2cbor

import "unsafe"

// view is b as a string without a copy. It is used while b is read and not
// longer: b is a part of a response's body, which nobody writes to meanwhile.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
