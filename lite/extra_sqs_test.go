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

// someMD5 is that of someAttributes, computed here by the formula with Python's
// hashlib and struct.
const someMD5 = "e5649a0e97ae7f015a39f62c3bccd8f5"

func someAttributes() lite.Map {
	return lite.Map{
		"c": lite.Map{"DataType": "Number.float", "StringValue": "2.50"},
		"a": lite.Map{"DataType": "String", "StringValue": "grüße"},
		"B": lite.Map{"DataType": "Binary", "BinaryValue": []byte{0, 0xff}},
	}
}

// TestSQSAttributesMD5 has the digests that other implementations give as their
// examples (npm, aws-md5-of-message-attributes).
func TestSQSAttributesMD5(t *testing.T) {
	text := lite.Map{"DataType": "String", "StringValue": "attribValue 1"}
	number := lite.Map{"DataType": "Number.float", "StringValue": "4563442423554324324264524243.32543234"}
	bytes := lite.Map{"DataType": "Binary", "BinaryValue": []byte("Hello binary world!")}
	for _, tt := range []struct {
		attributes lite.Map
		want       string
	}{
		{lite.Map{"attribName1": text}, "19e27d4e946b072f3f58da80d94fd778"},
		{lite.Map{"customNumberTypeAttrib": number}, "9fe1b90bbd9965bdf77bac517c7d2495"},
		{lite.Map{"binaryAttribute": bytes}, "31a92b15d92f8db860eda32aceb656c3"},
		{lite.Map{"customNumberTypeAttrib": number, "attribName1": text, "binaryAttribute": bytes}, "c932db14a896c663f83c260297d594ff"},
	} {
		c, _ := client(t, sqs.Service, answer{status: 200, body: `{"MessageId":"m","MD5OfMessageAttributes":"` + tt.want + `"}`})
		if _, err := c.Call(t.Context(), sqs.SendMessage, lite.Map{"QueueUrl": "u", "MessageBody": "b", "MessageAttributes": tt.attributes}); err != nil {
			t.Errorf("%v: %v", tt.attributes, err)
		}
	}
}

// TestSQSMessages: bodies are checked both ways, and the error names the message.
func TestSQSMessages(t *testing.T) {
	send := lite.Map{"QueueUrl": "https://sqs.us-west-2.amazonaws.com/1/q", "MessageBody": "grüße"}
	batch := lite.Map{"QueueUrl": "u", "Entries": lite.List{
		lite.Map{"Id": "a", "MessageBody": "first"}, lite.Map{"Id": "b", "MessageBody": "second"}}}
	receive := lite.Map{"QueueUrl": "u"}
	with := lite.Map{"QueueUrl": "u", "MessageBody": "b", "MessageAttributes": someAttributes()}
	batchWith := lite.Map{"QueueUrl": "u", "Entries": lite.List{lite.Map{"Id": "a", "MessageBody": "b", "MessageAttributes": someAttributes()}}}
	const received = `{"Messages":[{"MessageId":"m1","Body":"b","MessageAttributes":{"c":{"DataType":"Number.float","StringValue":"2.50"},` +
		`"a":{"DataType":"String","StringValue":"gr\u00fc\u00dfe"},"B":{"DataType":"Binary","BinaryValue":"AP8="}},"MD5OfMessageAttributes":"`
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
		{"attributes sent", sqs.SendMessage, with, `{"MessageId":"m1","MD5OfMessageAttributes":"` + someMD5 + `"}`, ""},
		{"attributes sent, broken", sqs.SendMessage, with, `{"MessageId":"m1","MD5OfMessageAttributes":"` + md5Of("") + `"}`, "m1"},
		{"attributes that were not sent", sqs.SendMessage, send, `{"MessageId":"m1","MD5OfMessageAttributes":"` + someMD5 + `"}`, ""},
		{"attributes in a batch", sqs.SendMessageBatch, batchWith, `{"Successful":[{"Id":"a","MessageId":"m1","MD5OfMessageAttributes":"` + someMD5 + `"}]}`, ""},
		{"attributes in a batch, broken", sqs.SendMessageBatch, batchWith, `{"Successful":[{"Id":"a","MessageId":"m1","MD5OfMessageAttributes":"x"}]}`, "m1"},
		{"attributes received", sqs.ReceiveMessage, receive, received + someMD5 + `"}]}`, ""},
		{"attributes received, broken", sqs.ReceiveMessage, receive, received + md5Of("b") + `"}]}`, "m1"},
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
