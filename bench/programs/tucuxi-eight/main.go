// Command tucuxi-eight is base with eight of Tucuxi's clients.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	awslambda "github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/sns"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

var calls = [...]struct {
	service   lite.Service
	operation lite.Operation
}{
	{dynamodb.Service, dynamodb.GetItem},
	{awslambda.Service, awslambda.Invoke},
	{s3.Service, s3.GetObject},
	{secretsmanager.Service, secretsmanager.GetSecretValue},
	{sns.Service, sns.Publish},
	{sqs.Service, sqs.SendMessage},
	{ssm.Service, ssm.GetParameter},
	{sts.Service, sts.GetCallerIdentity},
}

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	var all []byte
	for _, c := range calls {
		out, err := lite.New(c.service, lite.Config{}).Call(ctx, c.operation, lite.Map{})
		if err != nil {
			return nil, err
		}
		all = append(all, out.JSON()...)
	}
	return all, nil
}

func main() { lambda.StartHandler(handler{}) }
