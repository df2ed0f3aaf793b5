// Command tucuxi-eight is base with eight of Tucuxi's clients. It makes all of
// them and one call, or with the event "all" one call of each.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

var clients = [...]*lite.Client{
	lite.New(dynamodb.Service, lite.Config{}),
	lite.New(lambda.Service, lite.Config{}),
	lite.New(s3.Service, lite.Config{}),
	lite.New(secretsmanager.Service, lite.Config{}),
	lite.New(sns.Service, lite.Config{}),
	lite.New(sqs.Service, lite.Config{}),
	lite.New(ssm.Service, lite.Config{}),
	lite.New(sts.Service, lite.Config{}),
}

// call is the operation of clients[i] and its params.
func call(i int, text string) (lite.Operation, lite.Map) {
	switch i {
	case 0:
		return dynamodb.GetItem, lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": text}}}
	case 1:
		return lambda.Invoke, lite.Map{"FunctionName": text}
	case 2:
		return s3.GetObject, lite.Map{"Bucket": "orders", "Key": text}
	case 3:
		return secretsmanager.GetSecretValue, lite.Map{"SecretId": text}
	case 4:
		return sns.Publish, lite.Map{"TopicArn": "arn:aws:sns:us-east-1:123456789012:orders", "Message": text}
	case 5:
		return sqs.SendMessage, lite.Map{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders", "MessageBody": text}
	case 6:
		return ssm.GetParameter, lite.Map{"Name": text}
	}
	return sts.GetCallerIdentity, nil
}

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	n := 1
	if string(event) == "all" {
		n = len(clients)
	}
	var all []byte
	for i, c := range clients[:n] {
		op, params := call(i, string(event))
		out, err := c.Call(ctx, op, params)
		if err != nil {
			return nil, err
		}
		if out.Body != nil {
			out.Body.Close()
		}
		all = append(all, out.JSON()...)
	}
	return all, nil
}

func main() { once.Start(handler{}) }
