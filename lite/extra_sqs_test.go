package lite_test

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func md5Of(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

// TestSQSMessages: bodies are checked both ways, and the error names the message.
func TestSQSMessages(t *testing.T) {
	send := lite.Map{"QueueUrl": "https://sqs.us-west-2.amazonaws.com/1/q", "MessageBody": "grüße"}
	batch := lite.Map{"QueueUrl": "u", "Entries": lite.List{
		lite.Map{"Id": "a", "MessageBody": "first"}, lite.Map{"Id": "b", "MessageBody": "second"}}}
	receive := lite.Map{"QueueUrl": "u"}
	for _, tt := range []struct {
		name   string
		op     lite.Operation
		params lite.Map
		answer string
		broken string // id of the message that is not what was sent
	}{
		{"sent", sqs.SendMessage, send, `{"MessageId":"m1","MD5OfMessageBody":"` + md5Of("grüße") + `"}`, ""},
		{"sent, broken", sqs.SendMessage, send, `{"MessageId":"m1","MD5OfMessageBody":"` + md5Of("gruesse") + `"}`, "m1"},
		{"sent, MD5 of another form", sqs.SendMessage, send, `{"MessageId":"m1","MD5OfMessageBody":"x"}`, "m1"},
		{"sent, no MD5", sqs.SendMessage, send, `{"MessageId":"m1"}`, ""},
		{"batch in another order", sqs.SendMessageBatch, batch, `{"Successful":[{"Id":"b","MessageId":"m2","MD5OfMessageBody":"` + md5Of("second") +
			`"},{"Id":"a","MessageId":"m1","MD5OfMessageBody":"` + md5Of("first") + `"},{"Id":"c","MD5OfMessageBody":"x"}],"Failed":[]}`, ""},
		{"batch, broken", sqs.SendMessageBatch, batch, `{"Successful":[{"Id":"a","MessageId":"m1","MD5OfMessageBody":"` + md5Of("first") +
			`"},{"Id":"b","MessageId":"m2","MD5OfMessageBody":"` + md5Of("first") + `"}]}`, "m2"},
		{"received", sqs.ReceiveMessage, receive, `{"Messages":[{"MessageId":"m1","Body":"a\u00fcb","MD5OfBody":"` + md5Of("aüb") + `"}]}`, ""},
		{"received, broken", sqs.ReceiveMessage, receive, `{"Messages":[{"MessageId":"m1","Body":"x","MD5OfBody":"` + md5Of("x") +
			`"},{"MessageId":"m2","Body":"x ","MD5OfBody":"` + md5Of("x") + `"}]}`, "m2"},
		{"received nothing", sqs.ReceiveMessage, receive, `{}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s := client(t, sqs.Service, answer{status: 200, body: tt.answer})
			_, err := c.Call(t.Context(), tt.op, tt.params)
			if len(s.sent) != 1 || !strings.HasPrefix(s.sent[0].url, "https://sqs.eu-west-1.amazonaws.com/") {
				t.Errorf("sent %v", s.sent)
			}
			e, _ := errors.AsType[*lite.CallError](err)
			switch {
			case tt.broken == "":
				if err != nil {
					t.Error(err)
				}
			case !errors.Is(err, lite.ErrMessageMD5) || e == nil || e.Step != "checksum" || !strings.Contains(err.Error(), "message "+tt.broken+":"):
				t.Errorf("%v, want an error about message %s", err, tt.broken)
			}
		})
	}
}
