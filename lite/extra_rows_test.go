package lite_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/autoscaling"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudformation"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/glacier"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
	"github.com/tucuxi-go/tucuxi/models/embed/route53"
	"github.com/tucuxi-go/tucuxi/models/embed/ssooidc"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

// policyRow: a document that decodes is JSON text, any other is as it came.
func policyRow(t *testing.T, input string, want any) {
	c, _ := client(t, iam.Service, answer{status: 200, body: "<GetPolicyVersionResponse><GetPolicyVersionResult><PolicyVersion><Document>" + input +
		"</Document><VersionId>%7B%7D</VersionId></PolicyVersion></GetPolicyVersionResult></GetPolicyVersionResponse>"})
	out, err := c.Call(t.Context(), iam.GetPolicyVersion, lite.Map{"PolicyArn": "arn:aws:iam::123456789012:policy/p", "VersionId": "v1"})
	if err != nil {
		t.Fatal(err)
	}
	got := out.Get("PolicyVersion", "Document").String()
	var decoded any = got
	json.Unmarshal([]byte(got), &decoded)
	if !reflect.DeepEqual(decoded, want) {
		t.Errorf("%s, want %v", got, want)
	}
	if id := out.Get("PolicyVersion", "VersionId").String(); id != "%7B%7D" {
		t.Errorf("decoded what is no policy: %s", id)
	}
}

func consoleRow(t *testing.T, output, want any) {
	body := "<GetConsoleOutputResponse><instanceId>Zm9v</instanceId></GetConsoleOutputResponse>"
	if output != nil {
		body = strings.Replace(body, "</G", "<output>"+asText(output)+"</output></G", 1)
	}
	c, _ := client(t, ec2.Service, answer{status: 200, body: body})
	out, err := c.Call(t.Context(), ec2.GetConsoleOutput, lite.Map{"InstanceId": "i-1"})
	if err != nil || out.Get("Output").String() != asText(want) || out.Get("InstanceId").String() != "Zm9v" {
		t.Errorf("%s, %v, want %v", out.JSON(), err, want)
	}
}

func asText(v any) string {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return text(v)
}

// userDataRow: text and bytes are sent in base64.
func userDataRow(t *testing.T, data any, want string) {
	var given any = text(data)
	if m, ok := data.(map[string]any); ok {
		given = []byte(text(m))
	}
	c, s := client(t, ec2.Service, answer{status: 200, body: "<RunInstancesResponse/>"})
	_, err := c.Call(t.Context(), ec2.RunInstances, lite.Map{"MinCount": 1, "MaxCount": 5, "UserData": given})
	if err != nil || !strings.Contains(s.sent[0].body, "UserData="+url.QueryEscape(want)) {
		t.Errorf("%v, %v, want %s", s.sent, err, want)
	}
	c, s = client(t, autoscaling.Service, answer{status: 200, body: "<R/>"})
	_, err = c.Call(t.Context(), autoscaling.CreateLaunchConfiguration, lite.Map{"LaunchConfigurationName": "n", "UserData": given})
	if err != nil || !strings.Contains(s.sent[0].body, "UserData="+url.QueryEscape(want)) {
		t.Errorf("%v, %v, want %s", s.sent, err, want)
	}
}

func glacierRow(t *testing.T, given map[string]string, body any, want map[string]string) {
	params := lite.Map{"vaultName": "v", "body": text(body)}
	if m, ok := body.(map[string]any); ok && m["$stream"] != nil {
		params["body"] = strings.NewReader(text(body))
	}
	if sum := given["x-amz-sha256-tree-hash"]; sum != "" {
		params["checksum"] = sum
	}
	c, s := client(t, glacier.Service, answer{status: 201})
	if _, err := c.Call(t.Context(), glacier.UploadArchive, params); err != nil {
		t.Fatal(err)
	}
	for name, value := range want {
		if got := s.sent[0].header[name]; got != value {
			t.Errorf("%s: %s, want %s", name, got, value)
		}
	}
	if s.sent[0].body != text(body) {
		t.Errorf("body %q", s.sent[0].body)
	}
}

// traceRow: the trace id goes into calls from Lambda, unless a hook set one.
func traceRow(t *testing.T, env, before, after map[string]string) {
	for _, name := range []string{"AWS_LAMBDA_FUNCTION_NAME", "_X_AMZN_TRACE_ID"} {
		t.Setenv(name, env[name])
	}
	s := &stub{answers: []answer{{status: 200}}}
	cfg := config(s)
	cfg.Hooks.Build = func(_ context.Context, c *lite.CallInfo) error {
		for name, value := range before {
			if err := c.SetHeader(strings.ToLower(name), value); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := lite.New(sts.Service, cfg).Call(t.Context(), sts.GetCallerIdentity, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.sent[0].header["x-amzn-trace-id"]; got != after["X-Amzn-Trace-Id"] {
		t.Errorf("%q, want %q", got, after["X-Amzn-Trace-Id"])
	}
}

// oauthRow: no message means that of the status.
func oauthRow(t *testing.T, status int, body, want string) {
	c, _ := client(t, ssooidc.Service, answer{status: status, body: body})
	_, err := c.Call(t.Context(), ssooidc.CreateToken, lite.Map{"clientId": "i", "clientSecret": "s", "grantType": "g"})
	if status < 300 {
		if err != nil {
			t.Error(err)
		}
		return
	}
	e, ok := errors.AsType[*lite.Error](err)
	if !ok || e.Message != want && (want != "" || e.Message != "Bad Request") {
		t.Errorf("%v, want message %q", err, want)
	}
}

// templateRow: a template stays text, for it may be YAML as well.
func templateRow(t *testing.T, template, want any) {
	body, err := json.Marshal(asText(template))
	if err != nil {
		t.Fatal(err)
	}
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(asText(template))
	c, _ := client(t, cloudformation.Service, answer{status: 200, body: "<GetTemplateResponse><GetTemplateResult><TemplateBody>" + escaped +
		"</TemplateBody></GetTemplateResult></GetTemplateResponse>"})
	out, err := c.Call(t.Context(), cloudformation.GetTemplate, lite.Map{"StackName": "s"})
	if err != nil {
		t.Fatal(err)
	}
	got := out.Get("TemplateBody").String()
	if want == nil {
		if got != "" {
			t.Errorf("%s, want none", got)
		}
		return
	}
	var decoded any
	d := json.NewDecoder(strings.NewReader(got))
	d.UseNumber()
	if err := d.Decode(&decoded); err != nil || !reflect.DeepEqual(decoded, want) {
		t.Errorf("%s, want %s", got, body)
	}
}

// route53Row calls an operation with the param, which is cut if it is an id.
func route53Row(t *testing.T, name, id, want string) {
	op, params := route53.GetHostedZone, lite.Map{"Id": id}
	switch name {
	case "HostedZoneId":
		op, params = route53.ListResourceRecordSets, lite.Map{name: id}
	case "DelegationSetId":
		op, params = route53.ListHostedZones, lite.Map{name: id}
	case "ChangeId":
		op = route53.GetChange
	case "Name":
		op, params = route53.CreateHostedZone, lite.Map{name: id, "CallerReference": "r"}
	}
	c, s := client(t, route53.Service, answer{status: 200, body: "<R/>"})
	if _, err := c.Call(t.Context(), op, params); err != nil {
		t.Fatal(err)
	}
	sent := s.sent[0].url + " " + s.sent[0].body
	if cut := want != id; cut && strings.Contains(sent, url.QueryEscape(id)) || !strings.Contains(sent, want) {
		t.Errorf("sent %s, want %s", sent, want)
	}
}
