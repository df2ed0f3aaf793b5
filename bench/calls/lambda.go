package calls

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
)

// lambdaCases are calls of restJson1.
func lambdaCases() ([]measure.Case, error) {
	const thing, answered = "Invoke", `{"statusCode":200,"body":"hello"}`
	a := answering(answered, "application/json", "X-Amz-Executed-Version", "$LATEST")
	payload := []byte(`{"order":"order-1"}`)
	client := v2.NewFromConfig(a.v2())
	input := &v2.InvokeInput{FunctionName: aws.String("checkout"), Payload: payload}
	h := jsonHand(a, "lambda", "application/octet-stream", "", string(payload), func(body []byte) bool { return string(body) == answered })
	h.url.Path, h.headers = "/2015-03-31/functions/checkout/invocations", h.headers[:1]
	return []measure.Case{
		ours(thing, a.tucuxi(lambda.Service), lambda.Invoke, lite.Map{"FunctionName": "checkout", "Payload": payload}, func(o *lite.Output) bool {
			return string(o.Get("Payload").Bytes()) == answered && o.Get("ExecutedVersion").String() == "$LATEST"
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.Invoke(ctx, input)
			return err == nil && string(out.Payload) == answered && *out.ExecutedVersion == "$LATEST", err
		}),
		byHand(thing, h),
	}, nil
}
