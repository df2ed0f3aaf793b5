package profile

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// step is one of what a profile's credentials are made with, as the suite writes it.
type step struct {
	AccessKey *struct {
		ID      string `json:"access_key_id"`
		Secret  string `json:"secret_access_key"`
		Account string `json:"account_id"`
	}
	AssumeRole *struct {
		ARN         string `json:"role_arn"`
		ExternalID  string `json:"external_id"`
		SessionName string `json:"role_session_name"`
	}
	WebIdentityToken map[string]string
	Sso              map[string]string
	NamedSource      string
}

// The base of a way is compared, and where the suite expects an error that comes
// later, when the base is asked, there is a reason. These cases are run against
// the sources themselves in package chain.
func TestConformanceAssumeRole(t *testing.T) {
	const atBase = "the error comes when the base is asked for credentials; see package chain"
	excluded := map[string]string{
		"partial credentials error (missing secret)":                         atBase,
		"partial credentials error (missing access key)":                     atBase,
		"missing credentials error (empty source profile)":                   atBase,
		"profile only contains configuration":                                atBase,
		"missing root profile (should never happen in practice)":             atBase,
		"web identity role, no role_arn":                                     atBase,
		"invalid SSO credentials configuration: missing account ID":          atBase,
		"invalid SSO credentials configuration: missing role name":           atBase,
		"invalid SSO token configuration: sso_region must be in sso-session": atBase,
		"invalid SSO token configuration: sso-session not found":             atBase,
	}
	var cases []struct {
		Docs  string
		Input struct {
			Profiles map[string]map[string]string
			Sessions map[string]map[string]string `json:"sso_sessions"`
			Selected string                       `json:"selected_profile"`
		}
		Output struct {
			ProfileChain []step
			Error        string
		}
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "assume-role-tests.json"), &cases)
	ran, left := 0, 0
	for _, c := range cases {
		if c.Docs == "web identity role" && c.Output.Error != "" {
			c.Docs += ", no role_arn"
		}
		if excluded[c.Docs] != "" {
			left++
			continue
		}
		ran++
		t.Run(c.Docs, func(t *testing.T) {
			config, err := files{"C": text("profile", c.Input.Profiles) + text("sso-session", c.Input.Sessions)}.from(c.Input.Selected).Load()
			if err != nil {
				t.Fatal(err)
			}
			roles, base, err := config.Roles(config.Name())
			if c.Output.Error != "" {
				if err == nil {
					t.Errorf("got %v from %v, want %s", roles, base, c.Output.Error)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			compareBase(t, config, base, c.Output.ProfileChain[0])
			want := c.Output.ProfileChain[1:]
			if len(roles) != len(want) {
				t.Fatalf("got %v, want %v", roles, want)
			}
			for i, r := range roles {
				if w := want[i].AssumeRole; r.ARN != w.ARN || r.ExternalID != w.ExternalID || r.SessionName != w.SessionName {
					t.Errorf("role %d is %+v, want %+v", i, r, w)
				}
			}
		})
	}
	t.Logf("%d cases, %d run, %d excluded: %s", len(cases), ran, left, atBase)
	if left != len(excluded) || ran+left < 28 {
		t.Errorf("%d exclusions, %d fit a case", len(excluded), left)
	}
}

func compareBase(t *testing.T, config *Config, base Base, want step) {
	t.Helper()
	s := base.Profile
	settings := want.WebIdentityToken
	switch {
	case want.NamedSource != "":
		if base.Source != want.NamedSource {
			t.Errorf("got %+v, want %s", base, want.NamedSource)
		}
	case want.AccessKey != nil:
		w := want.AccessKey
		got, err := s.ConfigFileKeys()
		if err != nil || got.AccessKeyID != w.ID || got.SecretAccessKey.Reveal() != w.Secret || got.AccountID != w.Account {
			t.Errorf("got %v, %v, want %v", got, err, w)
		}
	case want.Sso != nil:
		settings = want.Sso
	}
	for key, w := range settings {
		got := s.Get(key)
		if session := s.Get("sso_session"); got == "" && session != "" {
			section, _ := config.SSOSession(session)
			got = section.Get(key)
		}
		if got != w {
			t.Errorf("%s is %q, want %q", key, got, w)
		}
	}
}

// text is a config file.
func text(kind string, sections map[string]map[string]string) string {
	var b strings.Builder
	for name, settings := range sections {
		b.WriteString("[" + kind + " " + name + "]\n")
		for key, value := range settings {
			b.WriteString(key + " = " + value + "\n")
		}
	}
	return b.String()
}

func TestRolesErrors(t *testing.T) {
	long := "[profile 0]\nrole_arn=r\nsource_profile=00\n"
	for name := "00"; len(name) < 80; name += "0" {
		long += "[profile " + name + "]\nrole_arn=r\nsource_profile=" + name + "0\n"
	}
	for config, want := range map[string]string{
		"[profile 0]\nrole_arn=r\nsource_profile=0":                                              `the profile "0" has the source_profile "0", which closes a circle: "0", "0"`,
		"[profile 0]\nrole_arn=r\nsource_profile=B\n[profile B]\nrole_arn=r\nsource_profile=0\n": `the profile "B" has the source_profile "0", which closes a circle: "0", "B", "0"`,
		"[profile 0]\nrole_arn=r\nsource_profile=X":                                              `the profile "0" has the source_profile "X", which does not exist`,
		"[profile 0]\nrole_arn=r\ncredential_source=environment":                                 `the profile "0" has the credential_source "environment", which is none of Environment, Ec2InstanceMetadata, EcsContainer`,
		long: `the profile "` + strings.Repeat("0", 65) + `" is one role too many: more than 64 would be assumed`,
	} {
		c, err := files{"C": config}.from("0").Load()
		if err != nil {
			t.Fatal(err)
		}
		if roles, base, err := c.Roles("0"); err == nil || err.Error() != "creds: assume-role: "+want {
			t.Errorf("got %v from %v, %v, want %s", roles, base, err, want)
		}
	}
	c, _ := files{"C": "[profile 0]\nrole_arn=r\nsource_profile=0\nduration_seconds=900\n", "S": "[0]\naws_access_key_id=A\naws_secret_access_key=S"}.from("0").Load()
	roles, base, err := c.Roles("0")
	if err != nil || len(roles) != 1 || roles[0].Duration.Seconds() != 900 || base.Profile.Name() != "0" {
		t.Errorf("got %v from %v, %v", roles, base, err)
	}
	if names := c.Profiles(); !slices.Equal(names, []string{"0"}) {
		t.Error(names)
	}
}
