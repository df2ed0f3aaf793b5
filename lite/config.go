package lite

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
)

// Config configures a client. Its zero value works wherever the environment
// gives a region and credentials, such as in a Lambda function.
//
// A setting that its Config and its variable leave open has the default of AWS's
// SDKs (AWS SDKs and Tools Reference Guide, "Settings reference").
type Config struct {
	// Region is where to call. Default: AWS_REGION, then AWS_DEFAULT_REGION; for
	// services that are the same everywhere, such as IAM, none is needed.
	Region string

	// Endpoint is the URL to call instead of the service's own: any scheme of
	// http and https, any port, with path if it has one: "http://localhost:4566".
	// The rules of the service still say how to sign. Default:
	// AWS_ENDPOINT_URL_<SERVICE>, such as AWS_ENDPOINT_URL_DYNAMODB_STREAMS, then
	// AWS_ENDPOINT_URL.
	Endpoint string

	// IgnoreEndpointVariables calls the service's own endpoint whatever the
	// variables of Endpoint say. Default: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.
	IgnoreEndpointVariables bool

	// Credentials sign the calls. Default: the environment, then the container
	// endpoint that the environment names.
	Credentials creds.Provider

	// Unsigned sends calls without a signature, as public S3 buckets allow.
	Unsigned bool

	// Transport sends the calls. Default: net/http over HTTP/1.1, shared by all
	// clients, see HTTPTransport.
	Transport Transport

	// MaxAttempts is how often a call is sent at most. Default: AWS_MAX_ATTEMPTS,
	// then 3, or what the retry mode says. 1 turns retries off.
	MaxAttempts int

	// RetryMode says by which rules calls are sent again. Default:
	// AWS_RETRY_MODE, then RetryStandard.
	RetryMode RetryMode

	// Reserve is the time that an attempt needs at least: none begins, and no
	// wait for one, when the context's deadline is nearer. Default: 0, which lets
	// an attempt begin as long as there is time at all.
	Reserve time.Duration

	// Hooks run around every call.
	Hooks Hooks

	// Sleep waits between attempts, and between the calls of Wait: for tests,
	// which have a clock of their own. It returns early with an error at the
	// context's end. Default: a timer.
	Sleep func(ctx context.Context, d time.Duration) error

	// FIPS and DualStack choose these kinds of endpoints. They do not go
	// together with a custom endpoint. Default: AWS_USE_FIPS_ENDPOINT,
	// AWS_USE_DUALSTACK_ENDPOINT.
	FIPS, DualStack bool

	// PlainHTTP calls the service's own endpoint without TLS.
	PlainHTTP bool

	// AccountIDEndpointMode says whether the account id of the credentials goes
	// into the host, for services that have such endpoints (DynamoDB, Kinesis):
	// "preferred", "required" (a call without account id is an error) or
	// "disabled". Default: AWS_ACCOUNT_ID_ENDPOINT_MODE, then "preferred".
	AccountIDEndpointMode string

	// EndpointDiscovery asks the service for the host of each call. Default:
	// AWS_ENDPOINT_DISCOVERY_ENABLED, then what the service requires: on for
	// Timestream, off for DynamoDB. Off makes calls that require it an error. With
	// a custom endpoint nothing is discovered.
	EndpointDiscovery Switch

	// HostPrefix puts the prefixes that some operations have before the host,
	// also before that of a custom endpoint. Default: On, unless
	// AWS_DISABLE_HOST_PREFIX_INJECTION is true.
	HostPrefix Switch

	// RequestChecksums is when requests get a checksum that the operation
	// supports and does not require. On: always. Off: never. Default:
	// AWS_REQUEST_CHECKSUM_CALCULATION, then On for AWS's own endpoints and Off
	// for custom ones, since S3-compatible stores often refuse checksums.
	RequestChecksums Switch

	// STSGlobalEndpoint sends STS calls of the older regions to
	// sts.amazonaws.com. Default: AWS_STS_REGIONAL_ENDPOINTS=legacy, then Off.
	STSGlobalEndpoint Switch

	// SigV4A signs where an endpoint wants SigV4A: S3's multi-region access
	// points, global endpoints of EventBridge and SES. It is a *v4a.Signer of
	// package sign/v4a, which programs without it do not link. Default: none, and
	// an endpoint that takes nothing else is an error.
	SigV4A Signer

	// SigV4ARegionSet is for what regions SigV4A signs, names separated by
	// commas. Default: AWS_SIGV4A_SIGNING_REGION_SET, then what the endpoint says.
	SigV4ARegionSet string

	// RuleParams sets parameters of the endpoint rules that a model leaves to the
	// client ("client context params"), by name: strings and bools. Those of S3
	// have fields of their own in S3.
	RuleParams Map

	// S3 is for S3 and S3 Control alone.
	S3 S3Config

	// AppID goes into the User-Agent header as app/<id>. Default:
	// AWS_SDK_UA_APP_ID.
	AppID string
}

