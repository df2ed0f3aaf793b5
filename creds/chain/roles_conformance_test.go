package chain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

// All cases of the suite that end in an error, those too that package profile
// leaves to the sources. The others are compared there, step by step.
func TestConformanceAssumeRoleErrors(t *testing.T) {
	var cases []struct {
		Docs  string
		Input struct {
			Profiles map[string]map[string]string
			Sessions map[string]map[string]string `json:"sso_sessions"`
			Selected string                       `json:"selected_profile"`
		}
		Output struct{ Error string }
	}
	load(t, filepath.Join(testkit.Conformance(t, "credentials"), "assume-role-tests.json"), &cases)
	ran := 0
	for _, c := range cases {
		if c.Output.Error == "" {
			continue
		}
		ran++
		t.Run(c.Docs, func(t *testing.T) {
			environment(t, map[string]string{"AWS_CONFIG_FILE": "C", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-east-1"})
			var text strings.Builder
			for kind, sections := range map[string]map[string]map[string]string{"profile": c.Input.Profiles, "sso-session": c.Input.Sessions} {
				for name, settings := range sections {
					text.WriteString("[" + kind + " " + name + "]\n")
					for key, value := range settings {
						text.WriteString(key + " = " + value + "\n")
					}
				}
			}
			transport := &replay.Transport{}
			s := Source{Profile: c.Input.Selected, Client: lite.Config{Transport: transport, MaxAttempts: 1}, ReadFile: func(name string) ([]byte, error) {
				if name == "C" {
					return []byte(text.String()), nil
				}
				return nil, os.ErrNotExist
			}}
			got, err := s.Retrieve(t.Context())
			if err == nil || !got.Equal(creds.Credentials{}) || len(transport.Requests) != 0 {
				t.Errorf("got %v, %v, want %s", got, transport.Requests, c.Output.Error)
			}
			t.Logf("%v\n  (suite: %s)", err, c.Output.Error)
		})
	}
	if ran < 15 {
		t.Errorf("only %d cases", ran)
	}
}
