package lite_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed/kinesis"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

// functionRow is a row of util/functions.json: what one of botocore's functions
// makes of a value.
type functionRow struct {
	Arn, Expression, Path, URL, URI string
	Input, Region, Value, Expect    any
	Error                           string
	Valid                           bool
}

// TestConformanceFunctions takes the values that botocore's functions are tested
// with through whatever here does the same: a call's URL, its endpoint, its params.
// A row without such a thing is excluded with its reason, by its table and value.
func TestConformanceFunctions(t *testing.T) {
	tables := cases[map[string][]functionRow](t, testkit.Conformance(t, "util"), "functions.json")
	passed, excluded, total := 0, 0, 0
	for table, rows := range tables {
		if table == "removeDotSegments" || table == "normalizeUrlPath" {
			continue // package sign has the test
		}
		for i, row := range rows {
			total++
			if reason := row.exclude(table); reason != "" {
				excluded++
				t.Logf("excluded %s/%d: %s", table, i, reason)
				continue
			}
			if t.Run(fmt.Sprintf("%s/%d", table, i), func(t *testing.T) { row.run(t, table) }) {
				passed++
			}
		}
	}
	t.Logf("util/functions.json: %d passed, %d excluded", passed, excluded)
	if total != 119 {
		t.Errorf("%d rows", total)
	}
}

// exclude is why a row has nothing to be compared with.
func (r *functionRow) exclude(table string) string {
	switch table {
	case "percentEncodeSequence":
		return "no function encodes pairs without a model: the names and the order of a query are the operation's (suite protocols)"
	case "setValueFromJmespath", "jmespathValidForSet":
		return "nothing is set by an expression: pagers set params by their names"
	case "percentEncode":
		if _, ok := r.Input.(float64); ok {
			return "a number is no text: its form is the shape's (suite protocols)"
		}
		if !utf8.ValidString(textOf(r.Input)) {
			return "a string that is not UTF-8 is an error of its param"
		}
	case "validRegionName":
		if r.Region == nil || r.Region == "" {
			return "a call without a region is an error here, see TestNoRegionNoCredentials"
		}
	case "validEndpointUrl", "validUri", "validIpv6EndpointUrl":
		return r.excludeURL(table)
	case "ensureBoolean":
		if _, ok := r.Input.(string); !ok {
			return "a Switch holds no other type"
		}
	case "parseToAwareDatetime":
		if _, ok := r.Value.(map[string]any); !ok {
			return "params give times as time.Time alone"
		}
	}
	return ""
}

func (r *functionRow) excludeURL(table string) string {
	switch url := r.URL + r.URI; {
	case url == "":
		return "no URL is no custom endpoint"
	case strings.Contains(url, "?"):
		return "a custom endpoint has no query"
	case strings.Contains(url, "under_score"), strings.Contains(url, "-bad"), strings.Contains(url, "bad-"):
		return "which names there are is for the resolver to say: those of container networks have underscores"
	case strings.Contains(url, "%25"):
		return "zones of link-local addresses are not taken"
	case strings.HasPrefix(url, "ftp:"), strings.HasPrefix(url, "//"):
		return "an endpoint is http or https; botocore looks at the host alone"
	case table == "validEndpointUrl" && strings.Contains(url, "[::1]"), url == "http://127.0.0.1":
		return "is what the other function for hosts of its kind takes; botocore asks both"
	case strings.HasPrefix(url, "http://fd00:") && r.Expect == true:
		return "an IPv6 address in a URL has brackets (RFC 3986, section 3.2.2)"
	}
	return ""
}

// textOf is a text of the corpus, or the bytes that stand for one.
func textOf(v any) string {
	if m, ok := v.(map[string]any); ok {
		if text, ok := m["$base64"].(string); ok {
			b, _ := base64.StdEncoding.DecodeString(text)
			return string(b)
		}
		return m["$bytes"].(string)
	}
	return v.(string)
}

func (r *functionRow) run(t *testing.T, table string) {
	switch table {
	case "percentEncode":
		c, s := client(t, s3.Service, answer{status: 200})
		if _, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k", "VersionId": textOf(r.Input)}); err != nil {
			t.Fatal(err)
		}
		if _, got, _ := strings.Cut(s.sent[0].url, "?versionId="); got != r.Expect {
			t.Errorf("%q, want %q", got, r.Expect)
		}
	case "parseArn":
		partition, service, region, account, resource, ok := lite.ParseARN(r.Arn)
		want, valid := r.Expect.(map[string]any)
		if ok != valid {
			t.Fatalf("%q: %v", r.Arn, ok)
		}
		got := map[string]any{"partition": partition, "service": service, "region": region, "account": account, "resource": resource}
		if ok && fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v", got, want)
		}
	case "validRegionName":
		r.accepts(t, lite.Config{Region: r.Region.(string)}, r.Valid)
	case "validEndpointUrl", "validUri", "validIpv6EndpointUrl":
		r.accepts(t, lite.Config{Region: "us-east-1", Endpoint: r.URL + r.URI}, r.Expect.(bool))
	case "ensureBoolean":
		t.Setenv("AWS_USE_DUALSTACK_ENDPOINT", r.Input.(string))
		c, s := client(t, sqs.Service, answer{status: 200, body: "{}"})
		c.Call(t.Context(), sqs.ListQueues, nil)
		if got := strings.HasSuffix(s.sent[0].url, ".api.aws/"); got != r.Expect {
			t.Errorf("%s: %v", s.sent[0].url, got)
		}
	case "parseTimestamp":
		text, ok := r.Value.(string)
		if !ok {
			text = fmt.Sprintf("%.0f", r.Value)
		}
		got, err := wire.ParseTimestamp(text, models.UnixTimestamp)
		if (err != nil) != (r.Error != "") || err == nil && !got.Equal(timeOf(t, r.Expect)) {
			t.Errorf("%v, %v", got, err)
		}
	case "parseToAwareDatetime":
		c, s := client(t, kinesis.Service, answer{status: 200, body: "{}"})
		params := lite.Map{"StreamName": "s", "ShardId": "0", "ShardIteratorType": "AT_TIMESTAMP", "Timestamp": timeOf(t, r.Value)}
		if _, err := c.Call(t.Context(), kinesis.GetShardIterator, params); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf(`"Timestamp":%d`, timeOf(t, r.Expect).Unix()); !strings.Contains(s.sent[0].body, want) {
			t.Errorf("%s, want %s", s.sent[0].body, want)
		}
	}
}

// timeOf is a time of the corpus; one without zone is UTC.
func timeOf(t *testing.T, v any) time.Time {
	text := v.(map[string]any)["$timestamp"].(string)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	t.Fatalf("%q is no time", text)
	return time.Time{}
}

// accepts compares whether a call with a configuration is sent.
func (r *functionRow) accepts(t *testing.T, c lite.Config, want bool) {
	s := &stub{answers: []answer{{status: 200, body: "{}"}}}
	c.Transport, c.Credentials = s, creds.Static("AKIDEXAMPLE", "secret", "")
	_, err := lite.New(sqs.Service, c).Call(t.Context(), sqs.ListQueues, nil)
	if (err == nil) != want || (len(s.sent) > 0) != want {
		t.Errorf("%q %q: sent %d, %v, want %v", c.Region, c.Endpoint, len(s.sent), err, want)
	}
}
