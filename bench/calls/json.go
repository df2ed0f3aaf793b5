package calls

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	v2events "github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	v2secrets "github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	v2sns "github.com/aws/aws-sdk-go-v2/service/sns"
	v2ssm "github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/events"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

const json11 = "application/x-amz-json-1.1"

// smallCases are calls that Lambda functions make: a parameter, a secret, a
// message, events.
func smallCases() ([]measure.Case, error) {
	cases := append(getParameter(), getSecretValue()...)
	cases = append(cases, publish()...)
	return append(cases, putEvents()...), nil
}

func getParameter() []measure.Case {
	const thing, name, value = "GetParameter", "/orders/table", "orders-production"
	a := answering(`{"Parameter":{"ARN":"arn:aws:ssm:us-east-1:123456789012:parameter`+name+`","DataType":"text","LastModifiedDate":1.7620416E9,"Name":"`+name+`","Type":"String","Value":"`+value+`","Version":3}}`, json11)
	client := v2ssm.NewFromConfig(a.v2())
	input := &v2ssm.GetParameterInput{Name: aws.String(name), WithDecryption: aws.Bool(true)}
	return []measure.Case{
		ours(thing, a.tucuxi(ssm.Service), ssm.GetParameter, lite.Map{"Name": name, "WithDecryption": true}, func(o *lite.Output) bool {
			return o.Get("Parameter", "Value").String() == value
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.GetParameter(ctx, input)
			return err == nil && *out.Parameter.Value == value, err
		}),
		byHand(thing, jsonHand(a, "ssm", json11, "AmazonSSM.GetParameter", `{"Name":"`+name+`","WithDecryption":true}`, func(body []byte) bool {
			got, ok := between(body, `"Value":"`, `"`)
			return ok && got == value
		})),
	}
}

func getSecretValue() []measure.Case {
	const thing, id = "GetSecretValue", "orders/database"
	a := answering(`{"ARN":"arn:aws:secretsmanager:us-east-1:123456789012:secret:`+id+`-a1b2c3","CreatedDate":1.7620416E9,"Name":"`+id+`","SecretString":"{\"user\":\"orders\",\"password\":\"correct horse\"}","VersionId":"EXAMPLE1-90ab-cdef-fedc-ba987SECRET1","VersionStages":["AWSCURRENT"]}`, json11)
	const value = `{"user":"orders","password":"correct horse"}`
	client := v2secrets.NewFromConfig(a.v2())
	input := &v2secrets.GetSecretValueInput{SecretId: aws.String(id)}
	return []measure.Case{
		ours(thing, a.tucuxi(secretsmanager.Service), secretsmanager.GetSecretValue, lite.Map{"SecretId": id}, func(o *lite.Output) bool {
			return o.Get("SecretString").String() == value
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.GetSecretValue(ctx, input)
			return err == nil && *out.SecretString == value, err
		}),
		byHand(thing, jsonHand(a, "secretsmanager", json11, "secretsmanager.GetSecretValue", `{"SecretId":"`+id+`"}`, func(body []byte) bool {
			got, ok := between(body, `"SecretString":"`, `","`) // escaped as it is
			return ok && len(got) == len(value)+8
		})),
	}
}

// publish is a call of the query protocol.
func publish() []measure.Case {
	const thing, topic, id = "Publish", "arn:aws:sns:us-east-1:123456789012:orders", "567910cd-659e-55d4-8ccb-5aaf14679dc0"
	const message = `{"order":"order-1","total":"42.95"}`
	a := answering(`<PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>`+id+`</MessageId></PublishResult><ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>`, "text/xml")
	client := v2sns.NewFromConfig(a.v2())
	input := &v2sns.PublishInput{TopicArn: aws.String(topic), Message: aws.String(message)}
	h := jsonHand(a, "sns", form, "", "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3Aorders&Message=%7B%22order%22%3A%22order-1%22%2C%22total%22%3A%2242.95%22%7D", func(body []byte) bool {
		got, ok := between(body, "<MessageId>", "<")
		return ok && got == id
	})
	h.headers = h.headers[:1]
	return []measure.Case{
		ours(thing, a.tucuxi(sns.Service), sns.Publish, lite.Map{"TopicArn": topic, "Message": message}, func(o *lite.Output) bool {
			return o.Get("MessageId").String() == id
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.Publish(ctx, input)
			return err == nil && *out.MessageId == id, err
		}),
		byHand(thing, h),
	}
}

// putEvents sends two events.
func putEvents() []measure.Case {
	const thing, id = "PutEvents, 2 events", "11710aed-b79e-4468-a20b-bb3c0c3b4860"
	const detail, escaped = `{"order":"order-1","total":"42.95"}`, `{\"order\":\"order-1\",\"total\":\"42.95\"}`
	a := answering(`{"FailedEntryCount":0,"Entries":[{"EventId":"`+id+`"},{"EventId":"d804d26a-88db-4b66-9eaf-9a11c708ae82"}]}`, json11)
	client := v2events.NewFromConfig(a.v2())
	input, entries, body := &v2events.PutEventsInput{}, lite.List{}, ""
	for range 2 {
		input.Entries = append(input.Entries, types.PutEventsRequestEntry{Source: aws.String("orders"), DetailType: aws.String("placed"), Detail: aws.String(detail)})
		entries = append(entries, lite.Map{"Source": "orders", "DetailType": "placed", "Detail": detail})
		body += `,{"Source":"orders","DetailType":"placed","Detail":"` + escaped + `"}`
	}
	return []measure.Case{
		ours(thing, a.tucuxi(events.Service), events.PutEvents, lite.Map{"Entries": entries}, func(o *lite.Output) bool {
			return o.Get("Entries", 0, "EventId").String() == id && o.Get("FailedEntryCount").Int() == 0
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.PutEvents(ctx, input)
			return err == nil && *out.Entries[0].EventId == id && out.FailedEntryCount == 0, err
		}),
		byHand(thing, jsonHand(a, "events", json11, "AWSEvents.PutEvents", `{"Entries":[`+body[1:]+`]}`, func(body []byte) bool {
			got, ok := between(body, `"EventId":"`, `"`)
			return ok && got == id
		})),
	}
}
