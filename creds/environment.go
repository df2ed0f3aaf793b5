package creds

import (
	"context"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
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
	const source = "environment"
	get := environ.Lookup(e.Getenv)
	a := answer{
		keyID: get.Value("AWS_ACCESS_KEY_ID"), secret: get.Value("AWS_SECRET_ACCESS_KEY"), token: get.Value("AWS_SESSION_TOKEN"),
		expiration: get.Value("AWS_CREDENTIAL_EXPIRATION"), account: get.Value("AWS_ACCOUNT_ID"),
	}
	switch {
	case a.keyID == "" && a.secret == "":
		return Credentials{}, notConfigured(source, "AWS_ACCESS_KEY_ID is not set")
	case a.keyID == "":
		return Credentials{}, notConfigured(source, "AWS_ACCESS_KEY_ID is not set, though AWS_SECRET_ACCESS_KEY is")
	case a.secret == "":
		return Credentials{}, failed(source, "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
	}
	if a.token == "" {
		a.token = get.Value("AWS_SECURITY_TOKEN")
	}
	return a.complete(source, "g", "AWS_CREDENTIAL_EXPIRATION")
}
