package lite_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

// settingCase is a case of precedence-cases, setting-values-cases or
// retry-config-cases.
type settingCase struct {
	Variable, Setting, Service string
	Env                        map[string]string
	ConfigFile                 string
	SetInCode, ProfileInCode   string
	ClientRetries              map[string]any
	Expect                     any
	ExpectIs                   string
	Error                      string
}

func configCases(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal(suite(t, "config", file), into); err != nil {
		t.Fatal(err)
	}
}

// suite is a file of the conformance corpus.
func suite(t *testing.T, name, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, name), file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tally counts the cases of a file.
type tally struct {
	passed, failed int
	excluded       map[string]int
}

func (a *tally) run(t *testing.T, name, reason string, f func(t *testing.T)) {
	t.Helper()
	switch {
	case reason != "":
		if a.excluded == nil {
			a.excluded = map[string]int{}
		}
		a.excluded[reason]++
	case t.Run(name, f):
		a.passed++
	default:
		a.failed++
	}
}

func (a *tally) report(t *testing.T, file string) {
	t.Helper()
	n := 0
	for _, k := range a.excluded {
		n += k
	}
	t.Logf("config/%s: %d passed, %d failed, %d excluded", file, a.passed, a.failed, n)
	for reason, k := range a.excluded {
		t.Logf("  excluded %d: %s", k, reason)
	}
}

// leftOut are the variables of botocore that do not exist here, and why.
var leftOut = map[string]string{
	"parameter_validation":                   "parameters are always checked",
	"tcp_keepalive":                          "connections are always kept alive",
	"proxies.proxy_ca_bundle":                "botocore's clients do not read it from a profile either",
	"proxies.proxy_client_cert":              "botocore's clients do not read it from a profile either",
	"proxies.proxy_use_forwarding_for_https": "botocore's clients do not read it from a profile either",
}

// byKey finds the row of the table with a profile key, and the probe for it;
// probes of instance metadata are in config_imds_test.go.
func byKey(rows []tableRow, key string) (tableRow, probe, bool) {
	all, more := probes(), imdsProbes()
	for _, r := range rows {
		for _, k := range r.keys {
			if k != key {
				continue
			}
			if p, ok := all[r.option]; ok && r.section == "Clients" {
				return r, p, true
			}
			p, ok := more[key]
			return r, p, ok
		}
	}
	return tableRow{}, probe{}, false
}

// sameSetting compares in the words of the variable. nil stands for the default.
func sameSetting(r tableRow, got string, want any) bool {
	if want == nil {
		return got == r.byDefault
	}
	text := strings.ToLower(strings.ReplaceAll(fmt.Sprint(want), ", ", ","))
	got = strings.ToLower(strings.NewReplacer(" ", "", "\t", "").Replace(got))
	return got == text || text == "auto" && got == "" || text == "false" && got == ""
}

// translate puts words that the setting may have in place of the origin's, so
// that the place which has to win has another one than those below it.
func (c *settingCase) translate(words [2]string) {
	file := words[1]
	if c.SetInCode != "" {
		file = words[0]
	}
	put := func(s string) string {
		return strings.NewReplacer("from-env", words[0], "from-config", file, "from-code", words[1]).Replace(s)
	}
	for name, value := range c.Env {
		c.Env[name] = put(value)
	}
	c.ConfigFile, c.SetInCode = put(c.ConfigFile), put(c.SetInCode)
	if s, ok := c.Expect.(string); ok {
		c.Expect = put(s)
	}
}

// TestConformancePrecedence: which place beats which.
func TestConformancePrecedence(t *testing.T) {
	hideEnvironment(t)
	var cases []settingCase
	configCases(t, "precedence-cases.json", &cases)
	rows, _ := configurationTable(t)
	var count tally
	for i, c := range cases {
		key := strings.Replace(c.Variable, "user_agent_appid", "sdk_ua_app_id", 1)
		r, p, ok := byKey(rows, key)
		reason := leftOut[c.Variable]
		// Where the SDKs of AWS differ from botocore, what they do is expected: their
		// modes by default, and which variable comes first.
		nothing := len(c.Env) == 0 && c.ConfigFile == "" && c.SetInCode == ""
		switch {
		case nothing && (c.Variable == "retry_mode" || c.Variable == "defaults_mode"):
			c.Expect = "standard"
		case c.Env["AWS_REGION"] != "" && c.SetInCode == "":
			c.Expect = c.Env["AWS_REGION"]
		case c.Env["AWS_PROFILE"] != "" && c.Env["AWS_DEFAULT_PROFILE"] != "":
			c.Expect = c.Env["AWS_PROFILE"] + "-region"
		}
		count.run(t, strconv.Itoa(i)+" "+c.Variable, reason, func(t *testing.T) {
			if !ok {
				t.Fatalf("no row of the table has the key %s", key)
			}
			if !p.free {
				c.translate(p.words)
			}
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			got, err := p.see(profileOf(c.ConfigFile, c.ProfileInCode), c.SetInCode)
			if c.Error != "" {
				if err == nil {
					t.Errorf("%q, want %s", got, c.Error)
				}
				return
			}
			if err != nil || !sameSetting(r, got, c.Expect) {
				t.Errorf("%q, %v, want %v", got, err, c.Expect)
			}
		})
	}
	count.report(t, "precedence-cases.json")
}

