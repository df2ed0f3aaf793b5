package sso

import (
	"crypto/sha1"
	"encoding/hex"
	"path/filepath"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/tokenfile"
	"github.com/tucuxi-go/tucuxi/creds/profile"
)

const signIn = "sign in with aws sso login"

// cached is a token file: what is in it, and its text for what else is in it.
type cached struct {
	text                                              []byte
	accessToken, refreshToken, clientID, clientSecret string
	expires, registrationExpires                      time.Time
}

// path is the token file. Its name is the SHA-1 of the session's name, else of
// the start URL.
func (s TokenSource) path() string {
	dir := s.CacheDir
	if dir == "" {
		home := profile.Home(s.Getenv)
		if home == "" {
			return ""
		}
		dir = filepath.Join(home, ".aws", "sso", "cache")
	}
	key := s.Session
	if key == "" {
		key = s.StartURL
	}
	sum := sha1.Sum([]byte(key))
	return filepath.Join(dir, hex.EncodeToString(sum[:])+".json")
}

// load reads the token file.
func (s TokenSource) load() (cached, error) {
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
	c.text = b
	expires, registration := "", ""
	err := object.Strings(b, func(name, value string) {
		switch name {
		case "accessToken":
			c.accessToken = value
		case "expiresAt":
			expires = value
		case "refreshToken":
			c.refreshToken = value
		case "clientId":
			c.clientID = value
		case "clientSecret":
			c.clientSecret = value
		case "registrationExpiresAt":
			registration = value
		}
	})
	if err != nil {
		return cached{}, "is no JSON object"
	}
	for _, r := range c.accessToken {
		if r <= ' ' || r >= 0x7f {
			return cached{}, "has an accessToken that cannot be sent"
		}
	}
	var ok bool
	if c.expires, ok = object.Time(expires); !ok || c.accessToken == "" {
		return cached{}, "lacks accessToken or expiresAt"
	}
	c.registrationExpires, _ = object.Time(registration) // the zero time: it cannot be renewed
	return c, ""
}

// renewed is c with a new token.
func (c cached) renewed(accessToken, refreshToken string, expires time.Time) (cached, error) {
	text, err := object.SetText(c.text, "accessToken", accessToken)
	if err == nil {
		text, err = object.Set(text, "expiresAt", object.AppendTime(nil, expires))
	}
	if err == nil && refreshToken != "" {
		text, err = object.SetText(text, "refreshToken", refreshToken)
		c.refreshToken = refreshToken
	}
	c.text, c.accessToken, c.expires = text, accessToken, expires
	return c, err
}
