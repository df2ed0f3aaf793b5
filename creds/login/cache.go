package login

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/tokenfile"
	"github.com/tucuxi-go/tucuxi/creds/profile"
)

// cached is a token file: what is in it, and its text for what else is in it.
type cached struct {
	text                            []byte
	access                          []byte // the object accessToken in it
	credentials                     creds.Credentials
	refreshToken, clientID, dpopKey string
}

// path is the token file. Its name is the SHA-256 of the session.
func (s Source) path() string {
	dir := s.CacheDir
	if dir == "" {
		dir = environ.Lookup(s.Getenv).Value("AWS_LOGIN_CACHE_DIRECTORY")
	}
	if dir == "" {
		home := profile.Home(s.Getenv)
		if home == "" {
			return ""
		}
		dir = filepath.Join(home, ".aws", "login", "cache")
	}
	sum := sha256.Sum256([]byte(s.Session))
	return filepath.Join(dir, hex.EncodeToString(sum[:])+".json")
}

// load reads the token file.
func (s Source) load() (cached, error) {
	b, err := tokenfile.Load(source, s.path(), signIn, s.ReadFile)
	if err != nil {
		return cached{}, err
	}
	c, problem := readToken(b)
	if problem != "" {
		return cached{}, &creds.Error{Source: source, Reason: "the token file " + problem + ", " + signIn}
	}
	return c, nil
}

// readToken reads the text of a token file, or says what is wrong with it.
func readToken(b []byte) (c cached, problem string) {
	c.text, c.credentials.Source, c.credentials.Features = b, source, "AD"
	err := object.Members(b, func(name string, value []byte) {
		text, _ := object.Text(value)
		switch name {
		case "accessToken":
			c.access = value
		case "refreshToken":
			c.refreshToken = text
		case "clientId":
			c.clientID = text
		case "dpopKey":
			c.dpopKey = text
		}
	})
	if err != nil {
		return cached{}, "is no JSON object"
	}
	expires, k := "", &c.credentials
	err = object.Strings(c.access, func(name, value string) {
		switch name {
		case "accessKeyId":
			k.AccessKeyID = value
		case "secretAccessKey":
			k.SecretAccessKey = creds.NewSecret(value)
		case "sessionToken":
			k.SessionToken = creds.NewSecret(value)
		case "accountId":
			k.AccountID = value
		case "expiresAt":
			expires = value
		}
	})
	if err != nil || k.AccessKeyID == "" || k.SecretAccessKey.IsZero() || k.SessionToken.IsZero() || k.AccountID == "" {
		return cached{}, "lacks accessToken, or a part of it"
	}
	var ok bool
	if k.Expires, ok = object.Time(expires); !ok {
		return cached{}, "lacks expiresAt"
	}
	if c.refreshToken == "" || c.clientID == "" || c.dpopKey == "" {
		return cached{}, "lacks refreshToken, clientId or dpopKey"
	}
	if err := k.Check(time.Time{}); err != nil {
		return cached{}, "has credentials that cannot be used"
	}
	return c, ""
}

// renewed is c with new credentials.
func (c cached) renewed(k creds.Credentials, refreshToken string) (cached, error) {
	access := c.access
	for _, member := range [...]struct{ name, text string }{
		{"accessKeyId", k.AccessKeyID}, {"secretAccessKey", k.SecretAccessKey.Reveal()},
		{"sessionToken", k.SessionToken.Reveal()}, {"accountId", k.AccountID},
	} {
		var err error
		if access, err = object.SetText(access, member.name, member.text); err != nil {
			return cached{}, err
		}
	}
	access, err := object.Set(access, "expiresAt", object.AppendTime(nil, k.Expires))
	if err != nil {
		return cached{}, err
	}
	text, err := object.Set(c.text, "accessToken", access)
	if err != nil {
		return cached{}, err
	}
	if text, err = object.SetText(text, "refreshToken", refreshToken); err != nil {
		return cached{}, err
	}
	c.text, c.access, c.credentials, c.refreshToken = text, access, k, refreshToken
	return c, nil
}
