package tape

import "unsafe"

// view is b as a string without a copy, valid while the bytes of b are not
// written to.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
