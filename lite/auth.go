package lite

import (
	"errors"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
)

var (
	errSigV4A     = errors.New("the endpoint wants SigV4A, which is not supported")
	errBearer     = errors.New("the service wants a bearer token, which is not supported")
	errSigV2      = errors.New("the service wants signature version 2, which is not supported")
	errAuthScheme = errors.New("the endpoint names no auth scheme that is supported")
)

// authScheme is one way in which an endpoint may be signed for.
type authScheme struct {
	kind       models.AuthScheme
	region     string
	service    string
	encodeOnce bool
}

// chooseAuth lists the ways of signing that the endpoint, else the model, allows.
func (t *target) chooseAuth(c *Client) {
	n := min(t.endpoint.AuthSchemes(), len(t.schemes))
	for i := range n {
		from := t.endpoint.AuthScheme(i)
		a := authScheme{region: from.SigningRegion, service: from.SigningName, encodeOnce: from.DisableDoubleEncoding}
		switch from.Name {
		case "sigv4":
			a.kind = models.AuthSigV4
		case "sigv4a":
			a.kind = models.AuthSigV4A
		case "bearer":
			a.kind = models.AuthBearer
		case "none":
			a.kind = models.AuthNone
		}
		t.schemes[i] = a
	}
	if n == 0 {
		for n < len(t.schemes) && c.model.Auth(n) != models.AuthUnset {
			t.schemes[n].kind = c.model.Auth(n)
			n++
		}
	}
	if n == 0 {
		t.schemes[0].kind = c.model.Signature()
		n = 1
	}
	t.numSchemes = n
}

// scheme is the first way of signing that is supported.
func (k *call) scheme() (authScheme, error) {
	t := &k.target
	reason := errAuthScheme
	for i := range t.numSchemes {
		switch a := t.schemes[i]; a.kind {
		case models.AuthSigV4, models.AuthS3:
			if a.region == "" {
				a.region = k.c.settings.Region
			}
			if a.service == "" {
				a.service = k.c.model.SigningName()
			}
			return a, nil
		case models.AuthNone:
			return a, nil
		case models.AuthSigV4A:
			reason = errSigV4A
		case models.AuthBearer:
			reason = errBearer
		case models.AuthV2:
			reason = errSigV2
		}
	}
	return authScheme{}, reason
}

// sign adds the signature of this attempt.
func (k *call) sign() error {
	k.request.Headers = k.request.Headers[:k.headers]
	k.request.Values = k.request.Values[:k.values]
	if k.op.Is(models.OpNoAuth) {
		return nil
	}
	scheme, err := k.scheme()
	if err != nil || scheme.kind == models.AuthNone {
		return err
	}
	credentials, err := k.c.cache.Retrieve(k.ctx)
	if err != nil {
		return err
	}
	k.signed = sign.Request{
		Method: k.request.Method, Host: k.target.host, Path: k.http.Path, Query: k.http.Query,
		Headers: k.request.Headers, PayloadHash: k.body.hash, Buf: k.signed.Buf[:0],
	}
	err = k.c.signer.Sign(&k.signed, revealed(credentials), scheme.scope(time.Now()))
	k.request.Headers = k.signed.Headers
	return err
}

// scope is where and by which rules the signature is valid.
func (a authScheme) scope(now time.Time) sign.Scope {
	return sign.Scope{Region: a.region, Service: a.service, Time: now, S3: signsAsS3(a.service), EncodeOnce: a.encodeOnce}
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
