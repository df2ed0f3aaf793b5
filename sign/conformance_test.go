package sign

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// One case alone: go test ./sign -run 'TestConformanceSigV4Suite/get-vanilla$'

// runCases runs each case as a subtest; none is left out.
func runCases(t *testing.T, suite string, ids []string, run func(t *testing.T, i int)) {
	for i, id := range ids {
		t.Run(id, func(t *testing.T) { run(t, i) })
	}
	t.Logf("%s: %d cases", suite, len(ids))
	if len(ids) == 0 {
		t.Error("no case was run")
	}
}

func readFile(t *testing.T, elements ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func readJSON[T any](t *testing.T, elements ...string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(readFile(t, elements...)), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func folders(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// parseRequest reads a request as HTTP/1.1 text. Folded header lines are
// unfolded as RFC 9112, section 5.2 asks of whoever passes them on.
func parseRequest(text string) (r *Request, body string) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	head, body, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(strings.TrimRight(head, "\n"), "\n")
	method, target, _ := strings.Cut(lines[0], " ")
	r = &Request{Method: method}
	r.Path, r.Query, _ = strings.Cut(strings.TrimSuffix(target, " HTTP/1.1"), "?")
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, " ") {
			r.Headers[len(r.Headers)-1].Value += line
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		if name = strings.ToLower(name); name == "host" {
			r.Host = value
		} else {
			r.Headers = append(r.Headers, Header{name, value})
		}
	}
	return r, body
}

// suiteContext is context.json.
type suiteContext struct {
	Credentials struct {
		AccessKeyID     string `json:"access_key_id"`
		SecretAccessKey string `json:"secret_access_key"`
		Token           string
	}
	Expiration       int64 `json:"expiration_in_seconds"`
	Normalize        bool
	Region, Service  string
	SignBody         bool `json:"sign_body"`
	Timestamp        time.Time
	OmitSessionToken bool `json:"omit_session_token"`
}

// suiteCase is the request of a case with how it is to be signed. The suite's
// paths are not escaped; where an HTTP client has to escape one (a space), the
// escaped path is signed as it is, elsewhere it is encoded by the signer.
func suiteCase(t *testing.T, dir string) (r *Request, c Credentials, sc Scope, ctx suiteContext) {
	ctx = readJSON[suiteContext](t, dir, "context.json")
	r, body := parseRequest(readFile(t, dir, "request.txt"))
	r.PayloadHash = string(AppendPayloadHash(nil, []byte(body)))
	c = Credentials{AccessKeyID: ctx.Credentials.AccessKeyID, SecretAccessKey: ctx.Credentials.SecretAccessKey, SessionToken: ctx.Credentials.Token}
	sc = Scope{Region: ctx.Region, Service: ctx.Service, Time: ctx.Timestamp, KeepDotSegments: !ctx.Normalize, SendPayloadHash: ctx.SignBody, UnsignedToken: ctx.OmitSessionToken}
	if strings.Contains(r.Path, " ") {
		r.Path, sc.EncodeOnce = strings.ReplaceAll(r.Path, " ", "%20"), true
	}
	return r, c, sc, ctx
}

func TestConformanceSigV4Suite(t *testing.T) {
	root := testkit.Conformance(t, "sigv4/aws-signing-test-suite/v4")
	ids := folders(t, root)
	runCases(t, "v4", ids, func(t *testing.T, i int) {
		dir := filepath.Join(root, ids[i])
		r, c, sc, _ := suiteCase(t, dir)
		want := stepTexts{
			canonicalRequest: readFile(t, dir, "header-canonical-request.txt"),
			stringToSign:     readFile(t, dir, "header-string-to-sign.txt"),
			signature:        readFile(t, dir, "header-signature.txt"),
		}
		got, err := steps(r, c, sc)
		if err != nil {
			t.Fatal(err)
		}
		wantSteps(t, got, want)
		var s Signer
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(err)
		}
		signed, _ := parseRequest(readFile(t, dir, "header-signed-request.txt"))
		wantSameHeaders(t, r.Headers, signed.Headers)
	})
}

// wantSameHeaders compares without regard to the order of names.
func wantSameHeaders(t *testing.T, got, want []Header) {
	t.Helper()
	byName := func(headers []Header) []Header {
		sorted := append([]Header{}, headers...)
		sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Name < sorted[j].Name })
		return sorted
	}
	wantHeaders(t, byName(got), byName(want))
}

func TestConformanceSigV4BotocoreExtra(t *testing.T) {
	root := testkit.Conformance(t, "sigv4/botocore-aws4-extra")
	ids := folders(t, root)
	runCases(t, "botocore-aws4-extra", ids, func(t *testing.T, i int) {
		base := filepath.Join(root, ids[i], ids[i])
		r, body := parseRequest(readFile(t, base+".req"))
		r.PayloadHash = string(AppendPayloadHash(nil, []byte(body)))
		got, err := steps(r, testCreds, testScope)
		if err != nil {
			t.Fatal(err)
		}
		wantSteps(t, got, stepTexts{canonicalRequest: readFile(t, base+".creq"), stringToSign: readFile(t, base+".sts")})
		var s Signer
		if err := s.Sign(r, testCreds, testScope); err != nil {
			t.Fatal(err)
		}
		if got, want := header(r.Headers, headerAuthorization), readFile(t, base+".authz"); got != want {
			t.Errorf("authorization %s\nwant %s", got, want)
		}
	})
}

