package profile

import (
	"context"

	"github.com/tucuxi-go/tucuxi/creds"
)

// Source is the keys that stand in a profile: those of the credentials file,
// else those of the config file. It knows nothing else that a profile can name,
// such as roles; package chain does. The zero value works.
type Source struct{ Files Files }

// Retrieve reads the files anew.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	config, err := s.Files.Load()
	if err != nil {
		return creds.Credentials{}, err
	}
	p, err := config.Selected()
	if err != nil {
		return creds.Credentials{}, err
	}
	return creds.Chain(
		creds.ProviderFunc(func(context.Context) (creds.Credentials, error) { return p.CredentialsFileKeys() }),
		creds.ProviderFunc(func(context.Context) (creds.Credentials, error) { return p.ConfigFileKeys() }),
	).Retrieve(ctx)
}
