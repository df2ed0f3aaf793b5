// Command tucuxi-six is base with six of Tucuxi's clients.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

var clients = [...]*lite.Client{
	lite.New(dynamodb.Service, lite.Config{}),
	lite.New(s3.Service, lite.Config{}),
	lite.New(secretsmanager.Service, lite.Config{}),
	lite.New(sns.Service, lite.Config{}),
	lite.New(sqs.Service, lite.Config{}),
	lite.New(ssm.Service, lite.Config{}),
}

var operations = [...]lite.Operation{
	dynamodb.ListTables, s3.ListBuckets, secretsmanager.ListSecrets, sns.ListTopics, sqs.ListQueues, ssm.DescribeParameters,
}

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	var all []byte
	for i, c := range clients {
		out, err := c.Call(ctx, operations[i], nil)
		if err != nil {
			return nil, err
		}
		all = append(all, out.JSON()...)
	}
	return all, nil
}

func main() { once.Start(handler{}) }
