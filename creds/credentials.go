package creds

import (
	"context"
	"strings"
	"time"
)

// Credentials are what a request is signed with. They print without their secrets,
// which a Secret keeps.
type Credentials struct {
	AccessKeyID     string // "AKIA…" of a user, "ASIA…" of a session; not a secret
	SecretAccessKey Secret
	SessionToken    Secret    // empty for the keys of a user
	AccountID       string    // empty when the source does not know it
	Expires         time.Time // zero: never
	Source          string    // who found them: "static", "environment", "container", …
	Features        string    // how, as ids for the User-Agent header: "g", or "n,o,i"; package lite, features.go
}

// Provider is a source of credentials. Retrieve asks the source each time and is
// safe for concurrent use; what it returns is complete or there is an error.
type Provider interface {
	Retrieve(ctx context.Context) (Credentials, error)
}

// ProviderFunc is a function as a [Provider].
type ProviderFunc func(ctx context.Context) (Credentials, error)

// Retrieve calls f.
func (f ProviderFunc) Retrieve(ctx context.Context) (Credentials, error) { return f(ctx) }

// Equal reports whether both are the same keys from the same source until the same time.
func (c Credentials) Equal(other Credentials) bool {
	return c.AccessKeyID == other.AccessKeyID &&
		c.SecretAccessKey.Equal(other.SecretAccessKey) &&
		c.SessionToken.Equal(other.SessionToken) &&
		c.AccountID == other.AccountID &&
		c.Expires.Equal(other.Expires) &&
		c.Source == other.Source
}

// Check refuses credentials that no request can be signed with: parts missing,
// characters that have no place in a header or a host name, expired at now. The
// zero time is before all others. It is for those who write sources.
func (c *Credentials) Check(now time.Time) error {
	reason := ""
	switch {
	case c.AccessKeyID == "":
		reason = "the access key id is missing"
	case c.SecretAccessKey.IsZero():
		reason = "the secret access key is missing"
	case !visible(c.AccessKeyID):
		reason = "the access key id has a character that cannot be sent"
	case !clean(c.SecretAccessKey.Reveal()):
		reason = "the secret access key begins or ends with a blank, or has a line break"
	case !visible(c.SessionToken.Reveal()):
		reason = "the session token has a character that cannot be sent"
	case !label(c.AccountID):
		reason = "the account id has a character that no host name has"
	case !c.Expires.IsZero() && !now.Before(c.Expires):
		reason = "the credentials expired at " + c.Expires.UTC().Format(time.RFC3339)
	default:
		return nil
	}
	return failed(c.Source, reason)
}

// visible reports whether s is VCHAR only (RFC 5234, appendix B.1).
func visible(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// clean reports whether s has neither control characters nor blanks around it.
// A secret is not sent, and stores other than AWS let people choose theirs.
func clean(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return strings.TrimSpace(s) == s
}

// label reports whether s can stand in a DNS label, where endpoint rules put it.
func label(s string) bool { return only(s, alphanumeric+"-") }

// only reports whether s has no other bytes than those of set.
func only(s, set string) bool {
	for i := range len(s) {
		if strings.IndexByte(set, s[i]) < 0 {
			return false
		}
	}
	return true
}
