package rules_test

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

// FuzzProgram damages real programs: an answer, an error, or a parameter that
// is refused, but in bounded time and space, and the same twice.
func FuzzProgram(f *testing.F) {
	p := lowered(f, []byte(example))
	f.Add(p, "us-east-1", "arn:aws:s:us-west-2::t/a.bcd", uint8(1))
	f.Add(p, "us-east-1", "https://x:1/a/../b", uint8(2))
	f.Add([]byte{}, "", "", uint8(0))
	for at := range p { // each byte once
		damaged := bytes.Clone(p)
		damaged[at] ^= 1 << (at % 8)
		f.Add(damaged, "eu-west-1", "arn:aws:s:us-west-2::t/a.bcd", uint8(at))
	}
	f.Fuzz(func(t *testing.T, program []byte, region, other string, flags uint8) {
		checkDamaged(t, program, region, other, flags)
	})
}

func checkDamaged(t *testing.T, program []byte, region, other string, flags uint8) {
	t.Helper()
	var p rules.Program
	err := p.Open(string(program))
	var args rules.Args
	var first, second rules.Endpoint
	if err != nil {
		if err2 := p.Resolve(&args, &first); err2 != err {
			t.Errorf("Open %v, Resolve %v", err, err2)
		}
		return
	}
	for i := range p.Params() {
		switch {
		case flags>>(i%8)&1 != 0 && i > 0:
		case p.Param(i).Type == rules.Boolean:
			args.SetBool(i, flags&1 != 0)
		case p.Param(i).Type == rules.String && i == 0:
			args.SetString(i, region)
		case p.Param(i).Type == rules.String:
			args.SetString(i, other)
		default:
			args.SetStrings(i, []string{region, other})
		}
		p.ParamIndex(p.Param(i).Name)
	}
	same := args // variables keep what they held, which damaged programs may read
	err = p.Resolve(&args, &first)
	again := p.Resolve(&same, &second)
	if errText(err) != errText(again) || first.URL != second.URL {
		t.Errorf("%v %q, then %v %q", err, first.URL, again, second.URL)
	}
	if len(first.URL) > 1<<16 {
		t.Errorf("URL of %d bytes", len(first.URL))
	}
	result(&first)
}

// TestDamagedPrograms flips every bit of the large real programs when they are
// at hand, one at a time.
func TestDamagedPrograms(t *testing.T) {
	programs := [][]byte{lowered(t, []byte(example))}
	if data := os.Getenv("TUCUXI_BOTOCORE_DATA"); data != "" && !testing.Short() {
		for _, service := range []string{"s3", "kinesis", "dynamodb", "sts", "events"} {
			files, _ := filepath.Glob(filepath.Join(data, service, "*", "endpoint-rule-set-1.json.gz"))
			source, err := readGzip(files[len(files)-1])
			if err != nil {
				t.Fatal(err)
			}
			programs = append(programs, lowered(t, source))
		}
	}
	for _, p := range programs {
		step := 1 + len(p)/600 // a co-prime walk over the large ones
		for at := 0; at < 8*len(p); at += step {
			damaged := bytes.Clone(p)
			damaged[at/8] ^= 1 << (at % 8)
			checkDamaged(t, damaged, "us-west-2", "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint", uint8(at))
		}
	}
}

func FuzzParseURL(f *testing.F) {
	for _, s := range []string{
		"https://example.com", "http://h:80/a/b/", "HTTPS://h/../x//y/./z", "http://[::1]:8080/x", "http://[::1%25eth0]/", "http://[1.2.3.4]/", "http://1.2.3.4:1/",
		"http://h:/", "http://h:65536", "http://h:000080/", "http://h:8:9/", "http://:80/", "http:///p", "ftp://h", "http//h", "://h", "http://h?", "http://h#", "http://u:p@h/",
		"http://h/%2e%2E/é", "http://h/a b", "http://h\r\n", "http://h\\x", "http://[::1", "http://::1]/", "http://[::1]x/", "http://h/..", "http://h/./", "http://h/\"<>^`{|}",
		"http://256.1.1.1/", "http://1.2.3/", "http://1.2.3.4.5", "http://h/a/b/../../../c", "http://h/...", "http://h/a../b", "http://[::ffff:1.2.3.4]", "http://[:]/", "http://[]", "http://h:a/", "http://:a/", "http://[::1]:a/", "http://[::1]:1:2/", "http://a]:1/", "http://[x]:a", "http://?", "http://@", "http://%:a",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, isIP, ok, unsafe := rules.ParseURL(s)
		parsed, slowUnsafe := slowParseURL(s)
		slow, slowOK := parsed.(map[string]any)
		if ok != slowOK || unsafe != slowUnsafe {
			t.Fatalf("%q: accepted %v, unsafe %v; want %v, %v", s, ok, unsafe, slowOK, slowUnsafe)
		}
		if !ok {
			return
		}
		want := [4]string{slow["scheme"].(string), slow["authority"].(string), slow["path"].(string), slow["normalizedPath"].(string)}
		if parts != want || isIP != slow["isIp"] {
			t.Errorf("%q: got %q %v, want %q %v", s, parts, isIP, want, slow["isIp"])
		}
	})
}

