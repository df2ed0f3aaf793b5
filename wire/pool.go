package wire

import (
	"sync"
	"unsafe"
)

// jsonReaders holds *jsonReader as unsafe.Pointer: whatever type an interface
// holds, the linker keeps the methods that reflection could find in it and in the
// types of its fields.
var jsonReaders sync.Pool

func newJSONReader() *jsonReader {
	if r, ok := jsonReaders.Get().(unsafe.Pointer); ok {
		return (*jsonReader)(r)
	}
	return new(jsonReader)
}

// release gives the reader back, without what it read.
func (r *jsonReader) release() {
	r.t, r.b = nil, nil
	jsonReaders.Put(unsafe.Pointer(r))
}
