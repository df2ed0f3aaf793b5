package rules_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/prune/ruleset"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

// TestConformanceEndpoints runs the published cases of the rules engine and of
// the services through compiled programs: URL, headers, properties and error
// texts must be equal. One case: go test -run 'Endpoints/s3/12'.
func TestConformanceEndpoints(t *testing.T) {
	dir := testkit.Conformance(t, "endpoints")
	cases := 0
	for _, set := range ruleSets(t, dir) {
		t.Run(set.name, func(t *testing.T) {
			p := compile(t, set.source)
			for i, c := range set.cases {
				cases++
				if problem := c.check(p); problem != "" {
					t.Errorf("%d %s: %s", i, c.Documentation, problem)
				}
			}
		})
	}
	t.Logf("%d cases", cases)
	if want := 101 + 9722; cases < want {
		t.Errorf("%d cases, want %d", cases, want)
	}
}

// TestConformanceKnownEndpoints compares with the endpoints of the time before
// rule sets, for the services whose rule set is there.
func TestConformanceKnownEndpoints(t *testing.T) {
	dir := testkit.Conformance(t, "endpoints")
	b, err := os.ReadFile(filepath.Join(dir, "known-endpoints.json"))
	if err != nil {
		t.Fatal(err)
	}
	var known []struct{ Service, Region, URL, RuleSetURL string }
	if err := json.Unmarshal(b, &known); err != nil {
		t.Fatal(err)
	}
	ran, absent, programs := 0, 0, map[string]*rules.Program{}
	for _, k := range known {
		folder := filepath.Join(dir, "services", k.Service)
		if data := os.Getenv("TUCUXI_BOTOCORE_DATA"); data != "" { // all services; the latest version sorts last
			versions, _ := filepath.Glob(filepath.Join(data, k.Service, "*"))
			folder = slices.Max(append(versions, folder[:0]))
		}
		source, err := readGzip(filepath.Join(folder, "endpoint-rule-set-1.json.gz"))
		if k.Service == "" || err != nil {
			absent++ // the corpus has 278 of the services
			continue
		}
		ran++
		p, ok := programs[k.Service]
		if !ok {
			p = compile(t, source)
			programs[k.Service] = p
		}
		var args rules.Args
		var out rules.Endpoint
		args.SetString(p.ParamIndex("Region"), k.Region)
		want := k.URL
		if k.RuleSetURL != "" {
			want = k.RuleSetURL
		}
		if err := p.Resolve(&args, &out); err != nil || out.URL != want {
			t.Errorf("%s in %s: %q, %v; want %q", k.Service, k.Region, out.URL, err, want)
		}
	}
	t.Logf("%d endpoints, %d of services without a rule set in the corpus", ran, absent)
	if ran < 200 {
		t.Errorf("only %d endpoints", ran)
	}
}

// ruleSet is a rule set of the corpus with its cases.
type ruleSet struct {
	name   string
	source []byte
	cases  []testCase
}

type testCase struct {
	Documentation string
	Params        map[string]any
	Expect        struct {
		Error    string
		Endpoint struct {
			URL        string
			Headers    map[string][]string
			Properties map[string]any
		}
	}
}

