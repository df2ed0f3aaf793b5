package sign

import (
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

func TestConformanceSigV4SuiteQuery(t *testing.T) {
	root := testkit.Conformance(t, "sigv4/aws-signing-test-suite/v4")
	ids := folders(t, root)
	runCases(t, "v4 query", ids, func(t *testing.T, i int) {
		dir := filepath.Join(root, ids[i])
		r, c, sc, ctx := suiteCase(t, dir)
		sc.SendPayloadHash = false // a presigned URL has no header to carry it
		var s Signer
		before := *r
		if err := s.Presign(r, c, sc, time.Duration(ctx.Expiration)*time.Second); err != nil {
			t.Fatal(err)
		}
		before.Headers = r.Headers
		wantSteps(t, presignedSteps(t, &before, r.Query, c, sc), stepTexts{
			canonicalRequest: readFile(t, dir, "query-canonical-request.txt"),
			stringToSign:     readFile(t, dir, "query-string-to-sign.txt"),
			signature:        readFile(t, dir, "query-signature.txt"),
		})
		signed, _ := parseRequest(readFile(t, dir, "query-signed-request.txt"))
		wantSameQuery(t, r.Query, signed.Query)
	})
}

// presignedSteps are the steps of a presigned URL, computed again from its
// query, with the signature that it has.
func presignedSteps(t *testing.T, r *Request, query string, c Credentials, sc Scope) stepTexts {
	t.Helper()
	return presignedStepsOf(t, testSigner(c, sc), r, query)
}

func presignedStepsOf(t *testing.T, by *signer, r *Request, query string) stepTexts {
	t.Helper()
	signed, signature, found := strings.Cut(query, "&X-Amz-Signature=")
	if !found {
		t.Fatalf("no signature in %s", query)
	}
	if by.sc.UnsignedToken {
		signed, _, _ = strings.Cut(signed, "&X-Amz-Security-Token=")
	}
	st, err := by.stepTexts(r, 0, signed, r.PayloadHash)
	if err != nil {
		t.Fatal(err)
	}
	st.signature = signature
	return st
}

func wantSameQuery(t *testing.T, got, want string) {
	t.Helper()
	a, b := strings.Split(got, "&"), strings.Split(want, "&")
	sort.Strings(a)
	sort.Strings(b)
	if g, w := strings.Join(a, "\n"), strings.Join(b, "\n"); g != w {
		t.Errorf("query parameters\n%s\nwant\n%s", g, w)
	}
}

func TestConformanceSigV4RequestsQuery(t *testing.T) {
	cases := readJSON[requestsFile](t, testkit.Conformance(t, "sigv4"), "requests.json").QuerySigning
	runCases(t, "requests.json query", ids(cases), func(t *testing.T, i int) {
		rc := &cases[i]
		r, c, sc := rc.split(t)
		sc.S3 = true // the origin's query signer for service s3
		before := *r
		by := &signer{c: c, sc: sc}
		if err := by.signQuery(r, new(keyCache), rc.ExpiresIn); err != nil {
			t.Fatal(err)
		}
		wantSteps(t, presignedSteps(t, &before, r.Query, c, sc), stepTexts{canonicalRequest: rc.CanonicalRequest, stringToSign: rc.StringToSign, signature: rc.Signature})
	})
}

func TestConformanceSigV4Presign(t *testing.T) {
	cases := readJSON[[]recordedCase](t, testkit.Conformance(t, "sigv4"), "presign.json")
	runCases(t, "presign.json", ids(cases), func(t *testing.T, i int) {
		rc := &cases[i]
		r, c, sc := rc.split(t)
		before := *r
		var s Signer
		if err := s.Presign(r, c, sc, time.Duration(rc.ExpiresIn)*time.Second); err != nil {
			t.Fatal(err)
		}
		wantSteps(t, presignedSteps(t, &before, r.Query, c, sc), stepTexts{canonicalRequest: rc.CanonicalRequest})
		_, want, _ := strings.Cut(rc.URL, "?")
		if r.Query != want {
			t.Errorf("query\n%s\nwant\n%s", r.Query, want)
		}
	})
}
