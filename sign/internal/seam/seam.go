// Package seam is how the packages below sign bring their own signature
// algorithm: package sign makes the canonical request and the string to sign,
// they sign it. Nobody outside sign can name its types.
package seam

// Algorithm is a signature algorithm other than SigV4's HMAC.
type Algorithm struct {
	// Name is the first line of the string to sign.
	Name string

	// RegionSet goes with the request as x-amz-region-set and takes the place of
	// the region in the credential scope.
	RegionSet string

	// ChunkLen is how long a chunk's signature is on the wire; a shorter one is
	// padded with '*'.
	ChunkLen int

	// AppendSignature appends the signature of a string to sign in lower-case hex.
	AppendSignature func(dst, stringToSign []byte) ([]byte, error)
}