func FuzzParseARN(f *testing.F) {
	for _, s := range []string{"arn:aws:s3:us-east-1:123:accesspoint:x", "arn:aws:s3:::b/c:d//", "arn:", "arn:a:b:c:d:", "arn:a::c:d:e", "arn::b:c:d:e", "Arn:a:b:c:d:e", "arn:a:b:c:d", "arn:a:b:c:d::", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, resource, reversed, ok := rules.ParseARN(s)
		slow, slowOK := slowParseARN(s).(map[string]any)
		if ok != slowOK {
			t.Fatalf("%q: accepted %v, want %v", s, ok, slowOK)
		}
		if !ok {
			return
		}
		want := [4]string{slow["partition"].(string), slow["service"].(string), slow["region"].(string), slow["accountId"].(string)}
		var wantResource []string
		for _, part := range slow["resourceId"].([]any) {
			wantResource = append(wantResource, part.(string))
		}
		slices.Reverse(reversed)
		if parts != want || !reflect.DeepEqual(resource, wantResource) || !reflect.DeepEqual(reversed, wantResource) {
			t.Errorf("%q: got %q %q %q, want %q %q", s, parts, resource, reversed, want, wantResource)
		}
	})
}

func FuzzHostLabel(f *testing.F) {
	for _, s := range []string{"a", "-", "a-", "-a", "a.b", "a..b", ".a", "a.", "A1-b", "é", "", "a_b", strings.Repeat("a", 63), strings.Repeat("a", 64), "1.2.3.4", "1.2.3.4.", "999.1.1.1", "1234.1.1.1", "ab", "x\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, sub := range []bool{false, true} {
			if got, want := rules.IsValidHostLabel(s, sub), slowHostLabel(s, sub); got != want {
				t.Errorf("isValidHostLabel(%q, %v) = %v", s, sub, got)
			}
			if got, want := rules.IsVirtualHostableS3Bucket(s, sub), slowBucket(s, sub); got != want {
				t.Errorf("isVirtualHostableS3Bucket(%q, %v) = %v", s, sub, got)
			}
		}
		if got, want := rules.URIEncode(s), slowURIEncode(s); got != want {
			t.Errorf("uriEncode(%q) = %q, want %q", s, got, want)
		}
	})
}

// FuzzIPv6: every address is accepted, and nothing of other characters.
func FuzzIPv6(f *testing.F) {
	for _, s := range []string{"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8:9", "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "::01.2.3.4",
		"::1.2.3", "::256.1.1.1", "1:2", ":1", "1:", "1:::2", "1::2::3", "12345::", "g::", "", "1.2.3.4", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "::abcd.1.1.1", "A:b::F", ":::"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := rules.IsIPv6(s)
		if want := net.ParseIP(s) != nil && strings.Contains(s, ":"); want && !got {
			t.Errorf("%q is refused", s)
		}
		if got != slowAddress.MatchString(s) {
			t.Errorf("isIPv6(%q) = %v", s, got)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("a--b--c", "--", 0, 1)
	f.Add("a--b--c", "--", 2, -1)
	f.Add("", "x", 1, 0)
	f.Add("----", "--", 3, -3)
	f.Fuzz(func(t *testing.T, s, delimiter string, limit, i int) {
		if delimiter == "" || limit < 0 || limit > 255 {
			return
		}
		n := limit
		if n == 0 {
			n = -1
		}
		parts := strings.SplitN(s, delimiter, n)
		at := i
		if at < 0 {
			at += len(parts)
		}
		got, ok := rules.Part(s, delimiter, limit, i)
		if want := at >= 0 && at < len(parts); ok != want || ok && got != parts[at] {
			t.Errorf("split(%q, %q, %d)[%d] = %q, %v; parts %q", s, delimiter, limit, i, got, ok, parts)
		}
	})
}

// FuzzPartition compares with the regular expressions of the corpus.
func FuzzPartition(f *testing.F) {
	dir := testkit.Conformance(f, "endpoints")
	loadSlowPartitions(f, dir)
	for _, s := range []string{"us-east-1", "us-iso-x-1", "eusc-de-x-1", "eusc-fr-x-1", "aws-global", "aws", "us--1", "us-a-", "us-a-1\n", "us-é-1", "", " ", "cn-_-0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, region string) {
		want := slowPartition(region).(map[string]any)
		p := rules.LookupPartition(region)
		if p.Name != want["name"] || p.DNSSuffix != want["dnsSuffix"] || p.DualStackDNSSuffix != want["dualStackDnsSuffix"] ||
			p.ImplicitGlobalRegion != want["implicitGlobalRegion"] || p.SupportsFIPS != want["supportsFIPS"] || p.SupportsDualStack != want["supportsDualStack"] {
			t.Errorf("%q: got %+v, want %v", region, p, want)
		}
	})
}
