package container

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/sts"
	"github.com/tucuxi-go/tucuxi/lite"
)

// A client of Config takes the environment's keys, else those of the endpoint,
// which it asks once.
func TestConfig(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/role" && r.Header.Get("Authorization") == "Bearer x" {
			asked++
			io.WriteString(w, `{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"secret","Token":"token","Expiration":"2099-01-01T00:00:00Z"}`)
			return
		}
		_, key, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
		key, _, _ = strings.Cut(key, "/")
		io.WriteString(w, `<AssumeRoleResponse><AssumeRoleResult><PackedPolicySize>`+map[string]string{"ASIACONTAINER": "1", "AKIAENV": "2"}[key]+`</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>`)
	}))
	defer server.Close()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": "", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI": server.URL + "/role", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer x",
		"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "", "AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1",
	} {
		t.Setenv(name, value)
	}
	call := func(c lite.Config) (int64, error) {
		out, err := lite.New(sts.Service, c).Call(t.Context(), sts.AssumeRole, lite.Map{"RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "session"})
		if err != nil {
			return 0, err
		}
		return out.Get("PackedPolicySize").Int(), nil
	}
	c := Config(lite.Config{})
	for range 2 {
		if got, err := call(c); got != 1 || err != nil {
			t.Errorf("key %d, %v", got, err)
		}
	}
	if asked != 1 {
		t.Errorf("the endpoint was asked %d times", asked)
	}
	// On its own a client does not ask, and says where else one could.
	if _, err := call(lite.Config{}); !errors.Is(err, creds.ErrNotConfigured) || asked != 1 || !strings.Contains(err.Error(), "creds/chain") {
		t.Errorf("%v, asked %d times", err, asked)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAENV")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	if got, err := call(Config(lite.Config{})); got != 2 || err != nil || asked != 1 {
		t.Errorf("key %d, %v, asked %d times", got, err, asked)
	}
	given := lite.Config{Credentials: creds.Static("AKIAENV", "secret", "")}
	if got := Config(given); got.Credentials != given.Credentials || Config(lite.Config{Unsigned: true}).Credentials != nil {
		t.Error("credentials of the Config are replaced")
	}
}
