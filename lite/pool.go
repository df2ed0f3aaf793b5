package lite

import (
	"sync"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/wire"
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
	r := new(callRoom)
	k := &r.call
	headers := (*wire.Header)(unsafe.Pointer(&r.headers))
	k.request.Headers = unsafe.Slice(headers, len(r.headers))[:0]
	k.request.Path, k.request.Values = r.path[:0], r.values[:0]
	k.request.Body, k.signed.Buf = r.body[:0], r.signed[:0]
	return k
}

// callRoom is a call with room for the usual request, in one block. The call is
// not embedded: its methods would be written down for the room as well.
type callRoom struct {
	call    call
	headers [16]endpointHeader // as wire.Header, but for the function that compares sixteen of them
	path    [64]byte
	values  [512]byte
	body    [512]byte
	signed  [512]byte
}

// maxKept is the capacity above which a call's scratch is dropped instead of
// pooled.
const maxKept = 64 << 10

// end gives the call back to the pool, without anything of the caller's.
func (k *call) end() {
	k.takeBack()
	if k.detached {
		k.request.Body, k.request.Values = nil, nil // a short body may stand among the values
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
