// Command v2-eight is base with eight of aws-sdk-go-v2's clients.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	awslambda "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	text := aws.String(string(event))
	var errs [8]error
	_, errs[0] = dynamodb.NewFromConfig(cfg).GetItem(ctx, &dynamodb.GetItemInput{TableName: text})
	_, errs[1] = awslambda.NewFromConfig(cfg).Invoke(ctx, &awslambda.InvokeInput{FunctionName: text})
	_, errs[2] = s3.NewFromConfig(cfg).GetObject(ctx, &s3.GetObjectInput{Bucket: text, Key: text})
	_, errs[3] = secretsmanager.NewFromConfig(cfg).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: text})
	_, errs[4] = sns.NewFromConfig(cfg).Publish(ctx, &sns.PublishInput{Message: text})
	_, errs[5] = sqs.NewFromConfig(cfg).SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: text, MessageBody: text})
	_, errs[6] = ssm.NewFromConfig(cfg).GetParameter(ctx, &ssm.GetParameterInput{Name: text})
	_, errs[7] = sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return event, nil
}

func main() { lambda.StartHandler(handler{}) }
