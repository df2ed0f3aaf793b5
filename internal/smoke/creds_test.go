package smoke

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/chain"
	"github.com/tucuxi-go/tucuxi/creds/container"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
	"github.com/tucuxi-go/tucuxi/wire"
)

// alone hides the variables and files of the machine and gives a config file.
func alone(t *testing.T, config string) chain.Source {
	t.Helper()
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("AWS_REGION", region)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	return chain.Source{ReadFile: func(name string) ([]byte, error) {
		switch name {
		case filepath.Join(home, ".aws", "config"):
			return []byte(config), nil
		case filepath.Join(home, ".aws", "credentials"):
			return nil, fs.ErrNotExist
		}
		return os.ReadFile(name)
	}}
}

// whoAmI is the caller's ARN: the server knows whose keys it gave.
func whoAmI(t *testing.T, c *lite.Client) (string, error) {
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	out, err := c.Call(ctx, sts.GetCallerIdentity, nil)
	if err != nil {
		return "", err
	}
	return out.Get("Arn").String(), nil
}

func wantRole(t *testing.T, c *lite.Client, role string) {
	t.Helper()
	arn, err := whoAmI(t, c)
	if err != nil || !strings.HasPrefix(arn, "arn:aws:sts::123456789012:assumed-role/"+role+"/") {
		t.Errorf("called as %q, %v, want role %s", arn, err, role)
	}
}

// Two roles, one assumed with the other, with the profile's endpoints.
func TestCredsAssumeRole(t *testing.T) {
	server := endpoint(t, "TUCUXI_MOTO")
	s := alone(t, `[profile outer]
role_arn = arn:aws:iam::123456789012:role/outer
source_profile = inner
role_session_name = smoke
services = local
[profile inner]
role_arn = arn:aws:iam::123456789012:role/inner
source_profile = keys
[profile keys]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = secret
[services local]
sts =
  endpoint_url = `+server+"\n")
	s.Profile = "outer"
	c := lite.New(sts.Service, s.Config(lite.Config{}))
	wantRole(t, c, "outer")
	if arn, _ := whoAmI(t, c); !strings.HasSuffix(arn, "/smoke") {
		t.Errorf("called as %q, want session smoke", arn)
	}
}

func TestCredsWebIdentity(t *testing.T) {
	server := endpoint(t, "TUCUXI_MOTO")
	s := alone(t, "")
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("eyJhbGciOiJub25lIn0.e30.x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", token)
	t.Setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web")
	t.Setenv("AWS_ENDPOINT_URL_STS", server)
	wantRole(t, lite.New(sts.Service, s.Config(lite.Config{})), "web")
}

// vendor is a server on loopback that gives keys of roles, each time those of
// another one: "given-1", "given-2" and so on.
type vendor struct {
	*httptest.Server
	t      *testing.T
	moto   peer
	header string // that requests for keys must have, "name: value"
	given  atomic.Int32
	failed atomic.Int32
	down   atomic.Bool
}

