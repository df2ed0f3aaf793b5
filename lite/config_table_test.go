package lite_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds/chain"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

// tableRow is a row of docs/configuration.md.
type tableRow struct {
	section, option string
	variables, keys []string
	byDefault       string // "" for none
}

var quoted = regexp.MustCompile("`([^`]+)`")

func words(cell string) (list []string) {
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		list = append(list, m[1])
	}
	return list
}

func configurationTable(t *testing.T) (rows []tableRow, text string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testkit.Root(t), "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	section := ""
	for line := range strings.SplitSeq(string(b), "\n") {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			section = name
		}
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.Contains(line, "---") || strings.Contains(line, "| Option |") {
			continue
		}
		r := tableRow{section: section, option: strings.ReplaceAll(strings.TrimSpace(cells[1]), "`", ""), variables: words(cells[2]), keys: words(cells[3])}
		if d := words(cells[4]); len(d) > 0 {
			r.byDefault = d[0]
		}
		rows = append(rows, r)
	}
	return rows, string(b)
}

// profileOf is a Config with a profile of this text.
func profileOf(text, name string) lite.Config {
	return chain.Source{Profile: name, ReadFile: func(path string) ([]byte, error) {
		if filepath.Base(path) != "config" {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}}.Config(lite.Config{Unsigned: true})
}

// line is a setting in the config file, in its block or in the service's.
func line(key, value, service string) string {
	if key == "services" {
		return "services = x\n[services x]\n" + strings.ToLower(strings.ReplaceAll(service, " ", "_")) + " =\n  endpoint_url = " + value + "\n"
	}
	if block, rest, ok := strings.Cut(key, "."); ok {
		return block + " =\n  " + rest + " = " + value + "\n"
	}
	return key + " = " + value + "\n"
}

func hideEnvironment(t *testing.T) {
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	t.Setenv("HOME", "/home")
}

// TestConfigurationTable checks the rows about clients and instance metadata: the default, each place,
// and which place beats which.
func TestConfigurationTable(t *testing.T) {
	hideEnvironment(t)
	all, seen := probes(), map[string]bool{}
	metadata, seenMetadata := imdsProbes(), 0
	rows, _ := configurationTable(t)
	for _, r := range rows {
		if r.section != "Clients" {
			if p, ok := metadata[strings.Join(r.keys, "")]; ok {
				seenMetadata++
				t.Run(r.keys[0], func(t *testing.T) { checkRow(t, r, p) })
			}
			continue
		}
		p, ok := all[r.option]
		if !ok {
			t.Errorf("no probe knows %s", r.option)
			continue
		}
		seen[r.option] = true
		t.Run(r.option, func(t *testing.T) { checkRow(t, r, p) })
	}
	if seenMetadata != len(metadata) {
		t.Errorf("the table has %d settings of instance metadata, want %d", seenMetadata, len(metadata))
	}
	for name := range all {
		if !seen[name] {
			t.Errorf("the table lacks %s", name)
		}
	}
}

func checkRow(t *testing.T, r tableRow, p probe) {
	variables := make([]string, 0, 2)
	for _, v := range r.variables {
		variables = append(variables, strings.Replace(v, "<SERVICE>", lite.EnvironmentName(p.service), 1))
	}
	keys := r.keys
	if r.option == "Endpoint" {
		keys = []string{"services", "endpoint_url"}
	}
	check := func(what, want, code string, environment, file []string) {
		t.Helper()
		for i, value := range environment {
			t.Setenv(variables[i], value)
		}
		text := ""
		for i := len(file) - 1; i >= 0; i-- { // the services section last
			if file[i] != "" {
				text += line(keys[i], file[i], p.service)
			}
		}
		got, err := p.see(profileOf("[default]\n"+text, ""), code)
		if got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", what, got, err, want)
		}
		for i := range environment {
			os.Setenv(variables[i], "")
		}
	}
	check("default", r.byDefault, "", nil, nil)
	for i, w := range p.words {
		other := p.words[1-i]
		for k := range keys {
			file := make([]string, len(keys))
			for below := k; below < len(keys); below++ {
				file[below] = other
			}
			file[k] = w
			check("key "+keys[k], w, "", nil, file)
		}
		for v := range variables {
			environment := make([]string, len(variables))
			for below := v; below < len(variables); below++ {
				environment[below] = other
			}
			environment[v] = w
			check("variable "+variables[v], w, "", environment, append([]string{other}, make([]string, len(keys)-1)...))
			if r.option != "" {
				check("option over variable", w, w, []string{other}, nil)
			}
		}
		if r.option == "" {
			continue
		}
		check("option over key", w, w, nil, append([]string{other}, make([]string, len(keys)-1)...))
	}
}

var (
	variableName = regexp.MustCompile(`"(_?[A-Z0-9]*AWS_[A-Z0-9_]+|_X_AMZN_TRACE_ID|SSL_CERT_[A-Z]+)[" ]`)
	documented   = regexp.MustCompile("`(_?[A-Z][A-Z0-9_]+)(<[A-Z ]+>)?`")
)

// TestConfigurationTableIsWhole: the document has each variable that the library
// reads, and every variable and key in its tables stands in the library.
func TestConfigurationTableIsWhole(t *testing.T) {
	rows, text := configurationTable(t)
	inDocument, inLibrary := map[string]bool{}, map[string]bool{}
	for _, m := range documented.FindAllStringSubmatch(text, -1) {
		inDocument[m[1]] = true
	}
	var sources strings.Builder
	for _, room := range []string{"lite", "creds"} {
		filepath.WalkDir(filepath.Join(testkit.Root(t), room), func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "litetest") {
				return err
			}
			b, err := os.ReadFile(name)
			sources.Write(b)
			return err
		})
	}
	source := sources.String()
	for _, m := range variableName.FindAllStringSubmatch(source, -1) {
		inLibrary[m[1]] = true
	}
	for name := range inLibrary {
		if !inDocument[name] && name != "AWS_BEARER_TOKEN_BEDROCK" && name != "AWS_LAMBDA_RUNTIME_API" {
			t.Errorf("the document lacks %s", name)
		}
	}
	for _, r := range rows {
		for _, v := range r.variables {
			name, _, _ := strings.Cut(v, "<")
			if !strings.HasSuffix(name, "_PROXY") && !inLibrary[name] { // net/http's
				t.Errorf("nothing reads %s", v)
			}
		}
		for _, k := range r.keys {
			name := k[strings.IndexByte(k, '.')+1:]
			if !strings.Contains(source, `"`+name+`"`) && !strings.HasSuffix(name, "us_east_1_regional_endpoint") { // that one is put together
				t.Errorf("nothing reads the key %s", k)
			}
		}
	}
}
