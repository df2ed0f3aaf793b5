package sign

import "testing"

// For the tests of SigV4A, which import a package that imports this one.
var (
	ConformanceFolders = folders
	ConformanceFile    = readFile
	HeaderOf           = header
)

// SuiteCase is a case of the signing suites.
func SuiteCase(t *testing.T, dir string) (r *Request, c Credentials, sc Scope, expires int64) {
	r, c, sc, ctx := suiteCase(t, dir)
	return r, c, sc, ctx.Expiration
}

// V4ASteps are the canonical request and string to sign of header signing.
func V4ASteps(r *Request, c Credentials, sc Scope, leaveOutHash bool) (canonicalRequest, stringToSign string, err error) {
	by := v4aSigner(c, sc)
	if leaveOutHash {
		return v4aUnsent(r, by)
	}
	st, err := stepsOf(by, r)
	return st.canonicalRequest, st.stringToSign, err
}

// V4AQuerySteps are those of a presigned query.
func V4AQuerySteps(t *testing.T, r *Request, query string, c Credentials, sc Scope) (canonicalRequest, stringToSign string) {
	st := presignedStepsOf(t, v4aSigner(c, sc), r, query)
	return st.canonicalRequest, st.stringToSign
}
