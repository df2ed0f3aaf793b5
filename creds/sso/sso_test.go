package sso

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/lite"
)

var testNow = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// fileOfDev is the SHA-1 of "dev".
const fileOfDev = "34c6fceca75e456f25e7e99531e2425c6c1de443.json"

func tokenFile(expires, registration time.Time, leaveOut string) string {
	members := map[string]any{
		"accessToken": "topaccess", "expiresAt": expires.Format(time.RFC3339), "refreshToken": "toprefresh", "clientId": "client", "clientSecret": "topsecret",
		"registrationExpiresAt": registration.Format(time.RFC3339), "startUrl": "https://x", "region": "us-east-1", "scopes": []string{"a"},
	}
	delete(members, leaveOut)
	b, _ := json.Marshal(members)
	return string(b)
}

// tokens is a token source over a real folder.
func tokens(t *testing.T, text string, answers ...replay.Answer) (TokenSource, *replay.Transport) {
	t.Helper()
	dir := t.TempDir()
	if text != "" {
		if err := os.WriteFile(filepath.Join(dir, fileOfDev), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	transport := &replay.Transport{Answers: answers}
	return TokenSource{Session: "dev", StartURL: "https://x", Region: "us-east-1", CacheDir: dir, Now: func() time.Time { return testNow },
		OIDC: lite.Config{Transport: transport, MaxAttempts: 1}}, transport
}

const renewedAnswer = `{"accessToken":"newaccess","tokenType":"Bearer","expiresIn":28800,"refreshToken":"newrefresh"}`

func TestRenewal(t *testing.T) {
	never := testNow.Add(1000 * time.Hour)
	ok := replay.Answer{Status: 200, Body: renewedAnswer}
	for name, c := range map[string]struct {
		text    string
		answer  replay.Answer
		asked   int
		want    string // the token, or the error
		renewed bool
	}{
		"fresh":                {tokenFile(testNow.Add(16*time.Minute), never, ""), ok, 0, "topaccess", false},
		"in time":              {tokenFile(testNow.Add(14*time.Minute), never, ""), ok, 1, "newaccess", true},
		"late":                 {tokenFile(testNow.Add(-time.Hour), never, ""), ok, 1, "newaccess", true},
		"refused in time":      {tokenFile(testNow.Add(time.Minute), never, ""), replay.Answer{Status: 400, Body: `{"error":"x"}`}, 1, "topaccess", false},
		"refused late":         {tokenFile(testNow, never, ""), replay.Answer{Status: 400, Body: `{"error":"x","error_description":"toprefresh"}`}, 1, "creds: sso: the token cannot be renewed, sign in with aws sso login: SSO OIDC.CreateToken: ", false},
		"answer without token": {tokenFile(testNow, never, ""), replay.Answer{Status: 200, Body: `{"expiresIn":1}`}, 1, "creds: sso: the new token lacks accessToken or expiresAt", false},
		"no refresh token":     {tokenFile(testNow, never, "refreshToken"), ok, 0, "creds: sso: the session expired at 2030-01-01T00:00:00Z, sign in with aws sso login", false},
		"no client secret":     {tokenFile(testNow, never, "clientSecret"), ok, 0, "creds: sso: the session expired", false},
		"registration ended":   {tokenFile(testNow, testNow, ""), ok, 0, "creds: sso: the session expired", false},
		"no registration":      {tokenFile(testNow, never, "registrationExpiresAt"), ok, 0, "creds: sso: the session expired", false},
		"no file":              {"", ok, 0, "creds: sso: there is no token, sign in with aws sso login: ", false},
		"no JSON":              {"topaccess", ok, 0, "creds: sso: the token file is no JSON object, sign in with aws sso login", false},
		"no token":             {tokenFile(testNow, never, "accessToken"), ok, 0, "creds: sso: the token file lacks accessToken or expiresAt", false},
		"header injection":     {strings.Replace(tokenFile(never, never, ""), "topaccess", `a\r\nb`, 1), ok, 0, "creds: sso: the token file has an accessToken that cannot be sent", false},
	} {
		t.Run(name, func(t *testing.T) {
			s, transport := tokens(t, c.text, c.answer)
			got, err := s.Retrieve(t.Context())
			if err != nil && (!strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "toprefresh") || errors.Is(err, creds.ErrNotConfigured)) ||
				err == nil && got.Secret.Reveal() != c.want || len(transport.Requests) != c.asked {
				t.Fatalf("got %q, %v after %d requests, want %s", got.Secret.Reveal(), err, len(transport.Requests), c.want)
			}
			path := filepath.Join(s.CacheDir, fileOfDev)
			b, _ := os.ReadFile(path)
			if !c.renewed {
				if string(b) != c.text {
					t.Errorf("the file changed: %s", b)
				}
				return
			}
			var kept, want map[string]any
			if json.Unmarshal(b, &kept) != nil || json.Unmarshal([]byte(c.text), &want) != nil {
				t.Fatalf("kept %s", b)
			}
			want["accessToken"], want["refreshToken"], want["expiresAt"] = "newaccess", "newrefresh", "2030-01-01T08:00:00Z"
			a, _ := json.Marshal(kept)
			w, _ := json.Marshal(want)
			if string(a) != string(w) || !got.Expires.Equal(testNow.Add(8*time.Hour)) {
				t.Errorf("kept %s, want %s", a, w)
			}
			if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
			r := transport.Requests[0]
			var sent map[string]string
			if err := json.Unmarshal([]byte(r.Body), &sent); err != nil || r.Method != "POST" || r.URL != "https://oidc.us-east-1.amazonaws.com/token" || r.Signer() != "" ||
				len(sent) != 4 || sent["grantType"] != "refresh_token" || sent["refreshToken"] != "toprefresh" || sent["clientSecret"] != "topsecret" || sent["clientId"] != "client" {
				t.Errorf("sent %+v", r)
			}
		})
	}
}

func TestCredentials(t *testing.T) {
	portal := func(answers ...replay.Answer) (Source, *replay.Transport) {
		token, _ := tokens(t, tokenFile(testNow.Add(time.Hour), testNow, ""))
		transport := &replay.Transport{Answers: answers}
		return Source{Token: token, AccountID: "123456789012", RoleName: "Admin", Client: lite.Config{Transport: transport, MaxAttempts: 1}}, transport
	}
	s, transport := portal(replay.Answer{Status: 200, Body: `{"roleCredentials":{"accessKeyId":"ASIA","secretAccessKey":"topsecret","sessionToken":"toptoken","expiration":1893456000000}}`})
	got, err := s.Retrieve(t.Context())
	want := creds.Credentials{AccessKeyID: "ASIA", SecretAccessKey: creds.NewSecret("topsecret"), SessionToken: creds.NewSecret("toptoken"), AccountID: "123456789012",
		Expires: testNow, Source: "sso"}
	if err != nil || !got.Equal(want) {
		t.Fatalf("got %v, %v", got, err)
	}
	r := transport.Requests[0]
	if r.Method != "GET" || !strings.HasPrefix(r.URL, "https://portal.sso.us-east-1.amazonaws.com/federation/credentials?") || r.Header["x-amz-sso_bearer_token"] != "topaccess" || r.Signer() != "" {
		t.Errorf("sent %+v", r)
	}
	for name, c := range map[string]struct {
		change func(s *Source)
		answer replay.Answer
		want   string
	}{
		"expired":    {func(*Source) {}, replay.Answer{Status: 401, Body: `{"message":"topaccess is bad"}`, Header: []creds.Header{{Name: "x-amzn-ErrorType", Value: "UnauthorizedException"}}}, "creds: sso: the session has expired or is invalid, sign in with aws sso login: SSO.GetRoleCredentials: UnauthorizedException: REDACTED is bad"},
		"forbidden":  {func(*Source) {}, replay.Answer{Status: 403, Body: `{"message":"No access"}`, Header: []creds.Header{{Name: "x-amzn-ErrorType", Value: "ForbiddenException"}}}, "creds: sso: there are no credentials for the role Admin in 123456789012: SSO.GetRoleCredentials: ForbiddenException: No access"},
		"empty":      {func(*Source) {}, replay.Answer{Status: 200, Body: `{}`}, "creds: sso: the access key id is missing"},
		"no role":    {func(s *Source) { s.RoleName = "" }, replay.Answer{}, "creds: sso: there is an account, but no role: sso_role_name is missing"},
		"no account": {func(s *Source) { s.AccountID = "" }, replay.Answer{}, "creds: sso: there is a role, but no account: sso_account_id is missing"},
		"no session": {func(s *Source) { s.Token.Session, s.Token.StartURL = "", "" }, replay.Answer{}, "creds: sso: there is no token: sso: there is neither a session nor a start URL"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := portal(c.answer)
			c.change(&s)
			got, err := s.Retrieve(t.Context())
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || errors.Is(err, creds.ErrNotConfigured) || !got.Equal(creds.Credentials{}) {
				t.Errorf("got %v, %v, want %s", got, err, c.want)
			}
		})
	}
	if _, err := (Source{}).Retrieve(t.Context()); !errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
}

