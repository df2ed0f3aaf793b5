package signing

import (
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
)

// Payload hashes of mixed requests.
const (
	hashA = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	hashB = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
	hashC = "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9"
)

// mixed is the traffic of a program that talks to several services in two
// regions: no request is like the one before it, nor signed in the same second.
func mixed() []request {
	dynamodb := func(region, operation, hash string) request {
		r := getItem
		r.region, r.host, r.payloadHash = region, "dynamodb."+region+".amazonaws.com", hash
		r.headers = []sign.Header{r.headers[0], {Name: "x-amz-target", Value: "DynamoDB_20120810." + operation}}
		return r
	}
	s3 := func(method, bucket, path, query, hash string, headers ...sign.Header) request {
		return request{service: "s3", region: "us-east-1", method: method, host: bucket + ".s3.us-east-1.amazonaws.com",
			path: path, query: query, payloadHash: hash, sendHash: true, headers: headers}
	}
	requests := []request{
		dynamodb("us-east-1", "GetItem", hashA),
		s3("GET", "orders", "/2026/11/01/0017.json", "", sign.EmptyPayloadHash),
		dynamodb("us-east-1", "PutItem", hashB),
		{service: "sqs", region: "us-east-1", method: "POST", host: "sqs.us-east-1.amazonaws.com", path: "/", payloadHash: hashC, headers: []sign.Header{
			{Name: "x-amzn-query-mode", Value: "true"}, {Name: "x-amz-target", Value: "AmazonSQS.SendMessage"}, {Name: "content-type", Value: "application/x-amz-json-1.0"}}},
		s3("PUT", "thumbnails", "/dolphin%20in%20the%20river.jpg", "", sign.UnsignedPayload,
			sign.Header{Name: "content-type", Value: "image/jpeg"}, sign.Header{Name: "x-amz-meta-width", Value: "160"}),
		dynamodb("eu-west-1", "Query", hashC),
		s3("GET", "orders", "/", listObjects.query, sign.EmptyPayloadHash),
		{service: "lambda", region: "eu-west-1", method: "POST", host: "lambda.eu-west-1.amazonaws.com", path: "/2015-03-31/functions/resize/invocations", payloadHash: hashB,
			headers: []sign.Header{{Name: "x-amz-invocation-type", Value: "Event"}}},
		dynamodb("us-east-1", "BatchWriteItem", hashA),
		{service: "sts", region: "us-east-1", method: "POST", host: "sts.us-east-1.amazonaws.com", path: "/", payloadHash: hashC, headers: []sign.Header{
			{Name: "content-type", Value: "application/x-www-form-urlencoded; charset=utf-8"}}},
		s3("GET", "orders", "/2026/11/01/0018.json", "", sign.EmptyPayloadHash, sign.Header{Name: "range", Value: "bytes=0-1048575"}),
	}
	for i := range requests {
		r := &requests[i]
		r.name, r.at = "mixed", noon.Add(time.Duration(i)*61*time.Second)
	}
	return requests
}

// mix signs one request after the other, and then the first again.
func mix(requests []request, token string, by maker) signed {
	prepare, next := by(token), 0
	var all []signed
	for _, r := range requests {
		all = append(all, prepare(r))
	}
	return func() (string, error) {
		f := all[next]
		if next++; next == len(all) {
			next = 0
		}
		return f()
	}
}
