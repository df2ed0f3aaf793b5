package creds

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// Run one case: go test ./creds -run 'TestConformanceContainerFlows/.*/test_can_retrieve_uri'

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

func TestConformanceContainerFlows(t *testing.T) {
	var cases []struct {
		ID        string
		Exchanges []struct {
			Request struct {
				Method, URL string
				Headers     map[string]string
			}
			Response struct {
				Status int
				Body   string
			}
			Exception string
		}
		Calls []struct {
			Call   string
			Args   []any
			Result map[string]string
			Error  *struct{ Type, Message string }
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "container-flows.json"), &cases)
	y := newTally("container-flows")
	for _, c := range cases {
		y.run(t, c.ID, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := &endpoint{}
				for _, x := range c.Exchanges {
					r := reply{status: x.Response.Status, body: x.Response.Body}
					if x.Exception != "" {
						r.err = errors.New(x.Exception)
					}
					e.replies = append(e.replies, r)
				}
				call := c.Calls[0]
				name := map[string]string{"retrieve_uri": "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "retrieve_full_uri": "AWS_CONTAINER_CREDENTIALS_FULL_URI"}[call.Call]
				container := Container{Fetch: e.fetch, Getenv: variables{name: call.Args[0].(string)}.get}

				_, err := container.Retrieve(t.Context())
				if len(e.asked) != len(c.Exchanges) {
					t.Fatalf("%d requests, want %d; %v", len(e.asked), len(c.Exchanges), err)
				}
				for i, r := range e.asked {
					w := c.Exchanges[i].Request
					if w.Method != "GET" || r.url != w.URL || len(r.header) != len(w.Headers) {
						t.Errorf("request %d is %+v, want %+v", i, r, w)
					}
					for _, h := range r.header {
						if w.Headers[h.Name] != h.Value {
							t.Errorf("request %d has %v, want %v", i, h, w.Headers)
						}
					}
				}
				problem, failed := errors.AsType[*Error](err)
				if call.Error != nil {
					if !failed || errors.Is(err, ErrNotConfigured) {
						t.Fatalf("got %v, want %v", err, call.Error)
					}
					if w := c.Exchanges; len(w) > 0 && problem.Status != w[len(w)-1].Response.Status {
						t.Errorf("got status %d in %v", problem.Status, err)
					}
					if call.Error.Type == "ValueError" && !strings.Contains(err.Error(), "neither a loopback address") {
						t.Errorf("got %v, want %v", err, call.Error)
					}
					return
				}
				// The origin's answers are not whole credentials: compare what was read.
				got := map[string]string{}
				last := e.replies[len(e.replies)-1]
				if err := object.Strings([]byte(last.body), func(name, value string) { got[name] = value }); err != nil || !maps.Equal(got, call.Result) {
					t.Errorf("got %v, %v, want %v", got, err, call.Result)
				}
				if failed && problem.Status != 0 {
					t.Errorf("the answer was refused: %v", err)
				}
			})
		})
	}
	y.report(t, len(cases))
}

func TestConformanceECS(t *testing.T) {
	var suite struct {
		Tests []struct {
			Docs   string
			Env    variables
			Result struct{ Ok, ErrorContains string }
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "ecs-tests.json"), &suite)
	y := newTally("ecs-tests")
	for _, c := range suite.Tests {
		y.run(t, c.Docs, func(t *testing.T) {
			e := &endpoint{replies: []reply{{status: 200, body: goodAnswer}}}
			_, err := Container{Fetch: e.fetch, Getenv: c.Env.get}.Retrieve(t.Context())
			if c.Result.ErrorContains != "" {
				if err == nil || len(e.asked) != 0 || errors.Is(err, ErrNotConfigured) != (len(c.Env) == 0) {
					t.Errorf("got %v, want %s", err, c.Result.ErrorContains)
				}
				return
			}
			if err != nil || len(e.asked) != 1 || e.asked[0].url != c.Result.Ok {
				t.Errorf("got %+v, %v, want %s", e.asked, err, c.Result.Ok)
			}
		})
	}
	y.report(t, len(suite.Tests))
}

