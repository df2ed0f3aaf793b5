package smoke

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/iam"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/stepfunctions"
)

func TestMotoLambda(t *testing.T) {
	p := moto(t, lambda.Service)
	roles := moto(t, iam.Service)
	role := name("smoke")
	arn := roles.call(iam.CreateRole, lite.Map{"RoleName": role, "AssumeRolePolicyDocument": trustPolicy}).Get("Role", "Arn").String()
	roles.later(iam.DeleteRole, lite.Map{"RoleName": role})

	var code bytes.Buffer
	z := zip.NewWriter(&code)
	w, err := z.Create("bootstrap")
	if err == nil {
		_, err = w.Write([]byte("#!/bin/sh\n"))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	function := name("smoke")
	p.call(lambda.CreateFunction, lite.Map{
		"FunctionName": function, "Role": arn, "Runtime": "provided.al2023", "Handler": "bootstrap", "Timeout": 7, "Architectures": []string{"arm64"},
		"Code": lite.Map{"ZipFile": code.Bytes()}, "Environment": lite.Map{"Variables": map[string]string{"A": "1"}},
	})
	p.later(lambda.DeleteFunction, lite.Map{"FunctionName": function})
	got := p.call(lambda.GetFunction, lite.Map{"FunctionName": function}).Get("Configuration")
	sum := sha256.Sum256(code.Bytes())
	same(t, "CodeSha256", got.Get("CodeSha256").String(), base64.StdEncoding.EncodeToString(sum[:]))
	same(t, "Timeout", got.Get("Timeout").Int(), 7)
	same(t, "Architectures", got.Get("Architectures", 0).String(), "arm64")
	same(t, "Variables", got.Get("Environment", "Variables", "A").String(), "1")
	find(t, p.call(lambda.ListFunctions, lite.Map{"MaxItems": 50}).Get("Functions"), "FunctionName", function)

	out := p.call(lambda.DeleteFunction, lite.Map{"FunctionName": function})
	same(t, "status", out.Status, 204)
	e := p.fails(lambda.GetFunction, lite.Map{"FunctionName": function}, lambda.ErrResourceNotFoundException)
	same(t, "status", e.Status, 404)
}

func TestMotoStepFunctions(t *testing.T) {
	p := moto(t, stepfunctions.Service)
	const definition = `{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}`
	machine := name("smoke")
	made := p.call(stepfunctions.CreateStateMachine, lite.Map{"name": machine, "definition": definition, "roleArn": "arn:aws:iam::123456789012:role/smoke"})
	recent(t, "creationDate", made.Get("creationDate"))
	arn := made.Get("stateMachineArn").String()
	p.later(stepfunctions.DeleteStateMachine, lite.Map{"stateMachineArn": arn})
	got := p.call(stepfunctions.DescribeStateMachine, lite.Map{"stateMachineArn": arn})
	var kept bytes.Buffer // the server writes it anew, with blanks
	if err := json.Compact(&kept, []byte(got.Get("definition").String())); err != nil || kept.String() != definition {
		t.Errorf("definition %q, %v", got.Get("definition").String(), err)
	}
	same(t, "status", got.Get("status").String(), "ACTIVE")
	find(t, p.call(stepfunctions.ListStateMachines, lite.Map{"maxResults": 1000}).Get("stateMachines"), "name", machine)

	run := p.call(stepfunctions.StartExecution, lite.Map{"stateMachineArn": arn, "input": `{"x":"ü"}`}).Get("executionArn").String()
	execution := p.call(stepfunctions.DescribeExecution, lite.Map{"executionArn": run})
	same(t, "input", execution.Get("input").String(), `{"x":"ü"}`)
	p.call(stepfunctions.DeleteStateMachine, lite.Map{"stateMachineArn": arn})
	p.fails(stepfunctions.DescribeStateMachine, lite.Map{"stateMachineArn": arn}, stepfunctions.ErrStateMachineDoesNotExist)
}

func TestMotoEC2(t *testing.T) {
	p := moto(t, ec2.Service)
	label := name("smoke")
	vpc := p.call(ec2.CreateVpc, lite.Map{"CidrBlock": "10.9.0.0/16", "TagSpecifications": lite.List{
		lite.Map{"ResourceType": "vpc", "Tags": lite.List{lite.Map{"Key": "Name", "Value": label}}},
	}}).Get("Vpc")
	id := vpc.Get("VpcId").String()
	p.later(ec2.DeleteVpc, lite.Map{"VpcId": id})
	same(t, "CidrBlock", vpc.Get("CidrBlock").String(), "10.9.0.0/16")
	found := p.call(ec2.DescribeVpcs, lite.Map{"Filters": lite.List{lite.Map{"Name": "tag:Name", "Values": []string{"none", label}}}}).Get("Vpcs")
	same(t, "by tag", found.Len(), 1)
	same(t, "VpcId", found.Get(0, "VpcId").String(), id)
	same(t, "IsDefault", found.Get(0, "IsDefault").Exists() && !found.Get(0, "IsDefault").Bool(), true)

	group := p.call(ec2.CreateSecurityGroup, lite.Map{"GroupName": label, "Description": "web & more", "VpcId": id}).Get("GroupId").String()
	p.later(ec2.DeleteSecurityGroup, lite.Map{"GroupId": group})
	allowed := p.call(ec2.AuthorizeSecurityGroupIngress, lite.Map{"GroupId": group, "IpPermissions": lite.List{
		lite.Map{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": lite.List{lite.Map{"CidrIp": "10.0.0.0/8", "Description": "inside"}}},
		lite.Map{"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "IpRanges": lite.List{lite.Map{"CidrIp": "10.0.0.0/8"}}},
	}})
	same(t, "Return", allowed.Get("Return").Bool(), true)
	groups := p.call(ec2.DescribeSecurityGroups, lite.Map{"GroupIds": []string{group}}).Get("SecurityGroups")
	same(t, "Description", groups.Get(0, "Description").String(), "web & more")
	tcp := find(t, groups.Get(0, "IpPermissions"), "IpProtocol", "tcp")
	same(t, "FromPort", tcp.Get("FromPort").Int(), 443)
	same(t, "CidrIp", tcp.Get("IpRanges", 0, "CidrIp").String(), "10.0.0.0/8")

	p.call(ec2.DeleteSecurityGroup, lite.Map{"GroupId": group})
	p.call(ec2.DeleteVpc, lite.Map{"VpcId": id})
	// EC2 models no errors.
	e := p.fails(ec2.DescribeVpcs, lite.Map{"VpcIds": []string{id}}, "InvalidVpcID.NotFound")
	same(t, "status", e.Status, 400)
	same(t, "request id", e.RequestID != "", true)
}
