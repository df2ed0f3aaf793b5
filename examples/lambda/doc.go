// Command lambda is a function as a user of Tucuxi would write it. It is
// invoked by S3 when a file of orders arrives, and for each file
//
//   - reads the object as a stream and adds its orders up by customer (orders.go),
//   - puts a summary beside it: incoming/day.csv → incoming/day.summary.json (summary.go),
//   - writes the totals to a DynamoDB table, when ORDERS_TABLE names one (totals.go),
//   - sends a message to an SQS queue, when ORDERS_QUEUE_URL names one (handler.go),
//
// with settings from an SSM parameter, when ORDERS_SETTINGS names one (settings.go).
// With ORDERS_MEASURE=1 its response says what the invocation allocated.
//
// Deploy it on provided.al2023:
//
//	GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o bootstrap
//	zip function.zip bootstrap
//
// Let S3 send it s3:ObjectCreated:* for the suffix .csv only; the function also
// skips every other key itself, so that its own summaries never start it again.
// The table's key is customer (string, partition key) and source (string, sort
// key): a file delivered twice writes the same items twice.
//
// Run it here, with nothing but Go: go run ./examples/lambda/local
package main
