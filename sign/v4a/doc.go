// Package v4a signs with AWS Signature Version 4A, whose signatures are valid
// in a set of regions: S3 Multi-Region Access Points, EventBridge and SESv2
// global endpoints, CloudFront KeyValueStore.
//
// It takes the requests, credentials and scopes of package sign and makes the
// same canonical request and string to sign. What differs: the region set goes
// along as x-amz-region-set instead of into the credential scope, and the
// signature is ECDSA with a key of the curve P-256 that is derived from the
// secret access key.
//
// It is a package of its own because crypto/ecdsa adds 0.9 MB to a binary
// without TLS, 0.1 MB to one with (Go 1.26, linux/amd64).
//
// Source: IAM User Guide, "AWS Signature Version 4 for API requests", SigV4a;
// the key derivation is that of NIST SP 800-108 in counter mode as the SDKs do
// it.
package v4a
