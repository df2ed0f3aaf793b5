package sign

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

func TestConformanceSigV4PostPolicy(t *testing.T) {
	type postCase struct {
		ID, Signer, Region, Service, Date string
		Credentials                       struct{ AccessKeyID, SecretAccessKey, SessionToken string }
		FieldsIn, FieldsOut               map[string]string
		PolicyIn                          struct {
			Expiration time.Time
			Conditions []any
		}
		PolicyJSON any
	}
	cases := readJSON[[]postCase](t, testkit.Conformance(t, "sigv4"), "post-policy.json")
	var ids []string
	for _, pc := range cases {
		ids = append(ids, pc.ID)
	}
	runCases(t, "post-policy.json", ids, func(t *testing.T, i int) {
		pc := &cases[i]
		at, err := time.Parse("20060102T150405Z", pc.Date)
		if err != nil {
			t.Fatal(err)
		}
		p := PostPolicy{Expires: pc.PolicyIn.Expiration}
		for name, value := range pc.FieldsIn {
			p.Fields = append(p.Fields, Header{name, value})
		}
		for _, condition := range pc.PolicyIn.Conditions {
			p.Conditions = append(p.Conditions, postCondition(t, condition))
		}
		var s Signer
		fields, err := s.SignPost(&p, Credentials(pc.Credentials), Scope{Region: pc.Region, Service: pc.Service, Time: at, S3: true, S3Express: strings.Contains(pc.Signer, "s3express")})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, f := range fields {
			got[f.Name] = f.Value
		}
		if len(got) != len(fields) {
			t.Errorf("a field is there twice: %q", fields)
		}
		text, err := base64.StdEncoding.DecodeString(got["policy"])
		if err != nil {
			t.Fatal(err)
		}
		var policy any
		if err := json.Unmarshal(text, &policy); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(policy, pc.PolicyJSON) {
			t.Errorf("policy %s", text)
		}
		if !reflect.DeepEqual(got, pc.FieldsOut) { // the policy's spacing is that of the SDKs, so even the signature is
			t.Errorf("fields\n%v\nwant\n%v", got, pc.FieldsOut)
		}
	})
}

func postCondition(t *testing.T, condition any) PostCondition {
	t.Helper()
	switch c := condition.(type) {
	case map[string]any:
		for name, value := range c {
			return PostCondition{Name: name, Value: value.(string)}
		}
	case []any:
		switch c[0] {
		case "starts-with":
			return PostCondition{Name: strings.TrimPrefix(c[1].(string), "$"), Value: c[2].(string), StartsWith: true}
		case "content-length-range":
			return PostCondition{Name: "content-length-range", Min: int64(c[1].(float64)), Max: int64(c[2].(float64))}
		}
	}
	t.Fatalf("condition %v", condition)
	return PostCondition{}
}

var testPost = PostPolicy{
	Expires: testTime.Add(time.Hour),
	Bucket:  "examplebucket",
	Fields:  []Header{{"key", "user/${filename}"}, {"acl", "private"}, {"x-amz-meta-tag", "ü \"\\\n𝄞"}},
	Conditions: []PostCondition{
		{Name: "content-length-range", Max: 10},
		{Name: "ACL", StartsWith: true},
	},
}