func newVendor(t *testing.T, header string) *vendor {
	v := &vendor{t: t, moto: moto(t, sts.Service), header: header}
	v.Server = httptest.NewServer(v)
	t.Cleanup(v.Close)
	return v
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if v.down.Load() {
		v.failed.Add(1)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	const role = "/latest/meta-data/iam/security-credentials/"
	if r.Method == "PUT" && r.URL.Path == "/latest/api/token" && r.Header.Get("X-Aws-Ec2-Metadata-Token-Ttl-Seconds") != "" {
		io.WriteString(w, "session")
		return
	}
	if name, value, _ := strings.Cut(v.header, ": "); r.Header.Get(name) != value {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.URL.Path == role {
		io.WriteString(w, "instance")
		return
	}
	time.Sleep(50 * time.Millisecond) // so that many callers wait for it
	n := strconv.Itoa(int(v.given.Add(1)))
	out, err := v.moto.c.Call(r.Context(), sts.AssumeRole, lite.Map{"RoleArn": "arn:aws:iam::123456789012:role/given-" + n, "RoleSessionName": "smoke"})
	if err != nil {
		v.t.Error(err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	k := out.Get("Credentials")
	io.WriteString(w, `{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"`+k.Get("AccessKeyId").String()+`","SecretAccessKey":"`+k.Get("SecretAccessKey").String()+
		`","Token":"`+k.Get("SessionToken").String()+`","Expiration":"`+time.Now().Add(time.Hour).UTC().Format(time.RFC3339)+`"}`)
}

// crowd calls from 64 goroutines at once; all must be the role.
func crowd(t *testing.T, c *lite.Client, role string) {
	t.Helper()
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() { wantRole(t, c, role) })
	}
	wg.Wait()
}

func TestCredsContainer(t *testing.T) {
	server := endpoint(t, "TUCUXI_MOTO")
	s := alone(t, "")
	v := newVendor(t, "Authorization: pod token")
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("pod token"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", v.URL+"/v1/credentials")
	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token)
	crowd(t, lite.New(sts.Service, s.Config(lite.Config{Endpoint: server})), "given-1")
	same(t, "fetches", v.given.Load(), 1)
	wantRole(t, lite.New(sts.Service, container.Config(lite.Config{Endpoint: server})), "given-2")
}

// TestCredsInstance goes through the life of an instance's credentials: one fetch
// for all, an endpoint that is down for a while, and one that is back.
func TestCredsInstance(t *testing.T) {
	server := endpoint(t, "TUCUXI_MOTO")
	s := alone(t, "")
	v := newVendor(t, "X-Aws-Ec2-Metadata-Token: session")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "")
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", v.URL)
	var ahead atomic.Int64
	s.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	cache := creds.NewCache(s)
	cache.Now = s.Now
	c := lite.New(sts.Service, s.Config(lite.Config{Endpoint: server, Credentials: cache}))
	crowd(t, c, "given-1")
	same(t, "fetches", v.given.Load(), 1)

	// Down in the advisory window: calls go on, and the endpoint is left in peace.
	v.down.Store(true)
	ahead.Store(int64(47 * time.Minute))
	crowd(t, c, "given-1")
	for end := time.Now().Add(10 * time.Second); v.failed.Load() == 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	failed := v.failed.Load()
	crowd(t, c, "given-1")
	if got := v.failed.Load(); failed == 0 || got != failed {
		t.Errorf("%d requests to the endpoint that is down, then %d; want some, then no more", failed, got-failed)
	}

	// Down in the mandatory window: callers see why.
	ahead.Store(int64(55 * time.Minute))
	if arn, err := whoAmI(t, c); err == nil {
		t.Errorf("called as %q with credentials in the mandatory window", arn)
	}
	// Back: one fetch for all who wait.
	v.down.Store(false)
	crowd(t, c, "given-2")
	same(t, "fetches", v.given.Load(), 2)
}

// expiring is a transport that answers for the service that the token expired,
// to the calls with one access key.
type expiring struct {
	lite.Transport
	key     atomic.Pointer[string]
	refused atomic.Int32
}

func (e *expiring) Send(ctx context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	if key := e.key.Load(); key != nil {
		signedBy := func(h wire.Header) bool {
			return h.Name == "authorization" && strings.Contains(h.Value, "Credential="+*key+"/")
		}
		if slices.ContainsFunc(r.Header, signedBy) {
			e.refused.Add(1)
			const body = `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>expired</Message></Error></ErrorResponse>`
			a.Status, a.Header, a.Length, a.Body = 403, wire.HeaderList{}, int64(len(body)), io.NopCloser(strings.NewReader(body))
			return nil
		}
	}
	return e.Transport.Send(ctx, r, a)
}

// Credentials that the service says have expired are fetched anew, once, and the
// calls that were under way succeed.
func TestCredsExpireInFlight(t *testing.T) {
	server := endpoint(t, "TUCUXI_MOTO")
	s := alone(t, "")
	v := newVendor(t, "Authorization: t")
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", v.URL+"/v1/credentials")
	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "t")
	e := &expiring{Transport: lite.HTTPTransport(nil)}
	cfg := s.Config(lite.Config{Endpoint: server, Transport: e})
	c := lite.New(sts.Service, cfg)
	wantRole(t, c, "given-1")
	used, err := cfg.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e.key.Store(&used.AccessKeyID)
	crowd(t, c, "given-2")
	same(t, "fetches", v.given.Load(), 2)
	if e.refused.Load() == 0 {
		t.Error("no call met the end of its credentials")
	}
}
