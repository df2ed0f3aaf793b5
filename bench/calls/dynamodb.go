package calls

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

const json10 = "application/x-amz-json-1.0"

func dynamodbCases() ([]measure.Case, error) {
	cases := getItem("GetItem, small", `{"Item":`+itemSmall(1)+`}`)
	cases = append(cases, getItem("GetItem, medium", `{"Item":`+itemMedium()+`}`)...)
	cases = append(cases, putItem()...)
	return append(cases, query()...), nil
}

func getItem(thing, answered string) []measure.Case {
	var parser fastjson.Parser
	a := answering(answered, json10)
	params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "user-1"}}}
	db := v2.NewFromConfig(a.v2())
	input := &v2.GetItemInput{
		TableName: aws.String("users"),
		Key:       map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: "user-1"}},
	}
	return []measure.Case{
		ours(thing, a.tucuxi(dynamodb.Service), dynamodb.GetItem, params, func(o *lite.Output) bool {
			return o.Get("Item", "name", "S").String() == "Ada 1"
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := db.GetItem(ctx, input)
			if err != nil {
				return false, err
			}
			name, ok := out.Item["name"].(*types.AttributeValueMemberS)
			return ok && name.Value == "Ada 1", nil
		}),
		byHand(thing, jsonHand(a, "dynamodb", json10, "DynamoDB_20120810.GetItem", `{"TableName":"users","Key":{"id":{"S":"user-1"}}}`, func(body []byte) bool {
			v, err := parser.ParseBytes(body)
			return err == nil && string(v.GetStringBytes("Item", "name", "S")) == "Ada 1"
		})),
	}
}

func putItem() []measure.Case {
	const thing = "PutItem"
	a := answering(`{}`, json10)
	params := lite.Map{"TableName": "users", "Item": lite.Map{
		"id": lite.Map{"S": "user-1"}, "name": lite.Map{"S": "Ada 1"}, "age": lite.Map{"N": "36"},
		"admin": lite.Map{"BOOL": true}, "tags": lite.Map{"L": lite.List{lite.Map{"S": "a"}, lite.Map{"S": "b"}}},
	}}
	db := v2.NewFromConfig(a.v2())
	input := &v2.PutItemInput{TableName: aws.String("users"), Item: map[string]types.AttributeValue{
		"id": &types.AttributeValueMemberS{Value: "user-1"}, "name": &types.AttributeValueMemberS{Value: "Ada 1"},
		"age": &types.AttributeValueMemberN{Value: "36"}, "admin": &types.AttributeValueMemberBOOL{Value: true},
		"tags": &types.AttributeValueMemberL{Value: []types.AttributeValue{
			&types.AttributeValueMemberS{Value: "a"}, &types.AttributeValueMemberS{Value: "b"},
		}},
	}}
	return []measure.Case{
		ours(thing, a.tucuxi(dynamodb.Service), dynamodb.PutItem, params, func(o *lite.Output) bool {
			return !o.Get("Attributes").Exists()
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := db.PutItem(ctx, input)
			return err == nil && len(out.Attributes) == 0, err
		}),
		byHand(thing, jsonHand(a, "dynamodb", json10, "DynamoDB_20120810.PutItem",
			`{"TableName":"users","Item":{"id":{"S":"user-1"},"name":{"S":"Ada 1"},"age":{"N":"36"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}}`,
			func(body []byte) bool { return string(body) == "{}" })),
	}
}

func query() []measure.Case {
	var parser fastjson.Parser
	const thing = "Query, 100 items"
	a := answering(query100(), json10)
	params := lite.Map{
		"TableName": "users", "KeyConditionExpression": "id = :id",
		"ExpressionAttributeValues": lite.Map{":id": lite.Map{"S": "user-1"}},
	}
	db := v2.NewFromConfig(a.v2())
	input := &v2.QueryInput{
		TableName: aws.String("users"), KeyConditionExpression: aws.String("id = :id"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":id": &types.AttributeValueMemberS{Value: "user-1"}},
	}
	return []measure.Case{
		ours(thing, a.tucuxi(dynamodb.Service), dynamodb.Query, params, func(o *lite.Output) bool {
			n := 0
			for item := range o.Get("Items").List() {
				if item.Get("id", "S").String() != "" && item.Get("age", "N").String() != "" {
					n++
				}
			}
			return n == 100
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := db.Query(ctx, input)
			if err != nil {
				return false, err
			}
			n := 0
			for _, item := range out.Items {
				id, ok := item["id"].(*types.AttributeValueMemberS)
				age, both := item["age"].(*types.AttributeValueMemberN)
				if ok && both && id.Value != "" && age.Value != "" {
					n++
				}
			}
			return n == 100, nil
		}),
		byHand(thing, jsonHand(a, "dynamodb", json10, "DynamoDB_20120810.Query",
			`{"TableName":"users","KeyConditionExpression":"id = :id","ExpressionAttributeValues":{":id":{"S":"user-1"}}}`, func(body []byte) bool {
				v, err := parser.ParseBytes(body)
				if err != nil {
					return false
				}
				n := 0
				for _, item := range v.GetArray("Items") {
					if len(item.GetStringBytes("id", "S")) > 0 && len(item.GetStringBytes("age", "N")) > 0 {
						n++
					}
				}
				return n == 100
			})),
	}
}
