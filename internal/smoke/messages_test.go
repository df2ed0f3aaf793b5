package smoke

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/events"
	"github.com/tucuxi-go/tucuxi/models/embed/kinesis"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func TestMotoSQS(t *testing.T) {
	p := moto(t, sqs.Service)
	queue := name("smoke")
	url := p.call(sqs.CreateQueue, lite.Map{
		"QueueName": queue, "Attributes": map[string]string{"VisibilityTimeout": "11"}, "tags": map[string]string{"a": "b"},
	}).Get("QueueUrl").String()
	p.later(sqs.DeleteQueue, lite.Map{"QueueUrl": url})
	same(t, "GetQueueUrl", p.call(sqs.GetQueueUrl, lite.Map{"QueueName": queue}).Get("QueueUrl").String(), url)
	same(t, "ListQueues", contains(p.call(sqs.ListQueues, lite.Map{"QueueNamePrefix": queue}).Get("QueueUrls"), url), true)
	attributes := p.call(sqs.GetQueueAttributes, lite.Map{"QueueUrl": url, "AttributeNames": []string{"VisibilityTimeout"}})
	same(t, "VisibilityTimeout", attributes.Get("Attributes", "VisibilityTimeout").String(), "11")

	const text = "grüße & <tags> \"quoted\""
	sent := p.call(sqs.SendMessage, lite.Map{"QueueUrl": url, "MessageBody": text, "MessageAttributes": lite.Map{
		"blob":  lite.Map{"DataType": "Binary", "BinaryValue": []byte{1, 0xff}},
		"Count": lite.Map{"DataType": "Number.int", "StringValue": "12"},
	}})
	same(t, "MD5OfMessageAttributes", len(sent.Get("MD5OfMessageAttributes").String()), 32) // which the client checked
	m := p.call(sqs.ReceiveMessage, lite.Map{
		"QueueUrl": url, "MessageAttributeNames": []string{"All"}, "MaxNumberOfMessages": 10,
	}).Get("Messages", 0)
	same(t, "MessageId", m.Get("MessageId").String(), sent.Get("MessageId").String())
	same(t, "Body", m.Get("Body").String(), text)
	same(t, "MD5OfBody", m.Get("MD5OfBody").String(), sent.Get("MD5OfMessageBody").String())
	same(t, "BinaryValue", bytes.Equal(m.Get("MessageAttributes", "blob", "BinaryValue").Bytes(), []byte{1, 0xff}), true)
	p.call(sqs.DeleteMessage, lite.Map{"QueueUrl": url, "ReceiptHandle": m.Get("ReceiptHandle").String()})

	p.call(sqs.SendMessage, lite.Map{"QueueUrl": url, "MessageBody": text, "MessageAttributes": lite.Map{
		"a": lite.Map{"DataType": "String", "StringValue": text}, "b": lite.Map{"DataType": "String", "StringValue": "2"},
	}})
	m = p.call(sqs.ReceiveMessage, lite.Map{"QueueUrl": url, "MessageAttributeNames": []string{"a"}}).Get("Messages", 0) // some, whose MD5 it is
	same(t, "attributes", m.Get("MessageAttributes").Len(), 1)
	p.call(sqs.DeleteMessage, lite.Map{"QueueUrl": url, "ReceiptHandle": m.Get("ReceiptHandle").String()})

	batch := p.call(sqs.SendMessageBatch, lite.Map{"QueueUrl": url, "Entries": lite.List{
		lite.Map{"Id": "one", "MessageBody": "1"}, lite.Map{"Id": "two", "MessageBody": "2"},
	}})
	find(t, batch.Get("Successful"), "Id", "two")
	same(t, "Failed", batch.Get("Failed").Len(), 0)
	p.call(sqs.DeleteQueue, lite.Map{"QueueUrl": url})
	p.fails(sqs.GetQueueUrl, lite.Map{"QueueName": queue}, sqs.ErrQueueDoesNotExist)
}

