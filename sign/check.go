package sign

import (
	"crypto/fips140"
	"strings"

	"github.com/tucuxi-go/tucuxi/sign/internal/seam"
)

// The checks refuse input that could not be signed, or that would put more onto
// the wire than it should: line breaks in headers, a second part in a URL. They
// run before anything of the request is changed.

func checkScope(sc *Scope, a *seam.Algorithm) error {
	region := sc.Region
	if a != nil {
		region = a.RegionSet
	}
	switch {
	case region == "":
		return ErrNoRegion
	case sc.Service == "":
		return ErrNoService
	case a != nil && !isRegionSet(region):
		return &InputError{Part: "region set", Reason: "has a character other than letters, digits, '-', '_', '.', '*' and ','"}
	case a == nil && !allIn(region, scopeChar):
		return &InputError{Part: "region", Reason: "has a character other than letters, digits, '-', '_' and '.'"}
	case !allIn(sc.Service, scopeChar):
		return &InputError{Part: "service", Reason: "has a character other than letters, digits, '-', '_' and '.'"}
	}
	return checkTime(sc.Time)
}

// isRegionSet reports whether s is a region set: "us-east-1,us-west-*", "*".
func isRegionSet(s string) bool {
	for i := 0; i < len(s); i++ {
		if charSets[s[i]]&scopeChar == 0 && s[i] != '*' && s[i] != ',' {
			return false
		}
	}
	return s != ""
}

// minFIPSSecret makes "AWS4" and the secret 112 bits, below which package
// crypto/hmac panics in FIPS 140-only mode.
const minFIPSSecret = 112/8 - len("AWS4")

func checkCredentials(c *Credentials) error {
	switch {
	case c.AccessKeyID == "" || c.SecretAccessKey == "":
		return ErrNoCredentials
	case !isVisible(c.AccessKeyID) || strings.IndexByte(c.AccessKeyID, ',') >= 0:
		return &InputError{Part: "access key ID", Reason: "has a space, a comma, or a control or non-ASCII character"}
	case !isVisible(c.SecretAccessKey) && hasControl(c.SecretAccessKey):
		return &InputError{Part: "secret access key", Reason: "has a control character (a line break at its end?)"}
	case len(c.SecretAccessKey) < minFIPSSecret && fips140.Enforced():
		return &InputError{Part: "secret access key", Reason: "is too short for an HMAC key under GODEBUG=fips140=only"}
	}
	return checkToken(c.SessionToken)
}

func checkToken(token string) error {
	if !isVisible(token) {
		return &InputError{Part: "session token", Reason: "has a space, or a control or non-ASCII character"}
	}
	return nil
}

// checkRequest checks all of a request but its headers and payload hash. Most
// requests go to the host of the one before.
func (w *scratch) checkRequest(r *Request) error {
	switch {
	case !allIn(r.Method, methodChar):
		return &InputError{Part: "method", Reason: "is empty or no HTTP token"}
	case string(w.host) == r.Host && r.Host != "":
	case !allIn(r.Host, hostChar):
		return &InputError{Part: "host", Reason: "is empty or no lower-case authority"}
	case len(r.Host) <= cap(w.host):
		w.host = append(w.host[:0], r.Host...)
	}
	if r.Path != "" && r.Path != "/" {
		if err := checkPath(r.Path); err != nil {
			return err
		}
	}
	switch {
	case r.Query == "":
	case len(r.Query) > maxQuery:
		return &InputError{Part: "query", Reason: "is longer than 256 MiB"}
	case !isVisible(r.Query) && hasBlank(r.Query):
		return &InputError{Part: "query", Reason: "has a space or control character that is not escaped"}
	case strings.IndexByte(r.Query, '#') >= 0:
		return &InputError{Part: "query", Reason: "has a '#' that is not escaped"}
	}
	return nil
}

func checkPath(path string) error {
	switch {
	case path[0] != '/':
		return &InputError{Part: "path", Reason: "does not begin with a slash"}
	case !isVisible(path) && hasBlank(path):
		return &InputError{Part: "path", Reason: "has a space or control character that is not escaped"}
	case strings.IndexByte(path, '?') >= 0 || strings.IndexByte(path, '#') >= 0:
		return &InputError{Part: "path", Reason: "has a '?' or '#' that is not escaped"}
	}
	return nil
}

func checkHeaderName(name string) error {
	switch {
	case !allIn(name, tokenChar):
		return &InputError{Part: "header name", Name: name, Reason: "is empty or no lower-case HTTP token"}
	case name == headerHost:
		return &InputError{Part: "header name", Name: name, Reason: "belongs into Request.Host"}
	}
	return nil
}
