package creds

import (
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

// ReadAnswer reads a credentials endpoint's answer:
//
//	{"AccessKeyId": …, "SecretAccessKey": …, "Token": …, "Expiration": …, "AccountId": …}
//
// Other members are ignored. An answer without keys that has a code and a message
// is an error that carries them, with the strings of hide redacted. It is for those
// who write sources.
//
// Source: Amazon ECS Developer Guide, "Task IAM role".
func ReadAnswer(source string, body []byte, hide []string) (Credentials, error) {
	var a answer
	if !a.read(body) {
		return Credentials{}, failed(source, "the endpoint's answer is no JSON object")
	}
	return a.credentials(source, "", hide)
}

// answer is what an endpoint answered, or the environment has, as text.
type answer struct {
	_                                         [0]func() // not comparable, as Error
	keyID, secret, token, expiration, account string
	code, message                             string
}

// read reads the text of an answer. One that is no JSON object gives nothing: it
// could be anything.
func (a *answer) read(body []byte) bool {
	var got answer
	err := object.Members(body, func(name string, value []byte) {
		text, ok := object.Text(value)
		if !ok {
			return
		}
		to := &got.code
		switch name {
		case "AccessKeyId":
			to = &got.keyID
		case "SecretAccessKey":
			to = &got.secret
		case "Token":
			to = &got.token
		case "Expiration":
			to = &got.expiration
		case "AccountId":
			to = &got.account
		case "code", "Code":
		case "message", "Message":
			to = &got.message
		default:
			return
		}
		*to = text
	})
	if err != nil {
		return false
	}
	*a = got
	return true
}

// explain puts code and message into the error, cut and cleaned, and without the
// strings of hide.
func (a *answer) explain(e *Error, hide []string) {
	hide = append(hide, a.secret, a.token)
	e.Code, e.Message = redact.Line(a.code, hide), redact.Line(a.message, hide)
}

// credentials are those of the endpoint's answer.
func (a *answer) credentials(source, features string, hide []string) (Credentials, error) {
	if a.keyID == "" || a.secret == "" {
		e := failed(source, "the endpoint's answer lacks AccessKeyId or SecretAccessKey")
		a.explain(e, hide)
		return Credentials{}, e
	}
	return a.complete(source, features, "Expiration in the endpoint's answer")
}

// complete makes credentials of all but code and message. where is what the
// expiration is called.
func (a *answer) complete(source, features, where string) (Credentials, error) {
	c := Credentials{
		AccessKeyID: a.keyID, SecretAccessKey: NewSecret(a.secret), SessionToken: NewSecret(a.token), AccountID: a.account, Source: source, Features: features,
	}
	if a.expiration != "" {
		var ok bool
		if c.Expires, ok = object.Time(a.expiration); !ok {
			return Credentials{}, failed(source, where+" is not a time of RFC 3339")
		}
	}
	if err := c.Check(time.Time{}); err != nil {
		return Credentials{}, err
	}
	return c, nil
}
