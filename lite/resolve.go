package lite

import (
	"errors"
	"strings"
	"sync/atomic"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errEndpointURL     = errors.New("the endpoint must be a URL such as https://host:port/path, without query or user")
	errEndpointHeaders = errors.New("the endpoint rules ask for more than 4 headers")
	errRegionName      = errors.New("the region is no region name: letters, digits and hyphens, at most 63, not digits alone")
	errAccountIDMode   = errors.New("the account id endpoint mode must be preferred, required or disabled")
)

// resolver finds out where to send the calls of a client and how to sign them.
type resolver struct {
	program  rules.Program
	err      error
	settings *settings
	client   []argument             // of the client's settings
	plans    []atomic.Pointer[plan] // by operation; nil if no rule asks for params
	account  int                    // the parameter that takes the account id; -1 if there is none
	fixed    *endpoint              // of a model without rules
	// signingRegion signs in place of a pseudo region such as aws-global.
	signingRegion string
	// regionless: there is a custom endpoint and no region, which only signatures
	// want.
	regionless bool
	cache      endpointCache
}

// target is where one call goes.
type target struct {
	*endpoint
	host string // the endpoint's, with the operation's prefix

	given  []argument
	list   []string // of a list argument
	key    []byte
	args   rules.Args
	result rules.Endpoint
	fresh  endpoint // the result, before it is kept
	joined []byte   // host with prefix, then the path
}

func (t *target) reset() {
	t.args.Reset()
	t.result.Reset()
	clear(t.given[:cap(t.given)])
	clear(t.list[:cap(t.list)])
	if cap(t.joined)+cap(t.key)+16*cap(t.list) > maxKept {
		t.joined, t.key, t.list = nil, nil, nil
	}
	if t.endpoint == &t.fresh {
		t.fresh = endpoint{}
	}
	t.endpoint, t.host = nil, ""
	t.given, t.list, t.key, t.joined = t.given[:0], t.list[:0], t.key[:0], t.joined[:0]
}

// load takes the rules from the model.
func (r *resolver) load(m *models.Model) {
	if m.Rules() != "" {
		r.err = r.program.Open(m.Rules())
	}
}

// open prepares the rules for the calls of c.
func (r *resolver) open(c *Client) {
	s := &c.settings
	r.settings, r.account = s, -1
	if r.err != nil {
		return
	}
	if r.err = s.check(); r.err != nil {
		return
	}
	if c.config.EndpointDiscovery == On && c.service.Extra == nil && allowsDiscovery(&c.model) {
		r.err = errNoDiscovery
		return
	}
	if c.model.Rules() == "" {
		r.fix(c)
		return
	}
	for i := range r.program.Params() {
		if p := r.program.Param(i); p.BuiltIn == "" && !p.Unread {
			r.plans = make([]atomic.Pointer[plan], c.model.NumOperations())
			break
		}
	}
	anywhere := s.Region == ""
	if anywhere {
		s.Region = globalRegion
	}
	r.collect(c.extra.builtIn)
	if strings.HasSuffix(s.Region, "-global") {
		r.signingRegion = r.ofAll()
	}
	if anywhere && r.signingRegion == "" {
		if r.regionless = s.Endpoint != ""; !r.regionless {
			s.Region, r.err = "", errNoRegion
		}
	}
}

// allowsDiscovery reports whether operations of the model take discovered
// endpoints.
func allowsDiscovery(m *models.Model) bool {
	for i := range m.NumOperations() {
		if m.Operation(i).Is(models.OpDiscovery) {
			return true
		}
	}
	return false
}

// check refuses settings that no call can be made with.
func (s *settings) check() error {
	if s.Region != "" && !isRegion(s.Region) {
		return errRegionName
	}
	switch s.AccountIDEndpointMode {
	case "":
		s.AccountIDEndpointMode = "preferred"
	case "preferred", "required", "disabled":
	default:
		return errAccountIDMode
	}
	if s.Endpoint != "" && !new(endpoint).split(s.Endpoint) {
		return errEndpointURL
	}
	return nil
}

// globalRegion is the pseudo region of services that are the same everywhere in
// the partition aws.
const globalRegion = "aws-global"