func TestConformanceProfileAndEnvironment(t *testing.T) {
	var cases []struct {
		ID        string
		Env       variables
		Exchanges []any
		Expect    *struct {
			Credentials *struct{ AccessKeyID, SecretAccessKey, SessionToken, AccountID string }
			Provider    string
		}
		Error *struct{ Type, Message string }
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "profile-and-environment-cases.json"), &cases)
	y := newTally("profile-and-environment")
	for _, c := range cases {
		y.run(t, c.ID, func(t *testing.T) {
			e := &endpoint{}
			got, err := Chain(Environment{Getenv: c.Env.get}, Container{Fetch: e.fetch, Getenv: c.Env.get}).Retrieve(t.Context())
			if len(c.Exchanges)+len(e.asked) != 0 {
				t.Error("the network was touched, or should be")
			}
			switch {
			case c.Error != nil:
				missing := c.Error.Message[strings.LastIndex(c.Error.Message, " ")+1:]
				if err == nil || errors.Is(err, ErrNotConfigured) || !strings.Contains(err.Error(), missing) {
					t.Errorf("got %v, want %v", err, c.Error)
				}
			case c.Expect.Credentials == nil:
				if !errors.Is(err, ErrNotConfigured) {
					t.Errorf("got %v, %v, want none", got, err)
				}
			default:
				w := c.Expect.Credentials
				if err != nil || c.Expect.Provider != "env" || !got.Equal(Credentials{AccessKeyID: w.AccessKeyID, SecretAccessKey: NewSecret(w.SecretAccessKey),
					SessionToken: NewSecret(w.SessionToken), AccountID: w.AccountID, Source: "environment"}) {
					t.Errorf("got %v, %v, want %+v", got, err, c.Expect)
				}
			}
		})
	}
	y.report(t, len(cases))
}

// traffic is one recorded conversation: the first request's URI and headers, and
// the first answer.
type traffic struct {
	Events []struct {
		Action struct {
			Request *struct {
				Request struct {
					URI     string
					Method  string
					Headers map[string][]string
				}
			}
			Response *struct {
				Response struct{ Ok struct{ Status int } }
			}
			Data *struct {
				Data      struct{ Utf8 string }
				Direction string
			}
		}
	}
}

func (r *traffic) fetch(t *testing.T) Fetch {
	return func(_ context.Context, url string, header []Header) (status int, body []byte, err error) {
		for _, event := range r.Events {
			switch a := event.Action; {
			case a.Request != nil:
				if w := a.Request.Request; w.Method != "GET" || w.URI != url || w.Headers["accept"][0] != header[0].Value {
					t.Errorf("asked %s with %v, want %+v", url, header, w)
				}
			case a.Response != nil:
				status = a.Response.Response.Ok.Status
			case a.Data != nil && a.Data.Direction == "Response":
				body = append(body, a.Data.Data.Utf8...)
			}
		}
		if r.Events = nil; status == 0 {
			err = errors.New("nothing more was recorded")
		}
		return status, body, err
	}
}

func TestConformanceDefaultChain(t *testing.T) {
	dir := filepath.Join(testkit.Conformance(t, "credentials"), "default-credential-provider-chain")
	folders, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	y := newTally("default-credential-provider-chain")
	for _, folder := range folders {
		dir := filepath.Join(dir, folder.Name())
		y.run(t, folder.Name(), func(t *testing.T) {
			var env variables
			var recorded traffic
			var c struct {
				Result struct {
					Ok *struct {
						ID      string `json:"access_key_id"`
						Secret  string `json:"secret_access_key"`
						Token   string `json:"session_token"`
						Account string `json:"account_id"`
						Expiry  int64
					}
				}
			}
			load(t, filepath.Join(dir, "env.json"), &env)
			load(t, filepath.Join(dir, "http-traffic.json"), &recorded)
			load(t, filepath.Join(dir, "test-case.json"), &c)
			read := 0
			container := Container{Fetch: recorded.fetch(t), Getenv: env.get, ReadFile: func(name string) ([]byte, error) {
				read++
				return os.ReadFile(filepath.Join(dir, "fs", name))
			}}
			got, err := Chain(Environment{Getenv: env.get}, container).Retrieve(t.Context())
			if err != nil || c.Result.Ok == nil {
				t.Fatalf("got %v, %v, want %+v", got, err, c.Result)
			}
			w := Credentials{AccessKeyID: c.Result.Ok.ID, SecretAccessKey: NewSecret(c.Result.Ok.Secret), SessionToken: NewSecret(c.Result.Ok.Token),
				AccountID: c.Result.Ok.Account, Source: got.Source}
			if c.Result.Ok.Expiry != 0 {
				w.Expires = time.Unix(c.Result.Ok.Expiry, 0)
			}
			if !got.Equal(w) {
				t.Errorf("got %v, want %v", got, w)
			}
			if (env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] != "") != (read == 1) {
				t.Errorf("the token file was read %d times", read)
			}
		})
	}
	y.report(t, len(folders))
}
