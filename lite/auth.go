package lite

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/sign"
)

var (
	errSigV4A     = errors.New("the endpoint wants SigV4A: set Config.SigV4A to a Signer of package sign/v4a")
	errSigV2      = errors.New("the service wants signature version 2, which is not supported")
	errNoQueries  = errors.New("the URL has a query, and the Service has no Queries")
	errAuthScheme = errors.New("the endpoint names no auth scheme that is supported")
)

// Signer signs by an algorithm that Config takes: *v4a.Signer of package
// sign/v4a is one. It must be safe for concurrent use.
type Signer interface {
	Sign(r *sign.Request, c sign.Credentials, sc sign.Scope) error
	Presign(r *sign.Request, c sign.Credentials, sc sign.Scope, expires time.Duration) error
}

// authScheme is one way in which an endpoint may be signed for.
type authScheme struct {
	_          notCompared
	kind       models.AuthScheme
	region     string // of SigV4A: the region set
	service    string
	encodeOnce bool
}

// authS3Express is SigV4 with the credentials of a session with a directory
// bucket. No model has it; it comes from the rules.
const authS3Express models.AuthScheme = 0xF0

// kindOf is the auth scheme of that name.
//
// Source: Smithy, "Endpoint authSchemes list property".
func kindOf(name string) models.AuthScheme {
	switch name {
	case "sigv4":
		return models.AuthSigV4
	case "sigv4a":
		return models.AuthSigV4A
	case "sigv4-s3express":
		return authS3Express
	case "bearer":
		return models.AuthBearer
	case "none":
		return models.AuthNone
	}
	return models.AuthUnset
}

// chooseAuth lists the ways of signing that the rules, else the model, allow.
func (e *endpoint) chooseAuth(from *rules.Endpoint, c *Client) {
	for i := range min(from.AuthSchemes(), maxSchemes) {
		s := from.AuthScheme(i)
		a := authScheme{kind: kindOf(s.Name), region: s.SigningRegion, service: s.SigningName, encodeOnce: s.DisableDoubleEncoding}
		if a.kind == models.AuthSigV4A && s.SigningRegionSet != "" {
			a.region = s.SigningRegionSet
		}
		e.add(a, c)
	}
	if e.numSchemes == 0 {
		for i := 0; c.model.Auth(i) != models.AuthUnset; i++ {
			e.add(authScheme{kind: c.model.Auth(i)}, c)
		}
	}
	if e.numSchemes == 0 {
		e.add(authScheme{kind: c.model.Signature()}, c)
	}
	e.prefer(c)
}

// add appends a way of signing, with the client's region and the model's signing
// name where it names none. In place of a pseudo region, the one signs that stands
// for all.
func (e *endpoint) add(a authScheme, c *Client) {
	if e.numSchemes == maxSchemes {
		return
	}
	if set := c.settings.SigV4ARegionSet; a.kind == models.AuthSigV4A && set != "" {
		a.region = set
	}
	if a.region == "" {
		a.region = c.settings.Region
	}
	if global := c.resolver.signingRegion; global != "" && a.region == c.settings.Region {
		a.region = global
	}
	if a.service == "" {
		a.service = c.model.SigningName()
	}
	e.schemes[e.numSchemes] = a
	e.numSchemes++
}

// unsigned reports whether the call goes without a signature.
func (k *call) unsigned() bool {
	return k.c.settings.Unsigned || k.op.Is(models.OpNoAuth)
}

// scheme is the first way of signing that is supported.
func (k *call) scheme() (authScheme, error) {
	t := &k.target
	reason := errAuthScheme
	for _, a := range t.schemes[:t.numSchemes] {
		switch a.kind {
		case models.AuthSigV4, models.AuthS3, models.AuthNone, authS3Express:
			return a, nil
		case models.AuthSigV4A:
			if k.c.settings.SigV4A != nil {
				return a, nil
			}
			reason = errSigV4A
		case models.AuthBearer:
			if k.c.settings.BearerToken != nil {
				return a, nil
			}
			reason = errBearer
		case models.AuthV2:
			reason = errSigV2
		}
	}
	return authScheme{}, reason
}