func TestConfigured(t *testing.T) {
	const session = "\n[sso-session s]\nsso_start_url=U\nsso_region=R\n"
	for config, want := range map[string]string{
		"[default]\nsso_session=s" + session:                  "s U R",
		"[default]\nsso_session=s\nsso_region=R" + session:    "s U R",
		"[default]\nsso_start_url=U\nsso_region=R":            " U R",
		"[default]\nsso_session=s\nsso_region=X" + session:    "creds: sso: sso_region of the profile is not that of its sso-session s",
		"[default]\nsso_session=s\nsso_start_url=X" + session: "creds: sso: sso_start_url of the profile is not that of its sso-session s",
		"[default]\nsso_session=t" + session:                  "creds: sso: the sso-session t does not exist",
		"[default]\nsso_session=s\n[sso-session s]":           "creds: sso: the profile, or its sso-session, lacks sso_start_url or sso_region",
		"[default]\nsso_start_url=U":                          "creds: sso: the profile, or its sso-session, lacks sso_start_url or sso_region",
		"[default]\n":                                         "creds: sso: the profile has neither sso_session nor sso_start_url",
	} {
		c, err := profile.Files{Getenv: func(name string) string { return map[string]string{"AWS_CONFIG_FILE": "C"}[name] },
			ReadFile: func(string) ([]byte, error) { return []byte(config), nil }}.Load()
		if err != nil {
			t.Fatal(err)
		}
		p, _ := c.Selected()
		s, err := Configured(c, p)
		got := s.Session + " " + s.StartURL + " " + s.Region
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", config, got, want)
		}
	}
}

// Whatever a token file holds, what is read from it can be sent, and a renewed
// file reads back as what was put in.
func FuzzReadToken(f *testing.F) {
	f.Add([]byte(tokenFile(testNow, testNow, "")))
	f.Add([]byte(`{"accessToken":"a","expiresAt":"2030-01-01T00:00:00UTC","x":{"accessToken":1}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, problem := readToken(b)
		if problem != "" {
			return
		}
		if c.accessToken == "" || strings.ContainsAny(c.accessToken, "\r\n \x00") {
			t.Errorf("%q: token %q", b, c.accessToken)
		}
		fresh, err := c.renewed("new", "refresh", testNow)
		if err != nil {
			t.Fatal(err)
		}
		again, problem := readToken(fresh.text)
		if problem != "" || again.accessToken != "new" || again.refreshToken != "refresh" || !again.expires.Equal(testNow) || again.clientSecret != c.clientSecret {
			t.Errorf("%q became %q: %s", b, fresh.text, problem)
		}
	})
}
