package ec2query

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

const service = `{
"metadata": {"protocol": "ec2", "apiVersion": "2020-01-01", "serviceId": "Test"},
"operations": {"Do": {"name": "Do", "input": {"shape": "Message"}, "output": {"shape": "Message"}}, "None": {"name": "None"}},
"shapes": {
	"Message": {"type": "structure", "members": {
		"Name": {"shape": "String", "locationName": "name"},
		"Items": {"shape": "Items", "locationName": "itemSet"}}},
	"Items": {"type": "list", "member": {"shape": "Integer", "locationName": "item"}},
	"String": {"type": "string"}, "Integer": {"type": "integer"}
}}`

func TestEncode(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Do")
	var e wire.Encoder
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"Name": "n", "Items": []int{7, 8}}))
	if want := "Action=Do&Version=2020-01-01&Name=n&ItemSet.1=7&ItemSet.2=8"; string(r.Body) != want || e.Failed() {
		t.Errorf("%s, want %s", r.Body, want)
	}
}

func TestDecode(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct{ operation, body, want string }{
		{"Do", `<DoResponse><requestId>r</requestId><name>n</name><itemSet><item>7</item><item>8</item></itemSet></DoResponse>`, `{"Name":"n","Items":[7,8]}`},
		{"Do", `<DoResponse><itemSet/></DoResponse>`, `{"Items":[]}`},
		{"Do", ``, `{}`},
		{"None", `<NoneResponse><return>true</return></NoneResponse>`, `{}`},
	} {
		var d wire.Document
		op := wiretest.Operation(t, m, c.operation)
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(c.body)}, op); err != nil {
			t.Error(err)
		}
		if got := string(d.Node().AppendJSON(nil)); got != c.want {
			t.Errorf("%s: %s, want %s", c.body, got, c.want)
		}
	}
}

func TestDecodeError(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "None")
	var d wire.Document
	body := `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID 'i-1' does not exist</Message></Error></Errors><RequestID>r</RequestID></Response>`
	f := Protocol.DecodeError(&d, &wire.Response{Status: 400, Body: []byte(body)}, op)
	want := wire.Failure{Code: "InvalidInstanceID.NotFound", Message: "The instance ID 'i-1' does not exist", RequestID: "r"}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("%+v, want %+v", f, want)
	}
	if f := Protocol.DecodeError(&d, &wire.Response{Status: 503}, op); !reflect.DeepEqual(f, wire.StatusFailure(503)) {
		t.Errorf("%+v", f)
	}
}

