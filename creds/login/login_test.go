package login

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

var suiteNow = time.Date(2025, 11, 19, 0, 0, 0, 0, time.UTC)

// Run one case: go test ./creds/login -run 'TestConformanceLogin/Failure_-_No_cache_file'
func TestConformanceLogin(t *testing.T) {
	var cases []struct {
		Documentation  string
		ConfigContents string
		CacheContents  map[string]json.RawMessage
		MockAPICalls   []struct {
			Request struct {
				TokenInput map[string]string
			}
			Response     struct{ TokenOutput json.RawMessage }
			ResponseCode int
		}
		Outcomes []map[string]json.RawMessage
	}
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "credentials"), "login-provider-test-cases.json"))
	if err == nil {
		err = json.Unmarshal(b, &cases)
	}
	if err != nil || len(cases) < 8 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Documentation, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.CacheContents {
				if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			config, err := profile.Files{Profile: "signin", Getenv: func(name string) string { return map[string]string{"AWS_CONFIG_FILE": "C"}[name] },
				ReadFile: func(string) ([]byte, error) { return []byte(c.ConfigContents), nil }}.Load()
			if err != nil {
				t.Fatal(err)
			}
			p, _ := config.Selected()
			transport := &replay.Transport{}
			for _, call := range c.MockAPICalls {
				a := replay.Answer{Status: call.ResponseCode, Body: string(call.Response.TokenOutput)}
				if a.Status == 0 {
					a.Status = 200
				}
				transport.Answers = append(transport.Answers, a)
			}
			got, err := Source{Session: p.Get("login_session"), CacheDir: dir, Now: func() time.Time { return suiteNow },
				Client: lite.Config{Region: "us-west-2", Transport: transport, MaxAttempts: 1}}.Retrieve(t.Context())
			if len(transport.Requests) != len(c.MockAPICalls) {
				t.Fatalf("%d requests, want %d: %v", len(transport.Requests), len(c.MockAPICalls), err)
			}
			for i, r := range transport.Requests {
				var sent map[string]string
				if err := json.Unmarshal([]byte(r.Body), &sent); err != nil || !equalJSON(t, sent, c.MockAPICalls[i].Request.TokenInput) {
					t.Errorf("sent %s", r.Body)
				}
				checkProof(t, r, p.Get("login_session"), c.CacheContents)
			}
			for _, outcome := range c.Outcomes {
				compareOutcome(t, outcome, dir, got, err)
			}
		})
	}
}

func compareOutcome(t *testing.T, outcome map[string]json.RawMessage, dir string, got creds.Credentials, err error) {
	t.Helper()
	switch string(outcome["result"]) {
	case `"error"`:
		if err == nil || errors.Is(err, creds.ErrNotConfigured) || !got.Equal(creds.Credentials{}) {
			t.Errorf("got %v, %v, want an error", got, err)
		}
	case `"credentials"`:
		b, _ := json.Marshal(map[string]string{"accessKeyId": got.AccessKeyID, "secretAccessKey": got.SecretAccessKey.Reveal(), "sessionToken": got.SessionToken.Reveal(),
			"accountId": got.AccountID, "expiresAt": got.Expires.Format(time.RFC3339), "result": "credentials"})
		if err != nil || !equalJSON(t, json.RawMessage(b), outcome) {
			t.Errorf("got %s, %v", b, err)
		}
	case `"cacheContents"`:
		delete(outcome, "result")
		for name, want := range outcome {
			path := filepath.Join(dir, name)
			b, err := os.ReadFile(path)
			if err != nil || !equalJSON(t, json.RawMessage(b), want) {
				t.Errorf("%s: got %s, %v, want %s", name, b, err, want)
			}
			if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
		}
	default:
		t.Errorf("unknown outcome %s", outcome["result"])
	}
}

