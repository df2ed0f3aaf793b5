package sign

import "crypto/sha256"

// block is the size of SHA-256's blocks, to which HMAC pads its keys.
const block = 64

// appendMAC appends the HMAC-SHA-256 of data with a key. Keys and data of the
// usual lengths stay on the stack, which crypto/hmac does not do.
//
// Source: RFC 2104, section 2.
func appendMAC(dst, key []byte, data string) []byte {
	var inner [block + 128]byte
	var outer [block + sha256.Size]byte
	if len(key) > block {
		sum := sha256.Sum256(key)
		key = append(outer[:0], sum[:]...)
	}
	copy(inner[:], key)
	copy(outer[:], inner[:block])
	for i := range block {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	sum := sha256.Sum256(append(inner[:block], data...))
	copy(outer[block:], sum[:])
	sum = sha256.Sum256(outer[:])
	clear(inner[:])
	clear(outer[:])
	return append(dst, sum[:]...)
}
