package lite

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errDiscoveryOff = errors.New("the operation requires endpoint discovery, which the configuration turns off")
	errNoLookup     = errors.New("the operation requires endpoint discovery, and the model lacks DescribeEndpoints")
)

// WithDiscovery is s with endpoint discovery, for a service that allows it and
// does not require it, which is DynamoDB alone. Config.EndpointDiscovery turns it
// on.
//
//	db := lite.New(lite.WithDiscovery(dynamodb.Service), lite.Config{EndpointDiscovery: lite.On})
func WithDiscovery(s Service) Service {
	s.Extra = DiscoveryExtra
	return s
}

// DiscoveryExtra is endpoint discovery: the service itself says, on its
// DescribeEndpoints operation, which host takes which calls, and for how long.
// Timestream requires it; for services that allow it see WithDiscovery.
//
// Source: Smithy, "aws.api#clientEndpointDiscovery trait".
func DiscoveryExtra(c *Client) Extra {
	x := &discoveryExtra{c: c}
	for i := range c.model.NumOperations() {
		if op := c.model.Operation(i); op.Is(models.OpEndpointOperation) {
			_, at := op.Input().MemberNamed("Operation")
			x.lookup, x.byCall = op, at >= 0
		}
	}
	return Extra{edit: x.edit, again: x.again}
}

type discoveryExtra struct {
	c      *Client
	lookup models.Operation
	byCall bool // the lookup wants operation and identifiers

	mu    sync.Mutex
	known map[string]*discovered
}

// discovered is a host that the service named.
type discovered struct {
	target  endpoint // scheme, host, path; no host while nothing is known
	until   time.Time
	err     error         // of the last lookup
	running chan struct{} // closed when the lookup that runs is over
}

// Bounds: hosts that a client keeps, how long a lookup that failed is not
// repeated, and how long a host is used at most.
const (
	maxDiscovered = 256
	discoveryWait = time.Minute
	maxDiscovery  = 24 * time.Hour
)

// edit is that of Extra: it puts the host that was discovered in place of the
// one that the rules gave.
func (x *discoveryExtra) edit(k *call, params wire.Value) error {
	if k.op.Is(models.OpEndpointOperation) {
		k.request.SetHeader("x-amz-api-version", x.c.model.APIVersion())
		return nil
	}
	s := &x.c.settings
	required := k.op.Is(models.OpDiscoveryRequired)
	switch {
	case !k.op.Is(models.OpDiscovery | models.OpDiscoveryRequired), s.Endpoint != "":
		return nil
	case s.EndpointDiscovery == Off && required:
		return errDiscoveryOff
	case s.EndpointDiscovery != On && !required:
		return nil
	case !x.lookup.Valid():
		return errNoLookup
	}
	found, err := x.find(k, params)
	if found.host == "" {
		if required || isMisdirected(err) {
			return err
		}
		return nil
	}
	t := &k.target
	t.fresh = *t.endpoint
	t.fresh.scheme, t.fresh.host, t.fresh.basePath = found.scheme, found.host, found.basePath
	t.endpoint, t.host = &t.fresh, found.host
	return nil
}

// again is that of Extra: a host that sends calls away is forgotten.
func (x *discoveryExtra) again(k *call, err error) bool {
	if k.moved || !k.op.Is(models.OpDiscovery|models.OpDiscoveryRequired) || !isMisdirected(err) || k.target.endpoint != &k.target.fresh {
		return false
	}
	k.moved = true
	x.mu.Lock()
	delete(x.known, string(x.key(k, k.params)))
	x.mu.Unlock()
	return x.edit(k, k.params) == nil && k.rewind() == nil && k.readdress()
}

// isMisdirected reports the answer of a host that is not the right one any more.
func isMisdirected(err error) bool {
	e, ok := err.(*Error)
	return ok && (e.Status == 421 || e.Code == "InvalidEndpointException")
}

// key tells calls apart that may go to different hosts.
func (x *discoveryExtra) key(k *call, params wire.Value) []byte {
	if !x.byCall {
		return nil
	}
	key := appendText(nil, k.op.Name())
	x.identifiers(k, params, func(name, value string) { key = appendText(appendText(key, name), value) })
	return key
}

// identifiers calls f with the params that identify what is called.
func (x *discoveryExtra) identifiers(k *call, params wire.Value, f func(name, value string)) {
	input := k.op.Input()
	for i := range input.NumMembers() {
		if m := input.Member(i); m.EndpointDiscoveryID() {
			f(m.Name(), params.Lookup(m.Name()).Str())
		}
	}
}

// find is the host for the call, which is looked up if it is not known or not
// valid any more. One lookup serves all calls that wait for it. While a lookup
// fails, the host that was valid last is used.
func (x *discoveryExtra) find(k *call, params wire.Value) (endpoint, error) {
	key := x.key(k, params)
	x.mu.Lock()
	d := x.known[string(key)]
	if d == nil {
		if x.known == nil || len(x.known) >= maxDiscovered {
			x.known = make(map[string]*discovered)
		}
		d = new(discovered)
		x.known[string(key)] = d
	}
	for d.running != nil && d.target.host == "" {
		running := d.running
		x.mu.Unlock()
		select {
		case <-running:
		case <-k.ctx.Done():
			return endpoint{}, k.ctx.Err()
		}
		x.mu.Lock()
	}
	defer x.mu.Unlock()
	if time.Now().Before(d.until) || d.running != nil {
		return d.target, d.err
	}
	d.running = make(chan struct{})
	x.mu.Unlock()
	found, period, err := x.ask(k, params)
	x.mu.Lock()
	close(d.running)
	d.running, d.err, d.until = nil, err, time.Now().Add(discoveryWait)
	switch {
	case err == nil:
		d.target, d.until = found, time.Now().Add(period)
	case k.ctx.Err() != nil:
		d.until = time.Time{} // the caller's own end says nothing of the service
	}
	return d.target, err
}

// ask asks the service.
func (x *discoveryExtra) ask(k *call, params wire.Value) (endpoint, time.Duration, error) {
	var input Map
	if x.byCall {
		ids := Map{}
		x.identifiers(k, params, func(name, value string) { ids[name] = value })
		input = Map{"Operation": k.op.Name()}
		if len(ids) > 0 {
			input["Identifiers"] = ids
		}
	}
	out, err := x.c.Call(k.ctx, operation(x.lookup), input)
	if err != nil {
		return endpoint{}, 0, err
	}
	defer out.Release()
	address := string([]byte(out.Get("Endpoints", 0, "Address").String()))
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	var e endpoint
	if !e.split(address) {
		return endpoint{}, 0, errEndpointURL
	}
	minutes := min(max(out.Get("Endpoints", 0, "CachePeriodInMinutes").Int(), 1), int64(maxDiscovery/time.Minute))
	return e, time.Duration(minutes) * time.Minute, nil
}