// TestConformanceSettingValues: what values mean, and which are errors.
func TestConformanceSettingValues(t *testing.T) {
	hideEnvironment(t)
	var cases []settingCase
	configCases(t, "setting-values-cases.json", &cases)
	rows, _ := configurationTable(t)
	var count tally
	for i, c := range cases {
		r, p, ok := byKey(rows, c.Setting)
		reason, value := "", c.Env["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"]+c.ConfigFile
		if c.Setting == "request_min_compression_size_bytes" && (strings.HasSuffix(strings.TrimSpace(value), "10485760") || strings.TrimPrefix(strings.TrimSpace(value), "[default]\nrequest_min_compression_size_bytes = ") == "0") {
			reason = "0 to 10485760 are valid by the AWS SDKs and Tools Reference Guide, \"Request compression\""
		}
		if c.ExpectIs == "inject_host_prefix" {
			c.Expect = c.Expect == false // in the words of the variable
		}
		count.run(t, strconv.Itoa(i)+" "+c.Setting, reason, func(t *testing.T) {
			if !ok {
				t.Fatalf("no row of the table has the key %s", c.Setting)
			}
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			got, err := p.see(profileOf(c.ConfigFile, ""), "")
			switch {
			case c.Error != "" && err == nil:
				t.Errorf("%q, want %s", got, c.Error)
			case c.Error == "" && (err != nil || !sameSetting(r, got, c.Expect) && (c.Expect != nil || got != "false")):
				t.Errorf("%q, %v, want %v", got, err, c.Expect)
			}
		})
	}
	count.report(t, "setting-values-cases.json")
}

// TestConformanceRetryConfig: retry mode and attempts from all places.
func TestConformanceRetryConfig(t *testing.T) {
	hideEnvironment(t)
	var cases []settingCase
	configCases(t, "retry-config-cases.json", &cases)
	var count tally
	for i, c := range cases {
		cfg := profileOf(c.ConfigFile, "")
		cfg.RetryMode = map[any]lite.RetryMode{nil: 0, "legacy": lite.RetryStandard, "standard": lite.RetryStandard, "bogus": 200}[c.ClientRetries["mode"]]
		reason := ""
		if n, ok := c.ClientRetries["total_max_attempts"].(float64); ok {
			cfg.MaxAttempts = int(n)
			if n == 0 {
				reason = "0 in a Config is no number of attempts but leaves it open"
			}
		}
		if n, ok := c.ClientRetries["max_attempts"].(float64); ok {
			cfg.MaxAttempts = int(n)
		}
		count.run(t, strconv.Itoa(i), reason, func(t *testing.T) {
			for name, value := range c.Env {
				t.Setenv(name, value)
			}
			r := lite.Resolve(cfg, "DynamoDB")
			if c.Error != "" {
				if r.Err == nil {
					t.Errorf("%v, %d attempts, want %s", r.Mode, r.Attempts, c.Error)
				}
				return
			}
			want, _ := c.Expect.(map[string]any)
			mode, attempts := lite.RetryStandard, 3 // standard serves for legacy
			if want["mode"] == "adaptive" {
				mode = lite.RetryAdaptive
			}
			if n, ok := want["total_max_attempts"].(float64); ok {
				attempts = int(n)
			}
			if r.Err != nil || r.Mode != mode || r.Attempts != attempts {
				t.Errorf("%v, %d attempts, %v, want %v", r.Mode, r.Attempts, r.Err, want)
			}
		})
	}
	count.report(t, "retry-config-cases.json")
}

// TestConformanceVariables: the table has every variable of the list, with its
// key and its default.
func TestConformanceVariables(t *testing.T) {
	var list []struct {
		Name       string
		ConfigKey  string
		ConfigKeys []any
		EnvVars    []string
		Default    any
	}
	configCases(t, "variables.json", &list)
	rows, _ := configurationTable(t)
	var count tally
	for _, v := range list {
		keys := []string{}
		if v.ConfigKey != "" {
			keys = append(keys, v.ConfigKey)
		}
		for _, k := range v.ConfigKeys {
			if pair, ok := k.([]any); ok {
				k = pair[0].(string) + "." + pair[1].(string)
			}
			keys = append(keys, k.(string))
		}
		count.run(t, v.Name, leftOut[v.Name], func(t *testing.T) {
			for _, r := range rows {
				if !hasAll(r.keys, keys) || !hasAll(r.variables, v.EnvVars) {
					continue
				}
				// Of these two modes, the defaults are SDKs' and not botocore's.
				if want := fmt.Sprint(v.Default); v.Default != nil && want != r.byDefault && want != "auto" && v.Name != "retry_mode" && v.Name != "defaults_mode" {
					t.Errorf("default %q, want %q", r.byDefault, want)
				}
				return
			}
			t.Errorf("no row has the variables %v and the keys %v", v.EnvVars, keys)
		})
	}
	count.report(t, "variables.json")
}

func hasAll(list, want []string) bool {
	for _, w := range want {
		if !slices.Contains(list, w) {
			return false
		}
	}
	return true
}
