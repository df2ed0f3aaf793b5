package rules_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models/prune/ruleset"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

// example uses every construct of the layout, so that this package is tested
// without the corpus too.
const example = `{"version":"1.1","parameters":{
	"Region":{"type":"string","builtIn":"AWS::Region","required":true},
	"UseFIPS":{"type":"boolean","default":false,"required":true},
	"Suffix":{"type":"String","default":"test"},
	"Names":{"type":"stringArray","default":["first","second"]},
	"Endpoint":{"type":"string","builtIn":"SDK::Endpoint"},
	"Arn":{"type":"string"},
	"Key":{"type":"string"}},
"rules":[
	{"type":"tree","conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"rules":[
		{"type":"error","conditions":[{"fn":"booleanEquals","argv":[{"ref":"UseFIPS"},true]}],"error":"no FIPS at {Endpoint}"},
		{"type":"endpoint","conditions":[{"fn":"parseURL","argv":[{"ref":"Endpoint"}],"assign":"url"},
			{"fn":"not","argv":[{"fn":"booleanEquals","argv":[{"fn":"getAttr","argv":[{"ref":"url"},"isIp"]},{"ref":"UseFIPS"}]}]}],
			"endpoint":{"url":"{url#scheme}://{url#authority}{url#normalizedPath}ip"}},
		{"type":"endpoint","conditions":[],"endpoint":{"url":{"ref":"Endpoint"}}}]},
	{"type":"tree","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"p"}],"rules":[
		{"type":"endpoint","conditions":[
			{"fn":"aws.parseArn","argv":[{"ref":"Arn"}],"assign":"arn"},
			{"fn":"getAttr","argv":[{"ref":"arn"},"resourceId[1]"],"assign":"name"},
			{"fn":"isValidHostLabel","argv":[{"ref":"name"},true]},
			{"fn":"substring","argv":[{"ref":"name"},0,2,true],"assign":"tail"},
			{"fn":"coalesce","argv":[{"fn":"getAttr","argv":[{"ref":"arn"},"resourceId[9]"]},"none"],"assign":"ninth"},
			{"fn":"ite","argv":[{"ref":"UseFIPS"},"fips-",""],"assign":"prefix"},
			{"fn":"split","argv":[{"ref":"name"},".",2],"assign":"halves"},
			{"fn":"getAttr","argv":[{"ref":"halves"},"[-1]"],"assign":"half"},
			{"fn":"uriEncode","argv":["{name}/{ninth}"],"assign":"encoded"}],
		 "endpoint":{"url":"https://{prefix}{name}.{arn#region}.{p#dnsSuffix}/{encoded}","headers":{"x-tail":["{tail}","{half}"]},
			"properties":{"authSchemes":[{"name":"sigv4a","signingName":"x","signingRegionSet":["*","{Region}"],"disableDoubleEncoding":true}],"note":"{{{Suffix}}}"}}},
		{"type":"error","conditions":[{"fn":"isSet","argv":[{"ref":"Arn"}]}],"error":"bad ARN: {Arn}"},
		{"type":"endpoint","conditions":[{"fn":"stringEquals","argv":[{"fn":"getAttr","argv":[{"ref":"Names"},"[1]"]},"second"]}],
		 "endpoint":{"url":"https://{p#name}-{Suffix}.{Region}.{p#dualStackDnsSuffix}"}}]}]}`

