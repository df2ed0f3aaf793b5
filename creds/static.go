package creds

import (
	"context"
	"time"
)

type static struct{ c Credentials }

// Static always gives these keys. sessionToken is empty for the keys of a user.
// Without both keys it is not configured; with one of them it is an error.
func Static(accessKeyID, secret, sessionToken string) Provider {
	return &static{Credentials{
		AccessKeyID:     accessKeyID,
		SecretAccessKey: NewSecret(secret),
		SessionToken:    NewSecret(sessionToken),
		Source:          "static",
		Features:        "e",
	}}
}

func (s *static) Retrieve(context.Context) (Credentials, error) {
	if s.c.AccessKeyID == "" && s.c.SecretAccessKey.IsZero() {
		return Credentials{}, &NotConfigured{Source: "static", Reason: "both keys are empty"}
	}
	if err := s.c.Check(time.Time{}); err != nil {
		return Credentials{}, err
	}
	return s.c, nil
}
