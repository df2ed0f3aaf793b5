// Command v2-dynamodb-noconfig is v2-dynamodb without aws-sdk-go-v2's config
// module: it reads the variables that a Lambda function has itself.
package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{
		AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"), SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken: os.Getenv("AWS_SESSION_TOKEN"),
	}, nil
}

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	o := dynamodb.Options{Region: os.Getenv("AWS_REGION"), Credentials: aws.NewCredentialsCache(aws.CredentialsProviderFunc(credentials))}
	if url := os.Getenv("AWS_ENDPOINT_URL"); url != "" {
		o.BaseEndpoint = &url
	}
	out, err := dynamodb.New(o).GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String("t"),
		Key:       map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: string(event)}},
	})
	if err != nil {
		return nil, err
	}
	return []byte{byte(len(out.Item))}, nil
}

func main() { once.Start(handler{}) }
