package chain

import (
	"context"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/creds/login"
	"github.com/tucuxi-go/tucuxi/creds/process"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/creds/sso"
	"github.com/tucuxi-go/tucuxi/creds/sts"
)

// profileSources are the sources that a profile configures, but for roles, in
// order. variables lets the environment's web identity in.
func (v *visit) profileSources(p func() (profile.Section, error), variables bool) []creds.Provider {
	return []creds.Provider{
		from(p, func(ctx context.Context, p profile.Section) (creds.Credentials, error) {
			return v.webIdentity(ctx, p, variables)
		}),
		from(p, v.sso),
		from(p, func(_ context.Context, p profile.Section) (creds.Credentials, error) { return p.CredentialsFileKeys() }),
		from(p, v.login),
		from(p, v.process),
		from(p, func(_ context.Context, p profile.Section) (creds.Credentials, error) { return p.ConfigFileKeys() }),
	}
}

// assumeRole assumes the roles that lead to the profile, one with the
// credentials of the other.
func (v *visit) assumeRole(ctx context.Context, p profile.Section) (creds.Credentials, error) {
	const source = "assume-role"
	roles, base, err := v.config.Roles(p.Name())
	if err != nil {
		return creds.Credentials{}, err
	}
	if len(roles) == 0 {
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "the profile has no role_arn"}
	}
	client := v.client()
	by := "o"
	if base.Source != "" {
		by = "p"
	}
	got, err := found(ctx, by, v.base(base))
	if err != nil {
		what := "the credential_source " + base.Source
		if base.Source == "" {
			what = "the source_profile " + base.Profile.Name()
		}
		return creds.Credentials{}, failure.Of(source, what+" gives no credentials", err)
	}
	for _, r := range roles {
		client.Credentials = fixed(got)
		before := got.Features
		got, err = sts.AssumeRole{
			Client: client, RoleARN: r.ARN, SessionName: r.SessionName, ExternalID: r.ExternalID, Duration: r.Duration,
			MFASerial: r.MFASerial, MFA: v.MFA, Now: v.Now,
		}.Retrieve(ctx)
		if err != nil {
			return creds.Credentials{}, err
		}
		if got.Features = before + ",i"; strings.HasSuffix(before, ",i") {
			got.Features = before
		}
	}
	return got, nil
}

// found retrieves, and adds to the credentials how the profile led to them.
func found(ctx context.Context, by string, source creds.Provider) (creds.Credentials, error) {
	c, err := source.Retrieve(ctx)
	if err != nil {
		return creds.Credentials{}, err
	}
	if c.Features != "" {
		by += "," + c.Features
	}
	c.Features = by
	return c, nil
}

// fixed always gives c, for one call that is made now: whether they have expired
// is the service's to say, whose clock counts.
func fixed(c creds.Credentials) creds.Provider {
	c.Expires = time.Time{}
	return creds.ProviderFunc(func(context.Context) (creds.Credentials, error) { return c, nil })
}

// base is the source that the first role is assumed with.
func (v *visit) base(b profile.Base) creds.Provider {
	switch b.Source {
	case "Environment":
		return creds.Environment{}
	case "EcsContainer":
		return v.container()
	case "Ec2InstanceMetadata":
		return creds.ProviderFunc(v.imds)
	}
	return creds.Chain(v.profileSources(func() (profile.Section, error) { return b.Profile, nil }, false)...)
}

func (v *visit) webIdentity(ctx context.Context, p profile.Section, variables bool) (creds.Credentials, error) {
	setting := func(variable, key string) string {
		if variables {
			if value := environ.Lookup(nil).Value(variable); value != "" {
				return value
			}
		}
		return p.Get(key)
	}
	w := sts.WebIdentity{
		TokenFile:   setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file"),
		RoleARN:     setting("AWS_ROLE_ARN", "role_arn"),
		SessionName: setting("AWS_ROLE_SESSION_NAME", "role_session_name"),
		ReadFile:    v.ReadFile, Now: v.Now,
	}
	if w.TokenFile == "" {
		reason := "the profile has no web_identity_token_file"
		if variables {
			reason = "AWS_WEB_IDENTITY_TOKEN_FILE is not set, and " + reason
		}
		return creds.Credentials{}, &creds.NotConfigured{Source: "assume-role-with-web-identity", Reason: reason}
	}
	w.Client = v.client()
	by := "q"
	if w.TokenFile != p.Get("web_identity_token_file") {
		by = "h"
	}
	return found(ctx, by, w)
}

func (v *visit) sso(ctx context.Context, p profile.Section) (creds.Credentials, error) {
	account, role := p.Get("sso_account_id"), p.Get("sso_role_name")
	if account == "" && role == "" {
		reason := "the profile has neither sso_account_id nor sso_role_name"
		if p.Get("sso_session") != "" {
			reason += ": its sso_session gives a token, not credentials"
		}
		return creds.Credentials{}, &creds.NotConfigured{Source: "sso", Reason: reason}
	}
	t, err := v.tokenSource(p)
	if err != nil {
		return creds.Credentials{}, err
	}
	by := "r"
	if t.Session == "" {
		by = "t"
	}
	return found(ctx, by, sso.Source{Token: t, Client: v.client(), AccountID: account, RoleName: role})
}

// tokenSource is the source of tokens that the profile configures. Renewing them
// is a call of another service than using them, with an endpoint of its own.
func (v *visit) tokenSource(p profile.Section) (sso.TokenSource, error) {
	t, err := sso.Configured(v.config, p)
	if err != nil {
		return sso.TokenSource{}, err
	}
	t.OIDC = v.client()
	t.ReadFile, t.Now = v.ReadFile, v.Now
	return t, nil
}

func (v *visit) login(ctx context.Context, p profile.Section) (creds.Credentials, error) {
	s := login.Source{Session: p.Get("login_session"), ReadFile: v.ReadFile, Now: v.Now}
	s.Client = v.client()
	return found(ctx, "AC", s)
}

func (v *visit) process(ctx context.Context, p profile.Section) (creds.Credentials, error) {
	command := strings.TrimSpace(p.Get("credential_process"))
	return found(ctx, "v", process.Source{Command: command, AccountID: p.Get("aws_account_id"), Now: v.Now})
}
