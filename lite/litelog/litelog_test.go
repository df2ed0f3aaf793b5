package litelog_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litelog"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

// flaky fails once.
type flaky struct{ sent int }

func (f *flaky) Send(_ context.Context, _ *lite.HTTPRequest, a *lite.HTTPResponse) error {
	body, status := "{}", 200
	if f.sent++; f.sent == 1 {
		body, status = `{"__type":"ThrottlingException","message":"slow"}`, 400
	}
	*a = lite.HTTPResponse{
		Status: status, Header: wire.HeaderList{{Name: "X-Amzn-RequestId", Value: "R1"}},
		Body: io.NopCloser(strings.NewReader(body)), Length: int64(len(body)),
	}
	return nil
}

func call(t *testing.T, l *slog.Logger, o litelog.Options) {
	t.Helper()
	c := lite.New(sqs.Service, lite.Config{
		Region: "eu-west-1", Credentials: creds.Static("AKIDEXAMPLE", "SECRETKEY", "SESSIONTOKEN"), Transport: &flaky{},
		Hooks: litelog.Hooks(l, o), Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if _, err := c.Call(t.Context(), sqs.SendMessage, lite.Map{"QueueUrl": "q", "MessageBody": "CONFIDENTIAL"}); err != nil {
		t.Fatal(err)
	}
}

func TestHooks(t *testing.T) {
	var b bytes.Buffer
	call(t, slog.New(slog.NewTextHandler(&b, nil)), litelog.Options{Request: true})
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 {
		t.Fatal(b.String())
	}
	for i, wants := range [][]string{
		{"level=WARN", "service=SQS", "operation=SendMessage", "attempt=1", "status=400", "ThrottlingException: slow", "wait=", "requestID=R1", "host=sqs.eu-west-1.amazonaws.com", "path=/"},
		{"level=INFO", "attempt=2", "status=200", "headers.authorization=REDACTED", "headers.x-amz-security-token=REDACTED", "headers.x-amz-target=AmazonSQS.SendMessage"},
	} {
		for _, want := range wants {
			if !strings.Contains(lines[i], want) {
				t.Errorf("%q lacks %q", lines[i], want)
			}
		}
	}
	for _, secret := range []string{"SECRETKEY", "SESSIONTOKEN", "CONFIDENTIAL", "Signature="} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%s is logged", secret)
		}
	}
}

func TestDisabled(t *testing.T) {
	var b bytes.Buffer
	call(t, slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelError})), litelog.Options{})
	if b.Len() > 0 {
		t.Error(b.String())
	}
}
