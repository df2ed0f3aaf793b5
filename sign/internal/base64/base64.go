// Package base64 writes base64 (RFC 4648, section 4). Package encoding/base64
// would bring reflect with it.
package base64

// An alphabet is the 64 digits and the padding.
const (
	Standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

	// CloudFront has "-~_" in place of "+/=", which URLs and cookies cannot have.
	// Source: Amazon CloudFront Developer Guide, "Creating a signed URL using a
	// custom policy".
	CloudFront = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~_"
)

// Append appends b in the given alphabet.
func Append(dst, b []byte, alphabet string) []byte {
	digits, pad := alphabet[:64], alphabet[64]
	for len(b) >= 3 {
		n := uint(b[0])<<16 | uint(b[1])<<8 | uint(b[2])
		dst = append(dst, digits[n>>18], digits[n>>12&63], digits[n>>6&63], digits[n&63])
		b = b[3:]
	}
	switch len(b) {
	case 1:
		dst = append(dst, digits[b[0]>>2], digits[b[0]<<4&63], pad, pad)
	case 2:
		n := uint(b[0])<<8 | uint(b[1])
		dst = append(dst, digits[n>>10], digits[n>>4&63], digits[n<<2&63], pad)
	}
	return dst
}
