package sts

import (
	"context"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/sts"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/creds/internal/tokenfile"
	"github.com/tucuxi-go/tucuxi/lite"
)

// WebIdentity is the credentials of a role, for the token of an identity
// provider that stands in a file. Its call is not signed.
//
// Source: AWS SDKs and Tools Reference Guide, "Assume role credential provider".
type WebIdentity struct {
	Client      lite.Config                       // how STS is called
	RoleARN     string                            // required
	TokenFile   string                            // required; read at each Retrieve
	SessionName string                            // what the session is called in logs; default: "tucuxi-session-" and the time
	Duration    time.Duration                     // whole seconds; default: the service's, an hour
	ReadFile    func(name string) ([]byte, error) // default: os.Open, at most 1 MiB
	Now         func() time.Time                  // default: time.Now
}

// Retrieve reads the file and calls AssumeRoleWithWebIdentity.
func (w WebIdentity) Retrieve(ctx context.Context) (creds.Credentials, error) {
	const source = "assume-role-with-web-identity"
	switch {
	case w.TokenFile == "":
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "there is no token file"}
	case w.RoleARN == "":
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "there is a token file, but no role"}
	}
	open := w.ReadFile
	if open == nil {
		open = tokenfile.Read
	}
	token, err := open(w.TokenFile)
	if err != nil {
		return creds.Credentials{}, failure.Of(source, "the token file cannot be read", err)
	}
	if len(strings.TrimSpace(string(token))) == 0 || len(token) > tokenfile.Max {
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "the token file is empty or too long"}
	}
	params := parameters(w.RoleARN, w.SessionName, w.Duration, w.Now)
	params["WebIdentityToken"] = strings.TrimSpace(string(token))
	out, err := lite.New(sts.Service, w.Client).Call(ctx, sts.AssumeRoleWithWebIdentity, params)
	if err != nil {
		return creds.Credentials{}, failure.Of(source, "the role "+w.RoleARN+" cannot be assumed", err, strings.TrimSpace(string(token)))
	}
	return read(source, "k", out)
}