// The whole of a policy, by hand.
func TestSignPost(t *testing.T) {
	c := testCreds
	c.SessionToken = "TOKEN"
	var s Signer
	fields, err := s.SignPost(&testPost, c, testScope)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"expiration": "2015-08-30T13:36:00Z", "conditions": [{"bucket": "examplebucket"}, ["content-length-range", 0, 10], ["starts-with", "$ACL", ""], ` +
		`["starts-with", "$key", "user/"], {"x-amz-meta-tag": "\u00fc \"\\\u000a\ud834\udd1e"}, {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, ` +
		`{"x-amz-credential": "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"}, {"x-amz-date": "20150830T123600Z"}, {"x-amz-security-token": "TOKEN"}]}`
	policy, err := base64.StdEncoding.DecodeString(header(fields, "policy"))
	if err != nil || string(policy) != want {
		t.Errorf("policy\n%s\nwant\n%s", policy, want)
	}
	if got, want := names(fields), "key acl x-amz-meta-tag x-amz-algorithm x-amz-credential x-amz-date x-amz-security-token policy x-amz-signature"; got != want {
		t.Errorf("fields %s, want %s", got, want)
	}
	key := slowMAC(slowMAC(slowMAC(slowMAC([]byte("AWS4"+c.SecretAccessKey), "20150830"), "us-east-1"), "service"), "aws4_request")
	if got, want := header(fields, "x-amz-signature"), hex.EncodeToString(slowMAC(key, header(fields, "policy"))); got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestSignPostBadInput(t *testing.T) {
	tests := []struct {
		name   string
		change func(*PostPolicy, *Credentials, *Scope)
		want   string
	}{
		{"no expiration", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Expires = time.Time{} }, ErrNoTime.Error()},
		{"expired", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Expires = testTime }, "expiration"},
		{"bucket no UTF-8", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Bucket = "\xff" }, "bucket"},
		{"no region", func(_ *PostPolicy, _ *Credentials, sc *Scope) { sc.Region = "" }, ErrNoRegion.Error()},
		{"no credentials", func(_ *PostPolicy, c *Credentials, _ *Scope) { c.AccessKeyID = "" }, ErrNoCredentials.Error()},
		{"field of the signature", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Fields = []Header{{"X-Amz-Signature", "x"}} }, "form field"},
		{"field policy", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Fields = []Header{{"policy", "x"}} }, "form field"},
		{"field that is a condition", func(p *PostPolicy, _ *Credentials, _ *Scope) {
			p.Fields = []Header{{"content-length-range", "1"}}
		}, "form field"},
		{"field without name", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Fields = []Header{{"", "x"}} }, "form field"},
		{"name with line break", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Fields = []Header{{"a\r\nb", "x"}} }, "form field"},
		{"value no UTF-8", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Fields = []Header{{"a", "\xff"}} }, "form field"},
		{"condition without name", func(p *PostPolicy, _ *Credentials, _ *Scope) { p.Conditions = []PostCondition{{}} }, "form field"},
		{"no range", func(p *PostPolicy, _ *Credentials, _ *Scope) {
			p.Conditions = []PostCondition{{Name: "content-length-range", Min: 2, Max: 1}}
		}, "condition"},
		{"negative range", func(p *PostPolicy, _ *Credentials, _ *Scope) {
			p.Conditions = []PostCondition{{Name: "content-length-range", Min: -1, Max: 1}}
		}, "condition"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, c, sc := testPost, testCreds, testScope
			tt.change(&p, &c, &sc)
			var s Signer
			_, err := s.SignPost(&p, c, sc)
			wantError(t, err, tt.want, c)
		})
	}
}

// What goes into a policy comes out of its JSON, and nothing else.
func FuzzPostPolicy(f *testing.F) {
	f.Add("bucket", "key", "user/${filename}", "x-amz-meta-a", "v", true)
	f.Add("", "a", "\"\\\x00\x1f\x7f\u2028\U0001d11e", "b", "\xff", false)
	f.Add(`"}`, `"`, `", "x`, `\`, `\u0000`, false)
	f.Fuzz(func(t *testing.T, bucket, name, value, name2, value2 string, startsWith bool) {
		p := PostPolicy{Expires: testTime.Add(time.Hour), Bucket: bucket, Fields: []Header{{name, value}}, Conditions: []PostCondition{{Name: name2, Value: value2, StartsWith: startsWith}}}
		var s Signer
		fields, err := s.SignPost(&p, testCreds, testScope)
		if err != nil {
			return
		}
		text, err := base64.StdEncoding.DecodeString(header(fields[len(fields)-2:], "policy"))
		if err != nil {
			t.Fatal(err)
		}
		var policy struct{ Conditions []any }
		if err := json.Unmarshal(text, &policy); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var want []any
		if bucket != "" && !strings.EqualFold(name2, "bucket") {
			want = append(want, map[string]any{"bucket": bucket})
		}
		switch {
		case name2 == "content-length-range":
			want = append(want, []any{name2, 0.0, 0.0})
		case startsWith:
			want = append(want, []any{"starts-with", "$" + name2, value2})
		default:
			want = append(want, map[string]any{name2: value2})
		}
		switch {
		case strings.EqualFold(name, name2):
		case strings.EqualFold(name, "key") && strings.HasSuffix(value, "${filename}"):
			want = append(want, []any{"starts-with", "$" + name, strings.TrimSuffix(value, "${filename}")})
		default:
			want = append(want, map[string]any{name: value})
		}
		if got := policy.Conditions[:len(policy.Conditions)-3]; !reflect.DeepEqual(got, want) {
			t.Errorf("conditions %q, want %q", got, want)
		}
		if !utf8.Valid(text) {
			t.Errorf("policy %q is no UTF-8", text)
		}
	})
}