// Switch is a setting that is on, off, or left to its variable and its default.
type Switch uint8

// Positions of a Switch.
const (
	Default Switch = iota
	On
	Off
)

// or is s, or what b says if s is left open.
func (s Switch) or(b bool) Switch {
	switch {
	case s != Default:
		return s
	case b:
		return On
	}
	return Off
}

// settings are a Config with the environment's answers filled in.
type settings struct {
	Config
	endpointFromConfig bool
}

// resolve fills in what c leaves to the environment. service is the model's
// serviceId.
func (c Config) resolve(service string) settings {
	s := settings{Config: c, endpointFromConfig: c.Endpoint != ""}
	first(&s.Region, "AWS_REGION", "AWS_DEFAULT_REGION")
	s.region()
	if s.Endpoint == "" && !s.IgnoreEndpointVariables && !isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") {
		first(&s.Endpoint, "AWS_ENDPOINT_URL_"+environmentName(service), "AWS_ENDPOINT_URL")
	}
	s.FIPS = s.FIPS || isTrue("AWS_USE_FIPS_ENDPOINT")
	s.DualStack = s.DualStack || isTrue("AWS_USE_DUALSTACK_ENDPOINT")
	first(&s.AccountIDEndpointMode, "AWS_ACCOUNT_ID_ENDPOINT_MODE")
	if s.EndpointDiscovery == Default {
		s.EndpointDiscovery = fromVariable("AWS_ENDPOINT_DISCOVERY_ENABLED", "true", "false")
	}
	s.HostPrefix = s.HostPrefix.or(!isTrue("AWS_DISABLE_HOST_PREFIX_INJECTION"))
	if s.RequestChecksums == Default {
		s.RequestChecksums = fromVariable("AWS_REQUEST_CHECKSUM_CALCULATION", "when_supported", "when_required")
	}
	s.RequestChecksums = s.RequestChecksums.or(s.Endpoint == "")
	s.STSGlobalEndpoint = s.STSGlobalEndpoint.or(os.Getenv("AWS_STS_REGIONAL_ENDPOINTS") == "legacy")
	first(&s.SigV4ARegionSet, "AWS_SIGV4A_SIGNING_REGION_SET")
	first(&s.AppID, "AWS_SDK_UA_APP_ID")
	return s
}

// region turns the older names of FIPS endpoints, "fips-us-east-1" and
// "us-east-1-fips", into the region and the switch.
func (s *settings) region() {
	bare := strings.TrimSuffix(strings.TrimPrefix(s.Region, "fips-"), "-fips")
	if bare != s.Region {
		s.Region, s.FIPS = bare, true
	}
}

// first sets an empty value to the first variable that is not empty.
func first(value *string, variables ...string) {
	for _, name := range variables {
		if *value == "" {
			*value = os.Getenv(name)
		}
	}
}

// isTrue reports whether a variable is the word true, in any case.
func isTrue(variable string) bool { return strings.EqualFold(os.Getenv(variable), "true") }

// fromVariable is a switch by the two words of its variable, in any case.
func fromVariable(name, on, off string) Switch {
	switch value := os.Getenv(name); {
	case strings.EqualFold(value, on):
		return On
	case strings.EqualFold(value, off):
		return Off
	}
	return Default
}

// environmentName is a serviceId as variables spell it: "DynamoDB Streams" is
// DYNAMODB_STREAMS.
func environmentName(service string) string {
	b := []byte(service)
	for i, c := range b {
		switch {
		case c == ' ' || c == '-':
			b[i] = '_'
		case 'a' <= c && c <= 'z':
			b[i] = c - ('a' - 'A')
		}
	}
	return string(b)
}
