package xmldoc

import "unsafe"

// view is b as a string without a copy, valid while the bytes of b are not
// written to.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// offset is where in the body a view of it begins.
func (r *Reader) offset(s string) int {
	if s == "" {
		return 0
	}
	return int(uintptr(unsafe.Pointer(unsafe.StringData(s))) - uintptr(unsafe.Pointer(unsafe.SliceData(r.body))))
}
