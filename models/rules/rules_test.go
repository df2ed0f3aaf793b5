package rules_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

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
		{"required", M{}, "error rules: endpoint parameter is missing or has the wrong type: Region"},
		{"wrong type", M{"Region": true}, "error rules: endpoint parameter is missing or has the wrong type: Region"},
		{"wrong list", M{"Region": "r", "Names": "a"}, "error rules: endpoint parameter is missing or has the wrong type: Names"},
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
		if _, ok := errors.AsType[*rules.RuleError](err); !ok || blamed(err) != "Zone" {
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
	if s.SigningRegionSet != "*,us-east-1" {
		t.Errorf("signing region set %q", s.SigningRegionSet)
	}
	if none := out.AuthScheme(1); none != (rules.AuthScheme{}) {
		t.Errorf("auth scheme 1: %+v", none)
	}
	if path, value := out.Property(0); out.Properties() != 1 || path != "note" || value != "{test}" {
		t.Errorf("%d properties, %s %q", out.Properties(), path, value)
	}
	if path, value := out.Property(1); path+value != "" {
		t.Errorf("property 1: %s %q", path, value)
	}
	args.Reset()
	if err := p.Resolve(&args, &out); err == nil || out.URL != "" || out.Headers() != 0 || out.AuthSchemes() != 0 || out.Properties() != 0 {
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
	if p.ParamIndex("Nobody") != -1 || p.Param(-1) != (rules.Param{}) || p.Param(7) != (rules.Param{}) || new(rules.Program).Params() != 0 {
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
	good := string(lowered(t, []byte(example)))
	for _, b := range []string{"", good[:6], "\x01" + good[1:], good[:20], good[:3] + "\xff\xff" + good[5:], good[:5] + "\x00\x00" + good[7:], good[:2] + "\x01" + good[3:], good[:2] + "\x41" + good[3:]} {
		var p rules.Program
		err := p.Open(b)
		if !errors.Is(err, rules.ErrCorrupt) {
			t.Errorf("%q: %v", b[:min(len(b), 10)], err)
		}
		var out rules.Endpoint
		if err := p.Resolve(new(rules.Args), &out); !errors.Is(err, rules.ErrCorrupt) {
			t.Errorf("resolve %q: %v", b[:min(len(b), 10)], err)
		}
	}
}

// TestBounds runs programs that must not take for ever.
func TestBounds(t *testing.T) {
	var nested strings.Builder
	for range 200 {
		nested.WriteString(`{"fn":"not","argv":[`)
	}
	deep := nested.String() + `true` + strings.Repeat(`]}`, 200)
	p := compile(t, []byte(`{"version":"1.0","parameters":{},"rules":[{"type":"error","conditions":[`+deep+`],"error":"x"}]}`))
	var out rules.Endpoint
	if err := p.Resolve(new(rules.Args), &out); err == nil || err.Error() != "x" {
		t.Errorf("200 times not: %v", err)
	}

	for name, code := range map[string][]byte{
		"jumps of no length": bytes.Repeat([]byte{rules.OpJump, 0, 0, 0}, 16000),
		"record beyond":      {rules.OpEndpoint, rules.EndpointHasAuth, 0xff, 0xff, 0},
		"long texts":         append(bytes.Repeat([]byte{rules.OpEncode, 0, 0, 0, 0, 0, 0, 0, rules.OpConcat, 0, 0, 0, 3, 0, 0, rules.ItemString}, 4000), rules.OpNoRule, 0),
		"slots beyond":       {rules.OpARN, 63, 0, 0, 0, 0, 0, 0},
		"no instruction":     {0x7f, 0, 0, 0},
	} {
		index := rules.HeaderSize + len(code)
		b := append([]byte{rules.Version, 0, 1, 0, 0, byte(index), byte(index >> 8)}, code...)
		var p rules.Program
		if err := p.Open(string(append(b, 0, 0))); err != nil {
			t.Fatal(err)
		}
		var out rules.Endpoint
		if err := p.Resolve(new(rules.Args), &out); err == nil || err != nil && !errors.Is(err, rules.ErrCorrupt) && !errors.Is(err, rules.ErrTooLong) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestClass makes the table of classes anew.
func TestClass(t *testing.T) {
	const lower, upper = "abcdefghijklmnopqrstuvwxyz0123456789-", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for c := range 256 {
		want := byte(0)
		for i, all := range []string{lower + upper, lower, lower + upper + "._~", lower + upper + "._~!$&'()*+,;=:@%", "0123456789abcdefABCDEF:."} {
			if c < 0x80 && strings.IndexByte(all, byte(c)) >= 0 {
				want |= 1 << i
			}
		}
		for i, all := range []string{"@/%[]", "?#\\", " "} {
			if c < 0x80 && strings.IndexByte(all, byte(c)) >= 0 {
				want |= byte(i+1) << 5
			}
		}
		if c < ' ' || c == 0x7f {
			want |= 4 << 5
		}
		if got := rules.ClassOf(byte(c)); got != want {
			t.Errorf("%#x: %#x, want %#x", c, got, want)
		}
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