// ofAll is the region that signs for a service without regions: its rules name it
// for the pseudo region. Of other services it is empty.
func (r *resolver) ofAll() string {
	var args rules.Args
	var result rules.Endpoint
	for i := range r.client {
		if a := &r.client[i]; r.program.Param(a.index).BuiltIn != "SDK::Endpoint" {
			a.set(&args)
		}
	}
	if r.program.Resolve(&args, &result) != nil || result.AuthSchemes() == 0 {
		return ""
	}
	return strings.Clone(result.AuthScheme(0).SigningRegion)
}

// fix is the endpoint of a model without rules: the configured one, else the
// older pattern of host names.
func (r *resolver) fix(c *Client) {
	s := r.settings
	e := new(endpoint)
	switch {
	case s.Region == "":
		r.err = errNoRegion
		return
	case s.Endpoint != "":
		e.split(s.Endpoint) // checked
	default:
		suffix := rules.DNSSuffix(s.Region)
		if !e.split("https://" + c.model.EndpointPrefix() + "." + s.Region + "." + suffix) {
			r.err = errEndpointURL
			return
		}
	}
	e.chooseAuth(new(rules.Endpoint), c)
	r.fixed = e
}

func isRegion(s string) bool {
	if len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 < 'a' || c|0x20 > 'z':
			if c != '-' {
				return false
			}
		}
	}
	return digits < len(s)
}

// resolve finds the call's endpoint and adds what it says to the request.
func (k *call) resolve(params wire.Value) error {
	r, t := &k.c.resolver, &k.target
	k.params = params
	if r.err != nil {
		return r.err
	}
	k.gather(params)
	if err := k.accountID(); err != nil {
		return err
	}
	if arguments := k.c.extra.arguments; arguments != nil {
		arguments(k, params)
	}
	if err := k.locate(); err != nil {
		return err
	}
	if edit := k.c.extra.edit; edit != nil {
		if err := edit(k, params); err != nil {
			return err
		}
	}
	for _, h := range t.headers[:t.numHeaders] {
		k.request.SetHeader(h.name, h.value)
	}
	return nil
}

// locate takes the endpoint of the call's arguments from the cache, or evaluates
// the rules for them.
func (k *call) locate() error {
	r, t := &k.c.resolver, &k.target
	e := r.fixed
	if e == nil {
		t.key = t.key[:0]
		for i := range t.given {
			t.key = t.given[i].appendKey(t.key)
		}
		e = r.cache.get(t.key)
	}
	if e == nil {
		t.args.Reset()
		for i := range r.client {
			r.client[i].set(&t.args)
		}
		for i := range t.given {
			t.given[i].set(&t.args)
		}
		if err := r.program.Resolve(&t.args, &t.result); err != nil {
			return err
		}
		t.fresh = endpoint{}
		if err := t.fresh.take(&t.result, k.c); err != nil {
			return err
		}
		e = r.cache.add(t.key, &t.fresh)
	}
	t.endpoint, t.host = e, e.host
	if prefix := k.request.HostPrefix; len(prefix) > 0 && r.settings.HostPrefix == On {
		from := len(t.joined)
		t.joined = append(append(t.joined, prefix...), e.host...)
		t.host = viewBytes(t.joined[from:])
	}
	return nil
}

// accountID gives the rules the account of the credentials, if they ask for it.
func (k *call) accountID() error {
	r := &k.c.resolver
	s := r.settings
	if r.account < 0 || s.Endpoint != "" || k.unsigned() {
		return nil
	}
	credentials, err := k.c.cache.Retrieve(k.ctx)
	if err != nil {
		return err
	}
	if credentials.AccountID != "" {
		k.target.give(r.account, textOf(credentials.AccountID))
		k.uses |= usesAccountID
	}
	return nil
}

// path joins the endpoint's path and the request's.
func (t *target) path(request []byte) string {
	if t.basePath == "" {
		if len(request) == 0 {
			return "/"
		}
		return viewBytes(request)
	}
	if len(request) == 1 || len(request) == 0 { // "/" adds nothing to a bucket's path
		return t.basePath
	}
	from := len(t.joined)
	t.joined = append(append(t.joined, t.basePath...), request...)
	return viewBytes(t.joined[from:])
}
