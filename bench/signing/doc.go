// Package signing compares package sign with the signers of aws-sdk-go-v2,
// smithy-go and minio-go, and with the floor: the one SHA-256 and the one HMAC
// that a signature takes at least, over the same bytes, with a cached key, and
// their hex digits.
//
//	go run ./bench/compare signing
//	go test -bench . ./bench/signing
//
// The payload hash is given. Each peer signs a mix of requests in turns, or one
// request over and over, in the form that it wants requests in; making that form
// is not measured. Over and over is the easier: package sign hashes a canonical
// request from where it differs from the one before, so it can be below the floor.
// minio-go signs by the clock, the others for one time. smithy-go does not
// presign S3's way and caches no key; minio-go caches none either.
package signing
