package xml

import (
	"encoding/binary"
	"unsafe"
)

// view is b as a string without a copy, valid while the bytes of the document
// are not written to.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is the bytes of s without a copy, to be read only.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// word is the eight bytes of b from at, the first lowest. They must be there: that
// is what its callers have compared with b's length, and it does not do so again.
func word(b []byte, at int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), at))[:])
}