// equalJSON compares two values as JSON.
func equalJSON(t *testing.T, a, b any) bool {
	t.Helper()
	var texts [2][]byte
	for i, v := range []any{a, b} {
		text, err := json.Marshal(v)
		if err == nil {
			var plain any
			if err = json.Unmarshal(text, &plain); err == nil {
				texts[i], err = json.Marshal(plain)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return bytes.Equal(texts[0], texts[1])
}

// checkProof verifies the DPoP proof of a request as a server does.
func checkProof(t *testing.T, r replay.Request, session string, cache map[string]json.RawMessage) {
	t.Helper()
	if r.Method != "POST" || r.URL != "https://us-west-2.signin.aws.amazon.com/v1/token" || r.Header["authorization"] != "" {
		t.Errorf("sent %s %s, %q", r.Method, r.URL, r.Header["authorization"])
	}
	parts := strings.Split(r.Header["dpop"], ".")
	if len(parts) != 3 {
		t.Fatalf("the proof is %q", r.Header["dpop"])
	}
	decode := func(s string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var header struct {
		Typ, Alg string
		JWK      struct{ Kty, X, Y, Crv string }
	}
	var payload struct {
		HTM, HTU, JTI string
		IAT           int64
	}
	signature := decode(parts[2])
	if json.Unmarshal(decode(parts[0]), &header) != nil || json.Unmarshal(decode(parts[1]), &payload) != nil || len(signature) != 64 {
		t.Fatalf("the proof is %s.%s", decode(parts[0]), decode(parts[1]))
	}
	if header.Typ != "dpop+jwt" || header.Alg != "ES256" || header.JWK.Kty != "EC" || header.JWK.Crv != "P-256" ||
		payload.HTM != r.Method || payload.HTU != r.URL || payload.IAT != suiteNow.Unix() || len(payload.JTI) != 36 {
		t.Errorf("got %+v, %+v", header, payload)
	}
	key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(decode(header.JWK.X)), Y: new(big.Int).SetBytes(decode(header.JWK.Y))}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		t.Error("the signature is wrong")
	}
	for _, text := range cache {
		var file struct{ DPoPKey string }
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		if own, err := parseKey(file.DPoPKey); err != nil || !own.PublicKey.Equal(key) {
			t.Errorf("the proof has another key than the file: %v", err)
		}
	}
}

// sum256 is the name of the session "s"'s token file.
const fileOfS = "043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89.json"

func testFile(t *testing.T, key string, expires time.Time) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{
		"accessToken": map[string]string{"accessKeyId": "AK", "secretAccessKey": "topsecret", "sessionToken": "toptoken", "accountId": "123456789012",
			"expiresAt": expires.Format(time.RFC3339), "x": "kept"},
		"refreshToken": "toprefresh", "clientId": "c", "dpopKey": key, "other": []int{1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func testKey(t *testing.T, curve elliptic.Curve) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}))
}

