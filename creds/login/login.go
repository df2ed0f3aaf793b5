package login

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/embed/signin"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
	"github.com/tucuxi-go/tucuxi/creds/internal/tokenfile"
	"github.com/tucuxi-go/tucuxi/creds/internal/transport"
	"github.com/tucuxi-go/tucuxi/lite"
)

const (
	source = "login" // the name of the source
	signIn = "sign in with aws login"
)

// renewWindow is how long before their end credentials are renewed. Source: botocore.
const renewWindow = 5 * time.Minute

// Source is the credentials of a login session.
type Source struct {
	Session  string                            // login_session; empty: not configured
	Client   lite.Config                       // how AWS Sign-In is called; Region is required to renew
	CacheDir string                            // default: AWS_LOGIN_CACHE_DIRECTORY, then ~/.aws/login/cache
	Getenv   func(name string) string          // for the folder; default: os.Getenv
	ReadFile func(name string) ([]byte, error) // default: os.Open, at most 1 MiB
	Now      func() time.Time                  // default: time.Now
}

// Retrieve reads the token file. Credentials that end within five minutes are
// renewed and the file replaced; that this fails is an error only once they have ended.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	if s.Session == "" {
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "the profile has no login_session"}
	}
	c, err := s.load()
	if err != nil {
		return creds.Credentials{}, err
	}
	if s.isDue(c) {
		c, err = s.renewAlone(ctx, c)
		if err != nil && !s.now().Before(c.credentials.Expires) {
			return creds.Credentials{}, err
		}
	}
	return c.credentials, nil
}

func (s Source) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// isDue reports whether credentials are to be renewed.
func (s Source) isDue(c cached) bool { return c.credentials.Expires.Sub(s.now()) <= renewWindow }

// renewAlone renews credentials unless somebody else just did.
func (s Source) renewAlone(ctx context.Context, c cached) (cached, error) {
	release, err := tokenfile.Own(ctx, s.path())
	if err != nil {
		return c, failure.Of(source, "the session cannot be renewed", err)
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

// renew gets new credentials for the refresh token, and keeps them.
func (s Source) renew(ctx context.Context, c cached) (cached, error) {
	key, err := parseKey(c.dpopKey)
	if err != nil {
		return c, &creds.Error{Source: source, Reason: "the token file cannot be used, " + signIn, Err: err}
	}
	client := s.Client
	client.Transport = &prover{next: transport.Or(client.Transport), key: key, now: s.now}
	out, err := lite.New(signin.Service, client).Call(ctx, signin.CreateOAuth2Token, lite.Map{"tokenInput": lite.Map{
		"clientId": c.clientID, "refreshToken": c.refreshToken, "grantType": "refresh_token",
	}})
	if err != nil {
		return c, failure.Of(source, refusal(err), err, c.refreshToken)
	}
	token := out.Get("tokenOutput")
	keys := token.Get("accessToken")
	k := creds.Credentials{
		AccessKeyID:     strings.Clone(keys.Get("accessKeyId").String()),
		SecretAccessKey: creds.NewSecret(strings.Clone(keys.Get("secretAccessKey").String())),
		SessionToken:    creds.NewSecret(strings.Clone(keys.Get("sessionToken").String())),
		AccountID:       c.credentials.AccountID,
		Expires:         s.now().Add(time.Duration(token.Get("expiresIn").Int()) * time.Second).UTC().Truncate(time.Second),
		Source:          source,
		Features:        c.credentials.Features,
	}
	refresh := strings.Clone(token.Get("refreshToken").String())
	out.Release()
	if err := k.Check(s.now()); err != nil {
		return c, err
	}
	if refresh == "" {
		refresh = c.refreshToken
	}
	fresh, err := c.renewed(k, refresh)
	if err == nil {
		err = tokenfile.Replace(s.path(), fresh.text)
	}
	if err != nil {
		// The new credentials are good all the same, but the next renewal may not be.
		fresh.credentials = k
		return fresh, failure.Of(source, "the renewed token cannot be kept", err)
	}
	return fresh, nil
}

// refusal is what the user can do about an error of AWS Sign-In.
func refusal(err error) string {
	if e, ok := errors.AsType[*lite.Error](err); ok {
		switch lite.Detail(e, "error").String() {
		case "TOKEN_EXPIRED":
			return "the session has expired, " + signIn
		case "USER_CREDENTIALS_CHANGED":
			return "the user's credentials have changed, " + signIn
		case "INSUFFICIENT_PERMISSIONS":
			return "the user may not renew the session: the permission signin:CreateOAuth2Token is missing"
		}
	}
	return "the session cannot be renewed, " + signIn
}

// prover is a transport that adds a DPoP proof to each request.
type prover struct {
	next lite.Transport
	key  *ecdsa.PrivateKey
	now  func() time.Time
}

// Send implements lite.Transport.
func (p *prover) Send(ctx context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	token, err := proof(p.key, r.Method, r.Scheme+"://"+r.Host+r.Path, newID(), p.now())
	if err != nil {
		return err
	}
	proven := *r
	proven.Header = append(r.Header[:len(r.Header):len(r.Header)], creds.Header{Name: "dpop", Value: token})
	return p.next.Send(ctx, &proven, a)
}
