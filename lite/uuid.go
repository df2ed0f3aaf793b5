package lite

import (
	crand "crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// uuid is the text of a random UUID (RFC 9562, version 4).
type uuid [36]byte

// set makes the text of 16 random bytes.
func (u *uuid) set(b *[16]byte) {
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	hex.Encode(u[4:], b[:])
	copy(u[:8], u[4:12])
	copy(u[9:13], u[12:16])
	copy(u[14:18], u[16:20])
	copy(u[19:23], u[20:24])
	u[8], u[13], u[18], u[23] = '-', '-', '-', '-'
}

// newToken is an idempotency token. It is the system's randomness: two processes
// that begin as copies of one, such as restored snapshots, must not make the
// same.
func newToken() string {
	var b [16]byte
	crand.Read(b[:])
	var u uuid
	u.set(&b)
	return string(u[:])
}

// random is for an invocation id, which only has to tell calls in logs apart, and
// which every call needs: the first use of the system's randomness takes as long
// as a third of the rest of a first call.
func (u *uuid) random() {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], rand.Uint64())
	binary.LittleEndian.PutUint64(b[8:], rand.Uint64())
	u.set(&b)
}
