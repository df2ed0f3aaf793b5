package chain

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/sts"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/lite"
)

// files is a file system, by path. It counts what is asked for.
type files struct {
	mu    sync.Mutex
	texts map[string]string
	asked []string
}

func (f *files) read(name string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, name)
	if text, ok := f.texts[name]; ok {
		return []byte(text), nil
	}
	return nil, os.ErrNotExist
}

const (
	configPath      = "/home/.aws/config"
	credentialsPath = "/home/.aws/credentials"
	roleAnswer      = `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn></AssumedRoleUser><Credentials>` +
		`<AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></R>`
	containerAnswer = `{"AccessKeyId":"CONTAINER","SecretAccessKey":"S","Token":"T","Expiration":"2999-01-01T00:00:00Z"}`
	roleConfig      = "[default]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\nregion = eu-west-3\n[profile b]\naws_access_key_id = BAK\naws_secret_access_key = BSECRET\n"
)

// source is a chain over these files and answers.
func source(t *testing.T, env map[string]string, config string, answers ...replay.Answer) (Source, *files, *replay.Transport) {
	t.Helper()
	all := map[string]string{"HOME": "/home", "AWS_EC2_METADATA_DISABLED": "true"}
	for name, value := range env {
		all[name] = value
	}
	environment(t, all)
	f, transport := &files{texts: map[string]string{configPath: config}}, &replay.Transport{Answers: answers}
	return Source{ReadFile: f.read, Client: lite.Config{Transport: transport, MaxAttempts: 1}}, f, transport
}

