package checksum

import (
	"encoding/binary"
	"sync"
)

// crc64 is CRC-64/NVME. It is not that of hash/crc64, whose package makes tables
// at the start of every program that might use it, and others in each Write that
// uses another polynomial than its own.
type crc64 uint64

func newCRC64() *crc64 {
	crc64Tables.once.Do(makeCRC64Tables)
	return new(crc64)
}

// nvme is the polynomial of CRC-64/NVME, reflected. Source: NVM Express NVM
// Command Set Specification, "64b CRC".
const nvme = 0x9a6c9329ac4bc9b5

// crc64Tables are the CRCs of each byte with i zero bytes behind it, made when the
// first hash is.
var crc64Tables struct {
	once sync.Once
	of   [8][256]uint64
}

func makeCRC64Tables() {
	t := &crc64Tables.of
	for i := range t[0] {
		crc := uint64(i)
		for range 8 {
			crc = crc>>1 ^ nvme&-(crc&1)
		}
		t[0][i] = crc
	}
	for zeros := 1; zeros < len(t); zeros++ {
		for i, crc := range t[zeros-1] {
			t[zeros][i] = t[0][byte(crc)] ^ crc>>8
		}
	}
}

func (h *crc64) Write(p []byte) (int, error) {
	crc, t, n := ^uint64(*h), &crc64Tables.of, len(p)
	for len(p) >= 8 {
		crc ^= binary.LittleEndian.Uint64(p)
		crc = t[7][byte(crc)] ^ t[6][byte(crc>>8)] ^ t[5][byte(crc>>16)] ^ t[4][byte(crc>>24)] ^
			t[3][byte(crc>>32)] ^ t[2][byte(crc>>40)] ^ t[1][byte(crc>>48)] ^ t[0][crc>>56]
		p = p[8:]
	}
	for _, b := range p {
		crc = t[0][byte(crc)^b] ^ crc>>8
	}
	*h = crc64(^crc)
	return n, nil
}

func (h *crc64) Sum(dst []byte) []byte { return binary.BigEndian.AppendUint64(dst, uint64(*h)) }
func (h *crc64) Reset()                { *h = 0 }
func (h *crc64) Size() int             { return 8 }
func (h *crc64) BlockSize() int        { return 1 }
