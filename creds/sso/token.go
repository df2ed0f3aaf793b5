package sso

import (
	"context"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/ssooidc"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/creds/internal/tokenfile"
	"github.com/tucuxi-go/tucuxi/lite"
)

const source = "sso" // the name of the sources

// renewWindow is how long before its end a token is renewed. Source: botocore.
const renewWindow = 15 * time.Minute

// Token is a bearer token. It prints without its secret.
type Token struct {
	Secret  creds.Secret
	Expires time.Time
}

// TokenSource is the token that the user signed in for.
type TokenSource struct {
	Session  string // name of the sso-session section; empty: none, tokens are not renewed
	StartURL string // sso_start_url
	Region   string // sso_region; required to renew

	OIDC     lite.Config                       // how tokens are renewed; Region is set
	CacheDir string                            // default: ~/.aws/sso/cache
	Getenv   func(name string) string          // for the home folder; default: os.Getenv
	ReadFile func(name string) ([]byte, error) // default: os.Open, at most 1 MiB
	Now      func() time.Time                  // default: time.Now
}

// Retrieve reads the token file. A token of a session that ends within 15
// minutes is renewed and the file replaced; that this fails is an error only once the
// token has ended.
func (s TokenSource) Retrieve(ctx context.Context) (Token, error) {
	if s.Session == "" && s.StartURL == "" {
		return Token{}, &creds.NotConfigured{Source: source, Reason: "there is neither a session nor a start URL"}
	}
	c, err := s.load()
	if err != nil {
		return Token{}, err
	}
	var failed error
	if s.isDue(c) {
		c, failed = s.renewAlone(ctx, c)
	}
	if !s.now().Before(c.expires) {
		if failed == nil {
			failed = &creds.Error{Source: source, Reason: "the session expired at " + c.expires.Format(time.RFC3339) + ", " + signIn}
		}
		return Token{}, failed
	}
	return Token{Secret: creds.NewSecret(c.accessToken), Expires: c.expires}, nil
}

func (s TokenSource) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// isDue reports whether a token is to be renewed, if it can be.
func (s TokenSource) isDue(c cached) bool {
	return s.Session != "" && c.expires.Before(s.now().Add(renewWindow))
}

// renewAlone renews a token unless somebody else just did.
func (s TokenSource) renewAlone(ctx context.Context, c cached) (cached, error) {
	release, err := tokenfile.Own(ctx, s.path())
	if err != nil {
		return c, failure.Of(source, "the token cannot be renewed", err)
	}
	defer release()
	if again, err := s.load(); err == nil {
		c = again
	}
	if !s.isDue(c) {
		return c, nil
	}
	return s.renew(ctx, c)
}

// renew gets a new token for the refresh token, and keeps it. A token that
// cannot be renewed comes back as it is.
func (s TokenSource) renew(ctx context.Context, c cached) (cached, error) {
	if c.refreshToken == "" || c.clientID == "" || c.clientSecret == "" || !s.now().Before(c.registrationExpires) {
		return c, nil
	}
	client := s.OIDC
	client.Region = s.Region
	out, err := lite.New(ssooidc.Service, client).Call(ctx, ssooidc.CreateToken, lite.Map{
		"grantType": "refresh_token", "clientId": c.clientID, "clientSecret": c.clientSecret, "refreshToken": c.refreshToken,
	})
	if err != nil {
		return c, failure.Of(source, "the token cannot be renewed, "+signIn, err, c.refreshToken, c.clientSecret, c.accessToken)
	}
	token := strings.Clone(out.Get("accessToken").String())
	refresh := strings.Clone(out.Get("refreshToken").String())
	expires := s.now().Add(time.Duration(out.Get("expiresIn").Int()) * time.Second).UTC().Truncate(time.Second)
	out.Release()
	fresh, err := c.renewed(token, refresh, expires)
	if err == nil {
		if _, problem := readToken(fresh.text); problem != "" {
			return c, &creds.Error{Source: source, Reason: "the new token " + problem}
		}
		err = tokenfile.Replace(s.path(), fresh.text)
	}
	if err != nil {
		// The old refresh token may be used up, so the new one must not be lost.
		return fresh, failure.Of(source, "the renewed token cannot be kept", err)
	}
	return fresh, nil
}
