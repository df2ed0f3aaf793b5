package lite_test

import (
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/lite"
)

// probe sets an option of a client in the words of its variable, where code is
// not "", and says in them what its settings come to.
type probe struct {
	words   [2]string
	service string
	free    bool // every text is a value
	see     func(c lite.Config, code string) (string, error)
}

func textProbe(a, b string, field func(c *lite.Config) *string) probe {
	return probe{[2]string{a, b}, "DynamoDB", a != "required" && a != "http://a:1", func(c lite.Config, code string) (string, error) {
		*field(&c) = code
		r := lite.Resolve(c, "DynamoDB")
		return *field(&r.Config), r.Err
	}}
}

// switchProbe is a probe of a switch with the words that its variable has for on
// and off.
func switchProbe(service, on, off string, field func(c *lite.Config) *lite.Switch) probe {
	return probe{[2]string{on, off}, service, false, func(c lite.Config, code string) (string, error) {
		switch strings.ToLower(code) {
		case on:
			*field(&c) = lite.On
		case off:
			*field(&c) = lite.Off
		}
		r := lite.Resolve(c, service)
		switch *field(&r.Config) {
		case lite.On:
			return on, r.Err
		case lite.Off:
			return off, r.Err
		}
		return "", r.Err
	}}
}

func wordProbe(words []string, service string, set func(c *lite.Config, i int), get func(r lite.Resolved) int) probe {
	return probe{[2]string{words[1], words[2]}, service, false, func(c lite.Config, code string) (string, error) {
		for i, w := range words {
			if strings.EqualFold(w, code) {
				set(&c, i)
			}
		}
		r := lite.Resolve(c, service)
		return words[get(r)], r.Err
	}}
}

func numberProbe(a, b string, field func(c *lite.Config) *int, get func(r lite.Resolved) int) probe {
	return probe{[2]string{a, b}, "SQS", false, func(c lite.Config, code string) (string, error) {
		*field(&c), _ = strconv.Atoi(code)
		r := lite.Resolve(c, "SQS")
		return strconv.Itoa(get(r)), r.Err
	}}
}

// probes are those of the options, as docs/configuration.md names them.
func probes() map[string]probe {
	return map[string]probe{
		"Region":              textProbe("eu-west-1", "eu-west-2", func(c *lite.Config) *string { return &c.Region }),
		"Endpoint":            textProbe("http://a:1", "http://b:2", func(c *lite.Config) *string { return &c.Endpoint }),
		"ConfiguredEndpoints": switchProbe("SQS", "false", "true", func(c *lite.Config) *lite.Switch { return &c.ConfiguredEndpoints }),
		"FIPS":                switchProbe("SQS", "true", "false", func(c *lite.Config) *lite.Switch { return &c.FIPS }),
		"DualStack":           switchProbe("SQS", "true", "false", func(c *lite.Config) *lite.Switch { return &c.DualStack }),
		"AccountIDEndpointMode": func() probe {
			p := textProbe("required", "disabled", func(c *lite.Config) *string { return &c.AccountIDEndpointMode })
			see := p.see
			p.see = func(c lite.Config, code string) (string, error) {
				got, err := see(c, code)
				if got == "" {
					got = "preferred"
				}
				return got, err
			}
			return p
		}(),
		"EndpointDiscovery": switchProbe("DynamoDB", "true", "false", func(c *lite.Config) *lite.Switch { return &c.EndpointDiscovery }),
		"HostPrefix":        switchProbe("SQS", "false", "true", func(c *lite.Config) *lite.Switch { return &c.HostPrefix }),
		"STSGlobalEndpoint": switchProbe("STS", "legacy", "regional", func(c *lite.Config) *lite.Switch { return &c.STSGlobalEndpoint }),
		"DefaultsMode": {[2]string{"in-region", "mobile"}, "SQS", false, func(c lite.Config, code string) (string, error) {
			c.DefaultsMode = code
			r := lite.Resolve(c, "SQS")
			if r.DefaultsMode == "" {
				r.DefaultsMode = "standard"
			}
			return r.DefaultsMode, r.Err
		}},
		"RetryMode": wordProbe([]string{"", "adaptive", "off", "standard"}, "SQS",
			func(c *lite.Config, i int) {
				c.RetryMode = [...]lite.RetryMode{lite.RetryDefault, lite.RetryAdaptive, lite.RetryOff, lite.RetryStandard}[i]
			},
			func(r lite.Resolved) int {
				return map[lite.RetryMode]int{lite.RetryAdaptive: 1, lite.RetryOff: 2, lite.RetryStandard: 3}[r.Mode]
			}),
		"MaxAttempts":         numberProbe("5", "7", func(c *lite.Config) *int { return &c.MaxAttempts }, func(r lite.Resolved) int { return r.Attempts }),
		"RequestChecksums":    switchProbe("SQS", "when_supported", "when_required", func(c *lite.Config) *lite.Switch { return &c.RequestChecksums }),
		"ResponseChecksums":   switchProbe("SQS", "when_supported", "when_required", func(c *lite.Config) *lite.Switch { return &c.ResponseChecksums }),
		"ClockSkewCorrection": switchProbe("SQS", "false", "true", func(c *lite.Config) *lite.Switch { return &c.ClockSkewCorrection }),
		"RequestCompression":  switchProbe("SQS", "false", "true", func(c *lite.Config) *lite.Switch { return &c.RequestCompression }),
		"RequestMinCompressionSize": numberProbe("1", "10485760", func(c *lite.Config) *int { return &c.RequestMinCompressionSize },
			func(r lite.Resolved) int { return r.RequestMinCompressionSize }),
		"AuthSchemePreference": textProbe("sigv4a,sigv4", "noAuth", func(c *lite.Config) *string { return &c.AuthSchemePreference }),
		"SigV4ARegionSet":      textProbe("*", "us-east-1,us-west-2", func(c *lite.Config) *string { return &c.SigV4ARegionSet }),
		"AppID":                textProbe("orders", "billing", func(c *lite.Config) *string { return &c.AppID }),
		"S3.Addressing": wordProbe([]string{"auto", "virtual", "path"}, "S3",
			func(c *lite.Config, i int) { c.S3.Addressing = lite.Addressing(i) }, func(r lite.Resolved) int { return int(r.S3.Addressing) }),
		"S3.Accelerate": wordProbe([]string{"false", "true", "true"}, "S3",
			func(c *lite.Config, i int) { c.S3.Accelerate = i > 0 }, func(r lite.Resolved) int {
				if r.S3.Accelerate {
					return 1
				}
				return 0
			}),
		"DualStack of S3 and S3 Control": switchProbe("S3 Control", "true", "false", func(c *lite.Config) *lite.Switch { return &c.DualStack }),
		"S3.SignPayload":                 switchProbe("S3", "true", "false", func(c *lite.Config) *lite.Switch { return &c.S3.SignPayload }),
		"S3.UseARNRegion":                switchProbe("S3", "true", "false", func(c *lite.Config) *lite.Switch { return &c.S3.UseARNRegion }),
		"S3.USEast1Global":               switchProbe("S3", "legacy", "regional", func(c *lite.Config) *lite.Switch { return &c.S3.USEast1Global }),
		"S3.MultiRegionAccessPoints":     switchProbe("S3", "false", "true", func(c *lite.Config) *lite.Switch { return &c.S3.MultiRegionAccessPoints }),
		"S3.ExpressSessions":             switchProbe("S3", "false", "true", func(c *lite.Config) *lite.Switch { return &c.S3.ExpressSessions }),
	}
}
