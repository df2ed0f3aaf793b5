package creds

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const goodAnswer = `{"RoleArn":"arn:aws:iam::1:role/r","AccessKeyId":"ASIA","SecretAccessKey":"` + testSecret +
	`","Token":"` + testToken + `","Expiration":"2030-01-02T03:04:05Z","AccountId":"123456789012"}`

// request is what a fake endpoint was asked.
type request struct {
	url    string
	header []Header
	at     time.Duration // since the first one
}

// endpoint answers with its replies in turn, the last one for ever.
type endpoint struct {
	replies []reply
	asked   []request
	began   time.Time
}

type reply struct {
	status int
	body   string
	err    error
	hangs  bool // until the context ends
}

func (e *endpoint) fetch(ctx context.Context, url string, header []Header) (int, []byte, error) {
	if e.began.IsZero() {
		e.began = time.Now()
	}
	r := e.replies[min(len(e.asked), len(e.replies)-1)]
	e.asked = append(e.asked, request{url, header, time.Since(e.began)})
	if r.hangs {
		<-ctx.Done()
		return 0, nil, ctx.Err()
	}
	return r.status, []byte(r.body), r.err
}

func TestContainer(t *testing.T) {
	e := &endpoint{replies: []reply{{status: 200, body: goodAnswer}}}
	files := map[string]string{"/token": "from-file"}
	c := Container{
		Fetch: e.fetch,
		Getenv: variables{
			"AWS_CONTAINER_CREDENTIALS_FULL_URI":     "http://169.254.170.23/v1/credentials",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN":      "from-variable",
		}.get,
		ReadFile: func(name string) ([]byte, error) { return []byte(files[name]), nil },
	}
	got, err := c.Retrieve(t.Context())
	want := Credentials{AccessKeyID: "ASIA", SecretAccessKey: NewSecret(testSecret), SessionToken: NewSecret(testToken),
		AccountID: "123456789012", Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC), Source: "container"}
	if err != nil || !got.Equal(want) {
		t.Fatalf("got %#v, %v", got, err)
	}
	files["/token"] = "rotated"
	if _, err := c.Retrieve(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, token := range []string{"from-file", "rotated"} {
		if h := e.asked[i].header; len(h) != 2 || h[0] != (Header{"Accept", "application/json"}) || h[1] != (Header{"Authorization", token}) {
			t.Errorf("request %d has the headers %v", i, h)
		}
	}
}

func TestContainerToken(t *testing.T) {
	for _, c := range []struct {
		name, token, file string
		header            string
		fails             string
	}{
		{name: "none"},
		{name: "variable", token: "Basic abc=", header: "Basic abc="},
		{name: "line break", token: "abc\r\nX-Evil: 1", fails: "line break"},
		{name: "line feed", token: "abc\n", fails: "line break"},
		{name: "no ASCII", token: "é", fails: "cannot be sent"},
		{name: "file with line break", file: "abc\n", fails: "line break"},
		{name: "file too long", file: strings.Repeat("x", MaxAnswer+1), fails: "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &endpoint{replies: []reply{{status: 200, body: goodAnswer}}}
			env := variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN": c.token}
			if c.file != "" {
				env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token"
			}
			_, err := Container{Fetch: e.fetch, Getenv: env.get, ReadFile: func(string) ([]byte, error) { return []byte(c.file), nil }}.Retrieve(t.Context())
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) || len(e.asked) != 0 {
					t.Errorf("got %v after %d requests", err, len(e.asked))
				}
				if err != nil && (strings.Contains(err.Error(), "abc") || errors.Is(err, ErrNotConfigured)) {
					t.Errorf("the error tells the token, or is no failure: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, h := range e.asked[0].header[1:] {
				got = h.Value
			}
			if got != c.header {
				t.Errorf("got Authorization %q, want %q", got, c.header)
			}
		})
	}
	env := variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nowhere/token"}
	for name, read := range map[string]func(string) ([]byte, error){
		"missing": nil, "empty": func(string) ([]byte, error) { return nil, nil },
	} {
		e := &endpoint{}
		_, err := Container{Fetch: e.fetch, Getenv: env.get, ReadFile: read}.Retrieve(t.Context())
		if err == nil || errors.Is(err, ErrNotConfigured) || errors.Is(err, fs.ErrNotExist) != (read == nil) {
			t.Errorf("%s file: %v", name, err)
		}
	}
}

