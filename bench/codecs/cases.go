package codecs

import (
	"fmt"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/wire/rpcv2cbor"
)

// decoding is a response.
type decoding struct {
	name      string
	service   lite.Service
	operation string
	body      string
	format    string // of the standard library's decoder; empty if it has none
}

// inCBOR is a service that is spoken to in CBOR.
func inCBOR(s lite.Service) lite.Service {
	s.Protocol = &rpcv2cbor.Protocol
	return s
}

func decodings() []decoding {
	return []decoding{
		{"json GetItem 5", dynamodb.Service, "GetItem", getItem(5), "json"},
		{"json GetItem 30", dynamodb.Service, "GetItem", getItem(30), "json"},
		{"json Query 100", dynamodb.Service, "Query", query(100), "json"},
		{"json GetMetricData 5×100", cloudwatch.Service, "GetMetricData", metricsJSON(100), "json"},
		{"cbor GetMetricData 5×100", inCBOR(cloudwatch.Service), "GetMetricData", metricsCBOR(100), ""},
		{"rest-json ListFunctions 50", lambda.Service, "ListFunctions", functions(50), "json"},
		{"rest-xml ListObjectsV2 10", s3.Service, "ListObjectsV2", listing(10), "xml"},
		{"rest-xml ListObjectsV2 1000", s3.Service, "ListObjectsV2", listing(1000), "xml"},
		{"ec2 DescribeInstances 1", ec2.Service, "DescribeInstances", instances(1), "xml"},
		{"ec2 DescribeInstances 100", ec2.Service, "DescribeInstances", instances(100), "xml"},
		{"query ListTopics 100", sns.Service, "ListTopics", topics(100), "xml"},
	}
}

// encoding is params.
type encoding struct {
	name      string
	service   lite.Service
	operation string
	params    lite.Map
}

func encodings() []encoding {
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	key := lite.Map{"pk": lite.Map{"S": "user#123"}, "sk": lite.Map{"N": "42"}}
	metrics := lite.Map{"StartTime": at, "EndTime": at.Add(time.Hour), "MetricDataQueries": list(5, func(i int) any {
		return lite.Map{"Id": fmt.Sprintf("m%d", i), "ReturnData": true, "MetricStat": lite.Map{
			"Period": 60, "Stat": "Average", "Metric": lite.Map{"Namespace": "Orders", "MetricName": "Latency"}}}
	})}
	return []encoding{
		{"json GetItem", dynamodb.Service, "GetItem", lite.Map{"TableName": "users", "Key": key}},
		{"json PutItem 5", dynamodb.Service, "PutItem", lite.Map{"TableName": "users", "Item": attributes(5)}},
		{"json PutItem 30", dynamodb.Service, "PutItem", lite.Map{"TableName": "users", "Item": attributes(30)}},
		{"json GetMetricData", cloudwatch.Service, "GetMetricData", metrics},
		{"cbor GetMetricData", inCBOR(cloudwatch.Service), "GetMetricData", metrics},
		{"rest-json UpdateFunctionConfiguration", lambda.Service, "UpdateFunctionConfiguration", lite.Map{
			"FunctionName": "orders", "Timeout": 30, "Environment": lite.Map{"Variables": lite.Map{"TABLE": "orders", "STAGE": "prod"}}}},
		{"rest-xml ListObjectsV2", s3.Service, "ListObjectsV2", lite.Map{"Bucket": "orders", "Prefix": "2026/11/", "MaxKeys": 1000}},
		{"rest-xml DeleteObjects 100", s3.Service, "DeleteObjects", lite.Map{"Bucket": "orders", "Delete": lite.Map{
			"Objects": list(100, func(i int) any { return lite.Map{"Key": fmt.Sprintf("2026/11/%06d.csv", i)} })}}},
		{"ec2 DescribeInstances", ec2.Service, "DescribeInstances", lite.Map{"MaxResults": 100,
			"Filters": lite.List{lite.Map{"Name": "instance-state-name", "Values": []string{"running", "stopped"}}}}},
		{"query Publish", sns.Service, "Publish", lite.Map{"TopicArn": "arn:aws:sns:eu-west-1:123456789012:topic", "Message": "a message of some length, with & and ="}},
	}
}

func list(n int, of func(int) any) lite.List {
	l := make(lite.List, n)
	for i := range l {
		l[i] = of(i)
	}
	return l
}

// attributes is an item to put.
func attributes(n int) lite.Map {
	m := lite.Map{}
	for i := range n {
		switch i % 3 {
		case 0:
			m[fmt.Sprintf("name%02d", i)] = lite.Map{"S": "a string of thirty bytes or so"}
		case 1:
			m[fmt.Sprintf("count%02d", i)] = lite.Map{"N": "1234567"}
		case 2:
			m[fmt.Sprintf("tags%02d", i)] = lite.Map{"L": lite.List{lite.Map{"S": "a"}, lite.Map{"BOOL": true}}}
		}
	}
	return m
}
