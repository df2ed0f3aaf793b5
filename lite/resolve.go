package lite

import (
	"errors"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errNoRules     = errors.New("the service's model holds no endpoint rules")
	errEndpointURL = errors.New("the endpoint must be a URL such as https://host:port/path, without query or user")
	errRegionName  = errors.New("the region is no region name: letters, digits and hyphens, at most 63")
)

// resolver finds out where to send a call and how to sign it.
type resolver struct {
	program  rules.Program
	err      error
	settings *settings
	service  string
	contexts bool // the rule set asks for more than the client's settings
	account  bool // the rule set asks for the account id
}

// target is where a call goes.
type target struct {
	scheme, host, basePath string
	schemes                [4]authScheme // in the order of preference
	numSchemes             int

	args     rules.Args
	endpoint rules.Endpoint
	joined   []byte // host with prefix, then the path
}

func (t *target) reset() {
	t.args.Reset()
	*t = target{args: t.args, endpoint: t.endpoint, joined: t.joined[:0]}
}

// open prepares the rule set for calls under the given settings.
func (r *resolver) open(m *models.Model, s *settings) {
	r.settings, r.service = s, m.ServiceID()
	if m.Rules() == "" {
		r.err = errNoRules
		return
	}
	if r.program, r.err = rules.Open(m.Rules()); r.err != nil {
		return
	}
	for i := range r.program.Params() {
		switch p := r.program.Param(i); p.BuiltIn {
		case "":
			r.contexts = true
		case "AWS::Auth::AccountId":
			r.account = true
		}
	}
	switch {
	case s.Region == "":
		r.err = errNoRegion
	case !isRegion(s.Region):
		r.err = errRegionName
	}
}

func isRegion(s string) bool {
	if len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') && s[i] != '-' {
			return false
		}
	}
	return true
}

// resolve evaluates the endpoint rules for the call, and splits the URL that
// they give.
func (k *call) resolve(params wire.Value) error {
	r, t := &k.c.resolver, &k.target
	if r.err != nil {
		return r.err
	}
	r.builtIns(&t.args)
	if r.contexts {
		r.context(&t.args, k.op, params)
	}
	if r.account {
		if err := k.accountID(); err != nil {
			return err
		}
	}
	if err := r.program.Resolve(&t.args, &t.endpoint); err != nil {
		return err
	}
	if !t.split(t.endpoint.URL) {
		return errEndpointURL
	}
	for i := range t.endpoint.Headers() {
		name, value := t.endpoint.Header(i)
		k.request.SetHeader(strings.ToLower(name), value)
	}
	if prefix := k.request.HostPrefix; len(prefix) > 0 {
		t.joined = append(append(t.joined[:0], prefix...), t.host...)
		t.host = viewBytes(t.joined)
	}
	t.chooseAuth(k.c)
	return nil
}

// builtIns sets the rule parameters that the client's settings give.
func (r *resolver) builtIns(a *rules.Args) {
	s := r.settings
	for i := range r.program.Params() {
		switch r.program.Param(i).BuiltIn {
		case "AWS::Region":
			a.SetString(i, s.Region)
		case "AWS::UseFIPS":
			a.SetBool(i, s.FIPS && s.Endpoint == "")
		case "AWS::UseDualStack":
			a.SetBool(i, s.DualStack && s.Endpoint == "")
		case "SDK::Endpoint":
			if s.Endpoint != "" {
				a.SetString(i, s.Endpoint)
			}
		case "AWS::S3::ForcePathStyle":
			a.SetBool(i, s.Endpoint != "" && !s.VirtualHost)
		case "AWS::S3::UseArnRegion":
			a.SetBool(i, true)
		case "AWS::Auth::AccountIdEndpointMode":
			a.SetString(i, "preferred")
		}
	}
}

// context sets the rule parameters that the operation and its params give.
func (r *resolver) context(a *rules.Args, op models.Operation, params wire.Value) {
	op.StaticContext(func(p models.ContextParam) bool {
		i := r.program.ParamIndex(p.Name)
		switch p.Type {
		case models.ContextString:
			a.SetString(i, p.String)
		case models.ContextBool:
			a.SetBool(i, p.Bool)
		}
		return true
	})
	input := op.Input()
	for i := range input.NumMembers() {
		m := input.Member(i)
		name := m.ContextParam()
		if name == "" {
			continue
		}
		if v := params.Lookup(m.Name()); v.Kind() == wire.StringKind {
			a.SetString(r.program.ParamIndex(name), v.Str())
		}
	}
	if r.service == "S3" {
		// Directory buckets are signed as all others: sessions are not made.
		if i := r.program.ParamIndex("DisableS3ExpressSessionAuth"); !a.IsSet(i) {
			a.SetBool(i, true)
		}
	}
}

// accountID gives the rules the account of the credentials.
func (k *call) accountID() error {
	if k.c.settings.Endpoint != "" || k.op.Is(models.OpNoAuth) {
		return nil
	}
	credentials, err := k.c.cache.Retrieve(k.ctx)
	if err != nil {
		return err
	}
	if credentials.AccountID == "" {
		return nil
	}
	for i := range k.c.resolver.program.Params() {
		if k.c.resolver.program.Param(i).BuiltIn == "AWS::Auth::AccountId" {
			k.target.args.SetString(i, credentials.AccountID)
		}
	}
	return nil
}

// split takes a URL apart: scheme, host with port, path without a slash at its end.
func (t *target) split(url string) bool {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok || scheme != "https" && scheme != "http" {
		return false
	}
	host, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	for i := 0; i < len(host); i++ {
		if c := host[i]; c <= ' ' || c >= 0x7f || c == '@' || c == '?' || c == '#' || c == '\\' {
			return false
		}
	}
	if host == "" || strings.ContainsAny(path, "?# \r\n") {
		return false
	}
	t.scheme, t.host, t.basePath = scheme, strings.ToLower(host), strings.TrimRight(path, "/")
	if scheme == "https" {
		t.host = strings.TrimSuffix(t.host, ":443")
	} else {
		t.host = strings.TrimSuffix(t.host, ":80")
	}
	return true
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
