// Package codecs measures the wire protocols alone: params to a request's bytes,
// and a response's bytes to an output, without a client around them.
//
//	go run ./bench/compare codecs
//	go test -bench . ./bench/codecs
//
// "tucuxi" keeps its buffers from one run to the next, as a client whose outputs
// are released does; "tucuxi, new buffers" is for a caller who keeps nothing.
// Decoding checks every value against the model. The standard library, which
// decodes into maps or passes over tokens and checks nothing, is there for scale.
package codecs
