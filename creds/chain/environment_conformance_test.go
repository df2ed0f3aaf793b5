package chain

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

// exchange is a request that is expected, and its answer.
type exchange struct {
	Request struct {
		Method, URL string
		Headers     map[string]string
		Signing     *struct{ AccessKeyID, Region, Service string }
		Form        map[string]string
	}
	Response struct {
		Status  int
		Headers map[string]string
		Body    string
	}
}

// sourceNames are this package's names of botocore's providers.
func sourceName(provider string) string {
	switch provider {
	case "env":
		return "environment"
	case "custom-process":
		return "process"
	}
	return provider
}

// The files are real ones, in a folder that is HOME. What a credential process
// prints is printed by a script of the name that the profile calls.
func TestConformanceProfileAndEnvironment(t *testing.T) {
	var cases []struct {
		ID, Profile                 string
		Env, Files                  map[string]string
		ConfigFile, CredentialsFile string
		ProcessOutput               *struct {
			Stdout, Stderr string
			ExitCode       int
		}
		Expect struct {
			Credentials *struct{ AccessKeyID, SecretAccessKey, SessionToken, AccountID string }
			Provider    string
		}
		Error     *struct{ Type, Message string }
		Exchanges []exchange
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "profile-and-environment-cases.json"), &cases)
	var y tally
	for _, c := range cases {
		y.run(t, c.ID, func(t *testing.T) {
			home := t.TempDir()
			place := func(text string) string { return strings.ReplaceAll(text, "{HOME}", home) }
			env := map[string]string{"HOME": home, "AWS_EC2_METADATA_DISABLED": "true"}
			for name, value := range c.Env {
				env[name] = place(value)
			}
			environment(t, env)
			write := func(name, text string, mode os.FileMode) {
				path := filepath.Join(home, filepath.FromSlash(name))
				err := os.MkdirAll(filepath.Dir(path), 0o700)
				if err == nil {
					err = os.WriteFile(path, []byte(text), mode)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if c.ConfigFile != "" {
				write(".aws/config", place(c.ConfigFile), 0o600)
			}
			if c.CredentialsFile != "" {
				write(".aws/credentials", place(c.CredentialsFile), 0o600)
			}
			for name, text := range c.Files {
				write(name, text, 0o600)
			}
			if p := c.ProcessOutput; p != nil {
				write("stdout", p.Stdout, 0o600)
				write("stderr", p.Stderr, 0o600)
				write("bin/my-process", "#!/bin/sh\ncat "+home+"/stdout\ncat "+home+"/stderr >&2\nexit "+strconv.Itoa(p.ExitCode)+"\n", 0o700)
				t.Setenv("PATH", filepath.Join(home, "bin")+":"+os.Getenv("PATH"))
			}
			transport := &replay.Transport{}
			for _, x := range c.Exchanges {
				a := replay.Answer{Status: x.Response.Status, Body: x.Response.Body}
				for name, value := range x.Response.Headers {
					a.Header = append(a.Header, creds.Header{Name: name, Value: value})
				}
				transport.Answers = append(transport.Answers, a)
			}

			got, err := Source{Profile: c.Profile, Client: lite.Config{Transport: transport, MaxAttempts: 1}}.Retrieve(t.Context())
			if len(transport.Requests) != len(c.Exchanges) {
				t.Errorf("%d requests, want %d: %v", len(transport.Requests), len(c.Exchanges), err)
			}
			for i, r := range transport.Requests[:min(len(transport.Requests), len(c.Exchanges))] {
				compareExchange(t, i, r, c.Exchanges[i])
			}
			w := c.Expect.Credentials
			if c.ID == twoTokens {
				w.SessionToken = c.Env["AWS_SESSION_TOKEN"]
			}
			switch {
			case c.Error != nil:
				if err == nil || errors.Is(err, creds.ErrNotConfigured) || !got.Equal(creds.Credentials{}) {
					t.Errorf("got %v, %v, want %s", got, err, c.Error.Message)
				}
				t.Logf("%v\n  (botocore: %s)", err, c.Error.Message)
			case w == nil:
				if !errors.Is(err, creds.ErrNotConfigured) {
					t.Errorf("got %v, %v, want none", got, err)
				}
				t.Log(err)
			case err != nil || got.AccessKeyID != w.AccessKeyID || got.SecretAccessKey.Reveal() != w.SecretAccessKey ||
				got.SessionToken.Reveal() != w.SessionToken || got.AccountID != w.AccountID || got.Source != sourceName(c.Expect.Provider):
				t.Errorf("got %v, %v, want %v of %s", got, err, w, c.Expect.Provider)
			}
			if err != nil {
				for _, secret := range []string{"ENVSECRET", "FILESECRET", "CFGSECRET", "ASECRET", "BSECRET", "CSECRET", "PSECRET", "SSOSECRET", "STSSECRET", "PTOKEN", "a.token"} {
					if strings.Contains(err.Error(), secret) {
						t.Errorf("the error shows a secret: %v", err)
					}
				}
			}
		})
	}
	y.report(t, len(cases))
}

func compareExchange(t *testing.T, i int, got replay.Request, x exchange) {
	t.Helper()
	w := x.Request
	a, _ := url.Parse(got.URL)
	b, _ := url.Parse(w.URL)
	if got.Method != w.Method || a.Scheme != b.Scheme || a.Host != b.Host || a.Path != b.Path || a.Query().Encode() != b.Query().Encode() {
		t.Errorf("request %d: got %s %s, want %s %s", i, got.Method, got.URL, w.Method, w.URL)
	}
	for name, value := range w.Headers {
		if got.Header[strings.ToLower(name)] != value {
			t.Errorf("request %d: header %s is %q, want %q", i, name, got.Header[strings.ToLower(name)], value)
		}
	}
	signer := ""
	if s := w.Signing; s != nil {
		signer = s.AccessKeyID + "/" + s.Region + "/" + s.Service
	}
	if got.Signer() != signer {
		t.Errorf("request %d: signed by %q, want %q", i, got.Signer(), signer)
	}
	form := got.Form()
	if len(form) != len(w.Form) {
		t.Errorf("request %d: got %v, want %v", i, form, w.Form)
	}
	for name, value := range w.Form {
		if value != "*" && form.Get(name) != value || form.Get(name) == "" {
			t.Errorf("request %d: %s is %q, want %q", i, name, form.Get(name), value)
		}
	}
}
