package imds

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

const (
	name      = "imds" // of this source
	tokenPath = "/latest/api/token"
	rolePath  = "/latest/meta-data/iam/security-credentials/"

	headerToken = "x-aws-ec2-metadata-token"
	headerTTL   = "x-aws-ec2-metadata-token-ttl-seconds"
	tokenTTL    = "21600" // seconds, the longest
)

// Fetch sends a request without body and with exactly these headers, and returns
// the answer, whatever its status. It obeys ctx, follows no redirect, uses no
// proxy, and may stop reading the body after creds.MaxAnswer+1 bytes.
type Fetch func(ctx context.Context, method, url string, header []creds.Header) (status int, body []byte, err error)

// Source asks the instance metadata service. Set Fetch; every other field has a
// default, for most by a variable or by a key of the profile:
//
//	AWS_EC2_METADATA_DISABLED               true: not configured
//	AWS_EC2_METADATA_SERVICE_ENDPOINT       ec2_metadata_service_endpoint
//	AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE  ec2_metadata_service_endpoint_mode: IPv4 or IPv6
//	AWS_IMDS_USE_IPV6                       imds_use_ipv6
//	AWS_METADATA_SERVICE_TIMEOUT            metadata_service_timeout, in seconds
//	AWS_METADATA_SERVICE_NUM_ATTEMPTS       metadata_service_num_attempts
//	AWS_EC2_METADATA_V1_DISABLED            ec2_metadata_v1_disabled
type Source struct {
	Fetch        Fetch
	Getenv       func(name string) string // default: os.Getenv
	Profile      func(key string) string  // the profile's settings, "" for what is not set; default: none
	Endpoint     string                   // URL; default: http://169.254.169.254
	EndpointMode string                   // "IPv4" or "IPv6"; default: IPv4
	Timeout      time.Duration            // for one attempt; default: a second
	Attempts     int                      // for each request; default: 1
	AllowV1      bool                     // go on without a token where the service gives none
	Now          func() time.Time         // default: time.Now
}

// session is what one Retrieve works with.
type session struct {
	s        Source
	endpoint string
	token    string
	timeout  time.Duration
	attempts int
}

// Retrieve asks for a token, the name of the role and its credentials. Where
// nothing answers, or the instance has no role, it is not configured.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	v, err := s.session(ctx)
	if err != nil {
		return creds.Credentials{}, err
	}
	return v.retrieve(ctx)
}

// Region asks for a token and the region of the instance. Where nothing answers
// it is not configured.
func (s Source) Region(ctx context.Context) (string, error) {
	v, err := s.session(ctx)
	if err != nil {
		return "", err
	}
	region, err := v.get(ctx, "/latest/meta-data/placement/region", "the region", func(body []byte) bool {
		return len(body) < 64 && isPath(string(body)) && isToken(body)
	})
	return string(region), err
}

// session begins to ask: it finds the settings and gets a token.
func (s Source) session(ctx context.Context) (*session, error) {
	if environ.Lookup(s.Getenv).True("AWS_EC2_METADATA_DISABLED") {
		return nil, &creds.NotConfigured{Source: name, Reason: "AWS_EC2_METADATA_DISABLED is set"}
	}
	if s.Fetch == nil {
		return nil, &creds.Error{Source: name, Reason: "there is no Fetch to ask the service with"}
	}
	endpoint, err := s.endpoint()
	if err != nil {
		return nil, err
	}
	v := &session{s: s, endpoint: endpoint, timeout: s.Timeout, attempts: s.Attempts}
	if v.timeout <= 0 {
		v.timeout = time.Duration(s.number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout")) * time.Second
	}
	if v.attempts <= 0 {
		v.attempts = s.number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts")
	}
	return v, v.fetchToken(ctx)
}

// number is a setting from 1 to 60; everything else is 1.
func (s Source) number(variable, key string) int {
	if n, err := strconv.Atoi(s.setting(variable, key)); err == nil && n >= 1 && n <= 60 {
		return n
	}
	return 1
}

func (v *session) retrieve(ctx context.Context) (creds.Credentials, error) {
	role, err := v.get(ctx, rolePath, "the role's name", func(body []byte) bool {
		first, _, _ := strings.Cut(strings.TrimSpace(string(body)), "\n")
		return first != "" && isPath(first)
	})
	if err != nil {
		if e, ok := errors.AsType[*creds.Error](err); ok && e.Status == 404 {
			return creds.Credentials{}, &creds.NotConfigured{Source: name, Reason: "the instance has no role"}
		}
		return creds.Credentials{}, err
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(role)), "\n")
	body, err := v.get(ctx, rolePath+first, "the role's credentials", func(body []byte) bool {
		return object.Strings(body, func(name, value string) {}) == nil
	})
	if err != nil {
		return creds.Credentials{}, err
	}
	c, err := creds.ReadAnswer(name, body, []string{v.token})
	if err != nil {
		return creds.Credentials{}, err
	}
	if c.SessionToken.IsZero() || c.Expires.IsZero() {
		return creds.Credentials{}, &creds.Error{Source: name, Reason: "the service's answer lacks Token or Expiration"}
	}
	c.Expires, c.Features = stable(c.Expires, v.s.now()), "0"
	return c, nil
}

