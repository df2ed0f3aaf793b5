package lite

import (
	"crypto/fips140"
	"crypto/md5"
	"errors"

	"github.com/tucuxi-go/tucuxi/wire"
)

// ErrMessageMD5 is why a call of SQS failed whose message did not arrive as it
// was sent. The call is not sent again: the message is in the queue, or in flight.
var ErrMessageMD5 = errors.New("the body of the message does not have the MD5 that the service names")

// SQSExtra checks the bodies of messages that are sent and received against the
// MD5 in the answer. Calls go to the client's endpoint, whatever host the
// QueueUrl has. Answers without MD5 pass, and so does everything where FIPS 140
// rules MD5 out.
//
// Source: Amazon SQS API Reference, SendMessage, MD5OfMessageBody; Message,
// MD5OfBody.
type SQSExtra struct{}

type sqsExtra struct{ plain }

func (SQSExtra) open(*Client) special { return sqsExtra{} }

// checks implements special.
func (sqsExtra) checks(k *call, o *Output) error {
	if fips140.Enforced() {
		return nil
	}
	switch answer := o.Value(); k.op.Name() {
	case "SendMessage":
		return checkMessage(answer.Field("MessageId"), answer.Field("MD5OfMessageBody"), k.params.Lookup("MessageBody").Str())
	case "SendMessageBatch":
		for sent := range answer.Field("Successful").List() {
			body, ok := batchBody(k.params.Lookup("Entries"), sent.Field("Id").String())
			if !ok {
				continue
			}
			if err := checkMessage(sent.Field("MessageId"), sent.Field("MD5OfMessageBody"), body); err != nil {
				return err
			}
		}
	case "ReceiveMessage":
		for m := range answer.Field("Messages").List() {
			if err := checkMessage(m.Field("MessageId"), m.Field("MD5OfBody"), m.Field("Body").String()); err != nil {
				return err
			}
		}
	}
	return nil
}

// batchBody is the body of the entry of that id.
func batchBody(entries wire.Value, id string) (body string, ok bool) {
	for i := range entries.Len() {
		if e := entries.Element(i); e.Lookup("Id").Str() == id {
			return e.Lookup("MessageBody").Str(), true
		}
	}
	return "", false
}

// checkMessage compares the MD5 of a body with what the service says it is.
func checkMessage(id, md5Of Value, body string) error {
	want := md5Of.String()
	if want == "" {
		return nil
	}
	const digits = "0123456789abcdef"
	var text [2 * md5.Size]byte
	for i, b := range md5.Sum(viewString(body)) {
		text[2*i], text[2*i+1] = digits[b>>4], digits[b&15]
	}
	if viewBytes(text[:]) == want {
		return nil
	}
	return &messageError{id: string([]byte(id.String()))}
}

// messageError names the message that is not what was sent.
type messageError struct{ id string }

func (e *messageError) Error() string { return "message " + e.id + ": " + ErrMessageMD5.Error() }

func (e *messageError) Unwrap() error { return ErrMessageMD5 }
