package calls

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strings"
)

// itemSmall is an item of five attributes.
func itemSmall(i int) string {
	return fmt.Sprintf(`{"id":{"S":"user-%d"},"name":{"S":"Ada %d"},"age":{"N":"%d"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}`, i, i, i)
}

// itemMedium is an order of 40 lines, about 4 KB.
func itemMedium() string {
	lines := make([]string, 40)
	for i := range lines {
		lines[i] = fmt.Sprintf(`{"M":{"sku":{"S":"SKU-%05d"},"count":{"N":"%d"},"price":{"N":"%d.95"},"gift":{"BOOL":%t}}}`, i, i+1, i*3, i%2 == 0)
	}
	return `{"id":{"S":"order-1"},"name":{"S":"Ada 1"},"placed":{"S":"2026-11-01T12:00:00Z"},"lines":{"L":[` + strings.Join(lines, ",") + `]}}`
}

// query100 is a page of 100 small items.
func query100() string {
	items := make([]string, 100)
	for i := range items {
		items[i] = itemSmall(i)
	}
	return `{"Count":100,"ScannedCount":100,"Items":[` + strings.Join(items, ",") + `]}`
}

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// receive10 is ten messages of 200 bytes; v2 checks their hashes.
func receive10() string {
	messages := make([]string, 10)
	for i := range messages {
		body := fmt.Sprintf("order-%d ", i) + strings.Repeat("x", 192)
		messages[i] = fmt.Sprintf(`{"MessageId":"219f8380-5770-4cc2-8c3e-5c715e145f%02d","ReceiptHandle":"AQEBaZ%s","MD5OfBody":"%s","Body":"%s"}`, i, strings.Repeat("rT5k", 60), md5Hex(body), body)
	}
	return `{"Messages":[` + strings.Join(messages, ",") + `]}`
}

// object1K is an object.
var object1K = strings.Repeat("0123456789abcdef", 64)

// crcOf is the checksum of an object as S3 sends it along.
func crcOf(object string) string { return base64CRC([]byte(object)) }

func base64CRC(object []byte) string {
	sum := crc32.ChecksumIEEE(object)
	return base64.StdEncoding.EncodeToString([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
}

// list1000 is a listing of 1000 keys.
func list1000() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>orders</Name><Prefix></Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`)
	for i := range 1000 {
		fmt.Fprintf(&b, `<Contents><Key>2026/11/%06d.csv</Key><LastModified>2026-11-01T12:00:%02d.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i%60, i)
	}
	b.WriteString(`</ListBucketResult>`)
	return b.String()
}

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/role/session</Arn><UserId>AROAEXAMPLE:session</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata></GetCallerIdentityResponse>`

// describe100 is 100 instances, one a reservation.
func describe100() string {
	var b strings.Builder
	b.WriteString(`<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>8f7724cf-496f-496e-8fe3-example</requestId><reservationSet>`)
	for i := range 100 {
		fmt.Fprintf(&b, `<item><reservationId>r-%017d</reservationId><ownerId>123456789012</ownerId><groupSet/><instancesSet><item><instanceId>i-%017d</instanceId><imageId>ami-bff32ccc</imageId><instanceState><code>16</code><name>running</name></instanceState><privateDnsName>ip-192-168-1-88.eu-west-1.compute.internal</privateDnsName><dnsName>ec2-54-194-252-215.eu-west-1.compute.amazonaws.com</dnsName><keyName>my_keypair</keyName><amiLaunchIndex>0</amiLaunchIndex><instanceType>t2.micro</instanceType><launchTime>2026-05-08T16:46:19.000Z</launchTime><placement><availabilityZone>eu-west-1c</availabilityZone><tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring><subnetId>subnet-56f5f633</subnetId><vpcId>vpc-11112222</vpcId><privateIpAddress>192.168.1.88</privateIpAddress><groupSet><item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item></groupSet><tagSet><item><key>Name</key><value>Server_%d</value></item></tagSet></item></instancesSet></item>`, i, i, i)
	}
	b.WriteString(`</reservationSet></DescribeInstancesResponse>`)
	return b.String()
}
