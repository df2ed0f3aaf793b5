package checksum

import (
	"encoding/binary"
	"math/bits"
)

// xx3 is XXH3 with seed 0 and the default secret: 64 or 128 bits.
type xx3 struct {
	size    int
	lanes   [8]uint64
	total   uint64
	stripes int // taken since the last scrambling
	n       int // bytes in buf that are not taken
	buf     [stripeLen * 4]byte
}

const (
	stripeLen       = 64
	secretStep      = 8
	stripesPerBlock = (len(secret) - stripeLen) / secretStep

	maxShort = 240 // longest input that is hashed in one piece
)

func newXX3(size int) *xx3 {
	x := &xx3{size: size}
	x.Reset()
	return x
}

// Reset implements hash.Hash.
func (x *xx3) Reset() {
	*x = xx3{size: x.size, lanes: [8]uint64{prime32x3, prime64x1, prime64x2, prime64x3, prime64x4, prime32x2, prime64x5, prime32x1}}
}

// Size and BlockSize implement hash.Hash.
func (x *xx3) Size() int      { return x.size }
func (x *xx3) BlockSize() int { return len(x.buf) }

// Write implements hash.Hash. A full buffer is taken only when more comes: the
// end of the input is hashed in another way, and may reach back into bytes that
// were taken, which the buffer keeps at its end.
func (x *xx3) Write(p []byte) (int, error) {
	written := len(p)
	x.total += uint64(written)
	for len(p) > 0 {
		if x.n == len(x.buf) {
			x.take(x.buf[:])
			x.n = 0
		}
		c := copy(x.buf[x.n:], p)
		x.n, p = x.n+c, p[c:]
	}
	return written, nil
}

// take takes whole stripes.
func (x *xx3) take(p []byte) {
	for ; len(p) >= stripeLen; p = p[stripeLen:] {
		x.accumulate(p, x.stripes*secretStep)
		if x.stripes++; x.stripes == stripesPerBlock {
			x.scramble()
			x.stripes = 0
		}
	}
}

func (x *xx3) accumulate(stripe []byte, at int) {
	_ = stripe[stripeLen-1]
	for i := range x.lanes {
		v := binary.LittleEndian.Uint64(stripe[8*i:])
		key := v ^ secret64(at+8*i)
		x.lanes[i^1] += v
		x.lanes[i] += uint64(uint32(key)) * (key >> 32)
	}
}

func (x *xx3) scramble() {
	for i, lane := range x.lanes {
		x.lanes[i] = (lane ^ lane>>47 ^ secret64(len(secret)-stripeLen+8*i)) * prime32x1
	}
}

// Sum implements hash.Hash.
func (x *xx3) Sum(dst []byte) []byte {
	if x.size == 8 {
		return binary.BigEndian.AppendUint64(dst, x.sum64())
	}
	lo, hi := x.sum128()
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, hi), lo)
}

func (x *xx3) sum64() uint64 {
	if x.total <= maxShort {
		return short64(x.buf[:x.n])
	}
	end := x.finish()
	return end.merge(11, x.total*prime64x1)
}

func (x *xx3) sum128() (lo, hi uint64) {
	if x.total <= maxShort {
		return short128(x.buf[:x.n])
	}
	end := x.finish()
	return end.merge(11, x.total*prime64x1), end.merge(len(secret)-stripeLen-11, ^(x.total * prime64x2))
}

// finish is a copy of x that has taken all input, and its last 64 bytes again.
func (x *xx3) finish() *xx3 {
	end := *x
	end.take(x.buf[:(x.n-1)/stripeLen*stripeLen])
	var last [stripeLen]byte
	if x.n >= stripeLen {
		copy(last[:], x.buf[x.n-stripeLen:x.n])
	} else {
		copy(last[copy(last[:], x.buf[len(x.buf)-stripeLen+x.n:]):], x.buf[:x.n])
	}
	end.accumulate(last[:], len(secret)-stripeLen-7)
	return &end
}

func (x *xx3) merge(at int, h uint64) uint64 {
	for i := 0; i < len(x.lanes); i += 2 {
		h += fold(x.lanes[i]^secret64(at+8*i), x.lanes[i+1]^secret64(at+8*i+8))
	}
	return avalanche3(h)
}

// fold is the product of two numbers, its halves put together.
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// avalanche3 is XXH3's last step.
func avalanche3(h uint64) uint64 {
	h = (h ^ h>>37) * 0x165667919e3779f9
	return h ^ h>>32
}

// secret64 and secret32 are numbers of the secret, from byte i on.
func secret64(i int) uint64 { return uint64(secret32(i)) | uint64(secret32(i+4))<<32 }

func secret32(i int) uint32 {
	s := secret[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// secret is XXH3's default secret. Source: XXH3 specification.
const secret = "" +
	"\xb8\xfe\x6c\x39\x23\xa4\x4b\xbe\x7c\x01\x81\x2c\xf7\x21\xad\x1c\xde\xd4\x6d\xe9\x83\x90\x97\xdb\x72\x40\xa4\xa4\xb7\xb3\x67\x1f" +
	"\xcb\x79\xe6\x4e\xcc\xc0\xe5\x78\x82\x5a\xd0\x7d\xcc\xff\x72\x21\xb8\x08\x46\x74\xf7\x43\x24\x8e\xe0\x35\x90\xe6\x81\x3a\x26\x4c" +
	"\x3c\x28\x52\xbb\x91\xc3\x00\xcb\x88\xd0\x65\x8b\x1b\x53\x2e\xa3\x71\x64\x48\x97\xa2\x0d\xf9\x4e\x38\x19\xef\x46\xa9\xde\xac\xd8" +
	"\xa8\xfa\x76\x3f\xe3\x9c\x34\x3f\xf9\xdc\xbb\xc7\xc7\x0b\x4f\x1d\x8a\x51\xe0\x4b\xcd\xb4\x59\x31\xc8\x9f\x7e\xc9\xd9\x78\x73\x64" +
	"\xea\xc5\xac\x83\x34\xd3\xeb\xc3\xc5\x81\xa0\xff\xfa\x13\x63\xeb\x17\x0d\xdd\x51\xb7\xf0\xda\x49\xd3\x16\x55\x26\x29\xd4\x68\x9e" +
	"\x2b\x16\xbe\x58\x7d\x47\xa1\xfc\x8f\xf8\xb8\xd1\x7a\xd0\x31\xce\x45\xcb\x3a\x8f\x95\x16\x04\x28\xaf\xd7\xfb\xca\xbb\x4b\x40\x7e"
