package lite

import (
	"encoding/binary"
	"syscall"
)

// hungUp reports whether the peer has ended a connection, by the state in which
// the kernel has it: who waits for data to tell sees it only behind the data, such
// as the alert that ends TLS.
func hungUp(socket syscall.RawConn) (yes bool) {
	if socket == nil {
		return false
	}
	const established = 1 // TCP_ESTABLISHED; the states above 3 have the peer's FIN or reset, or our own
	socket.Control(func(fd uintptr) {
		info, err := syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_INFO) // its first bytes
		var b [4]byte
		binary.NativeEndian.PutUint32(b[:], uint32(info))
		yes = err == nil && b[0] > established+2
	})
	return yes
}
