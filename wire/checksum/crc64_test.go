package checksum

import (
	"bytes"
	stdlib "hash/crc64"
	"testing"
)

// TestCRC64: every length, in one piece and in two, is what hash/crc64 makes of it.
func TestCRC64(t *testing.T) {
	text := make([]byte, 300)
	for i := range text {
		text[i] = byte(i * 37)
	}
	table := stdlib.MakeTable(nvme)
	for n := range text {
		want := stdlib.New(table)
		want.Write(text[:n])
		h := New("CRC64NVME")
		for range 2 {
			h.Write(text[:n/3])
			h.Write(text[n/3 : n])
			if got := h.Sum([]byte("x")); !bytes.Equal(got, want.Sum([]byte("x"))) {
				t.Fatalf("%d bytes: %x, want %x", n, got, want.Sum(nil))
			}
			h.Reset()
		}
	}
	// The check value of the catalogue of parametrised CRC algorithms.
	h := New("CRC64NVME")
	h.Write([]byte("123456789"))
	if got := h.Sum(nil); !bytes.Equal(got, []byte{0xae, 0x8b, 0x14, 0x86, 0x0a, 0x79, 0x98, 0x88}) {
		t.Errorf("%x", got)
	}
}

func BenchmarkCRC64(b *testing.B) {
	text := make([]byte, 1<<20)
	b.SetBytes(int64(len(text)))
	h := New("CRC64NVME")
	for b.Loop() {
		h.Write(text)
	}
}
