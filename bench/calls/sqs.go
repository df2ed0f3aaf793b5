package calls

import (
	"crypto/md5"
	"encoding/hex"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

const queueURL = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"

func sqsCases() ([]measure.Case, error) {
	return append(sendMessage(), receiveMessage()...), nil
}

func sendMessage() []measure.Case {
	const thing = "SendMessage"
	text := `{"order":"order-1","total":"42.95","items":["` + strings.Repeat("x", 150) + `"]}`
	a := answering(`{"MessageId":"219f8380-5770-4cc2-8c3e-5c715e145f5e","MD5OfMessageBody":"`+md5Hex(text)+`"}`, json10)
	params := lite.Map{"QueueUrl": queueURL, "MessageBody": text}
	queue := v2.NewFromConfig(a.v2())
	input := &v2.SendMessageInput{QueueUrl: aws.String(queueURL), MessageBody: &text}
	return []measure.Case{
		ours(thing, a.tucuxi(sqs.Service), sqs.SendMessage, params, func(o *lite.Output) bool {
			return len(o.Get("MessageId").String()) == 36
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := queue.SendMessage(ctx, input)
			return err == nil && len(*out.MessageId) == 36, err
		}),
		byHand(thing, jsonHand(a, "sqs", json10, "AmazonSQS.SendMessage", `{"QueueUrl":"`+queueURL+`","MessageBody":"`+strings.ReplaceAll(text, `"`, `\"`)+`"}`, func(body []byte) bool {
			got, ok := between(body, `"MessageId":"`, `"`)
			sum, both := between(body, `"MD5OfMessageBody":"`, `"`)
			return ok && both && len(got) == 36 && sum == md5Hex(text)
		})),
	}
}

func receiveMessage() []measure.Case {
	var parser fastjson.Parser
	const thing = "ReceiveMessage, 10 messages"
	a := answering(receive10(), json10)
	params := lite.Map{"QueueUrl": queueURL, "MaxNumberOfMessages": 10}
	queue := v2.NewFromConfig(a.v2())
	input := &v2.ReceiveMessageInput{QueueUrl: aws.String(queueURL), MaxNumberOfMessages: 10}
	return []measure.Case{
		ours(thing, a.tucuxi(sqs.Service), sqs.ReceiveMessage, params, func(o *lite.Output) bool {
			n := 0
			for m := range o.Get("Messages").List() {
				n += len(m.Field("Body").String()) + len(m.Field("MessageId").String())
			}
			return n == 10*(200+36)
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := queue.ReceiveMessage(ctx, input)
			if err != nil {
				return false, err
			}
			n := 0
			for _, m := range out.Messages {
				n += len(*m.Body) + len(*m.MessageId)
			}
			return n == 10*(200+36), nil
		}),
		byHand(thing, jsonHand(a, "sqs", json10, "AmazonSQS.ReceiveMessage", `{"QueueUrl":"`+queueURL+`","MaxNumberOfMessages":10}`, func(body []byte) bool {
			v, err := parser.ParseBytes(body)
			if err != nil {
				return false
			}
			n := 0
			for _, m := range v.GetArray("Messages") {
				text := m.GetStringBytes("Body")
				sum := md5.Sum(text)
				if string(hex.AppendEncode(nil, sum[:])) != string(m.GetStringBytes("MD5OfBody")) {
					return false
				}
				n += len(text) + len(m.GetStringBytes("MessageId"))
			}
			return n == 10*(200+36)
		})),
	}
}
