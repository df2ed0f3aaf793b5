// Package endpoints compares the evaluation of compiled endpoint rules with the
// resolvers that aws-sdk-go-v2 generates, for the same parameters.
//
//	go run ./bench/compare endpoints
//	go test -bench . ./bench/endpoints
//
// The parameters' indexes are known, as they are to a client; setting the
// parameters counts for Tucuxi and not for v2, whose parameters are a struct
// that is made once. "tucuxi, new buffers" is for a caller who keeps nothing.
package endpoints
