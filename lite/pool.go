package lite

import (
	"sync"
	"unsafe"
)

// The pools hold unsafe.Pointer: whatever type an interface holds, the linker
// keeps the methods that reflection could find in it and in its fields' types.
var (
	calls   sync.Pool // of *call
	outputs sync.Pool // of *Output
)

func newCall() *call {
	if k, ok := calls.Get().(unsafe.Pointer); ok {
		return (*call)(k)
	}
	return new(call)
}

// maxKept is the capacity above which a call's scratch is dropped instead of
// pooled.
const maxKept = 64 << 10

// end gives the call back to the pool, without anything of the caller's.
func (k *call) end() {
	k.takeBack()
	if k.detached {
		k.request.Body = nil
	}
	k.encoder.Reset()
	k.request.Reset()
	k.target.reset()
	buf := k.signed.Buf[:0]
	if cap(buf) > maxKept {
		buf = nil
	}
	clear(buf[:cap(buf)]) // a session token may stand there
	k.state = state{}
	k.signed.Buf = buf
	calls.Put(unsafe.Pointer(k))
}
