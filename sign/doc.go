// Package sign signs HTTP requests with AWS Signature Version 4.
//
// [Signer.Sign] signs a request by its headers, which is what every call of a
// client does. [Signer.Presign] puts the signature into the query instead, for
// a URL that somebody else will open.
//
// [Signer.SignPost] signs a policy for a browser's upload form, [GitLogin] makes
// a password for repositories of AWS CodeCommit.
//
// What follows a signed request is signed with a [Chain]: the chunks and the
// trailer of an aws-chunked body, which [Chunked] makes, or the events of an
// event stream. [ClockSkew] corrects the time of signing.
//
// Packages below this one are linked only by who imports them: v4a signs with
// SigV4A, dbtoken makes database passwords, cloudfront signs URLs and cookies.
//
// A signature is made in four steps, one function each, in this order:
//
//   - canonical request (canonical_request.go): the request in one agreed
//     spelling: method, canonical URI, canonical query string, canonical
//     headers, signed headers, payload hash;
//   - string to sign (signature.go): algorithm, time, credential scope and
//     the hash of the canonical request;
//   - signing key (signing_key.go): derived from the secret access key for one
//     day, region and service, and cached by the Signer;
//   - signature (signature.go): the HMAC of the string to sign with that key.
//
// Of the requests that it signed last, the key also remembers what need not be
// checked, written or hashed again (stencil.go).
//
// Terms are those of the IAM User Guide, "Create a signed AWS API request" and
// "Elements of an AWS API request signature".
//
// The package works on plain data. It knows nothing of transports, reads no
// clock and no environment, and keeps no secret beyond the signing keys that it
// caches, the strings that belong to them, and the last session tokens.
package sign
