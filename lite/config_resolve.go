package lite

import (
	"os"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/wire"
)

// settings are a Config with what the environment and the profile say filled in.
type settings struct {
	Config
	endpointFromConfig bool
	dualStackOpen      bool // the Config leaves it open
	bearerFirst        bool
	shared             Settings // nil without a profile
	err                error    // a setting that cannot be; every call gives it
}

// resolve fills in what c leaves open. service is the model's serviceId.
func (c Config) resolve(service string) settings {
	s := settings{Config: c, endpointFromConfig: c.Endpoint != "", dualStackOpen: c.DualStack == Default}
	if c.Profile != nil {
		s.shared, s.err = c.Profile(service)
	}
	s.fill(&s.Region, "region", "AWS_REGION", "AWS_DEFAULT_REGION")
	s.endpoints(service)
	s.defaults()
	s.checksums()
	s.compression()
	s.fill(&s.SigV4ARegionSet, "sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET")
	s.fill(&s.AppID, "sdk_ua_app_id", "AWS_SDK_UA_APP_ID")
	if len(s.AppID) > 50 {
		s.fail("sdk_ua_app_id", "AWS_SDK_UA_APP_ID", "at most 50 bytes long")
	}
	return s
}

// endpoints fills in what says where to call.
func (s *settings) endpoints(service string) {
	s.ConfiguredEndpoints = s.ConfiguredEndpoints.or(
		s.flag(Default, "", "ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") != On)
	if s.ConfiguredEndpoints == On {
		s.fill(&s.Endpoint, "endpoint_url", "AWS_ENDPOINT_URL_"+environmentName(service), "AWS_ENDPOINT_URL")
	}
	s.FIPS = s.flag(s.FIPS, "", "use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT")
	s.region()
	s.DualStack = s.flag(s.DualStack, "", "use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT")
	s.fill(&s.AccountIDEndpointMode, "account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE")
	s.EndpointDiscovery = s.choice(s.EndpointDiscovery, "", "endpoint_discovery_enabled", "AWS_ENDPOINT_DISCOVERY_ENABLED", "true", "false", "auto")
	s.HostPrefix = s.HostPrefix.or(s.flag(Default, "", "disable_host_prefix_injection", "AWS_DISABLE_HOST_PREFIX_INJECTION") != On)
	s.STSGlobalEndpoint = s.choice(s.STSGlobalEndpoint, "", "sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS", "legacy", "regional", "").or(false)
}

// defaults takes from the defaults mode what it sets and nothing else does: the
// time to connect, and S3's host in us-east-1 (s3config.go). In all modes the
// retry mode is standard and STS is called in its regions.
//
// Source: AWS SDKs and Tools Reference Guide, "Smart configuration defaults".
func (s *settings) defaults() {
	const key, variable = "defaults_mode", "AWS_DEFAULTS_MODE"
	s.fill(&s.DefaultsMode, key, variable)
	s.DefaultsMode = strings.ToLower(s.DefaultsMode)
	if s.DefaultsMode == "auto" {
		s.DefaultsMode = s.auto()
	}
	limit := s.ConnectTimeout
	switch s.DefaultsMode {
	case "", "standard", "cross-region":
	case "in-region":
		limit = 1100 * time.Millisecond
	case "mobile":
		limit = 30 * time.Second
	case "legacy":
		limit = 60 * time.Second
	default:
		s.fail(key, variable, "standard, in-region, cross-region, mobile, legacy or auto")
	}
	if s.ConnectTimeout == 0 {
		s.ConnectTimeout = limit
	}
}

// auto is the defaults mode that fits where the program runs: in the region that
// it calls, in another one, or nobody knows.
func (s *settings) auto() string {
	here := ""
	if os.Getenv("AWS_EXECUTION_ENV") != "" {
		here = os.Getenv("AWS_REGION")
		if here == "" {
			here = os.Getenv("AWS_DEFAULT_REGION")
		}
	}
	if here == "" && s.InstanceRegion != nil && os.Getenv("AWS_LAMBDA_FUNCTION_NAME") == "" {
		here = s.InstanceRegion()
	}
	switch here {
	case "":
		return "standard"
	case s.Region:
		return "in-region"
	}
	return "cross-region"
}

// region turns the older names of FIPS endpoints, "fips-us-east-1" and
// "us-east-1-fips", into the region and the switch.
func (s *settings) region() {
	bare := strings.TrimSuffix(strings.TrimPrefix(s.Region, "fips-"), "-fips")
	if bare != s.Region {
		s.Region, s.FIPS = bare, On
	}
}

// checksums fills in when there are checksums: by default those that a service
// supports, but at custom endpoints only those that it requires.
func (s *settings) checksums() {
	s.RequestChecksums = s.choice(s.RequestChecksums, "", "request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION",
		"when_supported", "when_required", "").or(s.Endpoint == "")
	s.ResponseChecksums = s.choice(s.ResponseChecksums, "", "response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION",
		"when_supported", "when_required", "").or(s.Endpoint == "")
}

// Sizes of bodies to compress. Source: AWS SDKs and Tools Reference Guide,
// "Request compression".
const (
	minCompressionSize = 10240
	maxCompressionSize = 10485760
)

// compression fills in which bodies are compressed.
func (s *settings) compression() {
	s.RequestCompression = s.RequestCompression.or(
		s.flag(Default, "", "disable_request_compression", "AWS_DISABLE_REQUEST_COMPRESSION") != On)
	if s.RequestMinCompressionSize != 0 {
		return
	}
	s.RequestMinCompressionSize = minCompressionSize
	const key, variable = "request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"
	if text := s.look("", key, variable); text != "" {
		n, ok := number(text, maxCompressionSize)
		if !ok {
			s.fail(key, variable, "a number from 0 to 10485760")
		}
		s.RequestMinCompressionSize = max(n, 1) // nothing compresses an empty body
	}
}

// number reads digits, up to a limit.
func number(text string, limit int) (n int, ok bool) {
	for i := 0; i < len(text); i++ {
		if n = n*10 + int(text[i]-'0'); text[i] < '0' || text[i] > '9' || n > limit {
			return 0, false
		}
	}
	return n, text != ""
}

// isTrue reports whether a variable is the word true, in any case.
func isTrue(variable string) bool { return wire.EqualFold(os.Getenv(variable), "true") }

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
