package lite

import (
	"context"

	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Locate finds the endpoint of a call as a call does, and gives scheme, host and
// path to check.
func (c *Client) Locate(ctx context.Context, op Operation, params wire.Value, check func(scheme, host, path string)) error {
	k, err := c.begin(ctx, op)
	if err != nil {
		return err
	}
	defer k.end()
	if params, err = k.revise(params); err != nil {
		return err
	}
	if err := k.encode(params); err != nil {
		return err
	}
	if err := k.resolve(params); err != nil {
		return err
	}
	check(k.target.scheme, k.target.host, k.target.path(k.request.Path))
	return nil
}

// Forget empties the client's cache of endpoints, but keeps its maps.
func (c *Client) Forget() {
	e := &c.resolver.cache
	e.single.Store(nil)
	clear(e.young)
	clear(e.old)
}

// Names for tests.
var (
	IsBucket        = isBucket
	IsErrorBody     = isErrorBody
	IsAccelerate    = isAccelerate
	CopySource      = copySource
	UnescapeListing = unescapeListing
	EnvironmentName = environmentName
	MaxEndpoints    = maxEndpoints
	ErrNoRegion     = errNoRegion
	ErrDiscoveryOff = errDiscoveryOff
	ErrBearerPlain  = errBearerPlain
	ErrBearerText   = errBearerText
)

// SplitURL takes a URL apart as an endpoint.
func SplitURL(url string) (scheme, host, path string, ok bool) {
	var e endpoint
	ok = e.split(url)
	return e.scheme, e.host, e.basePath, ok
}

// ParseARN takes an ARN apart.
func ParseARN(s string) (partition, service, region, account, resource string, ok bool) {
	a, ok := parseARN(s)
	return a.partition, a.service, a.region, a.account, a.resource, ok
}

// Kept is the number of endpoints in the client's cache.
func (c *Client) Kept() int { return len(c.resolver.cache.young) + len(c.resolver.cache.old) }

// Walk is what an expression of an operation context param leads to.
func Walk(program path.Program, params Map) (texts []string, found bool) {
	k := new(call)
	found = k.walk(program, wire.ValueOf(params))
	return k.target.list, found
}