func (s Source) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// stable is when to come back for credentials that expire at the given time: not
// before 17 to 25 minutes from now, even if they expire sooner.
//
// Source: botocore's instance metadata fetcher (15 minutes, and 2 to 10 at random).
func stable(expires, now time.Time) time.Time {
	soonest := now.Add(17*time.Minute + rand.N(8*time.Minute))
	if expires.Before(soonest) {
		return soonest
	}
	return expires
}

// fetchToken begins the session. Without a token it is version 1.
func (v *session) fetchToken(ctx context.Context) error {
	var err error
	for range v.attempts {
		var status int
		var body []byte
		if status, body, err = v.send(ctx, "PUT", tokenPath, creds.Header{Name: headerTTL, Value: tokenTTL}); err != nil {
			if v.s.AllowV1 && ctx.Err() == nil && isTimeout(err) {
				return v.withoutToken(0)
			}
			err = &creds.NotConfigured{Source: name, Reason: "nothing answers at " + v.endpoint + ": " + redact.Line(err.Error(), nil)}
			if ctx.Err() != nil {
				return &creds.Error{Source: name, Reason: "no time to ask the service", Err: ctx.Err()}
			}
			continue
		}
		switch {
		case status == 200 && isToken(body):
			v.token = string(body)
			return nil
		case status == 404, status == 403, status == 405:
			return v.withoutToken(status)
		case status == 400:
			return &creds.NotConfigured{Source: name, Reason: "the service refuses the request for a token with status 400"}
		case status == 200:
			err = &creds.Error{Source: name, Reason: "the service's token is empty, too long or cannot be sent", Status: status}
		default:
			err = &creds.Error{Source: name, Reason: "the service gives no token", Status: status}
		}
	}
	return err
}

// withoutToken goes on with version 1, if that is allowed. status is the answer
// to the request for a token, 0 if none came.
func (v *session) withoutToken(status int) error {
	if v.s.on("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled") {
		return &creds.Error{Source: name, Reason: "the service gives no token, and its version 1 is turned off by ec2_metadata_v1_disabled", Status: status}
	}
	if !v.s.AllowV1 {
		return &creds.Error{Source: name, Reason: "the service gives no token, and its version 1 is not allowed", Status: status}
	}
	return nil
}

// get fetches a path until the answer is good, for at most so many attempts.
func (v *session) get(ctx context.Context, path, what string, good func(body []byte) bool) ([]byte, error) {
	var last error
	for range v.attempts {
		var header []creds.Header
		if v.token != "" {
			header = []creds.Header{{Name: headerToken, Value: v.token}}
		}
		status, body, err := v.send(ctx, "GET", path, header...)
		switch {
		case err != nil:
			last = &creds.Error{Source: name, Reason: "the service does not answer for " + what,
				Err: &redact.Error{Err: err, Hide: []string{v.token}}}
			if ctx.Err() != nil {
				return nil, last
			}
		case status != 200:
			last = &creds.Error{Source: name, Reason: "the service refuses " + what, Status: status}
		case len(body) > creds.MaxAnswer || !good(body):
			last = &creds.Error{Source: name, Reason: "the service's answer for " + what + " is not understood", Status: status}
		default:
			return body, nil
		}
	}
	return nil, last
}

// send sends one request within the time of one attempt.
func (v *session) send(ctx context.Context, method, path string, header ...creds.Header) (status int, body []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	return v.s.Fetch(ctx, method, v.endpoint+path, header)
}

// isToken reports whether an answer can be sent back as a header.
func isToken(body []byte) bool {
	for _, c := range body {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return len(body) > 0 && len(body) <= 4096
}

// isTimeout reports whether an error of Fetch is a time-out.
func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}
