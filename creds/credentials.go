package creds

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Credentials are what a request is signed with. They print without their secrets.
type Credentials struct {
	AccessKeyID     string // "AKIA…" of a user, "ASIA…" of a session; not a secret
	SecretAccessKey Secret
	SessionToken    Secret    // empty for the keys of a user
	AccountID       string    // empty when the source does not know it
	Expires         time.Time // zero: never
	Source          string    // who found them: "static", "environment", "container", …
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

// String shows everything but the secrets.
func (c Credentials) String() string {
	b := make([]byte, 0, 128)
	b = append(append(b, c.AccessKeyID...), " (secret "...)
	b = append(b, state(c.SecretAccessKey)...)
	b = append(append(b, ", session token "...), state(c.SessionToken)...)
	if c.AccountID != "" {
		b = append(append(b, ", account "...), c.AccountID...)
	}
	if !c.Expires.IsZero() {
		b = c.Expires.UTC().AppendFormat(append(b, ", expires "...), time.RFC3339)
	}
	if c.Source != "" {
		b = append(append(b, ", from "...), c.Source...)
	}
	return string(append(b, ')'))
}

func state(s Secret) string {
	if s.IsZero() {
		return "empty"
	}
	return redacted
}

// GoString is Go syntax with the secrets redacted, for %#v.
func (c Credentials) GoString() string {
	b := append(make([]byte, 0, 192), "creds.Credentials{AccessKeyID:"...)
	b = strconv.AppendQuote(b, c.AccessKeyID)
	b = append(append(b, ", SecretAccessKey:"...), c.SecretAccessKey.GoString()...)
	b = append(append(b, ", SessionToken:"...), c.SessionToken.GoString()...)
	b = strconv.AppendQuote(append(b, ", AccountID:"...), c.AccountID)
	b = append(append(b, ", Expires:"...), c.Expires.GoString()...)
	b = strconv.AppendQuote(append(b, ", Source:"...), c.Source)
	return string(append(b, '}'))
}

// Check refuses credentials that no request can be signed with: parts missing,
// characters that have no place in a header or a host name, expired at now. The
// zero time is before all others. It is for those who write sources.
func (c *Credentials) Check(now time.Time) error {
	switch {
	case c.AccessKeyID == "":
		return &Error{Source: c.Source, Reason: "the access key id is missing"}
	case c.SecretAccessKey.IsZero():
		return &Error{Source: c.Source, Reason: "the secret access key is missing"}
	case !visible(c.AccessKeyID):
		return &Error{Source: c.Source, Reason: "the access key id has a character that cannot be sent"}
	case !clean(c.SecretAccessKey.Reveal()):
		return &Error{Source: c.Source, Reason: "the secret access key begins or ends with a blank, or has a line break"}
	case !visible(c.SessionToken.Reveal()):
		return &Error{Source: c.Source, Reason: "the session token has a character that cannot be sent"}
	case !label(c.AccountID):
		return &Error{Source: c.Source, Reason: "the account id has a character that no host name has"}
	case !c.Expires.IsZero() && !now.Before(c.Expires):
		return &Error{Source: c.Source, Reason: "the credentials expired at " + c.Expires.UTC().Format(time.RFC3339)}
	}
	return nil
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
func label(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isDigit(c) && !isLetter(c) && c != '-' {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