// environment is creds.Environment, the source of clients that were given none.
// Its error says where others are.
type environment struct{}

// Retrieve implements creds.Provider.
func (environment) Retrieve(ctx context.Context) (creds.Credentials, error) {
	got, err := creds.Environment{}.Retrieve(ctx)
	if n, ok := err.(*creds.NotConfigured); ok {
		err = &creds.NotConfigured{Source: n.Source, Reason: n.Reason + "; Config.Credentials can be another source, such as those of creds/container and creds/chain"}
	}
	return got, err
}

// credentials are what a way of signing signs with.
func (k *call) credentials(a authScheme) (creds.Credentials, error) {
	if a.kind == authS3Express {
		if k.c.extra.credentials == nil {
			return creds.Credentials{}, errAuthScheme
		}
		return k.c.extra.credentials(k)
	}
	c, err := k.c.cache.Retrieve(k.ctx)
	k.used = c
	return c, err
}

// sign adds the signature of this attempt.
func (k *call) sign() error {
	k.sent = time.Time{}
	k.request.Headers = k.request.Headers[:k.headers]
	k.request.Values = k.request.Values[:k.values]
	if k.detached {
		k.request.Values = slices.Clip(k.request.Values) // what stood behind may still be sent, see encodeBehind
	}
	if k.unsigned() {
		return nil
	}
	scheme, err := k.scheme()
	if err != nil || scheme.kind == models.AuthNone {
		return err
	}
	if scheme.kind == models.AuthBearer {
		return k.addToken()
	}
	if k.c.resolver.regionless && scheme.region == globalRegion {
		return errNoRegion
	}
	credentials, err := k.credentials(scheme)
	if err != nil {
		return err
	}
	k.signed = sign.Request{
		Method: k.request.Method, Host: k.target.host, Path: k.http.Path, Query: k.http.Query,
		Headers: k.request.Headers, PayloadHash: k.body.hash, Buf: k.signed.Buf[:0],
	}
	with, scope := revealed(credentials), scheme.scope(k.now())
	if scheme.kind == models.AuthSigV4A {
		k.uses |= usesSigV4A
		err = k.c.settings.SigV4A.Sign(&k.signed, with, scope)
	} else {
		err = k.signWith(with, scope)
	}
	k.request.Headers = k.signed.Headers
	return err
}

// signWith signs by SigV4.
func (k *call) signWith(c sign.Credentials, sc sign.Scope) error {
	switch {
	case k.signed.Query == "":
		return k.c.signer.SignBare(&k.signed, c, sc)
	case k.c.service.Queries == nil:
		return errNoQueries
	}
	return k.c.service.Queries(&k.c.signer, &k.signed, c, sc)
}

// HTTPQueries signs requests whose URL has a query. The package of a service that
// has such names it, so that programs without one do not link what makes a query
// canonical.
func HTTPQueries(s *sign.Signer, r *sign.Request, c sign.Credentials, sc sign.Scope) error {
	return s.Sign(r, c, sc)
}

// scope is where and by which rules the signature is valid.
func (a authScheme) scope(now time.Time) sign.Scope {
	return sign.Scope{
		Region: a.region, Service: a.service, Time: now,
		S3: signsAsS3(a.service), S3Express: a.kind == authS3Express, EncodeOnce: a.encodeOnce,
	}
}

// revealed is credentials in the form that signing needs.
func revealed(c creds.Credentials) sign.Credentials {
	return sign.Credentials{
		AccessKeyID:     c.AccessKeyID,
		SecretAccessKey: c.SecretAccessKey.Reveal(),
		SessionToken:    c.SessionToken.Reveal(),
	}
}

// signsAsS3 reports the signing names whose paths are signed as they are.
func signsAsS3(service string) bool {
	switch service {
	case "s3", "s3-outposts", "s3-object-lambda", "s3express":
		return true
	}
	return false
}
