package checksum

import (
	"encoding/binary"
	"math/bits"
)

// This file hashes inputs of up to 240 bytes, for which XXH3 has a way of its own
// for each range of lengths.

func le32(p []byte) uint32 { return binary.LittleEndian.Uint32(p) }
func le64(p []byte) uint64 { return binary.LittleEndian.Uint64(p) }

// three is up to three bytes, each at least once, and their number.
func three(p []byte) uint32 {
	return uint32(p[0])<<16 | uint32(p[len(p)>>1])<<24 | uint32(p[len(p)-1]) | uint32(len(p))<<8
}

// mix16 mixes 16 bytes with those of the secret from byte at on.
func mix16(p []byte, at int) uint64 {
	return fold(le64(p)^secret64(at), le64(p[8:])^secret64(at+8))
}

func short64(p []byte) uint64 {
	n := len(p)
	switch {
	case n == 0:
		return avalanche64(secret64(56) ^ secret64(64))
	case n <= 3:
		return avalanche64(uint64(three(p)) ^ uint64(secret32(0)^secret32(4)))
	case n <= 8:
		v := uint64(le32(p[n-4:])) + uint64(le32(p))<<32
		return rrmxmx(v^secret64(8)^secret64(16), n)
	case n <= 16:
		lo := le64(p) ^ secret64(24) ^ secret64(32)
		hi := le64(p[n-8:]) ^ secret64(40) ^ secret64(48)
		return avalanche3(uint64(n) + bits.ReverseBytes64(lo) + hi + fold(lo, hi))
	}
	h := uint64(n) * prime64x1
	if n <= 128 {
		for i := (n - 1) / 32; i >= 0; i-- { // from both ends to the middle
			h += mix16(p[16*i:], 32*i) + mix16(p[n-16*(i+1):], 32*i+16)
		}
		return avalanche3(h)
	}
	for i := range 8 {
		h += mix16(p[16*i:], 16*i)
	}
	h = avalanche3(h)
	for i := 8; i < n/16; i++ {
		h += mix16(p[16*i:], 16*(i-8)+3)
	}
	return avalanche3(h + mix16(p[n-16:], 136-17))
}

func rrmxmx(h uint64, n int) uint64 {
	h ^= bits.RotateLeft64(h, 49) ^ bits.RotateLeft64(h, 24)
	h *= mixer
	h ^= h>>35 + uint64(n)
	h *= mixer
	return h ^ h>>28
}

const mixer = 0x9fb21c651e98df25

func short128(p []byte) (lo, hi uint64) {
	n := len(p)
	switch {
	case n == 0:
		return avalanche64(secret64(64) ^ secret64(72)), avalanche64(secret64(80) ^ secret64(88))
	case n <= 3:
		a := three(p)
		b := bits.RotateLeft32(bits.ReverseBytes32(a), 13)
		return avalanche64(uint64(a) ^ uint64(secret32(0)^secret32(4))), avalanche64(uint64(b) ^ uint64(secret32(8)^secret32(12)))
	case n <= 8:
		v := uint64(le32(p)) + uint64(le32(p[n-4:]))<<32
		hi, lo = bits.Mul64(v^secret64(16)^secret64(24), prime64x1+uint64(n)<<2)
		hi += lo << 1
		lo ^= hi >> 3
		lo = (lo ^ lo>>35) * mixer
		return lo ^ lo>>28, avalanche3(hi)
	case n <= 16:
		return medium128(p)
	}
	h := pair{lo: uint64(n) * prime64x1}
	if n <= 128 {
		for i := (n - 1) / 32; i >= 0; i-- {
			h.mix(p[16*i:], p[n-16*(i+1):], 32*i)
		}
		return h.end(n)
	}
	for i := 32; i < 160; i += 32 {
		h.mix(p[i-32:], p[i-16:], i-32)
	}
	h.lo, h.hi = avalanche3(h.lo), avalanche3(h.hi)
	for i := 160; i <= n; i += 32 {
		h.mix(p[i-32:], p[i-16:], 3+i-160)
	}
	h.mix(p[n-16:], p[n-32:], 136-17-16)
	return h.end(n)
}

// medium128 hashes 9 to 16 bytes.
func medium128(p []byte) (lo, hi uint64) {
	n := len(p)
	first, last := le64(p), le64(p[n-8:])
	hi, lo = bits.Mul64(first^last^secret64(32)^secret64(40), prime64x1)
	lo += uint64(n-1) << 54
	last ^= secret64(48) ^ secret64(56)
	hi += last + uint64(uint32(last))*(prime32x2-1)
	lo ^= bits.ReverseBytes64(hi)
	hi2, lo2 := bits.Mul64(lo, prime64x2)
	return avalanche3(lo2), avalanche3(hi2 + hi*prime64x2)
}

// pair is a hash of 128 bits on its way.
type pair struct{ lo, hi uint64 }

func (h *pair) mix(a, b []byte, at int) {
	h.lo = (h.lo + mix16(a, at)) ^ (le64(b) + le64(b[8:]))
	h.hi = (h.hi + mix16(b, at+16)) ^ (le64(a) + le64(a[8:]))
}

func (h *pair) end(n int) (lo, hi uint64) {
	return avalanche3(h.lo + h.hi), -avalanche3(h.lo*prime64x1 + h.hi*prime64x4 + uint64(n)*prime64x2)
}