func TestMotoSNS(t *testing.T) {
	p := moto(t, sns.Service)
	topic := name("smoke")
	arn := p.call(sns.CreateTopic, lite.Map{
		"Name": topic, "Attributes": map[string]string{"DisplayName": "smoke & mirrors"}, "Tags": lite.List{lite.Map{"Key": "a", "Value": "b"}},
	}).Get("TopicArn").String()
	same(t, "TopicArn", arn, "arn:aws:sns:"+region+":123456789012:"+topic)
	p.later(sns.DeleteTopic, lite.Map{"TopicArn": arn})
	attributes := p.call(sns.GetTopicAttributes, lite.Map{"TopicArn": arn}).Get("Attributes")
	same(t, "DisplayName", attributes.Get("DisplayName").String(), "smoke & mirrors")
	find(t, p.call(sns.ListTopics, nil).Get("Topics"), "TopicArn", arn)
	sent := p.call(sns.Publish, lite.Map{"TopicArn": arn, "Message": "hello+ü", "MessageAttributes": lite.Map{
		"kind": lite.Map{"DataType": "String", "StringValue": "test"}, "blob": lite.Map{"DataType": "Binary", "BinaryValue": []byte{1, 0xff}},
	}})
	same(t, "MessageId", len(sent.Get("MessageId").String()), 36)
	same(t, "request id", sent.RequestID != "", true)
	p.call(sns.DeleteTopic, lite.Map{"TopicArn": arn})
	p.fails(sns.GetTopicAttributes, lite.Map{"TopicArn": arn}, sns.ErrNotFoundException)
}

func TestMotoEventBridge(t *testing.T) {
	p := moto(t, events.Service)
	rule := name("smoke")
	const pattern = `{"source":["tucuxi"]}`
	arn := p.call(events.PutRule, lite.Map{"Name": rule, "EventPattern": pattern, "State": "ENABLED"}).Get("RuleArn").String()
	p.later(events.DeleteRule, lite.Map{"Name": rule})
	got := p.call(events.DescribeRule, lite.Map{"Name": rule})
	same(t, "Arn", got.Get("Arn").String(), arn)
	same(t, "EventPattern", got.Get("EventPattern").String(), pattern)
	same(t, "listed", find(t, p.call(events.ListRules, lite.Map{"NamePrefix": rule}).Get("Rules"), "Name", rule).Get("State").String(), "ENABLED")

	put := p.call(events.PutEvents, lite.Map{"Entries": lite.List{
		lite.Map{"Source": "tucuxi.smoke", "DetailType": "test", "Detail": `{"n":1}`},
		lite.Map{"Source": "tucuxi.smoke", "DetailType": "test", "Detail": "no JSON"},
	}})
	same(t, "FailedEntryCount", put.Get("FailedEntryCount").Int(), 1)
	same(t, "EventId", put.Get("Entries", 0, "EventId").Exists(), true)
	same(t, "ErrorCode", put.Get("Entries", 1, "ErrorCode").String(), "MalformedDetail")
	p.call(events.DeleteRule, lite.Map{"Name": rule})
	p.fails(events.DescribeRule, lite.Map{"Name": rule}, events.ErrResourceNotFoundException)
}

func TestMotoKinesis(t *testing.T) {
	p := moto(t, kinesis.Service)
	stream := name("smoke")
	p.call(kinesis.CreateStream, lite.Map{"StreamName": stream, "ShardCount": 1})
	p.later(kinesis.DeleteStream, lite.Map{"StreamName": stream})
	summary := p.call(kinesis.DescribeStreamSummary, lite.Map{"StreamName": stream}).Get("StreamDescriptionSummary")
	same(t, "StreamStatus", summary.Get("StreamStatus").String(), "ACTIVE")
	same(t, "OpenShardCount", summary.Get("OpenShardCount").Int(), 1)
	recent(t, "StreamCreationTimestamp", summary.Get("StreamCreationTimestamp"))

	data := []byte(strings.Repeat("\x00\xfe~", 100))
	shard := p.call(kinesis.PutRecord, lite.Map{"StreamName": stream, "Data": data, "PartitionKey": "p"}).Get("ShardId").String()
	iterator := p.call(kinesis.GetShardIterator, lite.Map{"StreamName": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"})
	record := p.call(kinesis.GetRecords, lite.Map{"ShardIterator": iterator.Get("ShardIterator").String()}).Get("Records", 0)
	same(t, "Data", bytes.Equal(record.Get("Data").Bytes(), data), true)
	same(t, "PartitionKey", record.Get("PartitionKey").String(), "p")
	recent(t, "ApproximateArrivalTimestamp", record.Get("ApproximateArrivalTimestamp"))

	same(t, "listed", contains(p.call(kinesis.ListStreams, nil).Get("StreamNames"), stream), true)
	p.call(kinesis.DeleteStream, lite.Map{"StreamName": stream})
	p.fails(kinesis.DescribeStreamSummary, lite.Map{"StreamName": stream}, kinesis.ErrResourceNotFoundException)
}
