// Command local runs the example function as Lambda would, on this machine and
// with nothing but Go:
//
//	go run ./examples/lambda/local
//
// It builds the function with the flags it is deployed with and starts it as a
// child process with Lambda's environment variables; serves it the Lambda
// Runtime API on loopback (runtimeapi.go); puts testdata/orders.csv into an S3
// server embedded here; invokes the function with testdata/event.json, the
// event S3 sends; and checks that the summary in S3 is what a plain reading of
// the file gives (expect.go). It prints what it called, what came back, and
// what init, the first call and later calls took.
//
// With AWS_ENDPOINT_URL set, it uses the services there (moto, any local stack)
// instead of its own S3: it makes a bucket, a table, a queue and a parameter
// through Tucuxi first, checks all four afterwards and removes them again.
// It always signs with made-up credentials, so it can't reach AWS by mistake.
//
// The exit status is not 0 when anything is not as it should be.
package main
