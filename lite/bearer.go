package lite

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
)

var (
	errBearer      = errors.New("the service wants a bearer token: set Config.BearerToken, or AWS_BEARER_TOKEN_ and the service's signing name")
	errBearerPlain = errors.New("a bearer token goes over TLS only")
	errBearerText  = errors.New("the bearer token has characters that tokens do not have, or none")
	errBearerURL   = errors.New("a URL cannot be signed with a bearer token")
)

// bearer sets what the environment says about tokens and the order of auth
// schemes. A token in the service's own variable, AWS_BEARER_TOKEN_BEDROCK in
// practice, comes before signatures unless code says otherwise.
//
// Source: AWS SDKs and Tools Reference Guide, "Authentication schemes"; Amazon
// Bedrock User Guide, "Use an Amazon Bedrock API key".
func (s *settings) bearer(signingName string) {
	inCode := s.AuthSchemePreference != "" || s.BearerToken != nil
	s.fill(&s.AuthSchemePreference, "auth_scheme_preference", "AWS_AUTH_SCHEME_PREFERENCE")
	if s.BearerToken != nil {
		return
	}
	variable := "AWS_BEARER_TOKEN_" + environmentName(signingName)
	if token := os.Getenv(variable); token != "" {
		secret := creds.NewSecret(token)
		s.BearerToken = func(context.Context) (creds.Secret, error) { return secret, nil }
		s.bearerFirst = !inCode
	}
}

// prefer puts the ways of signing into the order that the client prefers; those
// that it does not name keep theirs, after the others.
func (e *endpoint) prefer(c *Client) {
	if c.settings.bearerFirst && c.offersBearer() {
		e.front(models.AuthBearer, c)
		return
	}
	names := c.settings.AuthSchemePreference
	for names != "" {
		cut := strings.LastIndexByte(names, ',') // the last one first: each goes to the front
		name := strings.TrimSpace(names[cut+1:])
		names = names[:max(cut, 0)]
		kind := models.AuthUnset
		switch name {
		case "sigv4":
			kind = models.AuthSigV4
		case "sigv4a":
			kind = models.AuthSigV4A
		case "httpBearerAuth":
			kind = models.AuthBearer
		case "noAuth":
			kind = models.AuthNone
		}
		for i := range e.numSchemes {
			if e.schemes[i].kind == kind {
				e.front(kind, c)
				break
			}
		}
	}
}

// front puts a way of signing before the others; it takes the place of the last
// one where there is no room.
func (e *endpoint) front(kind models.AuthScheme, c *Client) {
	at := 0
	for at < e.numSchemes && e.schemes[at].kind != kind {
		at++
	}
	a := authScheme{kind: kind, region: c.settings.Region, service: c.model.SigningName()}
	if at < e.numSchemes {
		a = e.schemes[at]
	} else if at == maxSchemes {
		at--
	} else {
		e.numSchemes++
	}
	copy(e.schemes[1:at+1], e.schemes[:at])
	e.schemes[0] = a
}

// offersBearer reports whether the model lists bearer tokens.
func (c *Client) offersBearer() bool {
	for i := 0; c.model.Auth(i) != models.AuthUnset; i++ {
		if c.model.Auth(i) == models.AuthBearer {
			return true
		}
	}
	return false
}

// addToken adds the bearer token to the request (RFC 6750, section 2.1).
func (k *call) addToken() error {
	if k.target.scheme != "https" {
		return errBearerPlain
	}
	secret, err := k.c.settings.BearerToken(k.ctx)
	if err != nil {
		return err
	}
	token := secret.Reveal()
	for i := 0; i < len(token); i++ {
		if token[i] <= ' ' || token[i] >= 0x7f {
			return errBearerText
		}
	}
	if token == "" {
		return errBearerText
	}
	k.request.SetHeader("authorization", "Bearer "+token)
	return nil
}
