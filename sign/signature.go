package sign

import (
	"crypto/hmac"
	"crypto/sha256"
)

// algorithm is the name of SigV4 with HMAC and SHA-256.
const algorithm = "AWS4-HMAC-SHA256"

// appendStringToSign is step 2: it appends the string to sign.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 3.
func appendStringToSign(dst []byte, algorithm, date, credentialScope string, canonicalRequest []byte) []byte {
	dst = append(append(dst, algorithm...), '\n')
	dst = append(append(dst, date...), '\n')
	dst = append(append(dst, credentialScope...), '\n')
	sum := sha256.Sum256(canonicalRequest)
	return appendHex(dst, &sum)
}

// appendCredentialScope appends day/region/service/aws4_request. SigV4A, which
// is for a set of regions, has none here.
//
// Source: IAM User Guide, "Elements of an AWS API request signature".
func appendCredentialScope(dst []byte, day, region, service string) []byte {
	dst = append(append(dst, day...), '/') // yyyymmdd, UTC
	if region != "" {
		dst = append(append(dst, region...), '/')
	}
	dst = append(append(dst, service...), '/')
	return append(dst, "aws4_request"...)
}

// appendSignature is step 4: it appends the signature of the string to sign in
// w.toSign as lower-case hex digits.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 5.
func (w *scratch) appendSignature(dst []byte, by *signer) ([]byte, error) {
	if by.algorithm != nil {
		return by.algorithm.AppendSignature(dst, w.toSign)
	}
	if w.mac == nil {
		w.mac = hmac.New(sha256.New, by.key.key[:])
	}
	w.mac.Write(w.toSign)
	w.mac.Sum(w.sum[:0])
	w.mac.Reset()
	return appendHex(dst, &w.sum), nil
}

// appendAuthorization appends the value of the authorization header for the
// canonical request in w.canon.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 6.
func (w *scratch) appendAuthorization(dst []byte, by *signer, date string) ([]byte, error) {
	if by.key != nil {
		dst = append(dst, by.key.authorization...)
		w.toSign = appendStringToSign(w.toSign, algorithm, date, by.key.scope, w.canon)
	} else {
		dst = append(append(dst, by.algorithm.Name...), " Credential="...)
		dst = append(append(dst, by.c.AccessKeyID...), '/')
		start := len(dst)
		dst = appendCredentialScope(dst, date[:dayLen], "", by.sc.Service)
		w.toSign = appendStringToSign(w.toSign, by.algorithm.Name, date, view(dst[start:]), w.canon)
		dst = append(dst, ", SignedHeaders="...)
	}
	dst = append(append(dst, w.signed...), ", Signature="...)
	return w.appendSignature(dst, by)
}
