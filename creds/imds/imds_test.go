package imds

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
)

// variables is a fake environment, or a profile.
type variables map[string]string

func (v variables) get(name string) string { return v[name] }

// asked is a request as the service saw it.
type asked struct {
	method, url string
	header      map[string]string
}

// reply is an answer, or an error of the transport.
type reply struct {
	status int
	body   string
	err    error
}

// service answers from a list.
type service struct {
	replies []reply
	asked   []asked
}

func (s *service) fetch(ctx context.Context, method, url string, header []creds.Header) (int, []byte, error) {
	a := asked{method, url, map[string]string{}}
	for _, h := range header {
		a.header[h.Name] = h.Value
	}
	s.asked = append(s.asked, a)
	if len(s.asked) > len(s.replies) {
		return 0, nil, errors.New("no reply is left")
	}
	r := s.replies[len(s.asked)-1]
	return r.status, []byte(r.body), r.err
}

const (
	testToken   = "AQAEAsecrettoken=="
	credentials = `{"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"topsecret","Token":"toptoken","Expiration":"2030-01-01T06:00:00Z"}`
)

var testNow = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

func source(replies ...reply) (Source, *service) {
	s := &service{replies: replies}
	return Source{Fetch: s.fetch, Getenv: variables{}.get, Now: func() time.Time { return testNow }}, s
}

func TestRetrieve(t *testing.T) {
	s, service := source(reply{status: 200, body: testToken}, reply{status: 200, body: "role\n"}, reply{status: 200, body: credentials})
	got, err := s.Retrieve(t.Context())
	want := creds.Credentials{AccessKeyID: "ASIA", SecretAccessKey: creds.NewSecret("topsecret"), SessionToken: creds.NewSecret("toptoken"),
		Expires: testNow.Add(6 * time.Hour), Source: "imds"}
	if err != nil || !got.Equal(want) || len(service.asked) != 3 {
		t.Fatalf("got %v, %v", got, err)
	}
	for i, w := range []asked{
		{"PUT", "http://169.254.169.254/latest/api/token", map[string]string{headerTTL: "21600"}},
		{"GET", "http://169.254.169.254/latest/meta-data/iam/security-credentials/", map[string]string{headerToken: testToken}},
		{"GET", "http://169.254.169.254/latest/meta-data/iam/security-credentials/role", map[string]string{headerToken: testToken}},
	} {
		g := service.asked[i]
		if g.method != w.method || g.url != w.url || len(g.header) != 1 || g.header[headerToken] != w.header[headerToken] || g.header[headerTTL] != w.header[headerTTL] {
			t.Errorf("request %d is %v, want %v", i, g, w)
		}
	}
}

func TestStaticStability(t *testing.T) {
	for expiration, moved := range map[string]bool{"2020-01-01T00:00:00Z": true, "2030-01-01T00:16:59Z": true, "2030-01-01T00:25:00Z": false} {
		s, _ := source(reply{status: 200, body: testToken}, reply{status: 200, body: "role"},
			reply{status: 200, body: strings.Replace(credentials, "2030-01-01T06:00:00Z", expiration, 1)})
		got, err := s.Retrieve(t.Context())
		left := got.Expires.Sub(testNow)
		if err != nil || moved && (left < 17*time.Minute || left >= 25*time.Minute) || !moved && left != 25*time.Minute {
			t.Errorf("%s: got %v, %v", expiration, left, err)
		}
	}
}

func TestFailures(t *testing.T) {
	down, ok, role := reply{err: errors.New("connection\nrefused")}, reply{status: 200, body: testToken}, reply{status: 200, body: "role"}
	for _, c := range []struct {
		want          string
		notConfigured bool
		replies       []reply
	}{
		{"nothing answers at http://169.254.169.254: connection?refused", true, []reply{down}},
		{"the service refuses the request for a token with status 400", true, []reply{{status: 400}}},
		{"the service gives no token, and its version 1 is not allowed: status 403", false, []reply{{status: 403}}},
		{"the service gives no token: status 500", false, []reply{{status: 500}}},
		{"the service's token is empty, too long or cannot be sent: status 200", false, []reply{{status: 200, body: "a\r\nb: c"}}},
		{"the instance has no role", true, []reply{ok, {status: 404, body: "<html>"}}},
		{"the service refuses the role's name: status 401", false, []reply{ok, {status: 401}}},
		{"the service's answer for the role's name is not understood: status 200", false, []reply{ok, {status: 200, body: "../?x"}}},
		{"the service does not answer for the role's credentials: bad REDACTED", false, []reply{ok, role, {err: errors.New("bad " + testToken)}}},
		{"the service's answer for the role's credentials is not understood: status 200", false, []reply{ok, role, {status: 200, body: "<html>topsecret"}}},
		{"the service's answer for the role's credentials is not understood: status 200", false, []reply{ok, role, {status: 200, body: credentials + strings.Repeat(" ", creds.MaxAnswer)}}},
		{"the endpoint's answer lacks AccessKeyId or SecretAccessKey: AssumeRoleUnauthorizedAccess: no", false, []reply{ok, role, {status: 200, body: `{"Code":"AssumeRoleUnauthorizedAccess","Message":"no"}`}}},
		{"the service's answer lacks Token or Expiration", false, []reply{ok, role, {status: 200, body: `{"AccessKeyId":"A","SecretAccessKey":"S","Token":"T"}`}}},
	} {
		s, service := source(c.replies...)
		got, err := s.Retrieve(t.Context())
		if err == nil || err.Error() != "creds: imds: "+c.want || errors.Is(err, creds.ErrNotConfigured) != c.notConfigured || !got.Equal(creds.Credentials{}) {
			t.Errorf("got %v, %v, want %s", got, err, c.want)
		}
		if len(service.asked) != len(c.replies) {
			t.Errorf("%s: %d requests", c.want, len(service.asked))
		}
	}
	s, _ := source()
	s.Fetch = nil
	if _, err := s.Retrieve(t.Context()); err == nil || errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
}

