package lite

import (
	"context"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Config configures a client. Its zero value works wherever the environment
// gives a region and credentials, such as in a Lambda function.
//
// A setting that its Config leaves open is that of its variable, then of the
// profile, if there is one, then the default of AWS's SDKs (AWS SDKs and Tools
// Reference Guide, "Settings reference"). docs/configuration.md has the table.
type Config struct {
	// Profile opens the shared config files for the client of a service, by its
	// serviceId, and gives what a profile in them says. The first call calls it;
	// its error is that call's. Config of package creds/chain sets it. Default:
	// none, and no file is looked for.
	Profile func(service string) (Settings, error)

	// Region is where to call. Default: AWS_REGION, then AWS_DEFAULT_REGION; for
	// services that are the same everywhere, such as IAM, none is needed.
	Region string

	// Endpoint is the URL to call instead of the service's own: any scheme of
	// http and https, any port, with path if it has one: "http://localhost:4566".
	// The rules of the service still say how to sign. Default:
	// AWS_ENDPOINT_URL_<SERVICE>, such as AWS_ENDPOINT_URL_DYNAMODB_STREAMS, then
	// AWS_ENDPOINT_URL, then endpoint_url of the service in the profile's services
	// section, then endpoint_url of the profile.
	Endpoint string

	// ConfiguredEndpoints takes Endpoint from the variables and the profile where
	// it is empty. Default: On, unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true.
	ConfiguredEndpoints Switch

	// Protocol is spoken instead of the one that the service's package links, if
	// the service offers it: &rpcv2cbor.Protocol with CloudWatch, for instance,
	// whose numbers are shorter in CBOR than in JSON. One that it does not offer is
	// an error of every call. There is no variable and no profile setting for it.
	// Default: the service's protocol.
	Protocol *wire.Protocol

	// MaxAnswer is how many bytes an answer may have that is read whole; a longer
	// one is an error. Bodies that the caller reads have no such limit. Default:
	// 256 MiB.
	MaxAnswer int64

	// Credentials sign the calls. Default: creds.Environment, which is what a
	// Lambda function has. Config of package creds/container adds the endpoint of
	// ECS and EKS, that of creds/chain everything that the AWS CLI knows.
	Credentials creds.Provider

	// Unsigned sends calls without a signature, as public S3 buckets allow.
	Unsigned bool

	// Transport sends the calls. Default: net/http over HTTP/1.1, shared by all
	// clients, see HTTPTransport.
	Transport Transport

	// ConnectTimeout is the longest time to connect, and once more for the TLS
	// handshake, where Transport is the default. Default: what DefaultsMode says.
	ConnectTimeout time.Duration

	// DefaultsMode is a set of defaults, which differ in ConnectTimeout: standard
	// (3.1 s, TLS 5 s), in-region (1.1 s), cross-region (as standard), mobile
	// (30 s), legacy (60 s, and S3.USEast1Global), or auto. That is in-region or
	// cross-region where AWS_EXECUTION_ENV is set and AWS_REGION is the region to
	// call or another, else by InstanceRegion, else standard. Default:
	// AWS_DEFAULTS_MODE, then standard.
	DefaultsMode string

	// InstanceRegion tells DefaultsMode auto the region of the machine, "" where
	// there is none to tell; the first call calls it, but never in a Lambda
	// function. Config of package creds/chain sets it. Default: none.
	InstanceRegion func() string

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

	// AttemptTimeout is the longest time of one attempt, from its first step on
	// the network to the end of the answer, or to the head of an answer that is a
	// stream. An attempt that takes longer fails with ErrAttemptTimeout, and is
	// sent again as any other that had no answer; the call's own end is the
	// context's deadline. Streams (Client.Stream) have none.
	//
	// Default: 5 minutes and a second more for each 16 KB of its bodies, within
	// which no wait is longer than 3.1 s for a connection, 5 s for TLS and 60 s for
	// a byte, the first included. AttemptTimeouts above 60 s are also the longest
	// wait for a byte: for a Lambda function that takes 10 minutes to answer, say
	// 11. These other limits are the default Transport's.
	AttemptTimeout time.Duration

	// Hooks run around every call.
	Hooks Hooks

	// Sleep waits between attempts, and between the calls of Wait: for tests,
	// which have a clock of their own. It returns early with an error at the
	// context's end. Default: a timer.
	Sleep func(ctx context.Context, d time.Duration) error

	// FIPS and DualStack choose these kinds of endpoints. They do not go
	// together with a custom endpoint. Default: AWS_USE_FIPS_ENDPOINT,
	// AWS_USE_DUALSTACK_ENDPOINT.
	FIPS, DualStack Switch

	// PlainHTTP calls the service's own endpoint without TLS.
	PlainHTTP bool

	// AccountIDEndpointMode says whether the account id of the credentials goes
	// into the host, for services that have such endpoints (DynamoDB, Kinesis):
	// "preferred", "required" (a call without account id is an error) or
	// "disabled". Default: AWS_ACCOUNT_ID_ENDPOINT_MODE, then "preferred".
	AccountIDEndpointMode string

	// EndpointDiscovery asks the service for the host of each call. Default:
	// AWS_ENDPOINT_DISCOVERY_ENABLED, then what the service requires: on for
	// Timestream, off for DynamoDB, whose Service must have it from WithDiscovery.
	// Off makes calls that require it an error. With a custom endpoint nothing is
	// discovered.
	EndpointDiscovery Switch

	// HostPrefix puts the prefixes that some operations have before the host,
	// also before that of a custom endpoint. Default: On, unless
	// AWS_DISABLE_HOST_PREFIX_INJECTION is true.
	HostPrefix Switch

	// ClockSkewCorrection corrects the time of signatures by the services' clock,
	// once an answer refuses one whose time is minutes off. Default: On, unless
	// AWS_DISABLE_CLOCK_SKEW_CORRECTION is true.
	ClockSkewCorrection Switch

	// RequestCompression compresses the bodies of operations that allow it
	// (PutMetricData of CloudWatch) from RequestMinCompressionSize bytes on.
	// Default: On, unless AWS_DISABLE_REQUEST_COMPRESSION is true.
	RequestCompression Switch

	// RequestMinCompressionSize is from how many bytes on bodies are compressed, at
	// most 10 MiB. Default: AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES, then 10240.
	RequestMinCompressionSize int

	// RequestChecksums is when requests get a checksum that the operation
	// supports and does not require. On: always. Off: never. Default:
	// AWS_REQUEST_CHECKSUM_CALCULATION, then On for AWS's own endpoints and Off
	// for custom ones, since S3-compatible stores often refuse checksums.
	RequestChecksums Switch

	// ResponseChecksums is when services are asked for the checksum of what they
	// answer, where they have one, and it is checked. On: always. Off: only where
	// params ask. Default: AWS_RESPONSE_CHECKSUM_VALIDATION, then On for AWS's own
	// endpoints and Off for custom ones, some of which send the checksum of the
	// whole object with a part of it.
	ResponseChecksums Switch

	// STSGlobalEndpoint sends STS calls of the older regions to
	// sts.amazonaws.com. Default: AWS_STS_REGIONAL_ENDPOINTS=legacy, then Off.
	STSGlobalEndpoint Switch

	// AuthSchemePreference is the order in which to try the auth schemes that a
	// call allows, names separated by commas: sigv4, sigv4a, httpBearerAuth,
	// noAuth. Default: AWS_AUTH_SCHEME_PREFERENCE, then the service's order.
	AuthSchemePreference string

	// BearerToken gives the token for services that take bearer tokens; it is
	// asked for each attempt and keeps what it fetches. Default: the variable
	// AWS_BEARER_TOKEN_ with the signing name, such as AWS_BEARER_TOKEN_BEDROCK,
	// which then comes before signatures.
	BearerToken func(ctx context.Context) (creds.Secret, error)

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

	// AppID goes into the User-Agent header as app/<id>, at most 50 bytes. Default:
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
