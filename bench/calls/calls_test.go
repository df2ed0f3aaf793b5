package calls

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2dynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	v2s3 "github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

var awsCredentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret", SessionToken: strings.Repeat("t", 400)}, nil
})

func v2config(rt *roundTripper) aws.Config {
	return aws.Config{Region: "us-east-1", Credentials: awsCredentials, HTTPClient: rt}
}

func BenchmarkGetItemSmall(b *testing.B) {
	rt := answering(GetItemSmall, "application/x-amz-json-1.0")
	b.Run("tucuxi", func(b *testing.B) {
		db := tucuxi(dynamodb.Service, rt)
		params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "user-1"}}}
		b.ReportAllocs()
		for b.Loop() {
			out, err := db.Call(b.Context(), dynamodb.GetItem, params)
			if err != nil || out.Get("Item", "name", "S").String() != "Ada" {
				b.Fatal(err)
			}
			out.Release()
		}
	})
	b.Run("v2", func(b *testing.B) {
		db := v2dynamodb.NewFromConfig(v2config(rt))
		params := &v2dynamodb.GetItemInput{TableName: aws.String("users"),
			Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: "user-1"}}}
		b.ReportAllocs()
		for b.Loop() {
			out, err := db.GetItem(b.Context(), params)
			if err != nil || out.Item["name"].(*types.AttributeValueMemberS).Value != "Ada" {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkQuery100(b *testing.B) {
	rt := answering(Query100(), "application/x-amz-json-1.0")
	b.Run("tucuxi", func(b *testing.B) {
		db := tucuxi(dynamodb.Service, rt)
		params := lite.Map{"TableName": "users"}
		b.ReportAllocs()
		for b.Loop() {
			out, err := db.Call(b.Context(), dynamodb.Query, params)
			if err != nil || out.Get("Items", 99, "name", "S").String() != "Ada 99" {
				b.Fatal(err)
			}
			out.Release()
		}
	})
	b.Run("v2", func(b *testing.B) {
		db := v2dynamodb.NewFromConfig(v2config(rt))
		params := &v2dynamodb.QueryInput{TableName: aws.String("users")}
		b.ReportAllocs()
		for b.Loop() {
			out, err := db.Query(b.Context(), params)
			if err != nil || len(out.Items) != 100 {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkListObjectsV2(b *testing.B) {
	rt := answering(List1000(), "application/xml")
	b.Run("tucuxi", func(b *testing.B) {
		store := tucuxi(s3.Service, rt)
		params := lite.Map{"Bucket": "orders"}
		b.ReportAllocs()
		for b.Loop() {
			out, err := store.Call(b.Context(), s3.ListObjectsV2, params)
			if err != nil || out.Get("Contents", 999, "Key").String() != "2026/11/000999.csv" {
				b.Fatal(err)
			}
			out.Release()
		}
	})
	b.Run("v2", func(b *testing.B) {
		store := v2s3.NewFromConfig(v2config(rt))
		params := &v2s3.ListObjectsV2Input{Bucket: aws.String("orders")}
		b.ReportAllocs()
		for b.Loop() {
			out, err := store.ListObjectsV2(b.Context(), params)
			if err != nil || len(out.Contents) != 1000 {
				b.Fatal(err)
			}
		}
	})
}

func tucuxi(s lite.Service, rt *roundTripper) *lite.Client {
	return lite.New(s, lite.Config{
		Region: "us-east-1", Transport: lite.HTTPTransport(rt),
		Credentials: creds.Static("AKIDEXAMPLE", "secret", strings.Repeat("t", 400)),
	})
}