func TestSettings(t *testing.T) {
	s, service := source(reply{err: os.ErrDeadlineExceeded}, reply{err: os.ErrDeadlineExceeded}, reply{err: os.ErrDeadlineExceeded})
	s.Profile = variables{"metadata_service_num_attempts": "3", "metadata_service_timeout": "x"}.get
	if _, err := s.Retrieve(t.Context()); !errors.Is(err, creds.ErrNotConfigured) || len(service.asked) != 3 {
		t.Errorf("got %v after %d requests", err, len(service.asked))
	}
	s.Getenv = variables{"AWS_METADATA_SERVICE_TIMEOUT": "7"}.get
	s.Fetch = func(ctx context.Context, method, url string, header []creds.Header) (int, []byte, error) {
		if d, ok := ctx.Deadline(); !ok || time.Until(d) < 5*time.Second || time.Until(d) > 7*time.Second {
			t.Errorf("deadline %v, %v", d, ok)
		}
		return 400, nil, nil
	}
	s.Retrieve(t.Context())
}

// A service that hangs costs a second, and no attempt follows the caller's end.
func TestHangs(t *testing.T) {
	s, _ := source()
	s.Attempts = 50
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	s.Fetch = func(ctx context.Context, method, url string, header []creds.Header) (int, []byte, error) {
		if n++; n == 2 {
			cancel()
		}
		<-ctx.Done()
		return 0, nil, ctx.Err()
	}
	start := time.Now()
	if _, err := s.Retrieve(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, creds.ErrNotConfigured) || n != 2 {
		t.Errorf("got %v after %d requests", err, n)
	}
	if d := time.Since(start); d < 900*time.Millisecond || d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

// The whole way over net/http, against a service that insists on tokens.
func TestRealService(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == "PUT" && r.URL.Path == tokenPath && r.Header.Get(headerTTL) == "21600":
			io.WriteString(w, testToken)
		case r.Header.Get(headerToken) != testToken:
			w.WriteHeader(401)
		case r.URL.Path == rolePath:
			io.WriteString(w, "my-role")
		case r.URL.Path == rolePath+"my-role":
			io.WriteString(w, credentials)
		default:
			w.WriteHeader(404)
		}
	}))
	defer server.Close()
	s := Source{Endpoint: server.URL + "/", Getenv: variables{}.get, Now: func() time.Time { return testNow },
		Fetch: func(ctx context.Context, method, url string, header []creds.Header) (int, []byte, error) {
			r, err := http.NewRequestWithContext(ctx, method, url, nil)
			if err != nil {
				return 0, nil, err
			}
			for _, h := range header {
				r.Header.Set(h.Name, h.Value)
			}
			a, err := server.Client().Do(r)
			if err != nil {
				return 0, nil, err
			}
			defer a.Body.Close()
			body, err := io.ReadAll(io.LimitReader(a.Body, creds.MaxAnswer+1))
			return a.StatusCode, body, err
		}}
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "ASIA" {
		t.Errorf("got %v, %v", got, err)
	}
}

// What is taken for a URL has the host that net/url sees too, and no more than a path.
func FuzzIsURL(f *testing.F) {
	for _, s := range []string{endpointIPv4, endpointIPv6, "http://a:80/x/", "https://a", "http://", "http://a@b", "http://a/?b", "http://[::1]x", "http://a:", "not a uri", "http://]/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !isURL(s) {
			return
		}
		r, err := http.NewRequest("GET", s, nil)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		_, rest, _ := strings.Cut(s, "://")
		host, _, _ := strings.Cut(rest, "/")
		if r.URL.Host != host || r.URL.User != nil || r.URL.RawQuery != "" || r.URL.Fragment != "" {
			t.Errorf("%q: got %+v", s, r.URL)
		}
	})
}

func TestRegion(t *testing.T) {
	for body, want := range map[string]string{"eu-west-1": "eu-west-1", "": "", "a b": "", "<html>": ""} {
		s := Source{Getenv: func(string) string { return "" }, Fetch: func(_ context.Context, method, url string, header []creds.Header) (int, []byte, error) {
			switch method + " " + url {
			case "PUT http://169.254.169.254/latest/api/token":
				return 200, []byte("token"), nil
			case "GET http://169.254.169.254/latest/meta-data/placement/region":
				if len(header) == 1 && header[0] == (creds.Header{Name: headerToken, Value: "token"}) {
					return 200, []byte(body), nil
				}
			}
			t.Errorf("asked %s %s with %v", method, url, header)
			return 404, nil, nil
		}}
		if got, err := s.Region(t.Context()); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v", body, got, err)
		}
	}
	off := Source{Getenv: func(name string) string { return map[string]string{"AWS_EC2_METADATA_DISABLED": "true"}[name] }}
	if got, err := off.Region(t.Context()); got != "" || !errors.Is(err, creds.ErrNotConfigured) {
		t.Errorf("got %q, %v", got, err)
	}
}
