package creds

import (
	"context"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
)

// Environment reads the credentials from the variables that Lambda sets and that
// people export:
//
//	AWS_ACCESS_KEY_ID          required; without it the source is not configured
//	AWS_SECRET_ACCESS_KEY      required with it
//	AWS_SESSION_TOKEN          for session keys; else AWS_SECURITY_TOKEN, its older name
//	AWS_CREDENTIAL_EXPIRATION  RFC 3339; without it the keys never expire
//	AWS_ACCOUNT_ID
//
// A variable that is empty or blank counts as not set. The zero value works and
// touches neither files nor network.
//
// Source: AWS SDKs and Tools Reference Guide, "AWS access keys"; botocore's
// order of the two token variables is the other way round.
type Environment struct {
	Getenv func(name string) string // default: os.Getenv
}

// Retrieve reads the variables anew.
func (e Environment) Retrieve(context.Context) (Credentials, error) {
	get := environ.Lookup(e.Getenv)
	id, secret := get.Value("AWS_ACCESS_KEY_ID"), get.Value("AWS_SECRET_ACCESS_KEY")
	switch {
	case id == "" && secret == "":
		return Credentials{}, &NotConfigured{Source: "environment", Reason: "AWS_ACCESS_KEY_ID is not set"}
	case id == "":
		return Credentials{}, &NotConfigured{Source: "environment",
			Reason: "AWS_ACCESS_KEY_ID is not set, though AWS_SECRET_ACCESS_KEY is"}
	case secret == "":
		return Credentials{}, &Error{Source: "environment",
			Reason: "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"}
	}
	token := get.Value("AWS_SESSION_TOKEN")
	if token == "" {
		token = get.Value("AWS_SECURITY_TOKEN")
	}
	c := Credentials{
		AccessKeyID:     id,
		SecretAccessKey: NewSecret(secret),
		SessionToken:    NewSecret(token),
		AccountID:       get.Value("AWS_ACCOUNT_ID"),
		Source:          "environment",
	}
	if text := get.Value("AWS_CREDENTIAL_EXPIRATION"); text != "" {
		expires, ok := object.Time(text)
		if !ok {
			return Credentials{}, &Error{Source: "environment", Reason: "AWS_CREDENTIAL_EXPIRATION is not a time of RFC 3339"}
		}
		c.Expires = expires
	}
	if err := c.Check(time.Time{}); err != nil {
		return Credentials{}, err
	}
	return c, nil
}