func TestResolve(t *testing.T) {
	p := compile(t, []byte(example))
	type M = map[string]any
	for _, c := range []struct {
		name   string
		params M
		want   string // URL, or "error " and its text
	}{
		{"defaults", M{"Region": "eu-west-1"}, "https://aws-test.eu-west-1.api.aws"},
		{"partition", M{"Region": "cn-north-9", "Suffix": "x"}, "https://aws-cn-x.cn-north-9.api.amazonwebservices.com.cn"},
		{"list given", M{"Region": "r", "Names": []any{"a", "second"}}, "https://aws-test.r.api.aws"},
		{"list too short", M{"Region": "r", "Names": []any{"a"}}, "error rules: function called with a value of the wrong type"},
		{"no rule", M{"Region": "r", "Names": []any{"a", "b"}}, "error " + rules.ErrNoRule.Error()},
		{"required", M{}, "error rules: required endpoint parameter Region is not set"},
		{"wrong type", M{"Region": true}, "error rules: endpoint parameter Region is not a string"},
		{"wrong list", M{"Region": "r", "Names": "a"}, "error rules: endpoint parameter Names is not a stringArray"},
		{"error rule", M{"Region": "r", "UseFIPS": true, "Endpoint": "x"}, "error no FIPS at x"},
		{"ip", M{"Region": "r", "Endpoint": "HTTP://127.0.0.1:80/a//../b c"}, "error " + rules.ErrUnsafe.Error()},
		{"user information", M{"Region": "r", "Endpoint": "http://u:p@h/"}, "error " + rules.ErrUnsafe.Error()},
		{"fragment", M{"Region": "r", "Endpoint": "http://h/#x"}, "error " + rules.ErrUnsafe.Error()},
		{"no URL", M{"Region": "r", "Endpoint": "h?x"}, "h?x"},
		{"ip normalized", M{"Region": "r", "Endpoint": "HTTP://127.0.0.1:80/a//../b|c"}, "http://127.0.0.1:80/b%7Cc/ip"},
		{"own URL", M{"Region": "r", "Endpoint": "https://x"}, "https://x"},
		{"ARN", M{"Region": "r", "Arn": "arn:aws:s:us-west-2::t/a.bcd"}, "https://a.bcd.us-west-2.amazonaws.com/a.bcd%2Fnone"},
		{"ARN FIPS", M{"Region": "r", "UseFIPS": true, "Arn": "arn:aws:s:us-west-2::t/ab"}, "https://fips-ab.us-west-2.amazonaws.com/ab%2Fnone"},
		{"bad ARN", M{"Region": "r", "Arn": "arn:aws:s:us-west-2::t/-"}, "error bad ARN: arn:aws:s:us-west-2::t/-"},
		{"other host", M{"Region": "evil.com/"}, "error " + rules.ErrUnsafe.Error()},
		{"user", M{"Region": "x@evil.com"}, "error " + rules.ErrUnsafe.Error()},
		{"query", M{"Region": "evil.com?"}, "error " + rules.ErrUnsafe.Error()},
		{"line break", M{"Region": "x\r\ny"}, "error " + rules.ErrUnsafe.Error()},
		{"line break in endpoint", M{"Region": "r", "Endpoint": "http://x\r\ny"}, "error " + rules.ErrUnsafe.Error()},
		{"line break in property", M{"Region": "r\n", "Arn": "arn:aws:s:us-west-2::t/ab"}, "error " + rules.ErrUnsafe.Error()},
		{"too long", M{"Region": strings.Repeat("x", 1<<16)}, "error " + rules.ErrTooLong.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			var args rules.Args
			var out rules.Endpoint
			set(p, &args, c.params)
			for range 2 { // the second time into used buffers
				err := p.Resolve(&args, &out)
				got := out.URL
				if err != nil {
					got += "error " + err.Error()
				}
				if got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			}
		})
	}
}

