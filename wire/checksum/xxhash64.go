package checksum

import (
	"encoding/binary"
	"math/bits"
)

// Primes of all xxHash functions.
const (
	prime32x1 = 0x9e3779b1
	prime32x2 = 0x85ebca77
	prime32x3 = 0xc2b2ae3d

	prime64x1 = 0x9e3779b185ebca87
	prime64x2 = 0xc2b2ae3d27d4eb4f
	prime64x3 = 0x165667b19e3779f9
	prime64x4 = 0x85ebca77c2b2ae63
	prime64x5 = 0x27d4eb2f165667c5
)

// xx64 is XXH64 with seed 0.
type xx64 struct {
	lanes [4]uint64
	total uint64
	buf   [32]byte // input that is no whole stripe yet
	n     int
}

func newXX64() *xx64 {
	x := new(xx64)
	x.Reset()
	return x
}

// Reset implements hash.Hash.
func (x *xx64) Reset() {
	one, two := uint64(prime64x1), uint64(prime64x2)
	*x = xx64{lanes: [4]uint64{one + two, two, 0, -one}}
}

// Size and BlockSize implement hash.Hash.
func (x *xx64) Size() int      { return 8 }
func (x *xx64) BlockSize() int { return len(x.buf) }

// Write implements hash.Hash.
func (x *xx64) Write(p []byte) (int, error) {
	written := len(p)
	x.total += uint64(written)
	if x.n > 0 {
		c := copy(x.buf[x.n:], p)
		x.n, p = x.n+c, p[c:]
		if x.n < len(x.buf) {
			return written, nil
		}
		x.stripes(x.buf[:])
		x.n = 0
	}
	whole := len(p) &^ 31
	x.stripes(p[:whole])
	x.n = copy(x.buf[:], p[whole:])
	return written, nil
}

// stripes takes whole stripes of 32 bytes.
func (x *xx64) stripes(p []byte) {
	a, b, c, d := x.lanes[0], x.lanes[1], x.lanes[2], x.lanes[3]
	for ; len(p) >= 32; p = p[32:] {
		a = round64(a, binary.LittleEndian.Uint64(p))
		b = round64(b, binary.LittleEndian.Uint64(p[8:]))
		c = round64(c, binary.LittleEndian.Uint64(p[16:]))
		d = round64(d, binary.LittleEndian.Uint64(p[24:]))
	}
	x.lanes = [4]uint64{a, b, c, d}
}

func round64(lane, input uint64) uint64 {
	return bits.RotateLeft64(lane+input*prime64x2, 31) * prime64x1
}

// Sum implements hash.Hash.
func (x *xx64) Sum(dst []byte) []byte { return binary.BigEndian.AppendUint64(dst, x.sum()) }

func (x *xx64) sum() uint64 {
	h := uint64(prime64x5)
	if x.total >= 32 {
		l := &x.lanes
		h = bits.RotateLeft64(l[0], 1) + bits.RotateLeft64(l[1], 7) + bits.RotateLeft64(l[2], 12) + bits.RotateLeft64(l[3], 18)
		for _, lane := range l {
			h = (h^round64(0, lane))*prime64x1 + prime64x4
		}
	}
	h += x.total
	p := x.buf[:x.n]
	for ; len(p) >= 8; p = p[8:] {
		h = bits.RotateLeft64(h^round64(0, binary.LittleEndian.Uint64(p)), 27)*prime64x1 + prime64x4
	}
	if len(p) >= 4 {
		h = bits.RotateLeft64(h^uint64(binary.LittleEndian.Uint32(p))*prime64x1, 23)*prime64x2 + prime64x3
		p = p[4:]
	}
	for _, c := range p {
		h = bits.RotateLeft64(h^uint64(c)*prime64x5, 11) * prime64x1
	}
	return avalanche64(h)
}

// avalanche64 is XXH64's last step.
func avalanche64(h uint64) uint64 {
	h = (h ^ h>>33) * prime64x2
	h = (h ^ h>>29) * prime64x3
	return h ^ h>>32
}
