package lite

import "unsafe"

// viewBytes is b as a string without a copy. It is valid while the bytes of b
// are not written to: for the buffers of a call until it ends.
func viewBytes(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// viewString is the bytes of s without a copy, only to be read.
func viewString(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
