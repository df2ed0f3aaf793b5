package lambda_test

import (
	"context"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

var db = lite.New(dynamodb.Service, lite.Config{}) // no I/O

// handle counts the messages of an SQS event.
func handle(ctx context.Context, i *lambda.Invocation) error {
	event, err := i.Document()
	if err != nil {
		return err
	}
	count := len(event.GetArray("Records"))
	_, err = db.Call(ctx, dynamodb.UpdateItem, lite.Map{
		"TableName":                 "counters",
		"Key":                       lite.Map{"id": lite.Map{"S": "messages"}},
		"UpdateExpression":          "ADD total :n",
		"ExpressionAttributeValues": lite.Map{":n": lite.Map{"N": strconv.Itoa(count)}},
	})
	if err != nil {
		return err
	}
	i.Response = append(strconv.AppendInt(append(i.Response, `{"count":`...), int64(count), 10), '}')
	return nil
}

// The connection to DynamoDB is opened during the init phase, and 200 ms of each
// invocation are kept to answer when DynamoDB does not.
func ExampleServe() {
	lambda.Serve(handle, lambda.Options{Reserve: 200 * time.Millisecond, Init: lambda.Warm(db)})
}
