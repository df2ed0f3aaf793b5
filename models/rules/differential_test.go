package rules_test

import (
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

// TestCompiledAgreesWithSource evaluates every rule set of the corpus both ways
// for parameters that are drawn from its cases, its own literals and oddities.
func TestCompiledAgreesWithSource(t *testing.T) {
	dir := testkit.Conformance(t, "endpoints")
	loadSlowPartitions(t, dir)
	counts := map[string]int{}
	for _, set := range append(ruleSets(t, dir), botocoreRuleSets(t)...) {
		p := compile(t, set.source)
		slow, err := slowParse(set.source)
		if err != nil {
			t.Fatal(err)
		}
		rounds := 150
		if len(set.source) > 200_000 {
			rounds = 1500 // s3, s3control
		}
		if testing.Short() {
			rounds /= 10
		}
		random := rand.New(rand.NewPCG(1, uint64(len(set.source))))
		seen, words := vocabulary(set)
		for range rounds {
			params := draw(random, slow, seen, words)
			kind, problem := compare(p, slow, params)
			counts[kind]++
			if problem != "" {
				t.Errorf("%s %v: %s", set.name, params, problem)
				break
			}
		}
	}
	t.Logf("%v", counts)
	if testing.Short() {
		return // a tenth of the rounds need not meet everything
	}
	for _, kind := range []string{"endpoint", "error rule", "no rule", "parameter", "unsafe", "unsafe endpoint"} {
		if counts[kind] < 5 {
			t.Errorf("%d rounds ended with %s: too few to mean anything", counts[kind], kind)
		}
	}
}

// botocoreRuleSets is all rule sets of botocore, without cases, if they are at
// hand.
func botocoreRuleSets(t *testing.T) (sets []ruleSet) {
	data := os.Getenv("TUCUXI_BOTOCORE_DATA")
	if data == "" {
		return nil
	}
	files, _ := filepath.Glob(filepath.Join(data, "*", "*", "endpoint-rule-set-1.json.gz"))
	for _, file := range files {
		source, err := readGzip(file)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, ruleSet{name: file, source: source})
	}
	return sets
}

// compare evaluates params both ways. kind is what came out.
func compare(p *rules.Program, slow slowSet, params map[string]any) (kind, problem string) {
	var args rules.Args
	var out rules.Endpoint
	set(p, &args, params)
	err := p.Resolve(&args, &out)
	want, slowErr := slow.resolve(params)

	ruleErr, isRule := errors.AsType[*rules.RuleError](err)
	isParam := isRule && blamed(err) != ""
	switch {
	case errors.Is(err, rules.ErrUnsafe) && slowErr == errSlowUnsafe:
		return "unsafe endpoint", ""
	case errors.Is(err, rules.ErrUnsafe):
		if slowErr != nil {
			return "unsafe", "got unsafe, want " + slowErr.Error()
		}
		if !dangerous(params) {
			return "unsafe", "got unsafe, but no parameter is: " + want.url
		}
		return "unsafe", ""
	case isRule && err.Error() == rules.Mistyped:
		if slowErr != errSlowType {
			return "type", "got wrong type"
		}
		return "type", ""
	case isParam:
		spec := slow.Parameters[blamed(err)]
		_, missing := errors.AsType[slowParamError](slowErr)
		if !(missing && spec.Required || slowErr == errSlowType) || params[blamed(err)] != nil {
			return "parameter", "got " + ruleErr.Error()
		}
		return "parameter", ""
	case isRule:
		if s, ok := errors.AsType[slowRuleError](slowErr); !ok || string(s) != ruleErr.Message {
			return "error rule", "got error " + ruleErr.Message
		}
		return "error rule", ""
	case errors.Is(err, rules.ErrNoRule):
		if slowErr != rules.ErrNoRule {
			return "no rule", "got no rule"
		}
		return "no rule", ""
	case err != nil:
		return "other", "got " + err.Error()
	case slowErr != nil:
		return "endpoint", "got " + out.URL + ", want " + slowErr.Error()
	}
	if strings.ContainsFunc(out.URL, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return "endpoint", "URL with blanks"
	}
	headers, properties := result(&out)
	if out.URL != want.url || !reflect.DeepEqual(headers, want.headers) || !maps.Equal(properties, flat(want.properties)) {
		return "endpoint", "got " + out.URL + ", want " + want.url
	}
	return "endpoint", ""
}

