// Package lambda starts a function on AWS Lambda: raw event bytes in, raw
// response bytes out.
//
//	func main() { lambda.Start(handle) }
//
//	func handle(ctx context.Context, event []byte) ([]byte, error) { … }
//
// It is a thin layer over github.com/aws/aws-lambda-go, which speaks the Lambda
// Runtime API. That module's reflective path, a handler of any signature with
// its event and result put through encoding/json, is not used: the handler
// reads the event with the parser it likes and appends its own response.
//
// Build with the tag that leaves net/rpc out, the transport of a runtime that
// is gone; the linker then drops what only reflection on methods would reach:
//
//	GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o bootstrap
//
// Terms are those of the Lambda Developer Guide: function, handler, invocation,
// event, deadline, function error.
package lambda
