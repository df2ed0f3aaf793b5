package sso

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/sso"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Source is the credentials of a role in an account, for the user's token.
type Source struct {
	Token     TokenSource
	AccountID string      // sso_account_id
	RoleName  string      // sso_role_name
	Client    lite.Config // how the portal is called; Region is that of Token
}

// Retrieve gets a token and calls GetRoleCredentials with it.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	if s.AccountID == "" && s.RoleName == "" {
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "there is neither an account nor a role"}
	}
	if s.AccountID == "" {
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "there is a role, but no account: sso_account_id is missing"}
	}
	if s.RoleName == "" {
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "there is an account, but no role: sso_role_name is missing"}
	}
	token, err := s.Token.Retrieve(ctx)
	if errors.Is(err, creds.ErrNotConfigured) {
		err = failure.Of(source, "there is no token", err)
	}
	if err != nil {
		return creds.Credentials{}, err
	}
	client := s.Client
	client.Region = s.Token.Region
	out, err := lite.New(sso.Service, client).Call(ctx, sso.GetRoleCredentials, lite.Map{
		"roleName": s.RoleName, "accountId": s.AccountID, "accessToken": token.Secret.Reveal(),
	})
	if err != nil {
		reason := "there are no credentials for the role " + s.RoleName + " in " + s.AccountID
		if errors.Is(err, sso.ErrUnauthorizedException) {
			reason = "the session has expired or is invalid, " + signIn
		}
		return creds.Credentials{}, failure.Of(source, reason, err, token.Secret.Reveal())
	}
	keys := out.Get("roleCredentials")
	c := creds.Credentials{
		AccessKeyID:     strings.Clone(keys.Get("accessKeyId").String()),
		SecretAccessKey: creds.NewSecret(strings.Clone(keys.Get("secretAccessKey").String())),
		SessionToken:    creds.NewSecret(strings.Clone(keys.Get("sessionToken").String())),
		AccountID:       s.AccountID,
		Source:          source,
		Features:        "s",
	}
	if s.Token.Session == "" {
		c.Features = "u"
	}
	if at := keys.Get("expiration").Int(); at != 0 {
		c.Expires = time.UnixMilli(at).UTC()
	}
	out.Release()
	if err := c.Check(time.Time{}); err != nil {
		return creds.Credentials{}, err
	}
	return c, nil
}

// Configured is the TokenSource that a profile configures, without OIDC. A
// profile that has no session and no start URL is not configured. Where both the
// profile and its session have a URL or region, they must be the same.
func Configured(config *profile.Config, p profile.Section) (TokenSource, error) {
	s := TokenSource{Session: p.Get("sso_session"), StartURL: p.Get("sso_start_url"), Region: p.Get("sso_region")}
	if s.Session == "" && s.StartURL == "" && p.Get("sso_account_id") == "" && p.Get("sso_role_name") == "" {
		return TokenSource{}, &creds.NotConfigured{Source: source, Reason: "the profile has neither sso_session nor sso_start_url"}
	}
	if s.Session != "" {
		section, ok := config.SSOSession(s.Session)
		if !ok {
			return TokenSource{}, &creds.Error{Source: source, Reason: "the sso-session " + s.Session + " does not exist"}
		}
		for _, both := range [...]struct {
			key   string
			value *string
		}{{"sso_start_url", &s.StartURL}, {"sso_region", &s.Region}} {
			of := section.Get(both.key)
			if *both.value != "" && *both.value != of {
				return TokenSource{}, &creds.Error{Source: source, Reason: both.key + " of the profile is not that of its sso-session " + s.Session}
			}
			*both.value = of
		}
	}
	if s.StartURL == "" || s.Region == "" {
		return TokenSource{}, &creds.Error{Source: source, Reason: "the profile, or its sso-session, lacks sso_start_url or sso_region"}
	}
	return s, nil
}