// In a Lambda function no file is looked for and nothing is sent.
func TestLambda(t *testing.T) {
	s, f, transport := source(t, map[string]string{"AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "T"}, roleConfig)
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "A" || len(f.asked) != 0 || len(transport.Requests) != 0 {
		t.Errorf("got %v, %v; read %v, sent %v", got, err, f.asked, transport.Requests)
	}
	s, f, transport = source(t, map[string]string{"AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9001/2021-08-17/credentials",
		"AWS_CONTAINER_AUTHORIZATION_TOKEN": "t"}, roleConfig, replay.Answer{Status: 200, Body: containerAnswer})
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "CONTAINER" || len(f.asked) != 0 || len(transport.Requests) != 1 {
		t.Errorf("SnapStart: got %v, %v; read %v, sent %v", got, err, f.asked, transport.Requests)
	}
	// Elsewhere the files come before the container, as in botocore.
	s, _, _ = source(t, map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9001/x"}, "[default]\naws_access_key_id=F\naws_secret_access_key=S\n")
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "F" {
		t.Errorf("got %v, %v", got, err)
	}
}

// The error has every source's reason, in order.
func TestEveryReason(t *testing.T) {
	for name, c := range map[string]struct {
		env, profile string
		want         []string
	}{
		"outside": {"X", "", []string{"environment", "assume-role", "assume-role-with-web-identity", "sso", "shared-credentials-file", "login", "process", "config-file", "container", "imds"}},
		"lambda":  {"AWS_LAMBDA_FUNCTION_NAME", "", []string{"environment", "container", "assume-role", "assume-role-with-web-identity", "sso", "shared-credentials-file", "login", "process", "config-file", "imds"}},
		"in code": {"AWS_LAMBDA_FUNCTION_NAME", "p", []string{"assume-role", "assume-role-with-web-identity", "sso", "shared-credentials-file", "login", "process", "config-file", "container", "imds"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, _ := source(t, map[string]string{c.env: "x"}, "[profile p]\n")
			s.Profile = c.profile
			_, err := s.Retrieve(t.Context())
			failed, ok := errors.AsType[*creds.ChainError](err)
			if !ok || !errors.Is(err, creds.ErrNotConfigured) || len(failed.Passed) != len(c.want) {
				t.Fatalf("got %v", err)
			}
			at := 0
			for i, want := range c.want {
				if passed, ok := errors.AsType[*creds.NotConfigured](failed.Passed[i]); !ok || passed.Source != want {
					t.Errorf("reason %d is %v, want one of %s", i, failed.Passed[i], want)
				}
				n := strings.Index(err.Error()[at:], " "+want+": ")
				if n < 0 {
					t.Errorf("%s is not in its place: %v", want, err)
				}
				at += n + 1
			}
		})
	}
}

// A file that cannot be understood stops the chain, with file and line, unless
// the environment has keys.
func TestMalformedFile(t *testing.T) {
	s, _, _ := source(t, nil, "[default]\nregion = x\naws_secret_access_key hunter2\n")
	_, err := s.Retrieve(t.Context())
	syntax, ok := errors.AsType[*profile.SyntaxError](err)
	if !ok || syntax.File != configPath || syntax.Line != 3 || errors.Is(err, creds.ErrNotConfigured) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
	s, _, _ = source(t, map[string]string{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S"}, "x")
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "A" {
		t.Errorf("got %v, %v", got, err)
	}
}

// Where services are called: a field, else a variable, else the profile.
func TestWhere(t *testing.T) {
	services := roleConfig + "[services s]\nsts =\n  endpoint_url = http://of-services\n"
	named := strings.Replace(services, "region = ", "services = s\nendpoint_url = http://of-profile\nregion = ", 1)
	for name, c := range map[string]struct {
		env    map[string]string
		config string
		client lite.Config
		want   string
	}{
		"profile":              {nil, roleConfig, lite.Config{}, "https://sts.eu-west-3.amazonaws.com/"},
		"variable":             {map[string]string{"AWS_DEFAULT_REGION": "us-west-2"}, roleConfig, lite.Config{}, "https://sts.us-west-2.amazonaws.com/"},
		"field":                {map[string]string{"AWS_REGION": "us-west-2"}, roleConfig, lite.Config{Region: "us-west-1", Endpoint: "http://of-dynamodb"}, "https://sts.us-west-1.amazonaws.com/"},
		"fips of the profile":  {nil, strings.Replace(roleConfig, "region", "use_fips_endpoint = true\nregion", 1), lite.Config{Region: "us-east-1"}, "https://sts-fips.us-east-1.amazonaws.com/"},
		"fips of the variable": {map[string]string{"AWS_USE_FIPS_ENDPOINT": "false"}, strings.Replace(roleConfig, "region", "use_fips_endpoint = true\nregion", 1), lite.Config{}, "https://sts.eu-west-3.amazonaws.com/"},
		"services":             {nil, named, lite.Config{}, "http://of-services/"},
		"endpoint":             {nil, strings.Replace(named, "services = s", "", 1), lite.Config{}, "http://of-profile/"},
		"variable endpoint":    {map[string]string{"AWS_ENDPOINT_URL": "http://of-variable"}, named, lite.Config{}, "http://of-variable/"},
		"ignored":              {map[string]string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, named, lite.Config{}, "https://sts.eu-west-3.amazonaws.com/"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, transport := source(t, c.env, c.config, replay.Answer{Status: 200, Body: roleAnswer})
			c.client.Transport, c.client.MaxAttempts = transport, 1
			s.Client = c.client
			if _, err := s.Retrieve(t.Context()); err != nil || transport.Requests[0].URL != c.want {
				t.Errorf("got %v, sent %v, want %s", err, transport.Requests, c.want)
			}
		})
	}
	s, _, _ := source(t, nil, strings.Replace(named, "services = s", "services = t", 1))
	if _, err := s.Retrieve(t.Context()); err == nil || !strings.Contains(err.Error(), `the services section "t", which does not exist`) {
		t.Errorf("got %v", err)
	}
}

func TestMFA(t *testing.T) {
	s, _, transport := source(t, nil, strings.Replace(roleConfig, "region", "mfa_serial = GAHT12345678\nregion", 1), replay.Answer{Status: 200, Body: roleAnswer})
	if _, err := s.Retrieve(t.Context()); err == nil || !strings.Contains(err.Error(), "there is no MFA to ask for it") {
		t.Errorf("got %v", err)
	}
	s.MFA = func(_ context.Context, serial string) (string, error) { return "654321", nil }
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "ASIA" || transport.Requests[0].Form().Get("TokenCode") != "654321" {
		t.Errorf("got %v, %v", got, err)
	}
}

// Each Retrieve sees the files as they are then, so that a cache picks up what
// the user changed.
func TestFilesAreReadAgain(t *testing.T) {
	s, f, _ := source(t, nil, "")
	if _, err := s.Retrieve(t.Context()); !errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
	f.texts[credentialsPath] = "[default]\naws_access_key_id=F\naws_secret_access_key=S\n"
	if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "F" || len(f.asked) != 4 {
		t.Errorf("got %v, %v; read %v", got, err, f.asked)
	}
}

// Many callers share a Source, and a client takes one as it is.
func TestClient(t *testing.T) {
	answer := replay.Answer{Status: 200, Body: roleAnswer}
	s, _, transport := source(t, nil, roleConfig, answer, answer, answer, answer, answer, answer, answer, answer, answer)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got, err := s.Retrieve(t.Context()); err != nil || got.AccessKeyID != "ASIA" {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	group.Wait()
	transport.Requests, transport.Answers = nil, []replay.Answer{answer, answer, answer}
	client := lite.New(sts.Service, lite.Config{Region: "eu-west-1", Transport: transport, Credentials: s})
	for range 2 {
		if _, err := client.Call(t.Context(), sts.AssumeRole, lite.Map{"RoleArn": "arn:aws:iam::123456789012:role/b", "RoleSessionName": "me"}); err != nil {
			t.Fatal(err)
		}
	}
	signers := []string{}
	for _, r := range transport.Requests {
		signers = append(signers, r.Signer())
	}
	if got := strings.Join(signers, " "); got != "BAK/eu-west-3/sts ASIA/eu-west-1/sts ASIA/eu-west-1/sts" {
		t.Error(got)
	}
}

// Without a Transport, the endpoints are asked over the one that clients share.
func TestSharedTransport(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "t" {
			w.WriteHeader(403)
		}
		io.WriteString(w, containerAnswer)
	}))
	defer server.Close()
	environment(t, map[string]string{"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.URL + "/v1/credentials?a=b", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t"})
	if got, err := (Source{}).Retrieve(t.Context()); err != nil || got.AccessKeyID != "CONTAINER" {
		t.Errorf("got %v, %v", got, err)
	}
}
