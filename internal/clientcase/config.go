package clientcase

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/chain"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
)

// config is a client's configuration in lite's terms. reason says why there is
// none: what the case sets and lite does not have.
func (n *NewClient) config(m *models.Model) (c lite.Config, reason string) {
	c = lite.Config{Region: n.Region, Endpoint: n.EndpointURL, MaxAttempts: 5}
	// Defaults of the client that the cases were recorded from.
	if n.Service == "dynamodb" {
		c.MaxAttempts = 10
	}
	if n.Env["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"] == "" {
		c.S3.USEast1Global = lite.On
	}
	c.Profile = shared(n.ConfigFile, "").Config(lite.Config{}).Profile
	if g := n.Credentials; g != nil {
		id := g.AccountID
		static := creds.Static(g.AccessKeyID, g.SecretAccessKey, g.SessionToken)
		c.Credentials = creds.ProviderFunc(static.Retrieve)
		if id != "" {
			return c, "credentials in code with an account id"
		}
	}
	c.PlainHTTP = n.UseSSL != nil && !*n.UseSSL
	for _, options := range []map[string]any{n.DefaultClientConfig, n.Config} {
		for key, v := range options {
			if v == nil {
				continue
			}
			if reason := n.option(&c, m, key, v); reason != "" {
				return c, reason
			}
		}
	}
	return c, ""
}

// shared is a profile of a shared config file with this text.
func shared(text, profile string) chain.Source {
	return chain.Source{Profile: profile, ReadFile: func(name string) ([]byte, error) {
		if path.Base(name) != "config" {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	}}
}

// option sets one option of a client.
func (n *NewClient) option(c *lite.Config, m *models.Model, key string, v any) (reason string) {
	on, _ := v.(bool)
	text, _ := v.(string)
	switch key {
	case "signature_version":
		switch {
		case text == "v4" || text == "s3v4":
			c.AuthSchemePreference = "sigv4"
		case text == "":
			c.Unsigned = true
		default:
			return "signature version " + text
		}
	case "use_fips_endpoint":
		c.FIPS = toggle(on)
	case "use_dualstack_endpoint":
		c.DualStack = toggle(on)
	case "auth_scheme_preference":
		c.AuthSchemePreference = text
	case "sigv4a_signing_region_set":
		c.SigV4ARegionSet = text
	case "account_id_endpoint_mode":
		c.AccountIDEndpointMode = text
	case "endpoint_discovery_enabled":
		switch strings.ToLower(strings.TrimSpace(fmt.Sprint(v))) {
		case "true":
			c.EndpointDiscovery = lite.On
		case "false":
			c.EndpointDiscovery = lite.Off
		case "auto":
		default:
			return "an EndpointDiscovery that a Switch cannot hold"
		}
	case "disable_request_compression":
		c.RequestCompression = toggle(!on)
	case "request_min_compression_size_bytes":
		n, _ := v.(json.Number).Int64()
		c.RequestMinCompressionSize = int(n)
	case "read_timeout": // the nearest there is
		seconds, _ := v.(json.Number).Int64()
		c.AttemptTimeout = time.Duration(seconds) * time.Second
	case "request_checksum_calculation":
		c.RequestChecksums = toggle(text == "when_supported")
	case "client_context_params":
		c.RuleParams = lite.Map{}
		for name, v := range v.(map[string]any) {
			c.RuleParams[ruleName(m, name)] = param(v)
		}
	case "retries":
		return retries(c, v.(map[string]any))
	case "s3":
		return n.s3(c, m, v.(map[string]any))
	default:
		return "client option " + key
	}
	return ""
}

// retries counts as botocore does: max_attempts are those after the first.
func retries(c *lite.Config, options map[string]any) (reason string) {
	for key, v := range options {
		switch key {
		case "max_attempts":
			if n, err := v.(json.Number).Int64(); err == nil && options["total_max_attempts"] == nil {
				c.MaxAttempts = int(n) + 1
			}
		case "total_max_attempts":
			if n, err := v.(json.Number).Int64(); err == nil {
				c.MaxAttempts = int(n)
			}
		case "mode":
			switch v {
			case "standard", "legacy":
			case "adaptive":
				c.RetryMode = lite.RetryAdaptive
			default:
				return fmt.Sprintf("retry mode %v", v)
			}
		}
	}
	return ""
}

// s3 sets the options of S3.
func (n *NewClient) s3(c *lite.Config, m *models.Model, options map[string]any) (reason string) {
	for key, v := range options {
		if v == nil {
			continue
		}
		on, _ := v.(bool)
		switch key {
		case "use_accelerate_endpoint":
			c.S3.Accelerate = on
		case "use_dualstack_endpoint":
			c.DualStack = toggle(on)
		case "use_arn_region":
			c.S3.UseARNRegion = toggle(on)
		case "us_east_1_regional_endpoint":
			c.S3.USEast1Global = toggle(v == "legacy")
		case "s3_disable_multiregion_access_points":
			c.S3.MultiRegionAccessPoints = toggle(!on)
		case "disable_s3_express_session_auth":
			c.S3.ExpressSessions = toggle(!on)
		case "payload_signing_enabled":
			c.S3.SignPayload = toggle(on)
		case "addressing_style":
			switch v {
			case "virtual":
				c.S3.Addressing = lite.AddressVirtual
			case "path":
				c.S3.Addressing = lite.AddressPath
			}
		default: // rule parameters are options of S3 too, and win
			if c.RuleParams == nil {
				c.RuleParams = lite.Map{}
			}
			if m.ServiceID() == "S3" || m.ServiceID() == "S3 Control" || n.Config["client_context_params"] == nil {
				c.RuleParams[ruleName(m, key)] = param(v)
			}
		}
	}
	return ""
}

func toggle(on bool) lite.Switch {
	if on {
		return lite.On
	}
	return lite.Off
}

// ruleName is a rule parameter by its name in snake case.
func ruleName(m *models.Model, snake string) string {
	found := snake
	m.ClientContext(func(name string, _ uint8) bool {
		if snakeCase(name) == snake {
			found = name
		}
		return true
	})
	return found
}

func snakeCase(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
