package creds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"
)

const (
	testSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	testToken  = "IQoJb3JpZ2luX2VjEXAMPLETOKEN"
)

func testCredentials() Credentials {
	return Credentials{
		AccessKeyID:     "AKIDEXAMPLE",
		SecretAccessKey: NewSecret(testSecret),
		SessionToken:    NewSecret(testToken),
		AccountID:       "123456789012",
		Expires:         time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC),
		Source:          "test",
		Features:        "n",
	}
}

// leaks reports whether a printed form gives a secret away, also in hexadecimal.
func leaks(text string) bool {
	for _, s := range []string{testSecret, testToken} {
		for _, form := range []string{s, s[4:12], fmt.Sprintf("%x", s[:6]), fmt.Sprintf("%X", s[:6]), fmt.Sprintf("% x", s[:6]), fmt.Sprint([]byte(s[:4]))[1:10]} {
			if strings.Contains(text, form) {
				return true
			}
		}
	}
	return false
}

func TestLeaksFindsSecrets(t *testing.T) { // the test of the test
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d"} {
		var plain any = struct{ s string }{testSecret}
		if verb == "%d" {
			plain = []byte(testSecret)
		}
		if text := fmt.Sprintf(verb, plain); !leaks(text) {
			t.Errorf("leaks overlooks %s", text)
		}
	}
}

// The secrets stay hidden in every value that holds credentials, with every verb.
func TestSecretsNeverPrint(t *testing.T) {
	c := testCredentials()
	type exported struct{ Inner Credentials }
	type unexported struct{ inner Credentials }
	type pointer struct{ inner *Credentials }
	type secretOnly struct{ s Secret }
	type boxed struct{ p Provider }
	cache := NewCache(Static("AKIDEXAMPLE", testSecret, testToken))
	if _, err := cache.Retrieve(t.Context()); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{
		"value": c, "pointer": &c, "slice": []Credentials{c}, "map": map[string]Credentials{"k": c}, "array": [1]*Credentials{&c},
		"exported field": exported{c}, "unexported field": unexported{c}, "pointer to unexported field": &unexported{c},
		"pointer in a field": pointer{&c}, "nested": struct{ u unexported }{unexported{c}}, "interface": []any{c, &c},
		"secret": c.SecretAccessKey, "secret behind a pointer": &c.SecretAccessKey, "secret in a field": secretOnly{c.SecretAccessKey},
		"secrets": []Secret{c.SecretAccessKey, c.SessionToken},
		"static":  Static("AKIDEXAMPLE", testSecret, testToken), "boxed": boxed{Static("AKIDEXAMPLE", testSecret, testToken)},
		"chain": Chain(Static("AKIDEXAMPLE", testSecret, testToken)), "cache": cache, "boxed cache": boxed{cache},
	}
	for name, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%+s", "%q", "%#q", "%x", "%X", "% x", "%d", "%o", "%b", "%c", "%U", "%e", "%g", "%t", "%p", "%T", "%w", "%z"} {
			if text := fmt.Sprintf(verb, v); leaks(text) {
				t.Errorf("%s of %s leaks: %s", verb, name, text)
			}
		}
		if b, err := json.Marshal(v); err == nil && leaks(string(b)) {
			t.Errorf("JSON of %s leaks: %s", name, b)
		}
		if b, err := xml.Marshal(v); err == nil && leaks(string(b)) {
			t.Errorf("XML of %s leaks: %s", name, b)
		}
		var text, structured bytes.Buffer
		slog.New(slog.NewTextHandler(&text, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&structured, nil)).Info("m", "v", v)
		if leaks(text.String() + structured.String()) {
			t.Errorf("slog of %s leaks: %s %s", name, &text, &structured)
		}
	}
}

