package sign_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
)

// publicKey is a public key of the suites.
type publicKey struct{ X, Y string }

// verify checks a signature over a string to sign. On the wire, that of a chunk
// is padded with '*'.
func (k publicKey) verify(t *testing.T, stringToSign, signature string) {
	t.Helper()
	point, err := hex.DecodeString("04" + k.X + k.Y)
	if err != nil {
		t.Fatal(err)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	der, err := hex.DecodeString(strings.TrimRight(signature, "*"))
	if err != nil {
		t.Fatalf("signature %q: %v", signature, err)
	}
	sum := sha256.Sum256([]byte(stringToSign))
	if !ecdsa.VerifyASN1(public, sum[:], der) {
		t.Errorf("signature %s is not that of\n%s", signature, stringToSign)
	}
}

func wantText(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}

// withoutExpectation are cases of which the suite gives the request alone: what
// is expected here is the order of the parameters in their canonical query.
func withoutExpectation(id string) (canonicalQuery string, found bool) {
	switch id {
	case "get-vanilla-query-order-key":
		return "Param1=Value1&Param1=value2", true
	case "get-vanilla-query-order-value":
		return "Param1=value1&Param1=value2", true
	}
	return "", false
}

func TestConformanceSigV4ASuite(t *testing.T) {
	root := testkit.Conformance(t, "sigv4/aws-signing-test-suite/v4a")
	ids := sign.ConformanceFolders(t, root)
	alone := 0
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			dir := filepath.Join(root, id)
			r, c, sc, _ := sign.SuiteCase(t, dir)
			canonical, toSign, err := sign.V4ASteps(r, c, sc, false)
			if err != nil {
				t.Fatal(err)
			}
			var k publicKey
			if query, found := withoutExpectation(id); found {
				alone++
				wantText(t, "canonical query", strings.Split(canonical, "\n")[2], query)
				k = suiteKey(t, filepath.Join(root, "get-vanilla"))
			} else {
				wantText(t, "canonical request", canonical, sign.ConformanceFile(t, dir, "header-canonical-request.txt"))
				wantText(t, "string to sign", toSign, sign.ConformanceFile(t, dir, "header-string-to-sign.txt"))
				k = suiteKey(t, dir)
				k.verify(t, toSign, sign.ConformanceFile(t, dir, "header-signature.txt"))
			}
			var s v4a.Signer
			if err := s.Sign(r, c, sc); err != nil {
				t.Fatal(err)
			}
			k.verify(t, toSign, sign.SeedSignature(r))
		})
	}
	t.Logf("v4a: %d cases, %d run, of them %d with a request alone", len(ids), len(ids), alone)
}

func suiteKey(t *testing.T, dir string) (k publicKey) {
	t.Helper()
	if err := json.Unmarshal([]byte(sign.ConformanceFile(t, dir, "public-key.json")), &k); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestConformanceSigV4ASuiteQuery(t *testing.T) {
	root := testkit.Conformance(t, "sigv4/aws-signing-test-suite/v4a")
	ids := sign.ConformanceFolders(t, root)
	alone := 0
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			dir := filepath.Join(root, id)
			r, c, sc, expires := sign.SuiteCase(t, dir)
			sc.SendPayloadHash = false // a presigned URL has no header to carry it
			before := *r
			var s v4a.Signer
			if err := s.Presign(r, c, sc, time.Duration(expires)*time.Second); err != nil {
				t.Fatal(err)
			}
			before.Headers = r.Headers
			canonical, toSign := sign.V4AQuerySteps(t, &before, r.Query, c, sc)
			var k publicKey
			if query, found := withoutExpectation(id); found {
				alone++
				if got := strings.Split(canonical, "\n")[2]; !strings.HasPrefix(got, query+"&X-Amz-Algorithm=") {
					t.Errorf("canonical query %s", got)
				}
				k = suiteKey(t, filepath.Join(root, "get-vanilla"))
			} else {
				wantText(t, "canonical request", canonical, sign.ConformanceFile(t, dir, "query-canonical-request.txt"))
				wantText(t, "string to sign", toSign, sign.ConformanceFile(t, dir, "query-string-to-sign.txt"))
				k = suiteKey(t, dir)
			}
			k.verify(t, toSign, sign.SeedSignature(r))
		})
	}
	t.Logf("v4a query: %d cases, %d run, of them %d with a request alone", len(ids), len(ids), alone)
}

func TestConformanceSigV4ARequests(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Service, Date, PayloadHash, CanonicalRequest, StringToSign, AuthorizationPrefix string
			Credentials                                                                         struct{ AccessKeyID, SecretAccessKey, SessionToken string }
			RegionSet                                                                           []string
			Request                                                                             struct {
				Method, URL string
				Headers     map[string]string
			}
			AddPayloadHashHeader bool
			PublicKey            publicKey
		} `json:"sigv4aHeaderSigning"`
	}
	dir := testkit.Conformance(t, "sigv4")
	if err := json.Unmarshal([]byte(sign.ConformanceFile(t, dir, "requests.json")), &file); err != nil {
		t.Fatal(err)
	}
	for _, rc := range file.Cases {
		t.Run(rc.ID, func(t *testing.T) {
			at, err := time.Parse("20060102T150405Z", rc.Date)
			if err != nil {
				t.Fatal(err)
			}
			c := sign.Credentials(rc.Credentials)
			sc := sign.Scope{Region: strings.Join(rc.RegionSet, ","), Service: rc.Service, Time: at, SendPayloadHash: rc.AddPayloadHashHeader}
			r := &sign.Request{Method: rc.Request.Method, Host: strings.TrimPrefix(rc.Request.URL, "https://"), PayloadHash: rc.PayloadHash}
			for name, value := range rc.Request.Headers {
				r.Headers = append(r.Headers, sign.Header{Name: name, Value: value})
			}
			// Sign sends the mark of an unsigned payload, the origin does not.
			unsent := rc.PayloadHash == sign.UnsignedPayload && !rc.AddPayloadHashHeader
			canonical, toSign, err := sign.V4ASteps(r, c, sc, unsent)
			if err != nil {
				t.Fatal(err)
			}
			wantText(t, "canonical request", canonical, rc.CanonicalRequest)
			wantText(t, "string to sign", toSign, rc.StringToSign)
			if unsent {
				if _, toSign, err = sign.V4ASteps(r, c, sc, false); err != nil {
					t.Fatal(err)
				}
			}
			var s v4a.Signer
			if err := s.Sign(r, c, sc); err != nil {
				t.Fatal(err)
			}
			rc.PublicKey.verify(t, toSign, sign.SeedSignature(r))
			if got := sign.HeaderOf(r.Headers, "authorization"); !unsent && !strings.HasPrefix(got, rc.AuthorizationPrefix) {
				t.Errorf("authorization %s, want %s…", got, rc.AuthorizationPrefix)
			}
		})
	}
	t.Logf("requests.json sigv4a: %d cases", len(file.Cases))
}
