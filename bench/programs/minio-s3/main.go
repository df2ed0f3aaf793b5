// Command minio-s3 is base with minio-go's S3 client.
package main

import (
	"context"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/tucuxi-go/tucuxi/bench/once"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	host, secure := "s3.amazonaws.com", true
	if url := os.Getenv("AWS_ENDPOINT_URL"); url != "" {
		scheme, rest, _ := strings.Cut(url, "://")
		host, secure = rest, scheme == "https"
	}
	client, err := minio.New(host, &minio.Options{Creds: credentials.NewEnvAWS(), Secure: secure, Region: os.Getenv("AWS_REGION")})
	if err != nil {
		return nil, err
	}
	object, err := client.GetObject(ctx, "orders", string(event), minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer object.Close()
	info, err := object.Stat()
	return []byte(info.ETag), err
}

func main() { once.Start(handler{}) }