func TestCredentialsPrint(t *testing.T) {
	c := testCredentials()
	if got, want := fmt.Sprint(c), "{AKIDEXAMPLE REDACTED REDACTED 123456789012 2030-01-02 03:04:05 +0000 UTC test n}"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := fmt.Sprintf("%#v", c), `creds.Credentials{AccessKeyID:"AKIDEXAMPLE", SecretAccessKey:"REDACTED", SessionToken:"REDACTED", AccountID:"123456789012", Expires:time.Date(2030, time.January, 2, 3, 4, 5, 0, time.UTC), Source:"test", Features:"n"}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	b, err := json.Marshal(c)
	if want := `{"AccessKeyID":"AKIDEXAMPLE","SecretAccessKey":"REDACTED","SessionToken":"REDACTED","AccountID":"123456789012","Expires":"2030-01-02T03:04:05Z","Source":"test","Features":"n"}`; err != nil || string(b) != want {
		t.Errorf("got %s, %v, want %s", b, err, want)
	}
}

func TestSecret(t *testing.T) {
	s := NewSecret("x")
	if s.Reveal() != "x" || s.IsZero() || s.String() != "REDACTED" || !s.Equal(NewSecret("x")) || s.Equal(NewSecret("y")) || s.Equal(Secret{}) {
		t.Error("a secret does not hold what it was given")
	}
	if z := NewSecret(""); !z.IsZero() || z.Reveal() != "" || z.String() != "" || !z.Equal(Secret{}) {
		t.Error("an empty secret is not the zero Secret")
	}
	if reflect.TypeFor[Secret]().Comparable() {
		t.Error("== compares addresses and must not compile")
	}
	if c := testCredentials(); !reflect.DeepEqual(c, testCredentials()) || !c.Equal(testCredentials()) {
		t.Error("the same credentials are not equal")
	}
}

func TestCredentialsEqual(t *testing.T) {
	for name, change := range map[string]func(*Credentials){
		"id":      func(c *Credentials) { c.AccessKeyID += "x" },
		"secret":  func(c *Credentials) { c.SecretAccessKey = NewSecret("x") },
		"token":   func(c *Credentials) { c.SessionToken = Secret{} },
		"account": func(c *Credentials) { c.AccountID = "" },
		"expires": func(c *Credentials) { c.Expires = c.Expires.Add(1) },
		"source":  func(c *Credentials) { c.Source = "other" },
	} {
		c := testCredentials()
		if change(&c); c.Equal(testCredentials()) {
			t.Errorf("another %s counts as equal", name)
		}
	}
}

func TestCheck(t *testing.T) {
	now := testCredentials().Expires.Add(-time.Second)
	if c := testCredentials(); c.Check(now) != nil {
		t.Fatal("good credentials are refused")
	}
	for name, change := range map[string]func(*Credentials){
		"no id":                     func(c *Credentials) { c.AccessKeyID = "" },
		"no secret":                 func(c *Credentials) { c.SecretAccessKey = Secret{} },
		"line break in the id":      func(c *Credentials) { c.AccessKeyID += "\r\nX: y" },
		"blank in the id":           func(c *Credentials) { c.AccessKeyID += " " },
		"line break at the secret":  func(c *Credentials) { c.SecretAccessKey = NewSecret(testSecret + "\n") },
		"blank before the secret":   func(c *Credentials) { c.SecretAccessKey = NewSecret(" " + testSecret) },
		"line break in the token":   func(c *Credentials) { c.SessionToken = NewSecret(testToken + "\nX: y") },
		"no ASCII in the token":     func(c *Credentials) { c.SessionToken = NewSecret(testToken + "é") },
		"a host in the account id":  func(c *Credentials) { c.AccountID = "evil.example/" },
		"expired":                   func(c *Credentials) { c.Expires = now.Add(-time.Second) },
		"expires at this very time": func(c *Credentials) { c.Expires = now },
	} {
		c := testCredentials()
		change(&c)
		if err := c.Check(now); err == nil {
			t.Errorf("%s: no error", name)
		} else if leaks(err.Error()) {
			t.Errorf("%s: leaks: %v", name, err)
		}
	}
	c := testCredentials()
	c.SecretAccessKey = NewSecret("a passphrase of a store, with ü") // MinIO lets people choose
	if err := c.Check(now); err != nil {
		t.Error(err)
	}
}
