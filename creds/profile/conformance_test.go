package profile

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

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

// files are a file system, by path.
type files map[string]string

func (f files) read(name string) ([]byte, error) {
	if text, ok := f[name]; ok {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// from is where these files are read: C is the config file, S the credentials file.
func (f files) from(profile string) Files {
	return Files{Profile: profile, ReadFile: f.read, Getenv: variables{"AWS_CONFIG_FILE": "C", "AWS_SHARED_CREDENTIALS_FILE": "S"}.get}
}

type variables map[string]string

func (v variables) get(name string) string { return v[name] }

// reasons are the suite's errors in this package's words.
func reasons(want string) string {
	switch {
	case strings.HasPrefix(want, "Profile definition must end"):
		return reasonBracket
	case want == "Expected a profile definition":
		return reasonNoSection
	case want == "Property did not have a name":
		return reasonNoKey
	case want == "Expected an '=' sign defining a property":
		return reasonNoEquals
	case strings.HasPrefix(want, "Expected a property definition"):
		return reasonNoSetting
	case want == "Expected an '=' sign defining a sub-property":
		return reasonNestedEquals
	case want == "Sub-property did not have a name":
		return reasonNestedKey
	}
	return "unknown: " + want
}

// Run one case: go test ./creds/profile -run 'TestConformanceProfileParser/Empty_files'
func TestConformanceProfileParser(t *testing.T) {
	type sections map[string]map[string]string
	var suite struct {
		Tests []struct {
			Name  string
			Input struct {
				ConfigFile, CredentialsFile string
			}
			Output struct {
				Config struct {
					Profiles sections
					Sessions sections `json:"sso_sessions"`
				}
				ErrorContaining string
			}
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "profile-parser-tests.json"), &suite)
	if len(suite.Tests) < 65 {
		t.Errorf("only %d cases", len(suite.Tests))
	}
	for _, c := range suite.Tests {
		t.Run(c.Name, func(t *testing.T) {
			config, err := files{"C": c.Input.ConfigFile, "S": c.Input.CredentialsFile}.from("").Load()
			if want := c.Output.ErrorContaining; want != "" {
				syntax, ok := errors.AsType[*SyntaxError](err)
				if !ok || syntax.Reason != reasons(want) || syntax.Line == 0 || syntax.File != "C" {
					t.Fatalf("got %v, want %s", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := sections{}
			for _, name := range config.Profiles() {
				got[name] = map[string]string{}
				for _, f := range []file{config.config, config.credentials} {
					if s := f.profiles[name]; s != nil {
						maps.Copy(got[name], s.values)
					}
				}
				s, _ := config.Profile(name)
				for key, value := range got[name] {
					if v, ok := s.Lookup(key); !ok || v != value {
						t.Errorf("%s of %s is %q, %v", key, name, v, ok)
					}
				}
			}
			compare := func(what string, got, want sections) {
				if !maps.EqualFunc(got, want, maps.Equal[map[string]string, map[string]string]) {
					t.Errorf("%s: got %q, want %q", what, got, want)
				}
			}
			compare("profiles", got, c.Output.Config.Profiles)
			got = sections{}
			for name, s := range config.config.sessions {
				got[name] = s.values
			}
			compare("sessions", got, c.Output.Config.Sessions)
		})
	}
}

func TestConformanceFileLocation(t *testing.T) {
	var suite struct {
		Tests []struct {
			Name, Platform, Profile, ConfigLocation, CredentialsLocation string
			Environment                                                  variables
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "file-location-tests.json"), &suite)
	if len(suite.Tests) < 9 {
		t.Errorf("only %d cases", len(suite.Tests))
	}
	for _, c := range suite.Tests {
		t.Run(c.Name, func(t *testing.T) {
			sep := "/"
			if c.Platform == "windows" {
				sep = `\`
			}
			config, credentials := locate(c.Environment.get, sep)
			if config != c.ConfigLocation || credentials != c.CredentialsLocation {
				t.Errorf("got %s and %s", config, credentials)
			}
			loaded, err := Files{Getenv: c.Environment.get, ReadFile: files{}.read}.Load()
			if err != nil || c.Profile != "" && loaded.Name() != c.Profile {
				t.Errorf("got %v, %v", loaded, err)
			}
		})
	}
}

// The files of botocore's own tests, and what botocore reads in them. Where it
// refuses what AWS's other SDKs take, or the reverse, there is a reason.
func TestConformanceBotocoreFiles(t *testing.T) {
	dir := filepath.Join(testkit.Conformance(t, "credentials"), "botocore-cfg")
	ini := "no section, or one without prefix: the old boto files are not read"
	cases := map[string]func(c *Config, err error) bool{
		"aws_bad_profile": func(c *Config, err error) bool {
			s, _ := c.Profile("my profile")
			return err == nil && s.Get("aws_access_key_id") == "default" && strings.Join(c.Profiles(), "|") == "default|my profile|personal1"
		},
		"aws_config": func(c *Config, err error) bool {
			s, _ := c.Profile("personal")
			got, _ := s.ConfigFileKeys()
			return err == nil && got.AccessKeyID == "fie" && got.SessionToken.Reveal() == "fiebaz"
		},
		"aws_config_bad":        refused(1, reasonNoSection),
		"aws_config_badbytes":   refused(1, reasonUTF8),
		"aws_config_nested":     nested,
		"aws_config_nested_bad": refused(5, reasonNestedEquals),
		"aws_config_nocreds":    value("default", "region", "us-west-2"),
		"aws_config_other":      value("personal", "aws_access_key_id", "fie"),
		"aws_services_config": func(c *Config, err error) bool {
			s, _ := c.Selected()
			s3, _ := c.Endpoint(s, "S3")
			ddb, _ := c.Endpoint(s, "DynamoDB")
			ec2, _ := c.Endpoint(s, "EC2")
			return err == nil && s3 == "https://localhost:5678/" && ddb == "https://localhost:8888/" && ec2 == "https://localhost:1234/"
		},
		"aws_sso_session_config": func(c *Config, err error) bool {
			s, ok := c.SSOSession("sso")
			return err == nil && ok && s.Get("sso_region") == "us-east-1"
		},
		"aws_third_config":  value("third", "aws_access_key_id", "third_fie"),
		"foo_config":        value("default", "foo_region", "us-west-1"),
		"aws_credentials":   refused(1, reasonNoSection), // ini
		"boto_config":       func(c *Config, err error) bool { return err == nil && len(c.Profiles()) == 0 },
		"boto_config_empty": func(c *Config, err error) bool { return err == nil && len(c.Profiles()) == 0 },
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(cases) {
		t.Errorf("%d files, %d cases, %v (%s)", len(entries), len(cases), err, ini)
	}
	for name, check := range cases {
		t.Run(name, func(t *testing.T) {
			get := variables{"AWS_CONFIG_FILE": filepath.Join(dir, name)}.get
			c, err := Files{Getenv: get}.Load()
			if !check(c, err) {
				t.Errorf("got %+v, %v", c, err)
			}
		})
	}
}

func refused(line int, reason string) func(*Config, error) bool {
	return func(c *Config, err error) bool {
		syntax, ok := errors.AsType[*SyntaxError](err)
		return ok && c == nil && syntax.Line == line && syntax.Reason == reason
	}
}

func value(profile, key, want string) func(*Config, error) bool {
	return func(c *Config, err error) bool {
		if err != nil {
			return false
		}
		s, ok := c.Profile(profile)
		return ok && s.Get(key) == want
	}
}

func nested(c *Config, err error) bool {
	if err != nil {
		return false
	}
	s, _ := c.Selected()
	style, _ := s.Nested("s3", "addressing_style")
	version, _ := s.Nested("cloudwatch", "signature_version")
	_, other := s.Nested("ec2", "signature_version")
	return style == "path" && version == "v4" && !other && s.Get("region") == "us-west-2"
}