func TestRenewal(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, fileOfS)
	now := suiteNow
	run := func(left time.Duration, key string, answers ...replay.Answer) (creds.Credentials, *replay.Transport, error) {
		if err := os.WriteFile(path, []byte(testFile(t, key, now.Add(left))), 0o600); err != nil {
			t.Fatal(err)
		}
		transport := &replay.Transport{Answers: answers}
		got, err := Source{Session: "s", CacheDir: dir, Now: func() time.Time { return now },
			Client: lite.Config{Region: "us-west-2", Transport: transport, MaxAttempts: 1}}.Retrieve(t.Context())
		return got, transport, err
	}
	key := testKey(t, elliptic.P256())
	fresh := replay.Answer{Status: 200, Body: `{"accessToken":{"accessKeyId":"NEW","secretAccessKey":"newsecret","sessionToken":"newtoken"},"tokenType":"t","expiresIn":900,"refreshToken":"r2"}`}

	if got, transport, err := run(5*time.Minute+time.Second, key); err != nil || got.AccessKeyID != "AK" || len(transport.Requests) != 0 {
		t.Errorf("early: got %v, %v", got, err)
	}
	if got, _, err := run(5*time.Minute, key, fresh); err != nil || got.AccessKeyID != "NEW" || !got.Expires.Equal(now.Add(15*time.Minute)) || got.AccountID != "123456789012" {
		t.Errorf("in time: got %v, %v", got, err)
	}
	b, _ := os.ReadFile(path)
	if !strings.Contains(string(b), `"x": "kept"`) || !strings.Contains(string(b), `"other": [1]`) || !strings.Contains(string(b), `"refreshToken": "r2"`) {
		t.Errorf("kept %s", b)
	}
	if got, _, err := run(time.Minute, key, replay.Answer{Err: errors.New("down")}); err != nil || got.AccessKeyID != "AK" {
		t.Errorf("the old ones are still good: got %v, %v", got, err)
	}
	for body, want := range map[string]string{
		`{"error":"TOKEN_EXPIRED","message":"m"}`:            "the session has expired, sign in with aws login",
		`{"error":"USER_CREDENTIALS_CHANGED","message":"m"}`: "the user's credentials have changed, sign in with aws login",
		`{"error":"INSUFFICIENT_PERMISSIONS","message":"m"}`: "the user may not renew the session",
		`{"error":"OTHER","message":"toprefresh"}`:           "the session cannot be renewed, sign in with aws login",
	} {
		got, _, err := run(-time.Minute, key, replay.Answer{Status: 400, Body: body, Header: []creds.Header{{Name: "X-Amzn-ErrorType", Value: "AccessDeniedException"}}})
		if err == nil || !got.Equal(creds.Credentials{}) || !strings.HasPrefix(err.Error(), "creds: login: "+want) || strings.Contains(err.Error(), "toprefresh") {
			t.Errorf("%s: got %v, %v", body, got, err)
		}
	}
	for _, key := range []string{"x", testKey(t, elliptic.P384()), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"} {
		if _, transport, err := run(-time.Minute, key); !errors.Is(err, errKey) || len(transport.Requests) != 0 {
			t.Errorf("got %v", err)
		}
	}
	if _, err := (Source{}).Retrieve(context.Background()); !errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
}

// Many clients of a process renew a session once: its refresh token is good for
// one use.
func TestRenewedOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileOfS), []byte(testFile(t, testKey(t, elliptic.P256()), suiteNow)), 0o600); err != nil {
		t.Fatal(err)
	}
	transport := &replay.Transport{Answers: []replay.Answer{{Status: 200, Body: `{"accessToken":{"accessKeyId":"NEW","secretAccessKey":"s","sessionToken":"t"},"tokenType":"t","expiresIn":900,"refreshToken":"r2"}`}}}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := Source{Session: "s", CacheDir: dir, Now: func() time.Time { return suiteNow },
				Client: lite.Config{Region: "us-west-2", Transport: transport, MaxAttempts: 1}}.Retrieve(t.Context())
			if err != nil || got.AccessKeyID != "NEW" {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	group.Wait()
	if len(transport.Requests) != 1 {
		t.Errorf("%d requests", len(transport.Requests))
	}
}

// Whatever a token file holds, what is read from it is whole, and a renewed file
// reads back as what was put in.
func FuzzReadToken(f *testing.F) {
	f.Add([]byte(`{"accessToken":{"accessKeyId":"AK","secretAccessKey":"S","sessionToken":"T","accountId":"1","expiresAt":"2030-01-01T00:00:00Z"},"refreshToken":"r","clientId":"c","dpopKey":"k"}`))
	f.Add([]byte(`{"accessToken":{},"accessToken":{"accessKeyId":"A"}}`))
	f.Add([]byte(`{"accessToken":"x"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, problem := readToken(b)
		if problem != "" {
			return
		}
		k := creds.Credentials{AccessKeyID: "A", SecretAccessKey: creds.NewSecret("s\"\\\n"[:3]), SessionToken: creds.NewSecret("t"), AccountID: "2",
			Expires: suiteNow, Source: source}
		fresh, err := c.renewed(k, "refresh")
		if err != nil {
			t.Fatal(err)
		}
		again, problem := readToken(fresh.text)
		if problem != "" || !again.credentials.Equal(k) || again.refreshToken != "refresh" || again.clientID != c.clientID || again.dpopKey != c.dpopKey {
			t.Errorf("%q became %q: %s", b, fresh.text, problem)
		}
	})
}
