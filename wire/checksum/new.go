package checksum

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"hash/crc32"
)

// New is the hash of an algorithm by its name in models, "CRC32"; nil if there
// is no such algorithm. Sums are big-endian, as they are sent.
func New(algorithm string) hash.Hash {
	switch algorithm {
	case "CRC32":
		return crc32.NewIEEE()
	case "CRC32C":
		return crc32.New(crc32.MakeTable(crc32.Castagnoli))
	case "CRC64NVME":
		return newCRC64()
	case "SHA1":
		return sha1.New()
	case "SHA256":
		return sha256.New()
	case "SHA512":
		return sha512.New()
	case "XXHASH64":
		return newXX64()
	case "XXHASH3":
		return newXX3(8)
	case "XXHASH128":
		return newXX3(16)
	}
	return nil
}
