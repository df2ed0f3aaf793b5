package creds

import (
	"context"
	"errors"
	"testing"
)

func fixed(c Credentials, err error) Provider {
	return ProviderFunc(func(context.Context) (Credentials, error) { return c, err })
}

func TestChain(t *testing.T) {
	none := func(source string) Provider {
		return fixed(Credentials{}, &NotConfigured{Source: source, Reason: "nothing there"})
	}
	cause := errors.New("boom")
	broken := fixed(Credentials{}, &Error{Source: "c", Reason: "broke", Err: cause})
	yes := fixed(testCredentials(), nil)
	never := ProviderFunc(func(context.Context) (Credentials, error) {
		t.Error("a source was asked after the chain had its answer")
		return Credentials{}, nil
	})
	for _, c := range []struct {
		name   string
		chain  Provider
		fails  string
		passes bool // the error is ErrNotConfigured
	}{
		{name: "first", chain: Chain(yes, never)},
		{name: "second", chain: Chain(none("a"), yes, never)},
		{name: "nested", chain: Chain(Chain(none("a"), none("b")), yes)},
		{name: "none", chain: Chain(none("a"), none("b")), fails: "creds: no credentials: a: nothing there; b: nothing there", passes: true},
		{name: "empty", chain: Chain(), fails: "creds: no credentials: no source was given", passes: true},
		{name: "broken", chain: Chain(none("a"), broken, never), fails: "creds: no credentials: a: nothing there; c: broke: boom"},
		{name: "nested and broken", chain: Chain(Chain(none("a"), broken), never), fails: "creds: no credentials: no credentials: a: nothing there; c: broke: boom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.chain.Retrieve(t.Context())
			if c.fails == "" {
				if err != nil || !got.Equal(testCredentials()) {
					t.Errorf("got %v, %v", got, err)
				}
				return
			}
			if err == nil || err.Error() != c.fails {
				t.Fatalf("got  %v\nwant %s", err, c.fails)
			}
			if errors.Is(err, ErrNotConfigured) != c.passes {
				t.Errorf("ErrNotConfigured is %v", !c.passes)
			}
			if errors.Is(err, cause) == c.passes {
				t.Error("the cause is lost, or invented")
			}
		})
	}
}

func TestStatic(t *testing.T) {
	got, err := Static("A", "S", "T").Retrieve(t.Context())
	if want := (Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), SessionToken: NewSecret("T"), Source: "static"}); err != nil || !got.Equal(want) {
		t.Errorf("got %#v, %v", got, err)
	}
	if _, err := Static("", "", "").Retrieve(t.Context()); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("empty: %v", err)
	}
	for _, p := range []Provider{Static("A", "", ""), Static("", "S", "")} {
		if _, err := p.Retrieve(t.Context()); err == nil || errors.Is(err, ErrNotConfigured) {
			t.Errorf("half: %v", err)
		}
	}
}
