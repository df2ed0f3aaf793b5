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
	c := Credentials{Source: source}
	secret, token, expiration := "", "", ""
	err := object.Strings(body, func(name, value string) {
		switch name {
		case "AccessKeyId":
			c.AccessKeyID = value
		case "SecretAccessKey":
			secret = value
		case "Token":
			token = value
		case "Expiration":
			expiration = value
		case "AccountId":
			c.AccountID = value
		}
	})
	if err != nil {
		return Credentials{}, &Error{Source: source, Reason: "the endpoint's answer is no JSON object"}
	}
	if c.AccessKeyID == "" || secret == "" {
		e := &Error{Source: source, Reason: "the endpoint's answer lacks AccessKeyId or SecretAccessKey"}
		e.Code, e.Message = readProblem(body, append(hide, secret, token))
		return Credentials{}, e
	}
	c.SecretAccessKey, c.SessionToken = NewSecret(secret), NewSecret(token)
	if expiration != "" {
		var ok bool
		if c.Expires, ok = object.Time(expiration); !ok {
			return Credentials{}, &Error{Source: source, Reason: "Expiration in the endpoint's answer is not a time of RFC 3339"}
		}
	}
	if err := c.Check(time.Time{}); err != nil {
		return Credentials{}, err
	}
	return c, nil
}

// readProblem finds code and message in the answer of an endpoint that refused.
// Both are cut and cleaned, and the strings of hide are redacted in them.
// A body that is no JSON object gives nothing: it could be anything.
func readProblem(body []byte, hide []string) (code, message string) {
	err := object.Strings(body, func(name, value string) {
		switch name {
		case "code", "Code":
			code = value
		case "message", "Message":
			message = value
		}
	})
	if err != nil {
		return "", ""
	}
	return redact.Line(code, hide), redact.Line(message, hide)
}
