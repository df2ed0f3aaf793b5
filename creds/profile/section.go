package profile

import (
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
)

// Section is one profile, session or services section. The zero Section is empty.
type Section struct {
	name                string
	config, credentials *section
}

// Name is the name of the section.
func (s Section) Name() string { return s.name }

// Get is the value of a key, in lower case; "" if it is not set.
func (s Section) Get(key string) string {
	value, _ := s.Lookup(key)
	return value
}

// On reports whether the value of a key is the word true, in any case.
func (s Section) On(key string) bool { return strings.EqualFold(s.Get(key), "true") }

// Lookup is the value of a key, in lower case, and whether it is set. A value of
// many lines has their breaks. A block begins with a line break; read it with Nested.
func (s Section) Lookup(key string) (value string, ok bool) {
	if value, ok = s.credentials.get(key); !ok {
		value, ok = s.config.get(key)
	}
	return value, ok
}

func (s *section) get(key string) (value string, ok bool) {
	if s == nil {
		return "", false
	}
	value, ok = s.values[key]
	return value, ok
}

// Nested is the value of a key, in lower case, in the block that another key is,
// and whether it is set.
func (s Section) Nested(block, key string) (value string, ok bool) {
	text, _ := s.Lookup(block)
	if text == "" || text[0] != '\n' {
		return "", false
	}
	for line := range strings.SplitSeq(text[1:], "\n") {
		name, v, _ := strings.Cut(stripComment(line), "=")
		if strings.EqualFold(strings.Trim(name, blanks), key) {
			value, ok = strings.Trim(v, blanks), true
		}
	}
	return value, ok
}

// Keys that hold credentials. Source: AWS SDKs and Tools Reference Guide, "AWS
// access keys".
const (
	keyID        = "aws_access_key_id"
	keySecret    = "aws_secret_access_key"
	keyToken     = "aws_session_token"
	keyOldToken  = "aws_security_token"
	keyAccountID = "aws_account_id"
)

// CredentialsFileKeys are the keys that the credentials file has for the
// profile. Without aws_access_key_id it is not configured, without
// aws_secret_access_key besides an error.
func (s Section) CredentialsFileKeys() (creds.Credentials, error) {
	return s.credentials.keys("shared-credentials-file", s.name)
}

// ConfigFileKeys are the keys that the config file has for the profile.
func (s Section) ConfigFileKeys() (creds.Credentials, error) {
	return s.config.keys("config-file", s.name)
}

// hasKeys reports whether one of the files has keys, or a part of some.
func (s Section) hasKeys() bool { return s.Get(keyID) != "" || s.Get(keySecret) != "" }

func (s *section) keys(source, profile string) (creds.Credentials, error) {
	id, _ := s.get(keyID)
	secret, _ := s.get(keySecret)
	switch {
	case id == "" && secret == "":
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "the profile " + quote(profile) + " has no " + keyID + " there"}
	case id == "":
		return creds.Credentials{}, &creds.NotConfigured{Source: source, Reason: "the profile " + quote(profile) + " has " + keySecret + " there, but no " + keyID}
	case secret == "":
		return creds.Credentials{}, &creds.Error{Source: source, Reason: "the profile " + quote(profile) + " has " + keyID + " there, but no " + keySecret}
	}
	token, _ := s.get(keyToken)
	if token == "" {
		token, _ = s.get(keyOldToken)
	}
	account, _ := s.get(keyAccountID)
	c := creds.Credentials{
		AccessKeyID: id, SecretAccessKey: creds.NewSecret(secret), SessionToken: creds.NewSecret(token),
		AccountID: account, Source: source, Features: "n",
	}
	if err := c.Check(time.Time{}); err != nil {
		return creds.Credentials{}, err
	}
	return c, nil
}