// TestOptionalParameterNeeded: the error names what some rule sets read without
// asking first whether it is set.
func TestOptionalParameterNeeded(t *testing.T) {
	for _, rule := range []string{
		`{"type":"endpoint","conditions":[],"endpoint":{"url":"https://{Zone}.example.com"}}`,
		`{"type":"error","conditions":[{"fn":"stringEquals","argv":[{"ref":"Zone"},"x"]}],"error":"x"}`,
		`{"type":"error","conditions":[{"fn":"stringEquals","argv":["x",{"ref":"Zone"}]}],"error":"x"}`,
	} {
		p := compile(t, []byte(`{"version":"1.0","parameters":{"Zone":{"type":"string"}},"rules":[`+rule+`]}`))
		var out rules.Endpoint
		err := p.Resolve(new(rules.Args), &out)
		if e, ok := errors.AsType[*rules.ParamError](err); !ok || e.Name != "Zone" || e.Set {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

func TestResolveDetails(t *testing.T) {
	p := compile(t, []byte(example))
	var args rules.Args
	var out rules.Endpoint
	set(p, &args, map[string]any{"Region": "us-east-1", "Arn": "arn:aws:s:us-west-2::t/a.bcd"})
	if err := p.Resolve(&args, &out); err != nil {
		t.Fatal(err)
	}
	if n := out.Headers(); n != 2 {
		t.Fatalf("%d headers, want 2", n)
	}
	for i, want := range []string{"cd", "bcd"} {
		if name, value := out.Header(i); name != "x-tail" || value != want {
			t.Errorf("header %d: %s: %s, want x-tail: %s", i, name, value, want)
		}
	}
	if name, value := out.Header(2); name+value != "" {
		t.Errorf("header 2: %s: %s", name, value)
	}
	s := out.AuthScheme(0)
	if out.AuthSchemes() != 1 || s.Name != "sigv4a" || s.SigningName != "x" || s.SigningRegion != "" || !s.DisableDoubleEncoding {
		t.Errorf("%d auth schemes, the first %+v", out.AuthSchemes(), s)
	}
	if got := string(s.AppendSigningRegionSet(nil)); got != "*,us-east-1" {
		t.Errorf("signing region set %q", got)
	}
	if got := s.Properties.At(3).Key(); got != "disableDoubleEncoding" {
		t.Errorf("last entry of the auth scheme is %q", got)
	}
	if none := out.AuthScheme(1); none.Name != "" || none.Properties.Kind() != rules.PropertyNone {
		t.Errorf("auth scheme 1: %+v", none)
	}
	if got := out.Properties().Get("note").String(); got != "{test}" {
		t.Errorf("note %q", got)
	}
	if k := out.Properties().Get("absent").Kind(); k != rules.PropertyNone {
		t.Errorf("absent property of kind %d", k)
	}
	args.Reset()
	if err := p.Resolve(&args, &out); err == nil || out.URL != "" || out.Headers() != 0 || out.AuthSchemes() != 0 || out.Properties().Kind() != rules.PropertyNone {
		t.Errorf("after an error: %v, %q, %d headers", err, out.URL, out.Headers())
	}
}

func TestParam(t *testing.T) {
	p := compile(t, []byte(example))
	want := []rules.Param{
		{Name: "Region", BuiltIn: "AWS::Region", Type: rules.String, Required: true},
		{Name: "UseFIPS", Type: rules.Boolean, Required: true, HasDefault: true},
		{Name: "Suffix", Type: rules.String, HasDefault: true, DefaultString: "test"},
		{Name: "Names", Type: rules.StringArray, HasDefault: true},
		{Name: "Endpoint", BuiltIn: "SDK::Endpoint", Type: rules.String},
		{Name: "Arn", Type: rules.String},
		{Name: "Key", Type: rules.String, Unread: true},
	}
	if p.Params() != len(want) {
		t.Fatalf("%d parameters, want %d", p.Params(), len(want))
	}
	for i := range want {
		if got := p.Param(i); got != want[i] {
			t.Errorf("parameter %d: %+v, want %+v", i, got, want[i])
		}
		if got := p.ParamIndex(want[i].Name); got != i {
			t.Errorf("index of %s: %d", want[i].Name, got)
		}
	}
	if p.ParamIndex("Nobody") != -1 || p.Param(-1) != (rules.Param{}) || p.Param(7) != (rules.Param{}) || rules.Program("").Params() != 0 {
		t.Error("parameters that do not exist")
	}
}

func TestArgs(t *testing.T) {
	p := compile(t, []byte(example))
	var args rules.Args
	args.SetString(-1, "x")
	args.SetBool(rules.MaxSlots, true)
	args.SetStrings(-1, nil)
	args.SetString(0, "r")
	for range 3 * rules.MaxLists { // setting again takes no more room
		args.SetStrings(3, []string{"a", "second"})
	}
	var out rules.Endpoint
	if err := p.Resolve(&args, &out); err != nil || out.URL != "https://aws-test.r.api.aws" {
		t.Errorf("%q, %v", out.URL, err)
	}
	args.Unset(0)
	if err := p.Resolve(&args, &out); args.IsSet(0) || !args.IsSet(3) || err == nil {
		t.Errorf("unset: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := string(compile(t, []byte(example)))
	for _, b := range []string{"", good[:8], "\x02" + good[1:], good[:20], good[:3] + "\xff\xff" + good[5:], good[:5] + "\x00\x00" + good[7:], good[:2] + "\x01" + good[3:]} {
		if _, err := rules.Open(b); !errors.Is(err, rules.ErrCorrupt) {
			t.Errorf("%q: %v", b[:min(len(b), 10)], err)
		}
		var out rules.Endpoint
		if err := rules.Program(b).Resolve(new(rules.Args), &out); !errors.Is(err, rules.ErrCorrupt) {
			t.Errorf("resolve %q: %v", b[:min(len(b), 10)], err)
		}
	}
}

// TestBounds runs programs that would take for ever.
func TestBounds(t *testing.T) {
	var nested strings.Builder
	for range 200 {
		nested.WriteString(`{"fn":"not","argv":[`)
	}
	deep := nested.String() + `true` + strings.Repeat(`]}`, 200)
	source := `{"version":"1.0","parameters":{},"rules":[{"type":"error","conditions":[` + deep + `],"error":"x"}]}`
	b, err := ruleset.Compile([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	var out rules.Endpoint
	if err := rules.Program(b).Resolve(new(rules.Args), &out); !errors.Is(err, rules.ErrCorrupt) {
		t.Errorf("200 calls deep: %v", err)
	}

	// Lists of 200 rules that all lead to the list below, 10 times over.
	code, below := []byte{0}, 0 // an empty list
	for range 10 {
		rule := len(code)
		code = append(code, rules.KindTree, byte(rules.HeaderSize+below), byte((rules.HeaderSize+below)>>8))
		below = len(code)
		code = append(code, 200)
		for range 200 {
			code = append(code, byte(rules.HeaderSize+rule), byte((rules.HeaderSize+rule)>>8))
		}
	}
	index, root := rules.HeaderSize+len(code), rules.HeaderSize+below
	program := string(append([]byte{rules.Version, 0, 0, 0, 0, byte(index), byte(index >> 8), byte(root), byte(root >> 8)}, code...))
	if err := rules.Program(program).Resolve(new(rules.Args), &out); !errors.Is(err, rules.ErrCorrupt) {
		t.Errorf("200^10 rules: %v", err)
	}
}

func TestSharedStrings(t *testing.T) {
	seen := map[string]bool{}
	for _, at := range []func(int) string{rules.SharedString, rules.SharedName} {
		n := 0
		for i := range 256 {
			if s := at(i); s != "" {
				if seen[s] || i != n {
					t.Errorf("%d %q: twice, or after a gap", i, s)
				}
				seen[s], n = true, n+1
			}
		}
	}
	if rules.SharedString(rules.FirstOwn) != "" {
		t.Error("more shared strings than ids")
	}
}

func TestLookupPartition(t *testing.T) {
	for region, want := range map[string]string{
		"us-east-1": "aws", "us-west-99": "aws", "aws-global": "aws", "": "aws", "mars": "aws", "us-gov-x": "aws", "us-east-1 ": "aws",
		"cn-north-1": "aws-cn", "aws-cn-global": "aws-cn", "cn-x_y-0": "aws-cn", "cn--1": "aws", "cn-x-": "aws", "cn-x-1a": "aws",
		"us-gov-west-1": "aws-us-gov", "us-gov-new-7": "aws-us-gov", "us-iso-east-1": "aws-iso", "us-isob-east-1": "aws-iso-b",
		"eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f", "eusc-de-east-1": "aws-eusc", "eusc-fr-east-1": "aws",
		" aws-cn-global ": "aws", "global": "aws", "-": "aws", "aws-cn-globa": "aws",
	} {
		if got := rules.LookupPartition(region).Name; got != want {
			t.Errorf("%q: %s, want %s", region, got, want)
		}
	}
}
