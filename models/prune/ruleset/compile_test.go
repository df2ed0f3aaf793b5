package ruleset

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const oneRule = `{"version":"1.0","parameters":{"Region":{"type":"String","builtIn":"AWS::Region","required":true},"On":{"type":"boolean"}},` +
	`"rules":[{"type":"endpoint","conditions":[CONDITION],"endpoint":{"url":"https://URL"}}]}`

func TestCompileRefuses(t *testing.T) {
	condition := func(c string) string { return strings.Replace(oneRule, "CONDITION", c, 1) }
	url := func(u string) string { return strings.NewReplacer("CONDITION", "", "URL", u).Replace(oneRule) }
	for _, c := range []struct{ source, want string }{
		{url("x"), ""},
		{url("{Region}.x"), ""},
		{url("{{Region}}"), ""},
		{condition(`{"fn":"stringEquals","argv":[{"ref":"Region"},"x"]}`), ""},
		{condition(`{"fn":"coalesce","argv":[{"ref":"On"},true]}`), ""},
		{condition(`{"fn":"ite","argv":[{"ref":"On"},"a","b"],"assign":"x"}`), ""},
		{condition(`{"fn":"getAttr","argv":[{"fn":"split","argv":[{"ref":"Region"},"-",0]},"[-1]"]}`), ""},
		{strings.Replace(url("x"), `"1.0"`, `"2.0"`, 1), `$.version: version "2.0" is not 1.x`},
		{strings.Replace(url("x"), `"String"`, `"number"`, 1), `$.parameters.Region.type: unknown parameter type "number"`},
		{strings.Replace(url("x"), `"required"`, `"nullable"`, 1), `$.parameters.Region.nullable: unknown member`},
		{strings.Replace(url("x"), `"endpoint"`, `"goto"`, 1), `$.rules[0].type: unknown rule type "goto"`},
		{strings.Replace(url("x"), `"endpoint":{`, `"endpoint":{"port":1,`, 1), `$.rules[0].endpoint.port: unknown member`},
		{strings.Replace(url("x"), `"rules":[`, `"rules":[7,`, 1), `$.rules[0]: want an object`},
		{url("a b"), `$.rules[0].endpoint.url: "https://a b" is in no URL`},
		{url("{Nobody}"), `$.rules[0].endpoint.url: unknown reference "Nobody"`},
		{url("{On}"), `$.rules[0].endpoint.url: {On} is a boolean, not a string`},
		{url("{Region"), `$.rules[0].endpoint.url: brace without its fellow`},
		{url("{Region#name}"), `$.rules[0].endpoint.url: a string has no attribute "name"`},
		{condition(`{"fn":"guess","argv":[]}`), `$.rules[0].conditions[0].fn: unknown function "guess"`},
		{condition(`{"fn":"isSet","argv":[]}`), `$.rules[0].conditions[0].argv: isSet takes 1 arguments, not 0`},
		{condition(`{"fn":"isSet","argv":[{"ref":"Who"}]}`), `$.rules[0].conditions[0].argv[0]: unknown reference "Who"`},
		{condition(`{"fn":"stringEquals","argv":[{"ref":"On"},"x"]}`), `$.rules[0].conditions[0].argv[0]: stringEquals wants a string here, not a boolean`},
		{condition(`{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"Region"}`), `$.rules[0].conditions[0].assign: "Region" has a value already`},
		{condition(`{"fn":"substring","argv":[{"ref":"Region"},-1,2,false]}`), `$.rules[0].conditions[0].argv[1]: want an integer from 0 to 65535`},
		{condition(`{"fn":"not","argv":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"note":1}`), `$.rules[0].conditions[0].note: unknown member`},
		{condition(`{"fn":"getAttr","argv":[{"fn":"aws.parseArn","argv":["x"]},"owner"]}`), `$.rules[0].conditions[0].argv[1]: a ARN has no attribute "owner"`},
		{condition(`{"fn":"isSet","fn":"not","argv":[]}`), `$.rules[0].conditions[0]: "fn" is there twice`},
		{`{`, `$: `},
		{``, `$: `},
		{`{"version":"1.0","parameters":{},"rules":[]} 1`, `text after the document`},
		{`{"version":"1.1","parameters":{},"bdd":{}}`, `decision diagram`},
	} {
		b, err := Compile([]byte(c.source))
		if c.want == "" {
			if err != nil || len(b) == 0 {
				t.Errorf("%s: %v", c.source, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.source, err, c.want)
		}
	}
}

// TestBotocoreRuleSets compiles all of them, twice, and prints what they cost.
func TestBotocoreRuleSets(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(botocoreData(t), "*", "*", "endpoint-rule-set-1.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no rule sets: %v", err)
	}
	all, latest, sizes := 0, 0, map[string]int{}
	for _, file := range files { // in order of versions
		source := gunzip(t, file)
		b, err := Compile(source)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if again, _ := Compile(source); !bytes.Equal(b, again) {
			t.Errorf("%s: compiled twice, two programs", file)
		}
		service := filepath.Base(filepath.Dir(filepath.Dir(file)))
		latest += len(b) - sizes[service]
		sizes[service] = len(b)
		all += len(b)
	}
	largest := ""
	for service, n := range sizes {
		if n > sizes[largest] {
			largest = service
		}
	}
	t.Logf("%d services: %d bytes of rule programs, %d a service; %d bytes for all %d versions", len(sizes), latest, latest/len(sizes), all, len(files))
	t.Logf("largest: %s %d; s3control %d, kinesis %d, dynamodb %d, sts %d, sqs %d, lambda %d", largest, sizes[largest], sizes["s3control"], sizes["kinesis"], sizes["dynamodb"], sizes["sts"], sizes["sqs"], sizes["lambda"])
	const budget = 115_000
	if latest > budget {
		t.Errorf("%d bytes are over the budget of %d", latest, budget)
	}
}

func gunzip(t testing.TB, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
