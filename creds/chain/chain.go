package chain

import (
	"context"
	"os"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/container"
	"github.com/tucuxi-go/tucuxi/creds/imds"
	"github.com/tucuxi-go/tucuxi/creds/internal/transport"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/creds/sso"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Source is the whole chain. Its zero value works. A client that is given one
// caches what it finds; the files are read again for each Retrieve.
type Source struct {
	// Profile is the profile to use. Default: AWS_PROFILE, then
	// AWS_DEFAULT_PROFILE, then "default". A profile that is chosen here beats
	// the keys and the web identity of the environment, one that a variable
	// chooses does not.
	Profile string

	// Client is how services are called on the way, with the settings of the
	// profile where neither a field nor a variable says. Endpoint, Credentials and
	// Profile are not used. Region is that of STS.
	Client lite.Config

	// MFA asks the user for the code of a device, for roles that want one. A
	// cache gives up a source after 30 seconds unless its Timeout is longer.
	// Default: such roles are an error.
	MFA func(ctx context.Context, serial string) (code string, err error)

	// AllowIMDSv1 goes on without a session token where the instance metadata
	// service gives none.
	AllowIMDSv1 bool

	ReadFile func(name string) ([]byte, error) // default: os.Open, within limits
	Now      func() time.Time                  // default: time.Now
}

// Retrieve asks the sources. If none is configured, or one fails, the error is
// a *creds.ChainError that tells why, source by source.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	v := &visit{Source: s}
	var sources []creds.Provider
	asked := false
	if s.Profile == "" {
		sources = append(sources, creds.Environment{})
		if asked = os.Getenv("AWS_LAMBDA_FUNCTION_NAME") != ""; asked {
			sources = append(sources, v.container())
		}
	}
	sources = append(sources, v.ofProfile(v.assumeRole))
	sources = append(sources, v.profileSources(v.selected, s.Profile == "")...)
	if !asked {
		sources = append(sources, v.container())
	}
	sources = append(sources, creds.ProviderFunc(v.imds))
	return creds.Chain(sources...).Retrieve(ctx)
}

// Token is the bearer token that the profile's sso-session gives.
func (s Source) Token(ctx context.Context) (sso.Token, error) {
	v := &visit{Source: s}
	p, err := v.selected()
	if err != nil {
		return sso.Token{}, err
	}
	t, err := v.tokenSource(p)
	if err != nil {
		return sso.Token{}, err
	}
	return t.Retrieve(ctx)
}

// visit is one Retrieve. It reads the files when the first source wants them.
type visit struct {
	Source
	loaded  bool
	config  *profile.Config
	section profile.Section
	err     error
}

// selected is the profile that is meant.
func (v *visit) selected() (profile.Section, error) {
	if !v.loaded {
		v.loaded = true
		v.config, v.err = profile.Files{Profile: v.Profile, ReadFile: v.ReadFile}.Load()
		if v.err == nil {
			v.section, v.err = v.config.Selected()
		}
	}
	return v.section, v.err
}

// ofProfile is a source that begins with the profile that is meant.
func (v *visit) ofProfile(f func(ctx context.Context, p profile.Section) (creds.Credentials, error)) creds.Provider {
	return from(v.selected, f)
}

// from is a source that begins with a profile.
func from(p func() (profile.Section, error), f func(ctx context.Context, p profile.Section) (creds.Credentials, error)) creds.Provider {
	return creds.ProviderFunc(func(ctx context.Context) (creds.Credentials, error) {
		section, err := p()
		if err != nil {
			return creds.Credentials{}, err
		}
		return f(ctx, section)
	})
}

func (v *visit) container() creds.Provider {
	return container.Source{ReadFile: v.ReadFile, Transport: v.Client.Transport}
}

func (v *visit) imds(ctx context.Context) (creds.Credentials, error) {
	s, err := v.instance()
	if err != nil {
		return creds.Credentials{}, err
	}
	return s.Retrieve(ctx)
}

// instance is the source that is an EC2 instance's metadata.
func (v *visit) instance() (imds.Source, error) {
	if os.Getenv("AWS_LAMBDA_FUNCTION_NAME") != "" {
		return imds.Source{}, &creds.NotConfigured{Source: "imds", Reason: "a Lambda function has no instance metadata"}
	}
	p, err := v.selected()
	if err != nil {
		return imds.Source{}, err
	}
	return imds.Source{
		Profile: p.Get, AllowV1: v.AllowIMDSv1, Now: v.Now,
		Fetch: func(ctx context.Context, method, url string, header []creds.Header) (int, []byte, error) {
			return transport.Send(ctx, transport.Or(v.Client.Transport), method, url, header)
		},
	}, nil
}

// client is how services are called: Client, with what the profile that is meant
// says where neither a field nor a variable does.
func (v *visit) client() lite.Config {
	c := v.Client
	c.Credentials, c.Endpoint, c.Profile = nil, "", v.settings
	return c
}
