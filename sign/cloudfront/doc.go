// Package cloudfront signs URLs and cookies for private content of Amazon
// CloudFront. That has nothing to do with SigV4: the key pair is the caller's
// own, RSA with 2048 bits or ECDSA with the curve P-256, and its public key is
// in a key group of the distribution.
//
// A canned policy, which is a time alone, makes short URLs. A custom [Policy]
// can be for many URLs, begin later and bind to addresses.
//
// Source: Amazon CloudFront Developer Guide, "Use signed URLs" and "Use signed
// cookies".
package cloudfront
