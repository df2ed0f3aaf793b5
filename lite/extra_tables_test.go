package lite_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/glacier"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// extraTables are the tables of the corpus about services' special rules.
type extraTables struct {
	DecodeQuotedJSON []struct {
		ID, Input string
		Expect    any
	}
	EC2ConsoleOutput []struct {
		ID             string
		Parsed, Expect map[string]any
	}
	EC2UserData []struct {
		ID     string
		Params struct{ UserData any }
		Expect struct{ UserData string }
	}
	GlacierAccountID []struct {
		ID             string
		Params, Expect map[string]string
	}
	GlacierChecksums []struct {
		ID      string
		Request struct {
			Headers map[string]string
			Body    any
		}
		ExpectHeaders map[string]string
	}
	RecursionDetection []struct {
		ID                               string
		Env, HeadersBefore, HeadersAfter map[string]string
	}
	ExpiresHeader []struct {
		ID              string
		ResponseHeaders struct{ Expires any }
	}
	OAuth2ErrorMapping []struct {
		ID               string
		Response, Expect struct {
			StatusCode int `json:"status_code"`
			Body       map[string]string
		}
	}
	CloudFormationTemplateBody []struct {
		ID             string
		Parsed, Expect map[string]any
	}
	Route53IDs                []struct{ Params, Expect map[string]string }
	S3ListObjectsEncodingType []struct {
		OperationParams map[string]any
		Note            string
	}
}

// text is a string of the corpus, in whatever notation.
func text(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		s, _ := v.(string)
		return s
	}
	if stream, ok := m["$stream"]; ok {
		return text(stream)
	}
	if b, ok := m["$base64"].(string); ok {
		plain, _ := base64.StdEncoding.DecodeString(b)
		return string(plain)
	}
	return text(m["$bytes"])
}

func TestConformanceExtraTables(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "service-customizations"), "tables.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var tables extraTables
	if err := d.Decode(&tables); err != nil {
		t.Fatal(err)
	}
	passed, excluded := 0, 0
	run := func(id string, f func(t *testing.T)) {
		if t.Run(id, f) {
			passed++
		}
	}
	for _, c := range tables.DecodeQuotedJSON {
		run(c.ID, func(t *testing.T) { policyRow(t, c.Input, c.Expect) })
	}
	for _, c := range tables.EC2ConsoleOutput {
		run(c.ID, func(t *testing.T) { consoleRow(t, c.Parsed["Output"], c.Expect["Output"]) })
	}
	for _, c := range tables.EC2UserData {
		run(c.ID, func(t *testing.T) { userDataRow(t, c.Params.UserData, c.Expect.UserData) })
	}
	for _, c := range tables.GlacierAccountID {
		run(c.ID, func(t *testing.T) {
			params := lite.Map{"vaultName": "v"}
			for name, v := range c.Params {
				params[name] = v
			}
			client, s := client(t, glacier.Service, answer{status: 200, body: "{}"})
			_, err := client.Call(t.Context(), glacier.DescribeVault, params)
			if err != nil || !strings.HasSuffix(s.sent[0].url, "/"+c.Expect["accountId"]+"/vaults/v") {
				t.Error(s.sent, err)
			}
		})
	}
	for _, c := range tables.GlacierChecksums {
		if c.Request.Headers["x-amz-content-sha256"] != "" {
			excluded++
			t.Logf("excluded %s: no param gives x-amz-content-sha256, and hooks may not set what the signature needs", c.ID)
			continue
		}
		run(c.ID, func(t *testing.T) { glacierRow(t, c.Request.Headers, c.Request.Body, c.ExpectHeaders) })
	}
	for _, c := range tables.RecursionDetection {
		run(c.ID, func(t *testing.T) { traceRow(t, c.Env, c.HeadersBefore, c.HeadersAfter) })
	}
	for _, c := range tables.ExpiresHeader {
		run(c.ID, func(t *testing.T) {
			want := text(c.ResponseHeaders.Expires)
			if n, ok := c.ResponseHeaders.Expires.(json.Number); ok {
				want = n.String()
			}
			client, _ := client(t, s3.Service, answer{status: 200, header: header("Expires", want)})
			out, err := client.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "orders", "Key": "k"})
			if err != nil || out.Header("Expires") != want {
				t.Error(out, err)
			}
		})
	}
	for _, c := range tables.OAuth2ErrorMapping {
		run(c.ID, func(t *testing.T) {
			message := ""
			var body map[string]any
			if json.Unmarshal([]byte(text(anyOf(c.Expect.Body))), &body) == nil {
				for _, name := range []string{"message", "Message"} {
					if s, ok := body[name].(string); ok && message == "" {
						message = s
					}
				}
			}
			oauthRow(t, c.Response.StatusCode, text(anyOf(c.Response.Body)), message)
		})
	}
	for _, c := range tables.CloudFormationTemplateBody {
		run(c.ID, func(t *testing.T) { templateRow(t, c.Parsed["TemplateBody"], c.Expect["TemplateBody"]) })
	}
	for _, c := range tables.Route53IDs {
		for name, id := range c.Params {
			run("route53 "+name+" "+id, func(t *testing.T) { route53Row(t, name, id, c.Expect[name]) })
		}
	}
	for _, c := range tables.S3ListObjectsEncodingType {
		run("encoding type "+c.Note, func(t *testing.T) {
			client, s := client(t, s3.Service, answer{status: 200, body: "<ListBucketResult/>"})
			params := lite.Map{"Bucket": "orders"}
			for name, v := range c.OperationParams {
				params[name] = v
			}
			if _, err := client.Call(t.Context(), s3.ListObjects, params); err != nil || strings.Count(s.sent[0].url, "encoding-type=url") != 1 {
				t.Error(s.sent, err)
			}
		})
	}
	t.Logf("service-customizations/tables.json: %d passed, %d excluded", passed, excluded)
}

func anyOf(m map[string]string) any {
	out := map[string]any{}
	for name, v := range m {
		out[name] = v
	}
	return out
}
