package chain

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Run one case: go test ./creds/chain -run 'TestConformanceDefaultChain/imds_token_fail'

func load(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// environment makes env the whole environment, as far as AWS goes.
func environment(t *testing.T, env map[string]string) {
	t.Helper()
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("HOME", "")
	for name, value := range env {
		t.Setenv(name, value)
	}
}

// folder reads the files of a case: a path in the case is one below the folder.
type folder string

func (f folder) read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(name)))
}

// traffic reads http-traffic.json: one exchange a connection.
func traffic(t *testing.T, path string) (want []replay.Request, answers []replay.Answer) {
	t.Helper()
	var recording struct {
		Events []struct {
			Connection int `json:"connection_id"`
			Action     struct {
				Request struct {
					Request struct {
						URI, Method string
						Headers     map[string][]string
					}
				}
				Data struct {
					Data      struct{ Utf8 string }
					Direction string
				}
				Response struct {
					Response struct{ Ok struct{ Status int } }
				}
			}
		}
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	load(t, path, &recording)
	for _, e := range recording.Events {
		for len(want) <= e.Connection {
			want, answers = append(want, replay.Request{Header: map[string]string{}}), append(answers, replay.Answer{})
		}
		r, a := &want[e.Connection], &answers[e.Connection]
		if q := e.Action.Request.Request; q.Method != "" {
			r.Method, r.URL = q.Method, q.URI
			for name, values := range q.Headers {
				r.Header[strings.ToLower(name)] = values[0]
			}
		}
		if status := e.Action.Response.Response.Ok.Status; status != 0 {
			a.Status = status
		}
		if e.Action.Data.Direction == "Request" {
			r.Body += e.Action.Data.Data.Utf8
		} else {
			a.Body += e.Action.Data.Data.Utf8
		}
	}
	return want, answers
}

// recorded are the parameters whose values the recordings changed for publication
// after the requests were made, or that tell the time.
var recorded = [...]string{"RoleSessionName", "WebIdentityToken", "RoleArn"}

// compareRecorded compares what identifies a request in these recordings.
func compareRecorded(t *testing.T, i int, got, want replay.Request) {
	t.Helper()
	a, _ := url.Parse(got.URL)
	b, _ := url.Parse(want.URL)
	a.Path, b.Path = strings.TrimSuffix(a.Path, "/"), strings.TrimSuffix(b.Path, "/")
	if got.Method != want.Method || a.Scheme+a.Host+a.Path != b.Scheme+b.Host+b.Path || !maps.EqualFunc(a.Query(), b.Query(), slices.Equal) {
		t.Errorf("request %d: got %s %s, want %s %s", i, got.Method, got.URL, want.Method, want.URL)
	}
	for _, name := range [...]string{"x-aws-ec2-metadata-token", "x-aws-ec2-metadata-token-ttl-seconds", "x-amz-sso_bearer_token", "accept"} {
		if got.Header[name] != want.Header[name] {
			t.Errorf("request %d: header %s is %q, want %q", i, name, got.Header[name], want.Header[name])
		}
	}
	form, wanted := got.Form(), want.Form()
	for _, name := range recorded {
		if form.Has(name) != wanted.Has(name) {
			t.Errorf("request %d: got %v, want %v", i, form, wanted)
		}
		form.Del(name)
		wanted.Del(name)
	}
	if !maps.EqualFunc(form, wanted, slices.Equal) {
		t.Errorf("request %d: got %v, want %v", i, form, wanted)
	}
	if signed := want.Header["authorization"] != ""; signed != (got.Signer() != "") {
		t.Errorf("request %d: signed by %q, want signed: %v", i, got.Signer(), signed)
	}
}

// folderSuite runs a suite that has a folder a case. extra goes into every environment.
func folderSuite(t *testing.T, suite string, extra map[string]string, run func(t *testing.T, s Source, result json.RawMessage)) {
	dir := filepath.Join(testkit.Conformance(t, "credentials"), suite)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var y tally
	for _, entry := range entries {
		dir := filepath.Join(dir, entry.Name())
		y.run(t, entry.Name(), func(t *testing.T) {
			env := map[string]string{}
			load(t, filepath.Join(dir, "env.json"), &env)
			maps.Copy(env, extra)
			environment(t, env)
			var test struct{ Result json.RawMessage }
			load(t, filepath.Join(dir, "test-case.json"), &test)
			want, answers := traffic(t, filepath.Join(dir, "http-traffic.json"))
			transport := &replay.Transport{Answers: answers}
			read := folder(filepath.Join(dir, "fs")).read
			if entry.Name() == pipes {
				read = func(name string) ([]byte, error) {
					b, err := folder(filepath.Join(dir, "fs")).read(name)
					return []byte(inShell(string(b))), err
				}
			}
			run(t, Source{
				ReadFile: read,
				Client:   lite.Config{Transport: transport, MaxAttempts: 1},
				Now:      func() time.Time { return time.Date(2021, 9, 20, 21, 43, 31, 0, time.UTC) },
			}, test.Result)
			requests := transport.Requests
			if want == nil && len(requests) > 0 && strings.HasPrefix(requests[0].URL, "http://169.254.169.254/") {
				requests = nil // nobody answered, as it is where no traffic was recorded
			}
			if len(requests) != len(want) {
				t.Fatalf("%d requests, want %d: %v", len(requests), len(want), requests)
			}
			for i, got := range requests {
				compareRecorded(t, i, got, want[i])
			}
		})
	}
	y.report(t, len(entries))
}

func TestConformanceDefaultChain(t *testing.T) {
	folderSuite(t, "default-credential-provider-chain", nil, compareCredentials)
}

// These cases are about the profile alone, so the instance metadata service is off.
func TestConformanceProfileProvider(t *testing.T) {
	folderSuite(t, "profile-provider", map[string]string{"AWS_EC2_METADATA_DISABLED": "true"}, compareCredentials)
}

func compareCredentials(t *testing.T, s Source, result json.RawMessage) {
	var want struct {
		Ok *struct {
			ID      string `json:"access_key_id"`
			Secret  string `json:"secret_access_key"`
			Token   string `json:"session_token"`
			Account string `json:"account_id"`
			Expiry  int64
		}
		ErrorContains string
	}
	if err := json.Unmarshal(result, &want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Retrieve(t.Context())
	if want.Ok == nil {
		if err == nil || !got.Equal(creds.Credentials{}) {
			t.Errorf("got %v, want an error such as: %s", got, want.ErrorContains)
		}
		t.Log(err)
		return
	}
	w := want.Ok
	if err != nil || got.AccessKeyID != w.ID || got.SecretAccessKey.Reveal() != w.Secret || got.SessionToken.Reveal() != w.Token || got.AccountID != w.Account {
		t.Errorf("got %v, %v, want %+v", got, err, w)
	}
	if w.Expiry == 0 && !got.Expires.IsZero() || w.Expiry != 0 && got.Expires.Unix() != w.Expiry {
		t.Errorf("expires %v, want %v", got.Expires, time.Unix(w.Expiry, 0))
	}
}

func TestConformanceTokenChain(t *testing.T) {
	folderSuite(t, "default-token-provider-chain", nil, func(t *testing.T, s Source, result json.RawMessage) {
		var want struct {
			Ok struct {
				Token      string
				Expiration time.Time
			}
		}
		if err := json.Unmarshal(result, &want); err != nil {
			t.Fatal(err)
		}
		got, err := s.Token(t.Context())
		if err != nil || got.Secret.Reveal() != want.Ok.Token || !got.Expires.Equal(want.Ok.Expiration) {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	})
}
