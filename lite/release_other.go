//go:build !linux

package lite

// appendRelease appends nothing: only Linux is asked for its release.
func appendRelease(dst []byte) []byte { return dst }
