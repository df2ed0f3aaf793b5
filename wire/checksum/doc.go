// Package checksum has the algorithms of the httpChecksum trait: CRC32, CRC32C,
// CRC64NVME, SHA1, SHA256, SHA512, XXHASH64, XXHASH3 and XXHASH128. Packages of
// services whose models have the trait import it, S3 and S3 Control, and hand
// New to the client; other programs do not link it.
//
// Source: Smithy, "httpChecksum trait"; Amazon S3 User Guide, "Checking object
// integrity in Amazon S3"; xxHash, "xxHash fast digest algorithm" and the XXH3
// specification.
package checksum
