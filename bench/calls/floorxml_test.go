package calls

import (
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
)

// output is what Tucuxi reads of an answer.
func output(t *testing.T, service lite.Service, op lite.Operation, params lite.Map, body string) *lite.Output {
	out, err := answering(body, "text/xml").tucuxi(service).Call(t.Context(), op, params)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// texts are the members of a list's elements of that name, or the elements.
func texts(list wire.Node, member string) (all []string) {
	for n := range list.List() {
		if member != "" {
			n = n.Field(member)
		}
		all = append(all, n.String())
	}
	return all
}

const oddListing = `<?xml version="1.0"?><!-- a page --><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
 <Name>a&amp;b</Name><Prefix/><Delimiter>/</Delimiter><KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>
 <NextContinuationToken>1&#x2F;2</NextContinuationToken><StartAfter>a&#97;&lt;</StartAfter><EncodingType>url</EncodingType>
 <Contents><Key a=">"><![CDATA[<x>]]>&apos;y</Key><Owner><ID>1</ID><DisplayName>2</DisplayName></Owner><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA256</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType><LastModified>2026-01-31T23:59:59.120Z</LastModified><Size>5000000000</Size></Contents>
 <New><Newer/></New><Contents><Key>z</Key></Contents>
 <CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>q/</Prefix></CommonPrefixes>
</ListBucketResult>
`

// TestReadListing: the floor reads what Tucuxi reads.
func TestReadListing(t *testing.T) {
	for _, body := range []string{list1000(), oddListing} {
		got, err := readListing(body)
		if err != nil {
			t.Fatal(err)
		}
		o := output(t, s3.Service, s3.ListObjectsV2, lite.Map{"Bucket": bucket}, body)
		want := &listing{
			Name: o.Get("Name").String(), Prefix: o.Get("Prefix").String(), Delimiter: o.Get("Delimiter").String(), EncodingType: o.Get("EncodingType").String(),
			ContinuationToken: o.Get("ContinuationToken").String(), NextContinuationToken: o.Get("NextContinuationToken").String(),
			StartAfter: o.Get("StartAfter").String(), KeyCount: o.Get("KeyCount").Int(), MaxKeys: o.Get("MaxKeys").Int(),
			IsTruncated: o.Get("IsTruncated").Bool(), CommonPrefixes: texts(o.Get("CommonPrefixes"), "Prefix"),
		}
		for c := range o.Get("Contents").List() {
			algorithms := texts(c.Field("ChecksumAlgorithm"), "")
			if algorithms == nil {
				algorithms = []string{}
			}
			want.Contents = append(want.Contents, listed{
				Key: c.Field("Key").String(), ETag: c.Field("ETag").String(), StorageClass: c.Field("StorageClass").String(),
				ChecksumType: c.Field("ChecksumType").String(), LastModified: c.Field("LastModified").Time(),
				ChecksumAlgorithm: algorithms, Size: c.Field("Size").Int(),
			})
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+.1000v\n%+.1000v", got, want)
		}
	}
}

func groupsOf(list wire.Node) (all []group) {
	for g := range list.List() {
		all = append(all, group{g.Field("GroupId").String(), g.Field("GroupName").String()})
	}
	return all
}

// TestReadReservations: the floor reads what Tucuxi reads.
func TestReadReservations(t *testing.T) {
	body := strings.Replace(describe100(), "<groupSet/>", "<groupSet><item><groupId>sg-1</groupId><groupName>&gt;</groupName></item></groupSet><requesterId>r</requesterId>", 1)
	body = strings.Replace(body, "</reservationSet>", "</reservationSet><nextToken>next</nextToken>", 1)
	got, next, err := readReservations(body)
	if err != nil {
		t.Fatal(err)
	}
	o := output(t, ec2.Service, ec2.DescribeInstances, lite.Map{}, body)
	var want []reservation
	for r := range o.Get("Reservations").List() {
		w := reservation{
			ReservationID: r.Field("ReservationId").String(), OwnerID: r.Field("OwnerId").String(), RequesterID: r.Field("RequesterId").String(),
			Groups: groupsOf(r.Field("Groups")),
		}
		for i := range r.Field("Instances").List() {
			text := func(path ...any) string { return i.Get(path...).String() }
			one := instance{
				InstanceID: text("InstanceId"), ImageID: text("ImageId"), KeyName: text("KeyName"), InstanceType: text("InstanceType"),
				PrivateDNSName: text("PrivateDnsName"), PublicDNSName: text("PublicDnsName"), PrivateIP: text("PrivateIpAddress"),
				StateName: text("State", "Name"), Monitoring: text("Monitoring", "State"),
				AvailabilityZone: text("Placement", "AvailabilityZone"), Tenancy: text("Placement", "Tenancy"),
				SubnetID: text("SubnetId"), VPCID: text("VpcId"), StateCode: i.Get("State", "Code").Int(), AMILaunchIndex: i.Field("AmiLaunchIndex").Int(),
				LaunchTime: i.Field("LaunchTime").Time(), SecurityGroups: groupsOf(i.Field("SecurityGroups")),
			}
			for g := range i.Field("Tags").List() {
				one.Tags = append(one.Tags, tag{g.Field("Key").String(), g.Field("Value").String()})
			}
			w.Instances = append(w.Instances, one)
		}
		want = append(want, w)
	}
	if !reflect.DeepEqual(got, want) || next != o.Get("NextToken").String() || next == "" {
		t.Errorf("%+.1000v\n%+.1000v", got, want)
	}
}

// TestMarkupErrors: the floor takes no answer that is cut or malformed.
func TestMarkupErrors(t *testing.T) {
	whole := strings.TrimSpace(oddListing)
	for n := range whole {
		if _, err := readListing(whole[:n]); err == nil {
			t.Errorf("%q is taken", whole[:n])
		}
	}
	for _, in := range []string{
		"<Contents><Key>a</Kez></Contents>", "<KeyCount>x</KeyCount>", "<IsTruncated>maybe</IsTruncated>", "<Name>&nope;</Name>", "<Name>&#x110000;</Name>",
		"<Name>&#;</Name>", "<Contents><LastModified>today</LastModified></Contents>", "<!x>", "<>", "</Other>", strings.Repeat("<a>", maxMarkupDepth) + strings.Repeat("</a>", maxMarkupDepth),
	} {
		if _, err := readListing("<ListBucketResult>" + in + "</ListBucketResult>"); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
	for _, in := range []string{"", "<Other/>", "<ListBucketResult/>x", "</ListBucketResult>"} {
		if _, err := readListing(in); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}
