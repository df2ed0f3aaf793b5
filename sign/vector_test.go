package sign

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The project's own vectors: a folder a vector, a file a step.
//
//	context.txt                   "name: value" lines, see vectorContext
//	request.txt                   the request as HTTP/1.1 text, escaped as on the wire
//	header-canonical-request.txt  step 1
//	header-string-to-sign.txt     step 2
//	header-signature.txt          step 4
//
// Presigned ones, with "expires" in their context, have query-….txt instead.
// To add one: write context.txt and request.txt, run
//
//	go test ./sign -run TestVectors -update
//
// which lets the slow twin (slow_test.go) write the steps, and read them. A
// vector of AWS's documentation names its page as source and has the signature
// printed there, which the twin has to meet.
var update = flag.Bool("update", false, "let the slow twin write the steps of testdata/v4")

const vectorRoot = "testdata/v4"

// vectorContext reads context.txt into what the signer needs.
func vectorContext(t *testing.T, dir string) (c Credentials, sc Scope, values map[string]string) {
	t.Helper()
	values = map[string]string{}
	for line := range strings.Lines(readFile(t, dir, "context.txt")) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		values[name] = value
	}
	at, err := time.Parse(time.RFC3339, values["time"])
	if err != nil {
		t.Fatal(err)
	}
	c = Credentials{AccessKeyID: values["access-key-id"], SecretAccessKey: values["secret-access-key"], SessionToken: values["session-token"]}
	sc = Scope{Region: values["region"], Service: values["service"], Time: at}
	for name := range strings.FieldsSeq(values["rules"]) {
		rule := map[string]*bool{"s3": &sc.S3, "s3-express": &sc.S3Express, "keep-dot-segments": &sc.KeepDotSegments, "encode-once": &sc.EncodeOnce,
			"send-payload-hash": &sc.SendPayloadHash, "unsigned-token": &sc.UnsignedToken}[name]
		if rule == nil {
			t.Fatalf("rule %q in context.txt", name)
		}
		*rule = true
	}
	return c, sc, values
}

func TestVectors(t *testing.T) {
	names := folders(t, vectorRoot)
	if len(names) < 15 {
		t.Fatalf("only %d vectors", len(names))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(vectorRoot, name)
			c, sc, values := vectorContext(t, dir)
			r, body := parseRequest(readFile(t, dir, "request.txt"))
			if r.PayloadHash = values["payload-hash"]; r.PayloadHash == "" {
				r.PayloadHash = slowHash(body)
			}
			var got stepTexts
			var slow stepTexts
			var prefix string
			if values["expires"] == "" {
				prefix, slow = "header-", slowSign(r, c, sc)
				got = vectorSign(t, r, c, sc)
			} else {
				expires, err := time.ParseDuration(values["expires"])
				if err != nil {
					t.Fatal(err)
				}
				_, slow = slowPresign(r, c, sc, expires)
				prefix, got = "query-", vectorPresign(t, r, c, sc, expires)
			}
			if want := values["published-signature"]; want != "" && slow.signature != want {
				t.Errorf("signature of the slow twin %s, published %s", slow.signature, want)
			}
			if *update {
				writeVector(t, dir, prefix, slow)
			}
			wantSteps(t, got, stepTexts{
				canonicalRequest: readFile(t, dir, prefix+"canonical-request.txt"),
				stringToSign:     readFile(t, dir, prefix+"string-to-sign.txt"),
				signature:        readFile(t, dir, prefix+"signature.txt"),
			})
		})
	}
}

// vectorSign gives the steps, and the signature as Sign puts it on the wire.
func vectorSign(t *testing.T, r *Request, c Credentials, sc Scope) stepTexts {
	t.Helper()
	got, err := steps(r, c, sc)
	if err != nil {
		t.Fatal(err)
	}
	var s Signer
	if err := s.Sign(r, c, sc); err != nil {
		t.Fatal(err)
	}
	sent := header(r.Headers, headerAuthorization)
	if want := authorization(c, sc, got); sent != want {
		t.Errorf("authorization %s\nwant %s", sent, want)
	}
	return got
}

func vectorPresign(t *testing.T, r *Request, c Credentials, sc Scope, expires time.Duration) stepTexts {
	t.Helper()
	before := *r
	var s Signer
	if err := s.Presign(r, c, sc, expires); err != nil {
		t.Fatal(err)
	}
	return presignedSteps(t, &before, r.Query, c, sc)
}

func writeVector(t *testing.T, dir, prefix string, st stepTexts) {
	t.Helper()
	for name, text := range map[string]string{"canonical-request": st.canonicalRequest, "string-to-sign": st.stringToSign, "signature": st.signature} {
		if err := os.WriteFile(filepath.Join(dir, prefix+name+".txt"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
