package lite

import (
	"sync"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// CopyExtra lets RDS, Neptune and DocumentDB copy from another region, of which
// the caller gives SourceRegion: the client signs the same call for that region
// as a URL, PreSignedUrl, with which the service fetches the source. It is valid
// for an hour. Without SourceRegion, or where PreSignedUrl is given, nothing is
// signed.
//
// Source: Amazon RDS API Reference, CopyDBSnapshot, PreSignedUrl.
func CopyExtra(c *Client) Extra {
	x := &copyExtra{copies: copies{c: c}}
	return Extra{revise: x.revise}
}

type copyExtra struct {
	copies
}

// revise is that of Extra.
func (x *copyExtra) revise(k *call, params wire.Value) (wire.Value, error) {
	if _, i := k.op.Input().MemberNamed("PreSignedUrl"); i < 0 {
		return params, nil
	}
	source := params.Lookup("SourceRegion")
	if source.Kind() == wire.Null {
		return params, nil
	}
	params = replaced(k, params, entry{name: "SourceRegion"}) // the service does not know it
	if params.Lookup("PreSignedUrl").Kind() != wire.Null {
		return params, nil
	}
	url, err := x.sign(k, source, params)
	if err != nil {
		return params, err
	}
	return replaced(k, params, entry{"PreSignedUrl", wire.StringValue(url)}), nil
}

// copies signs calls of a client for the regions that something is copied from.
type copies struct {
	c  *Client
	mu sync.Mutex
	in map[string]*Client // by region
}

// maxCopyRegions bounds the clients that are kept.
const maxCopyRegions = 64

// sign is the URL of the call in its source region.
func (x *copies) sign(k *call, source, params wire.Value) (string, error) {
	if x.c.resolver.err != nil {
		return "", k.failed("endpoint", x.c.resolver.err)
	}
	region := source.Str()
	if source.Kind() != wire.StringKind || region == "" || !isRegion(region) {
		return "", k.refuse("SourceRegion", "is no region name: letters, digits and hyphens, at most 63, not digits alone")
	}
	n, err := x.client(region).begin(k.ctx, Operation(x.c.model.Tag())<<16|Operation(k.op.Index()))
	if err != nil {
		return "", err
	}
	defer n.end()
	if err := n.encode(params); err != nil {
		return "", err
	}
	if err := n.resolve(params); err != nil {
		return "", k.failed("endpoint", err)
	}
	if err := n.presignable(nil); err != nil {
		return "", k.failed("presign", err)
	}
	n.request.Query = appendEscaped(append(n.request.Query, "&DestinationRegion="...), x.c.settings.Region)
	if err := n.presign(time.Hour); err != nil {
		return "", k.failed("presign", err)
	}
	return n.target.scheme + "://" + n.target.host + n.signed.Path + "?" + n.signed.Query, nil
}

// client is the client of a source region. It has no extra of its own.
func (x *copies) client(region string) *Client {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.in[region]
	if c == nil {
		if x.in == nil || len(x.in) >= maxCopyRegions {
			x.in = make(map[string]*Client)
		}
		config := x.c.settings.Config
		config.Region, config.Credentials, config.Hooks = region, x.c.cache, Hooks{}
		c = New(Service{Model: x.c.service.Model, Protocol: x.c.service.Protocol}, config)
		x.in[region] = c
	}
	return c
}