func ruleSets(t testing.TB, dir string) []ruleSet {
	t.Helper()
	var sets []ruleSet
	engine, _ := filepath.Glob(filepath.Join(dir, "rules-engine", "valid-rules", "*.json"))
	for _, file := range engine {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		set := ruleSet{name: "rules-engine-" + strings.TrimSuffix(filepath.Base(file), ".json"), source: source}
		if b, err := os.ReadFile(filepath.Join(dir, "rules-engine", "test-cases", filepath.Base(file))); err == nil {
			set.cases = parseCases(t, b) // three sets only have to load
		}
		sets = append(sets, set)
	}
	services, _ := filepath.Glob(filepath.Join(dir, "services", "*"))
	for _, service := range services {
		source, err := readGzip(filepath.Join(service, "endpoint-rule-set-1.json.gz"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := readGzip(filepath.Join(service, "endpoint-tests-1.json.gz"))
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, ruleSet{filepath.Base(service), source, parseCases(t, b)})
	}
	return sets
}

func parseCases(t testing.TB, b []byte) []testCase {
	t.Helper()
	var file struct{ TestCases []testCase }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	return file.TestCases
}

// lowered gives the bytes of the program of a rule set.
func lowered(t testing.TB, source []byte) []byte {
	t.Helper()
	b, err := ruleset.Compile(source)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// compile gives the program of a rule set.
func compile(t testing.TB, source []byte) *rules.Program {
	t.Helper()
	p := new(rules.Program)
	if err := p.Open(string(lowered(t, source))); err != nil {
		t.Fatal(err)
	}
	return p
}

// set puts parameters as JSON has them into a.
func set(p *rules.Program, a *rules.Args, params map[string]any) {
	for name, v := range params {
		switch i := p.ParamIndex(name); v := v.(type) {
		case string:
			a.SetString(i, v)
		case bool:
			a.SetBool(i, v)
		case []any:
			list := make([]string, len(v))
			for j := range v {
				list[j] = v[j].(string)
			}
			a.SetStrings(i, list)
		}
	}
}

func (c *testCase) check(p *rules.Program) (problem string) {
	var args rules.Args
	var out rules.Endpoint
	set(p, &args, c.Params)
	err := p.Resolve(&args, &out)
	if c.Expect.Error != "" {
		//
		if e, ok := errors.AsType[*rules.RuleError](err); !ok || blamed(err) != "" || e.Message != c.Expect.Error {
			return "got " + out.URL + " " + errText(err) + ", want error " + c.Expect.Error
		}
		return ""
	}
	if err != nil {
		return "got error " + err.Error() + ", want " + c.Expect.Endpoint.URL
	}
	if out.URL != c.Expect.Endpoint.URL {
		return "got " + out.URL + ", want " + c.Expect.Endpoint.URL
	}
	headers, properties := result(&out)
	if len(headers)+len(c.Expect.Endpoint.Headers) > 0 && !reflect.DeepEqual(headers, c.Expect.Endpoint.Headers) {
		return "headers differ"
	}
	if want := flat(c.Expect.Endpoint.Properties); !maps.Equal(properties, want) {
		return fmt.Sprintf("properties %v, want %v", properties, want)
	}
	return ""
}

// blamed is the parameter that an error is about.
func blamed(err error) string {
	if err == nil {
		return ""
	}
	_, name, _ := strings.Cut(err.Error(), "parameter is missing or has the wrong type: ")
	return name
}

func errText(err error) string {
	if err == nil {
		return "without error"
	}
	return err.Error()
}

// result is the endpoint's headers and properties as JSON would have them, the
// properties taken apart as by flat.
func result(e *rules.Endpoint) (headers map[string][]string, properties map[string]string) {
	headers, properties = map[string][]string{}, map[string]string{}
	for i := range e.Headers() {
		name, value := e.Header(i)
		headers[name] = append(headers[name], value)
	}
	for i := range e.Properties() {
		path, value := e.Property(i)
		properties[path] = value
	}
	for i := range e.AuthSchemes() {
		s, path := e.AuthScheme(i), fmt.Sprintf("authSchemes[%d].", i)
		for name, text := range map[string]string{"name": s.Name, "signingName": s.SigningName, "signingRegion": s.SigningRegion} {
			if text != "" {
				properties[path+name] = text
			}
		}
		for i, region := range strings.Split(s.SigningRegionSet, ",") {
			if region != "" {
				properties[fmt.Sprintf("%ssigningRegionSet[%d]", path, i)] = region
			}
		}
		if s.DisableDoubleEncoding {
			properties[path+"disableDoubleEncoding"] = "true"
		}
	}
	return headers, properties
}

// flat is the texts and booleans of properties by their paths. Auth schemes say
// nothing by an empty text or by false.
func flat(properties map[string]any) map[string]string {
	all := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), x)
			}
		case []any:
			for i, x := range v {
				walk(fmt.Sprintf("%s[%d]", path, i), x)
			}
		default:
			if text := fmt.Sprint(v); !strings.HasPrefix(path, "authSchemes[") || text != "" && text != "false" {
				all[path] = text
			}
		}
	}
	walk("", properties)
	return all
}

func readGzip(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
