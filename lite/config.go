package lite

import (
	"os"

	"github.com/tucuxi-go/tucuxi/creds"
)

// Config configures a client. Its zero value works wherever the environment
// gives a region and credentials, such as in a Lambda function.
type Config struct {
	// Region is where to call. Default: AWS_REGION, then AWS_DEFAULT_REGION.
	Region string

	// Endpoint is the URL to call instead of the service's own, with path if it
	// has one: "http://localhost:4566". Default: AWS_ENDPOINT_URL_<SERVICE>,
	// such as AWS_ENDPOINT_URL_DYNAMODB_STREAMS, then AWS_ENDPOINT_URL.
	Endpoint string

	// Credentials sign the calls. Default: the environment, then the container
	// endpoint that the environment names.
	Credentials creds.Provider

	// Transport sends the calls. Default: net/http over HTTP/1.1, shared by all
	// clients, see HTTPTransport.
	Transport Transport

	// MaxAttempts is how often a call is sent at most. Default: 3, the SDKs'
	// standard retry mode. 1 turns retries off.
	MaxAttempts int

	// VirtualHost puts S3 bucket names into the host where a custom endpoint is
	// set. Default: they go into the path, as S3-compatible stores and local
	// stacks expect.
	VirtualHost bool

	// FIPS and DualStack choose these kinds of endpoints. They do not go
	// together with a custom endpoint. Default: AWS_USE_FIPS_ENDPOINT,
	// AWS_USE_DUALSTACK_ENDPOINT.
	FIPS, DualStack bool

	// AppID goes into the User-Agent header as app/<id>. Default:
	// AWS_SDK_UA_APP_ID.
	AppID string
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
	if s.Endpoint == "" && os.Getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") != "true" {
		first(&s.Endpoint, "AWS_ENDPOINT_URL_"+environmentName(service), "AWS_ENDPOINT_URL")
	}
	s.FIPS = s.FIPS || os.Getenv("AWS_USE_FIPS_ENDPOINT") == "true"
	s.DualStack = s.DualStack || os.Getenv("AWS_USE_DUALSTACK_ENDPOINT") == "true"
	first(&s.AppID, "AWS_SDK_UA_APP_ID")
	if s.MaxAttempts <= 0 {
		s.MaxAttempts = attemptsFromEnvironment()
	}
	return s
}

// first sets an empty value to the first variable that is not empty.
func first(value *string, variables ...string) {
	for _, name := range variables {
		if *value == "" {
			*value = os.Getenv(name)
		}
	}
}

// attemptsFromEnvironment is AWS_MAX_ATTEMPTS, else 3.
func attemptsFromEnvironment() int {
	text := os.Getenv("AWS_MAX_ATTEMPTS")
	n := 0
	for i := 0; i < len(text) && n < 1000; i++ {
		if text[i] < '0' || text[i] > '9' {
			return defaultAttempts
		}
		n = n*10 + int(text[i]-'0')
	}
	if n == 0 {
		return defaultAttempts
	}
	return n
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
