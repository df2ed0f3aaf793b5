package lite_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/secretsmanager"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
)

func newQueue() *lite.Client {
	fake := litetest.New(litetest.Standalone(), sqs.Service)
	fake.On(sqs.SendMessage).Answer(lite.Map{"MessageId": "m-1"})
	fake.On(sqs.ReceiveMessage).Answer(lite.Map{"Messages": lite.List{lite.Map{"Body": "hello", "ReceiptHandle": "r-1"}}})
	fake.On(sqs.DeleteMessage).Expect(lite.Map{"ReceiptHandle": "r-1"}).Answer(nil)
	return fake.Client
}

// Messages are sent, received and deleted. The MD5 of what is sent and received
// is checked.
func ExampleClient_Call_queue() {
	ctx, queue := context.Background(), newQueue() // lite.New(sqs.Service, lite.Config{})
	const url = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"

	if _, err := queue.Call(ctx, sqs.SendMessage, lite.Map{"QueueUrl": url, "MessageBody": "hello"}); err != nil {
		fmt.Println(err)
		return
	}
	out, err := queue.Call(ctx, sqs.ReceiveMessage, lite.Map{"QueueUrl": url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20})
	if err != nil {
		fmt.Println(err)
		return
	}
	for m := range out.Get("Messages").List() {
		fmt.Println(m.Get("Body"))
		_, err := queue.Call(ctx, sqs.DeleteMessage, lite.Map{"QueueUrl": url, "ReceiptHandle": m.Get("ReceiptHandle")})
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output: hello
}

func newFunctions() *lite.Client {
	fake := litetest.New(litetest.Standalone(), lambda.Service)
	fake.On(lambda.Invoke).
		Answer(lite.Map{"Payload": []byte(`{"total":7}`), "StatusCode": 200}).
		Answer(lite.Map{"Payload": []byte(`{"errorMessage":"no order"}`), "StatusCode": 200, "FunctionError": "Unhandled"})
	return fake.Client
}

// An error of the function is no error of the call: FunctionError says so.
func ExampleClient_Call_invoke() {
	functions := newFunctions() // lite.New(lambda.Service, lite.Config{})

	for _, order := range []string{"1", "2"} {
		out, err := functions.Call(context.Background(), lambda.Invoke, lite.Map{
			"FunctionName": "orders",
			"Payload":      []byte(`{"order":` + order + `}`),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		if failed := out.Get("FunctionError"); failed.Exists() {
			fmt.Printf("%s: %s\n", failed, out.Get("Payload").Bytes())
			continue
		}
		fmt.Printf("%s\n", out.Get("Payload").Bytes())
	}
	// Output:
	// {"total":7}
	// Unhandled: {"errorMessage":"no order"}
}

func newSecrets() *lite.Client {
	fake := litetest.New(litetest.Standalone(), secretsmanager.Service)
	fake.On(secretsmanager.GetSecretValue).Answer(lite.Map{"SecretString": `{"user":"app"}`})
	return fake.Client
}

func ExampleClient_Call_secret() {
	secrets := newSecrets() // lite.New(secretsmanager.Service, lite.Config{})

	out, err := secrets.Call(context.Background(), secretsmanager.GetSecretValue, lite.Map{"SecretId": "orders/database"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(out.Get("SecretString"))
	// Output: {"user":"app"}
}

func newParameters() *lite.Client {
	fake := litetest.New(litetest.Standalone(), ssm.Service)
	fake.On(ssm.GetParameter).Fail(ssm.ErrParameterNotFound, "").Answer(lite.Map{"Parameter": lite.Map{"Value": "EUR", "Version": 3}})
	return fake.Client
}

func ExampleClient_Call_parameter() {
	parameters := newParameters() // lite.New(ssm.Service, lite.Config{})

	for _, name := range []string{"/orders/none", "/orders/currency"} {
		out, err := parameters.Call(context.Background(), ssm.GetParameter, lite.Map{"Name": name, "WithDecryption": true})
		if errors.Is(err, ssm.ErrParameterNotFound) {
			fmt.Println(name, "is not set")
			continue
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(name, "is", out.Get("Parameter", "Value"))
	}
	// Output:
	// /orders/none is not set
	// /orders/currency is EUR
}

func newModels() *lite.Client {
	fake := litetest.New(litetest.Standalone(), bedrockruntime.Service)
	fake.On(bedrockruntime.ConverseStream).AnswerEvents(nil,
		litetest.Event{Type: "contentBlockDelta", Members: lite.Map{"contentBlockIndex": 0, "delta": lite.Map{"text": "Hel"}}},
		litetest.Event{Type: "contentBlockDelta", Members: lite.Map{"contentBlockIndex": 0, "delta": lite.Map{"text": "lo!\n"}}},
		litetest.Event{Type: "messageStop", Members: lite.Map{"stopReason": "end_turn"}})
	return fake.Client
}

// The events of a stream are read as they come.
func ExampleOutput_Events() {
	models := newModels() // lite.New(bedrockruntime.Service, lite.Config{})

	out, err := models.Call(context.Background(), bedrockruntime.ConverseStream, lite.Map{
		"modelId":  "eu.amazon.nova-lite-v1:0",
		"messages": lite.List{lite.Map{"role": "user", "content": lite.List{lite.Map{"text": "Say hello."}}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for event, err := range out.Events() {
		if err != nil {
			fmt.Println(err)
			return
		}
		switch event.Type {
		case "contentBlockDelta":
			fmt.Print(event.Get("delta", "text"))
		case "messageStop":
			fmt.Println(event.Get("stopReason"))
		}
	}
	// Output:
	// Hello!
	// end_turn
}
