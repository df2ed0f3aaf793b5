package smoke

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

const trustPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func TestMotoSTS(t *testing.T) {
	p := moto(t, sts.Service)
	same(t, "Account", p.call(sts.GetCallerIdentity, nil).Get("Account").String(), "123456789012")
	out := p.call(sts.AssumeRole, lite.Map{
		"RoleArn": "arn:aws:iam::123456789012:role/smoke", "RoleSessionName": "one+two", "DurationSeconds": 900,
	})
	same(t, "Arn", out.Get("AssumedRoleUser", "Arn").String(), "arn:aws:sts::123456789012:assumed-role/smoke/one+two")
	c := out.Get("Credentials")
	same(t, "AccessKeyId", strings.HasPrefix(c.Get("AccessKeyId").String(), "ASIA"), true)
	same(t, "SessionToken", c.Get("SessionToken").String() != "", true)
	if left := time.Until(c.Get("Expiration").Time()); left < 13*time.Minute || left > 16*time.Minute {
		t.Errorf("Expiration is in %v, want 15 minutes", left)
	}
	// No error of this service is modeled that this server gives.
	e := p.fails(sts.GetFederationToken, lite.Map{"Name": "smoke", "Policy": strings.Repeat("x", 2049)}, "ValidationError")
	same(t, "status", e.Status, 400)
}

func TestMotoIAM(t *testing.T) {
	p := moto(t, iam.Service)
	role := name("smoke")
	made := p.call(iam.CreateRole, lite.Map{
		"RoleName": role, "AssumeRolePolicyDocument": trustPolicy, "Description": "a & b",
		"Tags": lite.List{lite.Map{"Key": "k", "Value": "v"}, lite.Map{"Key": "l", "Value": "w"}},
	})
	p.later(iam.DeleteRole, lite.Map{"RoleName": role})
	arn := made.Get("Role", "Arn").String()
	same(t, "Arn", arn, "arn:aws:iam::123456789012:role/"+role)

	got := p.call(iam.GetRole, lite.Map{"RoleName": role}).Get("Role")
	same(t, "Description", got.Get("Description").String(), "a & b")
	same(t, "Tags", find(t, got.Get("Tags"), "Key", "l").Get("Value").String(), "w")
	recent(t, "CreateDate", got.Get("CreateDate"))
	// The document is URL-encoded on the wire (API Reference, "Role").
	document, err := url.PathUnescape(got.Get("AssumeRolePolicyDocument").String())
	var policy struct{ Statement []struct{ Action string } }
	if err != nil || json.Unmarshal([]byte(document), &policy) != nil || policy.Statement[0].Action != "sts:AssumeRole" {
		t.Errorf("AssumeRolePolicyDocument %q, %v", got.Get("AssumeRolePolicyDocument").String(), err)
	}
	find(t, p.call(iam.ListRoles, lite.Map{"MaxItems": 1000}).Get("Roles"), "RoleName", role)
	p.fails(iam.CreateRole, lite.Map{"RoleName": role, "AssumeRolePolicyDocument": trustPolicy}, iam.ErrEntityAlreadyExistsException)
	p.call(iam.DeleteRole, lite.Map{"RoleName": role})
	p.fails(iam.GetRole, lite.Map{"RoleName": role}, iam.ErrNoSuchEntityException)
}
