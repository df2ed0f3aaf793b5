package lite

import (
	"context"
	"errors"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

var errPresignBody = errors.New("the operation sends its params in the body, which a URL cannot carry")

// Presigned is a request that anyone can send until it expires.
type Presigned struct {
	Method string
	URL    string
	Header []wire.Header // signed headers that must be sent as they are, without host
}

// Presign signs a call into a URL that is valid for a time of one second up to
// seven days, or until the credentials expire. It does no I/O, unless the
// credentials have to be fetched. A payload is not part of the signature: who
// opens the URL brings it.
//
// Operations of the query protocol become GET requests. Those of the JSON
// protocols, whose params are a body, cannot be presigned.
//
// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query
// Parameters (AWS Signature Version 4)".
func (c *Client) Presign(ctx context.Context, op Operation, params Map, expires time.Duration) (p Presigned, err error) {
	k, err := c.begin(ctx, op)
	if err != nil {
		return p, err
	}
	defer k.end()
	value, err := k.revise(wire.ValueOf(params))
	if err != nil {
		return p, err
	}
	if err := k.encode(value); err != nil {
		return p, err
	}
	if err := k.resolve(value); err != nil {
		return p, k.failed("endpoint", err)
	}
	if err := k.presignable(params); err != nil {
		return p, k.failed("presign", err)
	}
	if err := k.presign(expires); err != nil {
		return p, k.failed("presign", err)
	}
	p.Method = string([]byte(k.signed.Method))
	p.URL = k.target.scheme + "://" + k.target.host + k.signed.Path
	if k.signed.Query != "" {
		p.URL += "?" + k.signed.Query
	}
	for _, h := range k.signed.Headers {
		p.Header = append(p.Header, wire.Header{Name: string([]byte(h.Name)), Value: string([]byte(h.Value))})
	}
	return p, nil
}

// presignable brings the request into a form that a URL holds.
func (k *call) presignable(params Map) error {
	r := &k.request
	if k.c.extra.presign != nil && k.c.extra.presign(k) {
		return nil
	}
	if protocol := k.c.service.Protocol.ID; protocol == models.Query || protocol == models.EC2 {
		if len(r.Query) > 0 {
			r.Query = append(r.Query, '&')
		}
		r.Method, r.Query, r.Body = "GET", append(r.Query, r.Body...), r.Body[:0]
		removeHeader(r, "content-type")
		return nil
	}
	if m, i := k.op.Input().Payload(); i < 0 || m.Shape().Kind() != models.Blob {
		if len(r.Body) > 0 && string(r.Body) != "{}" {
			return errPresignBody
		}
	}
	if m, i := k.op.Input().MemberNamed("ContentType"); i < 0 || params[m.Name()] == nil {
		removeHeader(r, "content-type")
	}
	return nil
}

// presign signs the request by its query.
func (k *call) presign(expires time.Duration) error {
	r := &k.request
	k.signed = sign.Request{
		Method: r.Method, Host: k.target.host, Path: k.target.path(r.Path), Query: viewBytes(r.Query),
		Headers: r.Headers, Buf: k.signed.Buf[:0],
	}
	if k.unsigned() {
		return nil
	}
	scheme, err := k.scheme()
	if err != nil || scheme.kind == models.AuthNone {
		return err
	}
	if scheme.kind == models.AuthBearer {
		return errBearerURL
	}
	if k.c.resolver.regionless && scheme.region == globalRegion {
		return errNoRegion
	}
	credentials, err := k.credentials(scheme)
	if err != nil {
		return err
	}
	if scheme.kind == models.AuthSigV4A {
		return k.c.settings.SigV4A.Presign(&k.signed, revealed(credentials), scheme.scope(k.now()), expires)
	}
	return k.c.signer.Presign(&k.signed, revealed(credentials), scheme.scope(k.now()), expires)
}

// removeHeader takes the header of that name out of the request.
func removeHeader(r *wire.Request, name string) {
	kept := r.Headers[:0]
	for _, h := range r.Headers {
		if h.Name != name {
			kept = append(kept, h)
		}
	}
	r.Headers = kept
}
