package creds

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// variables is a fake environment.
type variables map[string]string

func (v variables) get(name string) string { return v[name] }

func TestEnvironment(t *testing.T) {
	for _, c := range []struct {
		name  string
		env   variables
		want  Credentials
		fails string // part of the error
		unset bool   // the error is ErrNotConfigured
	}{
		{name: "nothing", env: variables{}, fails: "environment: AWS_ACCESS_KEY_ID is not set", unset: true},
		{name: "no id", env: variables{"AWS_SECRET_ACCESS_KEY": "S"}, fails: "AWS_ACCESS_KEY_ID is not set, though", unset: true},
		{name: "blank", env: variables{"AWS_ACCESS_KEY_ID": " ", "AWS_SECRET_ACCESS_KEY": "\t"}, fails: "AWS_ACCESS_KEY_ID is not set", unset: true},
		{name: "no secret", env: variables{"AWS_ACCESS_KEY_ID": "A"}, fails: "AWS_SECRET_ACCESS_KEY is not"},
		{name: "blank secret", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": " "}, fails: "AWS_SECRET_ACCESS_KEY is not"},
		{name: "keys", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S"},
			want: Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S")}},
		{name: "all", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "T", "AWS_SECURITY_TOKEN": "OLD", "AWS_ACCOUNT_ID": "123456789012", "AWS_CREDENTIAL_EXPIRATION": "2030-01-02T05:04:05.25+02:00"},
			want: Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), SessionToken: NewSecret("T"), AccountID: "123456789012", Expires: time.Date(2030, 1, 2, 3, 4, 5, 25e7, time.UTC)}},
		{name: "older token", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": " ", "AWS_SECURITY_TOKEN": "OLD"},
			want: Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), SessionToken: NewSecret("OLD")}},
		{name: "bad time", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_CREDENTIAL_EXPIRATION": "tomorrow"}, fails: "AWS_CREDENTIAL_EXPIRATION"},
		{name: "line break", env: variables{"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S\n"}, fails: "secret access key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Environment{Getenv: c.env.get}.Retrieve(t.Context())
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Fatalf("got error %v, want one with %q", err, c.fails)
				}
				if errors.Is(err, ErrNotConfigured) != c.unset {
					t.Errorf("ErrNotConfigured is %v", !c.unset)
				}
				if !got.Equal(Credentials{}) {
					t.Errorf("an error beside %#v", got)
				}
				return
			}
			c.want.Source = "environment"
			if err != nil || !got.Equal(c.want) {
				t.Errorf("got %#v, %v, want %#v", got, err, c.want)
			}
		})
	}
}

// lambda sets what a Lambda function of an execution role finds.
func lambda(t testing.TB) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": testSecret, "AWS_SESSION_TOKEN": testToken,
		"AWS_CREDENTIAL_EXPIRATION": "", "AWS_ACCOUNT_ID": "",
	} {
		if t, ok := t.(interface{ Setenv(k, v string) }); ok {
			t.Setenv(name, value)
		}
	}
}

func TestEnvironmentOfTheProcess(t *testing.T) {
	lambda(t)
	got, err := Environment{}.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "ASIAEXAMPLE" || got.SecretAccessKey.Reveal() != testSecret || got.SessionToken.Reveal() != testToken || !got.Expires.IsZero() {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestEnvironmentAllocs(t *testing.T) {
	lambda(t)
	ctx := t.Context()
	source := Chain(Environment{}, Container{})
	testkit.WantAllocs(t, 5, func() {
		if _, err := source.Retrieve(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

// No source opens anything while it is not needed: with the variables of a
// Lambda function neither the token file nor the endpoint is touched.
func TestLambdaTouchesNothing(t *testing.T) {
	lambda(t)
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/credentials")
	t.Setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token")
	container := Container{
		Fetch: func(context.Context, string, []Header) (int, []byte, error) {
			t.Error("the endpoint was asked")
			return 0, nil, errors.New("no")
		},
		ReadFile: func(string) ([]byte, error) { t.Error("a file was read"); return nil, os.ErrNotExist },
	}
	if _, err := NewCache(Chain(Environment{}, container)).Retrieve(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestParseTime(t *testing.T) {
	if got, ok := object.Time("2030-01-02T05:04:05+02:00"); !ok || got.Location() != time.UTC || !got.Equal(time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Errorf("got %v, %v", got, ok)
	}
}

func TestReadFileIsBounded(t *testing.T) {
	name := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(name, make([]byte, 3*MaxAnswer), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := readFile(name); err != nil || len(b) != MaxAnswer+1 {
		t.Errorf("got %d bytes, %v", len(b), err)
	}
	if _, err := readFile(name + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkRetrieve(b *testing.B) {
	ctx := b.Context()
	b.Run("environment", func(b *testing.B) {
		lambda(b)
		b.ReportAllocs()
		for b.Loop() {
			_, _ = Environment{}.Retrieve(ctx)
		}
	})
	warm := func(c Credentials) func(b *testing.B) {
		return func(b *testing.B) {
			cache := NewCache(ProviderFunc(func(context.Context) (Credentials, error) { return c, nil }))
			_, _ = cache.Retrieve(ctx)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = cache.Retrieve(ctx)
			}
		}
	}
	forever := testCredentials()
	forever.Expires = time.Time{}
	b.Run("cache/forever", warm(forever))
	b.Run("cache/expiring", warm(testCredentials()))
	b.Run("cache/cold", func(b *testing.B) {
		lambda(b)
		b.ReportAllocs()
		for b.Loop() {
			_, _ = NewCache(Environment{}).Retrieve(ctx)
		}
	})
}