// recordedCase is a case of the JSON files.
type recordedCase struct {
	ID, Signer, Service, Region, Date string
	Credentials                       struct{ AccessKeyID, SecretAccessKey, SessionToken string }
	Request                           struct {
		Method, URL   string
		Headers       map[string]string
		Query, Params map[string]string
		Body          string
	}
	PayloadHash                                        string
	AddPayloadHashHeader                               bool
	SignedHeaders                                      []string
	CanonicalRequest, StringToSign, Authorization, URL string
	Signature                                          string
	ExpectHeaders                                      map[string]string
	ExpiresIn                                          int64
}

// split makes the package's types of a case.
func (rc *recordedCase) split(t *testing.T) (r *Request, c Credentials, sc Scope) {
	t.Helper()
	u, err := url.Parse(rc.Request.URL)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse("20060102T150405Z", rc.Date)
	if err != nil {
		t.Fatal(err)
	}
	host := strings.ToLower(u.Host)
	if port := u.Port(); u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		host = strings.TrimSuffix(host, ":"+port)
	}
	r = &Request{Method: rc.Request.Method, Host: host, Path: u.EscapedPath(), Query: u.RawQuery, PayloadHash: rc.PayloadHash}
	for _, params := range []map[string]string{rc.Request.Params, rc.Request.Query} {
		var names []string
		for name := range params {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			if r.Query != "" {
				r.Query += "&"
			}
			r.Query += slowEncode(name) + "=" + slowEncode(params[name])
		}
	}
	for name, value := range rc.Request.Headers {
		r.Headers = append(r.Headers, Header{strings.ToLower(name), value})
	}
	if r.PayloadHash == "" {
		r.PayloadHash = slowHash(rc.Request.Body)
	}
	c = Credentials(rc.Credentials)
	sc = Scope{Region: rc.Region, Service: rc.Service, Time: at,
		S3: strings.HasPrefix(rc.Signer, "s3"), S3Express: strings.Contains(rc.Signer, "s3express")}
	return r, c, sc
}

func ids(cases []recordedCase) (ids []string) {
	for _, rc := range cases {
		ids = append(ids, rc.ID)
	}
	return ids
}

type requestsFile struct {
	HeaderSigning, QuerySigning []recordedCase
	HeadersNeverSigned          []struct{ Header string }
}

func TestConformanceSigV4Requests(t *testing.T) {
	file := readJSON[requestsFile](t, testkit.Conformance(t, "sigv4"), "requests.json")
	// Those with the method GIT are no requests; TestConformanceGitLogin has them.
	cases := slices.DeleteFunc(file.HeaderSigning, func(rc recordedCase) bool { return rc.Request.Method == "GIT" })
	runCases(t, "requests.json", ids(cases), func(t *testing.T, i int) {
		rc := &cases[i]
		r, c, sc := rc.split(t)
		sc.SendPayloadHash = rc.AddPayloadHashHeader
		want := stepTexts{canonicalRequest: rc.CanonicalRequest, signedHeaders: strings.Join(rc.SignedHeaders, ";"), stringToSign: rc.StringToSign}
		_, want.signature, _ = strings.Cut(rc.Authorization, "Signature=")
		if rc.PayloadHash == UnsignedPayload && !rc.AddPayloadHashHeader {
			// Sign would send the header, as botocore does and the origin of
			// these cases does not: compare the steps without it.
			by := testSigner(c, sc)
			got, err := by.stepTexts(r, by.kind()&^hashed, r.Query, r.PayloadHash)
			if err != nil {
				t.Fatal(err)
			}
			wantSteps(t, got, want)
			return
		}
		got, err := steps(r, c, sc)
		if err != nil {
			t.Fatal(err)
		}
		wantSteps(t, got, want)
		var s Signer
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(err)
		}
		if got := header(r.Headers, headerAuthorization); got != rc.Authorization {
			t.Errorf("authorization %s\nwant %s", got, rc.Authorization)
		}
	})
	for _, h := range file.HeadersNeverSigned {
		if !isNeverSigned(h.Header) {
			t.Errorf("header %s is signed", h.Header)
		}
	}
}

func TestConformanceSigV4RequestsBotocore(t *testing.T) {
	cases := readJSON[[]recordedCase](t, testkit.Conformance(t, "sigv4"), "requests-botocore.json")
	runCases(t, "requests-botocore.json", ids(cases), func(t *testing.T, i int) {
		rc := &cases[i]
		r, c, sc := rc.split(t)
		want := append([]Header{}, r.Headers...)
		for name, value := range rc.ExpectHeaders {
			want = append(want, Header{strings.ToLower(name), value})
		}
		var s Signer
		if err := s.Sign(r, c, sc); err != nil {
			t.Fatal(err)
		}
		wantSameHeaders(t, r.Headers, want)
	})
}