// instances is a DescribeInstances response of n instances, as Amazon EC2 sends
// it.
func instances(n int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
    <reservationSet>
`)
	for i := range n {
		fmt.Fprintf(&b, `        <item>
            <reservationId>r-%017d</reservationId>
            <ownerId>123456789012</ownerId>
            <groupSet/>
            <instancesSet>
                <item>
                    <instanceId>i-%017d</instanceId>
                    <imageId>ami-0abcdef1234567890</imageId>
                    <instanceState>
                        <code>16</code>
                        <name>running</name>
                    </instanceState>
                    <privateDnsName>ip-10-0-0-12.ec2.internal</privateDnsName>
                    <dnsName>ec2-54-194-252-215.compute-1.amazonaws.com</dnsName>
                    <reason/>
                    <keyName>my_keypair</keyName>
                    <amiLaunchIndex>0</amiLaunchIndex>
                    <productCodes/>
                    <instanceType>m5.large</instanceType>
                    <launchTime>2024-05-08T16:46:19.000Z</launchTime>
                    <placement>
                        <availabilityZone>us-east-1c</availabilityZone>
                        <groupName/>
                        <tenancy>default</tenancy>
                    </placement>
                    <monitoring>
                        <state>disabled</state>
                    </monitoring>
                    <subnetId>subnet-56f5f633</subnetId>
                    <vpcId>vpc-11112222</vpcId>
                    <privateIpAddress>10.0.0.12</privateIpAddress>
                    <ipAddress>54.194.252.215</ipAddress>
                    <sourceDestCheck>true</sourceDestCheck>
                    <groupSet>
                        <item>
                            <groupId>sg-e4076980</groupId>
                            <groupName>SecurityGroup1</groupName>
                        </item>
                    </groupSet>
                    <architecture>x86_64</architecture>
                    <rootDeviceType>ebs</rootDeviceType>
                    <rootDeviceName>/dev/xvda</rootDeviceName>
                    <blockDeviceMapping>
                        <item>
                            <deviceName>/dev/xvda</deviceName>
                            <ebs>
                                <volumeId>vol-1234567890abcdef0</volumeId>
                                <status>attached</status>
                                <attachTime>2024-05-08T16:46:20.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </ebs>
                        </item>
                    </blockDeviceMapping>
                    <virtualizationType>hvm</virtualizationType>
                    <clientToken>xMcwG14507example</clientToken>
                    <tagSet>
                        <item>
                            <key>Name</key>
                            <value>Server_%d</value>
                        </item>
                        <item>
                            <key>team</key>
                            <value>a &amp; b</value>
                        </item>
                    </tagSet>
                    <hypervisor>xen</hypervisor>
                    <networkInterfaceSet>
                        <item>
                            <networkInterfaceId>eni-551ba033</networkInterfaceId>
                            <subnetId>subnet-56f5f633</subnetId>
                            <vpcId>vpc-11112222</vpcId>
                            <description>Primary network interface</description>
                            <ownerId>123456789012</ownerId>
                            <status>in-use</status>
                            <macAddress>02:dd:2c:5e:01:69</macAddress>
                            <privateIpAddress>10.0.0.12</privateIpAddress>
                            <sourceDestCheck>true</sourceDestCheck>
                            <attachment>
                                <attachmentId>eni-attach-39697adc</attachmentId>
                                <deviceIndex>0</deviceIndex>
                                <status>attached</status>
                                <attachTime>2024-05-08T16:46:19.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </attachment>
                            <privateIpAddressesSet>
                                <item>
                                    <privateIpAddress>10.0.0.12</privateIpAddress>
                                    <primary>true</primary>
                                </item>
                            </privateIpAddressesSet>
                            <ipv6AddressesSet/>
                            <interfaceType>interface</interfaceType>
                        </item>
                    </networkInterfaceSet>
                    <ebsOptimized>false</ebsOptimized>
                    <enaSupport>true</enaSupport>
                    <cpuOptions>
                        <coreCount>1</coreCount>
                        <threadsPerCore>2</threadsPerCore>
                    </cpuOptions>
                    <hibernationOptions>
                        <configured>false</configured>
                    </hibernationOptions>
                    <enclaveOptions>
                        <enabled>false</enabled>
                    </enclaveOptions>
                </item>
            </instancesSet>
        </item>
`, i, i, i)
	}
	b.WriteString("    </reservationSet>\n</DescribeInstancesResponse>\n")
	return []byte(b.String())
}

func decodeInstances(t testing.TB, body []byte, n int) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "ec2"), "DescribeInstances")
	var d wire.Document
	response := &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: body}
	return func() {
		d.Reset()
		if err := Protocol.DecodeResponse(&d, response, op); err != nil {
			t.Fatal(err)
		}
		list := d.Node().Field("Reservations")
		last := list.At(-1).Field("Instances").At(0)
		if list.Len() != n || last.Field("Tags").At(1).Field("Value").String() != "a & b" || !last.Field("EnaSupport").Bool() {
			t.Fatalf("%d reservations, last %s", list.Len(), last.AppendJSON(nil))
		}
	}
}

func encodeRun(t testing.TB) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "ec2"), "DescribeInstances")
	var e wire.Encoder
	var r wire.Request
	params := wire.ValueOf(wire.Map{
		"Filters":    wire.List{wire.Map{"Name": "instance-state-name", "Values": wire.List{"running", "stopped"}}},
		"MaxResults": 100,
	})
	return func() {
		e.Reset()
		r.Reset()
		Protocol.EncodeRequest(&e, &r, op, params)
		if e.Failed() {
			t.Fatal(e.Err(op))
		}
	}
}

func TestAllocs(t *testing.T) {
	for name, f := range map[string]func(){"decode": decodeInstances(t, instances(10), 10), "encode": encodeRun(t)} {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				f() // the buffers grow
			}
			testkit.WantAllocs(t, 0, f)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprintf("DescribeInstances/%d", n), func(b *testing.B) {
			body := instances(n)
			f := decodeInstances(b, body, n)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	b.Run("DescribeInstances", func(b *testing.B) {
		f := encodeRun(b)
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
	})
}

// TestRequestID: the id is a child of the root.
func TestRequestID(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, body := range []string{`<NoneResponse><requestId>r-1</requestId><return>true</return></NoneResponse>`, `<NoneResponse><return>true</return><RequestID>r-1</RequestID></NoneResponse>`} {
		var d wire.Document
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(body)}, wiretest.Operation(t, m, "None")); err != nil || d.RequestID != "r-1" {
			t.Errorf("%q, %v", d.RequestID, err)
		}
	}
}
