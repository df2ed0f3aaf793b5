package lite

import (
	"crypto/fips140"
	"crypto/md5"
	"encoding/binary"
	"errors"

	"github.com/tucuxi-go/tucuxi/wire"
)

// ErrMessageMD5 is why a call of SQS failed whose message did not arrive as it
// was sent. The call is not sent again: the message is in the queue, or in flight.
var ErrMessageMD5 = errors.New("the message does not have the MD5 that the service names")

// SQSExtra checks bodies and attributes of messages that are sent and received
// against the MD5 in the answer. Calls go to the client's endpoint, whatever host
// the QueueUrl has. Answers without MD5 pass, and so does everything where FIPS
// 140 rules MD5 out.
//
// Source: Amazon SQS API Reference, SendMessage, MD5OfMessageBody; Message,
// MD5OfBody.
func SQSExtra(*Client) Extra {
	return Extra{checks: sqsChecks}
}

// sqsChecks is its checks.
func sqsChecks(k *call, o *Output) error {
	if fips140.Enforced() {
		return nil
	}
	answer := o.Value()
	switch k.op.Name() {
	case "SendMessage":
		return k.checkSent(answer, k.params)
	case "SendMessageBatch":
		list := answer.Field("Successful")
		for i := range list.Len() {
			sent := list.At(i)
			if err := k.checkSent(sent, batchEntry(k.params.Lookup("Entries"), sent.Field("Id").String())); err != nil {
				return err
			}
		}
	case "ReceiveMessage":
		list := answer.Field("Messages")
		for i := range list.Len() {
			m := list.At(i)
			if err := k.checkMessage(m, "MD5OfBody", m.Field("Body").String(), asSent(m.Field("MessageAttributes"))); err != nil {
				return err
			}
		}
	}
	return nil
}

// asSent are the attributes of a message in the form in which they are sent.
func asSent(received Value) wire.Value {
	var attributes Map
	for name, a := range received.Fields() {
		if attributes == nil {
			attributes = Map{}
		}
		sent := Map{"DataType": a.Field("DataType").String(), "StringValue": a.Field("StringValue").String()}
		if b := a.Field("BinaryValue"); b.Exists() {
			sent["BinaryValue"] = b.Bytes()
		}
		attributes[name] = sent
	}
	return wire.ValueOf(attributes)
}

// batchEntry is the entry of that id; Null if there is none.
func batchEntry(entries wire.Value, id string) wire.Value {
	for i := range entries.Len() {
		if e := entries.Element(i); e.Lookup("Id").Str() == id {
			return e
		}
	}
	return wire.Value{}
}

// checkSent checks what the service says of a message against what was sent.
func (k *call) checkSent(answer Value, message wire.Value) error {
	if message.Kind() == wire.Null {
		return nil
	}
	return k.checkMessage(answer, "MD5OfMessageBody", message.Lookup("MessageBody").Str(), message.Lookup("MessageAttributes"))
}

// checkMessage compares body and attributes of a message with their MD5 in the
// answer; bodyMD5 is the member that has the body's.
func (k *call) checkMessage(answer Value, bodyMD5, body string, attributes wire.Value) error {
	part := "body"
	same := isMD5(answer.Field(bodyMD5), viewString(body))
	if same && attributes.Len() > 0 {
		part = "attributes"
		same = isMD5(answer.Field("MD5OfMessageAttributes"), k.countedAttributes(attributes))
	}
	if same {
		return nil
	}
	return &messageError{part, string([]byte(answer.Field("MessageId").String()))}
}

// countedAttributes is what the MD5 of a message's attributes is of: name, data
// type and value of each in the order of the names, every text after its length
// in four bytes; before the value stands 1 for a string, 2 for binary.
//
// Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for
// message attributes".
func (k *call) countedAttributes(attributes wire.Value) []byte {
	var b []byte
	from, to := k.encoder.OpenMap(attributes)
	for i := from; i < to; i++ {
		f := k.encoder.Enter(i)
		value, kind := f.Value.Lookup("BinaryValue"), byte(2)
		if value.Kind() == wire.Null {
			value, kind = f.Value.Lookup("StringValue"), 1
		}
		b = appendCounted(appendCounted(b, f.Name), f.Value.Lookup("DataType").Str())
		b = appendCounted(append(b, kind), value.Str())
		k.encoder.Leave()
	}
	k.encoder.Close(from)
	return b
}

//go:noinline
func appendCounted(dst []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(dst, uint32(len(s))), s...)
}

// isMD5 reports whether an MD5 is that of b. An absent one passes.
func isMD5(md5Of Value, b []byte) bool {
	want := md5Of.String()
	if want == "" {
		return true
	}
	const digits = "0123456789abcdef"
	var text [2 * md5.Size]byte
	for i, c := range md5.Sum(b) {
		text[2*i], text[2*i+1] = digits[c>>4], digits[c&15]
	}
	return viewBytes(text[:]) == want
}

// messageError names the message that is not what was sent.
type messageError struct{ part, id string }

func (e *messageError) Error() string {
	return e.part + " of message " + e.id + ": " + ErrMessageMD5.Error()
}

func (e *messageError) Unwrap() error { return ErrMessageMD5 }