// dangerous says whether any parameter has a character that may be refused.
func dangerous(params map[string]any) bool {
	unsafe := func(v any) bool {
		s, _ := v.(string)
		return strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("/?#@%\\[]", r) })
	}
	for _, v := range params {
		list, _ := v.([]any)
		if unsafe(v) || slices.ContainsFunc(list, unsafe) {
			return true
		}
	}
	return false
}

var oddities = []string{
	"", "a", "us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1", "aws-global", "mars-1", "us-east-1.x",
	"https://example.com", "http://127.0.0.1:8000/x/", "https://[::1]:1/", "https://u@h/", "ftp://x", "https://h?q", "http://h:99999", "https://s3-accelerate.amazonaws.com",
	"arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint", "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/x",
	"arn:aws:dynamodb:us-east-1:222222222222:table/t", "arn:aws:kinesis:us-east-1:123:stream/test-stream", "arn:", "arn:aws:s3:::b", "arn:aws:s3:us-east-1:1:", "arn:a:b:c:d:e:f/g:h",
	"bucket", "bucket.with.dots", "Bucket", "192.168.1.1", "x--use1-az1--x-s3", "b--usw2-az2--xa-s3", "test-accessp-e0000075aa0000000000000000000000000op--op-s3", "a b", "evil.com/", "@evil.com", "x\r\nHost: y", "é",
	"preferred", "required", "disabled", "000000000001", "op-01234567890123456", "--x-s3",
}

// vocabulary is the values of each parameter in the cases, and all words of the
// rule set.
func vocabulary(set ruleSet) (seen map[string][]any, words []string) {
	seen = map[string][]any{}
	for _, c := range set.cases {
		for name, v := range c.Params {
			seen[name] = append(seen[name], v)
		}
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if !strings.Contains(v, " ") {
				words = append(words, v)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for name, x := range v {
				if name != "documentation" {
					walk(x)
				}
			}
		}
	}
	var v any
	json.Unmarshal(set.source, &v)
	walk(v.(map[string]any)["rules"])
	slices.Sort(words)
	return seen, slices.Compact(words)
}

func draw(r *rand.Rand, slow slowSet, seen map[string][]any, words []string) map[string]any {
	params := map[string]any{}
	names := make([]string, 0, len(slow.Parameters))
	for name := range slow.Parameters {
		names = append(names, name)
	}
	slices.Sort(names)
	strange := func() string {
		s := oddities[r.IntN(len(oddities))]
		if r.IntN(3) == 0 {
			s = words[r.IntN(len(words))]
		}
		if r.IntN(20) == 0 && s != "" {
			i := r.IntN(len(s))
			s = s[:i] + string(rune(r.IntN(128))) + s[i+1:]
		}
		return s
	}
	for _, name := range names {
		values := seen[name]
		if len(values) > 0 && r.IntN(10) < 6 {
			params[name] = values[r.IntN(len(values))]
			continue
		}
		if r.IntN(3) == 0 {
			continue
		}
		switch strings.ToLower(slow.Parameters[name].Type) {
		case "boolean":
			params[name] = r.IntN(2) == 0
		case "string":
			params[name] = strange()
		default:
			list := []any{}
			for range r.IntN(3) {
				list = append(list, strange())
			}
			params[name] = list
		}
	}
	return params
}

func loadSlowPartitions(t testing.TB, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "partitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &slowPartitions); err != nil {
		t.Fatal(err)
	}
}
