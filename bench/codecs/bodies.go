package codecs

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// repeat joins n parts by a separator.
func repeat(n int, separator string, part func(i int) string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = part(i)
	}
	return strings.Join(parts, separator)
}

// item is a DynamoDB item of n attributes of several types.
func item(n int) string {
	return "{" + repeat(n, ",", func(i int) string {
		switch i % 4 {
		case 0:
			return fmt.Sprintf(`"name%02d":{"S":"a string of thirty bytes or so"}`, i)
		case 1:
			return fmt.Sprintf(`"count%02d":{"N":"%d"}`, i, i*1001)
		case 2:
			return fmt.Sprintf(`"flag%02d":{"BOOL":true}`, i)
		}
		return fmt.Sprintf(`"tags%02d":{"L":[{"S":"a"},{"M":{"k":{"S":"v"}}}]}`, i)
	}) + "}"
}

func getItem(attributes int) string { return `{"Item":` + item(attributes) + `}` }

func query(items int) string {
	return fmt.Sprintf(`{"Count":%d,"ScannedCount":%d,"Items":[%s]}`, items, items, repeat(items, ",", func(int) string { return item(10) }))
}

// functions is Lambda's list of n functions.
func functions(n int) string {
	return `{"Functions":[` + repeat(n, ",", func(i int) string {
		return fmt.Sprintf(`{"FunctionName":"orders-%d","FunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders-%d","Runtime":"provided.al2023","Role":"arn:aws:iam::123456789012:role/orders","Handler":"bootstrap","CodeSize":%d,"Timeout":30,"MemorySize":128,"LastModified":"2026-11-01T12:00:00.000+0000","Architectures":["arm64"],"Environment":{"Variables":{"TABLE":"orders","STAGE":"prod"}}}`, i, i, 5000000+i)
	}) + `]}`
}

// listing is S3's list of n keys.
func listing(n int) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>orders</Name><Prefix></Prefix><KeyCount>%d</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`, n) +
		repeat(n, "", func(i int) string {
			return fmt.Sprintf(`<Contents><Key>2026/11/%06d.csv</Key><LastModified>2026-11-01T12:00:%02d.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i%60, i)
		}) + `</ListBucketResult>`
}

// instances is EC2's list of n instances, one a reservation.
func instances(n int) string {
	return `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>8f7724cf-496f-496e-8fe3-example</requestId><reservationSet>` +
		repeat(n, "", func(i int) string {
			return fmt.Sprintf(`<item><reservationId>r-%017d</reservationId><ownerId>123456789012</ownerId><groupSet/><instancesSet><item><instanceId>i-%017d</instanceId><imageId>ami-bff32ccc</imageId><instanceState><code>16</code><name>running</name></instanceState><privateDnsName>ip-192-168-1-88.eu-west-1.compute.internal</privateDnsName><keyName>my_keypair</keyName><amiLaunchIndex>0</amiLaunchIndex><instanceType>t2.micro</instanceType><launchTime>2026-05-08T16:46:19.000Z</launchTime><placement><availabilityZone>eu-west-1c</availabilityZone><tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring><subnetId>subnet-56f5f633</subnetId><vpcId>vpc-11112222</vpcId><groupSet><item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item></groupSet><tagSet><item><key>Name</key><value>Server_%d</value></item></tagSet></item></instancesSet></item>`, i, i, i)
		}) + `</reservationSet></DescribeInstancesResponse>`
}

// topics is SNS's list of n topics.
func topics(n int) string {
	return `<ListTopicsResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics>` + repeat(n, "", func(i int) string {
		return fmt.Sprintf(`<member><TopicArn>arn:aws:sns:eu-west-1:123456789012:topic-%d</TopicArn></member>`, i)
	}) + `</Topics></ListTopicsResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListTopicsResponse>`
}

// metricsJSON is five results of GetMetricData with n values each.
func metricsJSON(n int) string {
	return `{"MetricDataResults":[` + repeat(5, ",", func(i int) string {
		return fmt.Sprintf(`{"Id":"m%d","Label":"Latency","StatusCode":"Complete","Timestamps":[%s],"Values":[%s]}`, i,
			repeat(n, ",", func(k int) string { return fmt.Sprint(1793534400 + 60*k) }), repeat(n, ",", func(k int) string { return fmt.Sprint(float64(k) * 1.25) }))
	}) + `]}`
}

// metricsCBOR is the same in CBOR.
func metricsCBOR(n int) string {
	head := func(major byte, n int) string {
		return string(binary.BigEndian.AppendUint32([]byte{major<<5 | 26}, uint32(n)))
	}
	text := func(s string) string { return head(3, len(s)) + s }
	return head(5, 1) + text("MetricDataResults") + head(4, 5) + repeat(5, "", func(i int) string {
		return head(5, 5) + text("Id") + text(fmt.Sprintf("m%d", i)) + text("Label") + text("Latency") + text("StatusCode") + text("Complete") +
			text("Timestamps") + head(4, n) + repeat(n, "", func(k int) string { return "\xc1" + head(0, 1793534400+60*k) }) +
			text("Values") + head(4, n) + repeat(n, "", func(k int) string {
			return string(binary.BigEndian.AppendUint64([]byte{7<<5 | 27}, math.Float64bits(float64(k)*1.25)))
		})
	})
}
