// Command v2-eight is base with eight of aws-sdk-go-v2's clients. It makes all
// of them and one call, or with the event "all" one call of each.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	var (
		db        = dynamodb.NewFromConfig(cfg)
		functions = lambda.NewFromConfig(cfg)
		store     = s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
		secrets   = secretsmanager.NewFromConfig(cfg)
		topics    = sns.NewFromConfig(cfg)
		queues    = sqs.NewFromConfig(cfg)
		params    = ssm.NewFromConfig(cfg)
		tokens    = sts.NewFromConfig(cfg)
	)
	text := aws.String(string(event))
	calls := []func() error{
		func() error {
			_, err := db.GetItem(ctx, &dynamodb.GetItemInput{
				TableName: aws.String("users"), Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: *text}},
			})
			return err
		},
		func() error {
			_, err := functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: text})
			return err
		},
		func() error {
			out, err := store.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("orders"), Key: text})
			if err == nil {
				out.Body.Close()
			}
			return err
		},
		func() error {
			_, err := secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: text})
			return err
		},
		func() error {
			_, err := topics.Publish(ctx, &sns.PublishInput{TopicArn: aws.String("arn:aws:sns:us-east-1:123456789012:orders"), Message: text})
			return err
		},
		func() error {
			_, err := queues.SendMessage(ctx, &sqs.SendMessageInput{
				QueueUrl: aws.String("https://sqs.us-east-1.amazonaws.com/123456789012/orders"), MessageBody: text,
			})
			return err
		},
		func() error {
			_, err := params.GetParameter(ctx, &ssm.GetParameterInput{Name: text})
			return err
		},
		func() error {
			_, err := tokens.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
			return err
		},
	}
	n := 1
	if string(event) == "all" {
		n = len(calls)
	}
	for _, call := range calls[:n] {
		if err := call(); err != nil {
			return nil, err
		}
	}
	return event, nil
}

func main() { once.Start(handler{}) }
