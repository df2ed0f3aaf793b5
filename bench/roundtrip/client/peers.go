package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2dynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	v2s3 "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

const (
	region = "us-east-1"
	access = "AKIDEXAMPLEAKIDEXAMP"
	secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	bucket = "orders"
	key    = "2026/11/000001.csv"
	name   = "Ada 1"
	size   = 1024
)

// token has about the length of a Lambda function's session token.
var token = strings.Repeat("IQoJb3JpZ2luX2VjEKz/", 50)

var ctx = context.Background()

var errAnswer = errors.New("the answer was read wrongly")

// peers make the call of a peer: GetItem, or GetObject of 1 KB where the name
// ends in -s3.
var peers = map[string]func(endpoint string) (func() error, error){
	"tucuxi":    tucuxi,
	"floor":     byHand,
	"v2":        v2,
	"tucuxi-s3": tucuxiS3,
	"floor-s3":  byHandS3,
	"v2-s3":     v2S3,
	"minio-s3":  minioS3,
}

func right(ok bool) error {
	if !ok {
		return errAnswer
	}
	return nil
}

func config(endpoint string) lite.Config {
	return lite.Config{Region: region, Endpoint: endpoint, Credentials: creds.Static(access, secret, token)}
}

func tucuxi(endpoint string) (func() error, error) {
	db := lite.New(dynamodb.Service, config(endpoint))
	params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "user-1"}}}
	return func() error {
		out, err := db.Call(ctx, dynamodb.GetItem, params)
		if err != nil {
			return err
		}
		ok := out.Get("Item", "name", "S").String() == name
		out.Release()
		return right(ok)
	}, nil
}

func tucuxiS3(endpoint string) (func() error, error) {
	store := lite.New(s3.Service, config(endpoint))
	params := lite.Map{"Bucket": bucket, "Key": key}
	return func() error {
		out, err := store.Call(ctx, s3.GetObject, params)
		if err != nil {
			return err
		}
		err = read(out.Body)
		out.Release()
		return err
	}, nil
}

// read reads an object to its end.
func read(body io.ReadCloser) error {
	n, err := io.Copy(io.Discard, body)
	return errors.Join(err, body.Close(), right(n == size))
}

func v2Config(endpoint string) aws.Config {
	return aws.Config{Region: region, BaseEndpoint: &endpoint, RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported, Credentials: aws.NewCredentialsCache(aws.CredentialsProviderFunc(
			func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: access, SecretAccessKey: secret, SessionToken: token}, nil
			}))}
}

func v2(endpoint string) (func() error, error) {
	db := v2dynamodb.NewFromConfig(v2Config(endpoint))
	input := &v2dynamodb.GetItemInput{
		TableName: aws.String("users"), Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: "user-1"}},
	}
	return func() error {
		out, err := db.GetItem(ctx, input)
		if err != nil {
			return err
		}
		got, ok := out.Item["name"].(*types.AttributeValueMemberS)
		return right(ok && got.Value == name)
	}, nil
}

func v2S3(endpoint string) (func() error, error) {
	store := v2s3.NewFromConfig(v2Config(endpoint), func(o *v2s3.Options) { o.UsePathStyle = true })
	input := &v2s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)}
	return func() error {
		out, err := store.GetObject(ctx, input)
		if err != nil {
			return err
		}
		return read(out.Body)
	}, nil
}

func minioS3(endpoint string) (func() error, error) {
	core, err := minio.NewCore(strings.TrimPrefix(endpoint, "http://"), &minio.Options{
		Creds: credentials.NewStaticV4(access, secret, token), Region: region,
	})
	return func() error {
		body, _, _, err := core.GetObject(ctx, bucket, key, minio.GetObjectOptions{})
		if err != nil {
			return err
		}
		return read(body)
	}, err
}
