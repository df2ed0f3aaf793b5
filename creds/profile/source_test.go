package profile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
)

func TestSource(t *testing.T) {
	const config = "[default]\naws_access_key_id=CID\naws_secret_access_key=CSECRET\naws_account_id=123\n[profile half]\naws_access_key_id=H\n[profile other]\nregion=r\n[profile bad]\naws_access_key_id=a b\naws_secret_access_key=x\n"
	const credentials = "[file]\naws_access_key_id=FID\naws_secret_access_key=FSECRET\naws_session_token=new\naws_security_token=old\n[half]\naws_secret_access_key=HSECRET\n"
	for profile, want := range map[string]string{
		"":      `{CID REDACTED  123 0001-01-01 00:00:00 +0000 UTC config-file n}`,
		"file":  `{FID REDACTED REDACTED  0001-01-01 00:00:00 +0000 UTC shared-credentials-file n}`,
		"half":  `creds: no credentials: shared-credentials-file: the profile "half" has aws_secret_access_key there, but no aws_access_key_id; config-file: the profile "half" has aws_access_key_id there, but no aws_secret_access_key`,
		"bad":   `creds: no credentials: shared-credentials-file: the profile "bad" has no aws_access_key_id there; config-file: the access key id has a character that cannot be sent`,
		"other": `creds: no credentials: shared-credentials-file: the profile "other" has no aws_access_key_id there; config-file: the profile "other" has no aws_access_key_id there`,
		"none":  `creds: profile: the profile "none" is in neither of C and S`,
		"a\nb":  `creds: profile: the profile "a?b" is in neither of C and S`,
	} {
		c, err := Source{files{"C": config, "S": credentials}.from(profile)}.Retrieve(t.Context())
		got := fmt.Sprint(c)
		if err != nil {
			got = err.Error()
		}
		if got != want || errors.Is(err, creds.ErrNotConfigured) != (profile == "other") {
			t.Errorf("%s: got %s, want %s", profile, got, want)
		}
		if c.SessionToken.Reveal() != "" && c.SessionToken.Reveal() != "new" {
			t.Errorf("%s: token %s", profile, c.SessionToken.Reveal())
		}
	}
}

// A profile that a variable chose must exist as well; AWS_PROFILE comes first.
func TestProfileVariables(t *testing.T) {
	for _, c := range []struct {
		env    variables
		inCode string
		want   string
		missed bool
	}{
		{variables{}, "", "default", false},
		{variables{"AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"}, "", "a", true},
		{variables{"AWS_PROFILE": " ", "AWS_DEFAULT_PROFILE": "b"}, "", "b", true},
		{variables{"AWS_PROFILE": "a"}, "c", "c", true},
	} {
		config, err := Files{Profile: c.inCode, Getenv: c.env.get, ReadFile: files{}.read}.Load()
		if err != nil {
			t.Fatal(err)
		}
		_, err = config.Selected()
		if config.Name() != c.want || config.InCode() != (c.inCode != "") || (err != nil) != c.missed || errors.Is(err, creds.ErrNotConfigured) {
			t.Errorf("%v: got %s, %v", c.env, config.Name(), err)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, c := range []struct{ home, path, want string }{
		{"/home/me", "~/x", "/home/me/x"},
		{"/home/me", "~", "/home/me"},
		{"/home/me", "~you/x", "~you/x"},
		{"/", "", "/.aws/config"},
		{"", "~/x", "~/x"},
		{"", "", ""},
		{"/home/me", "$HOME/$DIR/${DIR}/$NONE", "/home/me/d/d/${NONE}"},
	} {
		got, _ := locate(variables{"HOME": c.home, "AWS_CONFIG_FILE": c.path, "DIR": "d"}.get, "/")
		if got != c.want {
			t.Errorf("%v: got %s", c, got)
		}
	}
}

func TestFilesOnDisk(t *testing.T) {
	home := t.TempDir()
	get := variables{"HOME": home}.get
	if c, err := (Files{Getenv: get}).Load(); err != nil || len(c.Profiles()) != 0 {
		t.Errorf("no folder: got %v, %v", c, err)
	}
	dir := filepath.Join(home, ".aws")
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	if c, err := (Files{Getenv: get}).Load(); err != nil || len(c.Profiles()) != 0 {
		t.Errorf("no folder: got %v, %v", c, err)
	}
	os.Remove(dir)
	if err := os.MkdirAll(filepath.Join(dir, "credentials"), 0o700); err != nil { // a folder where the file should be
		t.Fatal(err)
	}
	_, err := Files{Getenv: get}.Load()
	if e, ok := errors.AsType[*creds.Error](err); !ok || errors.Is(err, fs.ErrNotExist) || !strings.Contains(e.Error(), "credentials") {
		t.Errorf("got %v", err)
	}
	os.Remove(filepath.Join(dir, "credentials"))
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte("[default]\nregion=eu-west-1"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Files{Getenv: get}.Load()
	if err != nil {
		t.Fatal(err)
	}
	if s, err := c.Selected(); err != nil || s.Get("region") != "eu-west-1" || s.Name() != "default" {
		t.Errorf("got %v, %v", s, err)
	}
	huge := func(string) ([]byte, error) { return make([]byte, MaxFile+1), nil }
	if _, err := (Files{Getenv: get, ReadFile: huge}).Load(); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("got %v", err)
	}
}

func TestZeroSection(t *testing.T) {
	var s Section
	if v, ok := s.Lookup("a"); v != "" || ok || s.On("a") || s.Name() != "" {
		t.Errorf("got %q, %v", v, ok)
	}
	if v, ok := s.Nested("a", "b"); v != "" || ok {
		t.Errorf("got %q, %v", v, ok)
	}
	if _, err := s.ConfigFileKeys(); !errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
}
