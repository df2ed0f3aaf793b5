package sign

import "strconv"

// Credentials are what a request is signed with: plain strings, because a
// pointer that would hide them from every verb is an allocation for a caller
// who has strings. So they are to be made for a call and not to be kept; what
// keeps credentials are those of package creds.
//
// They print redacted with every verb of package fmt that is meant for text
// (%v, %+v, %#v, %s, %q, %x), by value, by pointer and as an exported field,
// and in encodings that honour MarshalText (JSON, XML, structured logs). Two
// things no method can prevent without importing fmt: verbs for numbers (%d,
// which go vet reports), and printing a struct that holds Credentials in an
// unexported field. A [Signer] and a [Chain] print no secret with any verb.
type Credentials struct {
	AccessKeyID     string // names the key; travels with every request
	SecretAccessKey string // never leaves the process
	SessionToken    string // of temporary credentials; empty for long-term ones
}

const redacted = "REDACTED"

// String tells which credentials these are, without secrets.
func (c Credentials) String() string {
	return "{AccessKeyID:" + c.shownID() + " SecretAccessKey:" + shown(c.SecretAccessKey) +
		" SessionToken:" + shown(c.SessionToken) + "}"
}

// GoString is String in Go syntax.
func (c Credentials) GoString() string {
	return "sign.Credentials{AccessKeyID:" + strconv.Quote(c.shownID()) +
		", SecretAccessKey:" + strconv.Quote(shown(c.SecretAccessKey)) +
		", SessionToken:" + strconv.Quote(shown(c.SessionToken)) + "}"
}

// MarshalText is String, so that encoders and loggers get no secrets either.
func (c Credentials) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

func shown(secret string) string {
	if secret == "" {
		return ""
	}
	return redacted
}

// shownID is the access key ID if it looks like one. Somebody who mixed up the
// two keys has the secret here: that is longer and of mixed case.
//
// Source: IAM API Reference, "AccessKey" (16 to 128 word characters); those
// that AWS issues are 20 upper-case letters and digits.
func (c Credentials) shownID() string {
	if len(c.AccessKeyID) > 32 {
		return redacted
	}
	for i := 0; i < len(c.AccessKeyID); i++ {
		if b := c.AccessKeyID[i]; (b < 'A' || b > 'Z') && (b < '0' || b > '9') {
			return redacted
		}
	}
	return c.AccessKeyID
}
