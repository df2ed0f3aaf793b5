package lambda

import (
	"context"

	awslambda "github.com/aws/aws-lambda-go/lambda"
)

// Handler answers one invocation.
//
// The context ends at the invocation's deadline (Lambda-Runtime-Deadline-Ms,
// the function's configured time limit), so every call that takes it stays
// inside the limit. The request id and the function's ARN are in it too: see
// github.com/aws/aws-lambda-go/lambdacontext.FromContext.
//
// event is the invocation's payload as it came, JSON for every event source. It
// is valid until the response has been sent, then its buffer serves the next
// invocation: a response may point into it, anything kept longer is a copy.
//
// The returned bytes are the response as they are; nil is an empty one.
// Callers that read JSON, as most do, must be given JSON.
//
// An error becomes a function error: errorMessage is Error(), errorType is the
// name of the error's Go type without its package ("Error" for *lite.Error,
// "wrapError" for one wrapped by fmt.Errorf). To choose the type, say for the
// Catch field of a Step Functions state, return a messages.InvokeResponse_Error
// (github.com/aws/aws-lambda-go/lambda/messages). The execution environment
// lives on and serves the next invocation. A panic is a function error with a
// stack trace, and ends the process: Lambda starts a new one.
//
// Source: Lambda Developer Guide, "Using the Lambda runtime API for custom
// runtimes" and "AWS Lambda function errors in Go".
type Handler func(ctx context.Context, event []byte) ([]byte, error)

// Invoke calls h. It makes Handler a lambda.Handler of aws-lambda-go, which
// takes that interface before it looks at a handler's signature by reflection.
func (h Handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	return h(ctx, event)
}

// Start serves invocations with h, one after the other, and does not return:
// the process ends with a logged message when AWS_LAMBDA_RUNTIME_API is not
// set, when the Runtime API fails, and after a panic of h. On Lambda Managed
// Instances, where AWS_LAMBDA_MAX_CONCURRENCY is above 1, as many invocations
// run at the same time: h must then be safe for concurrent use.
//
// Everything before Start belongs to Lambda's init phase.
func Start(h Handler) {
	if h == nil {
		panic("lambda: nil handler")
	}
	awslambda.Start(h)
}
