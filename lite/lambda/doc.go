// Package lambda starts a function on AWS Lambda.
//
//	func main() { lambda.Serve(handle, lambda.Options{Reserve: 200 * time.Millisecond, Init: lambda.Warm(db)}) }
//
//	func handle(ctx context.Context, i *lambda.Invocation) error { … }
//
// A handler reads the event as raw bytes or as a JSON document, and appends its
// response to a buffer; both are used again by later invocations. Around it Serve
// warms clients during the init phase and keeps a reserve before the deadline.
// Start is less: raw event bytes in, raw response bytes out.
//
// It is a thin layer over github.com/aws/aws-lambda-go, which speaks the Lambda
// Runtime API. That module's reflective path, a handler of any signature with
// its event and result put through encoding/json, is not used.
//
// Build with the tag that leaves net/rpc out, the transport of a runtime that
// is gone; the linker then drops what only reflection on methods would reach:
//
//	GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o bootstrap
//
// Terms are those of the Lambda Developer Guide: function, handler, invocation,
// event, deadline, function error.
package lambda
