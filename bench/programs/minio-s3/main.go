// Command minio-s3 is base with minio-go's S3 client.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	client, err := minio.New("s3.amazonaws.com", &minio.Options{Creds: credentials.NewEnvAWS(), Secure: true})
	if err != nil {
		return nil, err
	}
	object, err := client.GetObject(ctx, "b", string(event), minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer object.Close()
	info, err := object.Stat()
	return []byte(info.ETag), err
}

func main() { lambda.StartHandler(handler{}) }