func TestContainerFails(t *testing.T) {
	down := errors.New(`Get "http://169.254.170.2/v2/1234-guid?a=1": connection refused to token hunter2secret`)
	for _, c := range []struct {
		name    string
		replies []reply
		asked   int
		fails   string // the whole error; empty: none
	}{
		{name: "second try", replies: []reply{{err: down}, {status: 200, body: goodAnswer}}, asked: 2},
		{name: "third try", replies: []reply{{status: 500}, {status: 200, body: "<html>"}, {status: 200, body: goodAnswer}}, asked: 3},
		{name: "down", replies: []reply{{err: down}}, asked: 3,
			fails: `creds: container: the endpoint cannot be reached: Get "http://169.254.170.2REDACTED": connection refused to token REDACTED`},
		{name: "refuses", replies: []reply{{status: 403, body: `{"code":"AccessDenied","message":"hunter2secret is no token\r\nfor this"}`}}, asked: 3,
			fails: "creds: container: the endpoint refused: status 403: AccessDenied: REDACTED is no token??for this"},
		{name: "refuses at length", replies: []reply{{status: 500, body: `{"Message":"` + strings.Repeat("x", 1000) + `"}`}}, asked: 3,
			fails: "creds: container: the endpoint refused: status 500: " + strings.Repeat("x", 256)},
		{name: "refuses in HTML", replies: []reply{{status: 502, body: "<html>" + testSecret}}, asked: 3,
			fails: "creds: container: the endpoint refused: status 502"},
		{name: "not quite 200", replies: []reply{{status: 203, body: goodAnswer}}, asked: 3, fails: "creds: container: the endpoint refused: status 203"},
		{name: "redirects", replies: []reply{{status: 302}}, asked: 3, fails: "creds: container: the endpoint refused: status 302"},
		{name: "no JSON", replies: []reply{{status: 200, body: "<html>"}}, asked: 3,
			fails: "creds: container: the endpoint's answer is no JSON object: status 200"},
		{name: "too long", replies: []reply{{status: 200, body: strings.Repeat(" ", MaxAnswer) + "{}"}}, asked: 3,
			fails: "creds: container: the endpoint's answer is too long: status 200"},
		{name: "no keys", replies: []reply{{status: 200, body: `{"Code":"Unready","Message":"wait, hunter2secret"}`}}, asked: 1,
			fails: "creds: container: the endpoint's answer lacks AccessKeyId or SecretAccessKey: Unready: wait, REDACTED"},
		{name: "no secret", replies: []reply{{status: 200, body: `{"AccessKeyId":"A","SecretAccessKey":null,"Token":"ttt","message":"ttt"}`}}, asked: 1,
			fails: "creds: container: the endpoint's answer lacks AccessKeyId or SecretAccessKey: REDACTED"},
		{name: "bad time", replies: []reply{{status: 200, body: strings.Replace(goodAnswer, "2030-01-02T03:04:05Z", "d", 1)}}, asked: 1,
			fails: "creds: container: Expiration in the endpoint's answer is not a time of RFC 3339"},
		{name: "header in the token", replies: []reply{{status: 200, body: strings.Replace(goodAnswer, testToken, `a\r\nX: y`, 1)}}, asked: 1,
			fails: "creds: container: the session token has a character that cannot be sent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := &endpoint{replies: c.replies}
				env := variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/1234-guid?a=1", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hunter2secret"}
				_, err := Container{Fetch: e.fetch, Getenv: env.get}.Retrieve(t.Context())
				if got := errText(err); got != c.fails {
					t.Errorf("got  %s\nwant %s", got, c.fails)
				}
				if len(e.asked) != c.asked {
					t.Errorf("%d requests, want %d", len(e.asked), c.asked)
				}
				for i, r := range e.asked {
					if r.at != time.Duration(i)*time.Second {
						t.Errorf("request %d after %v", i, r.at)
					}
				}
				if c.name == "down" && !errors.Is(err, down) {
					t.Error("the cause is lost")
				}
			})
		})
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Static keys: an answer without token and expiration is good for ever.
func TestContainerWithoutExpiration(t *testing.T) {
	e := &endpoint{replies: []reply{{status: 200, body: `{"AccessKeyId":"A","SecretAccessKey":"S","Token":null,"Expiration":null}`}}}
	got, err := Container{Fetch: e.fetch, Getenv: variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"}.get}.Retrieve(t.Context())
	if want := (Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), Source: "container"}); err != nil || !got.Equal(want) {
		t.Errorf("got %#v, %v", got, err)
	}
}

func TestContainerTimeLimits(t *testing.T) {
	env := variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"}
	synctest.Test(t, func(t *testing.T) {
		e := &endpoint{replies: []reply{{hangs: true}}}
		began := time.Now()
		_, err := Container{Fetch: e.fetch, Getenv: env.get}.Retrieve(t.Context())
		if took := time.Since(began); took != 8*time.Second || len(e.asked) != 3 || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%d tries in %v: %v", len(e.asked), took, err)
		}
	})
	for _, c := range []struct {
		name  string
		limit time.Duration
		reply reply
		asked int
	}{
		{"in a try", 1500 * time.Millisecond, reply{hangs: true}, 1},
		{"in a pause", 500 * time.Millisecond, reply{status: 500, body: `{"code":"Busy"}`}, 1},
		{"in the second try", 2 * time.Second, reply{hangs: true}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := &endpoint{replies: []reply{c.reply}}
				ctx, cancel := context.WithTimeout(t.Context(), c.limit)
				defer cancel()
				began := time.Now()
				_, err := Container{Fetch: e.fetch, Getenv: env.get}.Retrieve(ctx)
				if took := time.Since(began); took != c.limit || len(e.asked) != c.asked || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%d tries in %v: %v", len(e.asked), took, err)
				}
				if c.reply.status != 0 && !strings.Contains(errText(err), "status 500: Busy; no time for another try") {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

func TestContainerIsNotConfigured(t *testing.T) {
	_, err := Container{Getenv: variables{"AWS_CONTAINER_CREDENTIALS_FULL_URI": " "}.get}.Retrieve(t.Context())
	if !errors.Is(err, ErrNotConfigured) {
		t.Errorf("got %v", err)
	}
	_, err = Container{Getenv: variables{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"}.get}.Retrieve(t.Context())
	if err == nil || errors.Is(err, ErrNotConfigured) {
		t.Errorf("without Fetch: %v", err)
	}
}
