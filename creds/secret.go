package creds

const redacted = "REDACTED"

// Secret is a string that does not print: not with any verb of fmt, not as a
// field of a struct (exported or not), not in JSON, not in a structured log.
// [Secret.Reveal] is the only way to read it.
//
// The text lies behind a pointer, because fmt calls no methods on values that it
// reaches through unexported fields, but follows no pointers there either.
// Two secrets are compared with [Secret.Equal]. The zero Secret is empty.
type Secret struct {
	_    [0]func() // == would compare addresses, so it does not compile
	text *string
}

// NewSecret hides s. It costs one allocation of 16 bytes.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{text: &s}
}

// Reveal returns the text.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s.text == nil }

// Equal reports whether both hide the same text.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// String returns "REDACTED", or nothing for an empty secret.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return redacted
}

// GoString is String in quotes, for %#v.
func (s Secret) GoString() string {
	if s.text == nil {
		return `""`
	}
	return `"` + redacted + `"`
}

// MarshalText is String for encoders, so that JSON and structured logs redact.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
