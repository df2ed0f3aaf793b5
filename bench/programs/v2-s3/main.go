// Command v2-s3 is base with aws-sdk-go-v2's S3 client.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	out, err := s3.NewFromConfig(cfg).GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("orders"), Key: aws.String(string(event))})
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return []byte(aws.ToString(out.ContentType)), nil
}

func main() { once.Start(handler{}) }
