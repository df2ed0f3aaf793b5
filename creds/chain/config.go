package chain

import (
	"context"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/profile"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Config is c for clients that take what they do not set themselves from the
// shared config files, and their credentials from the whole chain:
//
//	db := lite.New(dynamodb.Service, chain.Config(lite.Config{}))
//
// It reads nothing; clients read the files at their first call, whose error a
// file that cannot be read is. A field of c beats a variable, a variable beats
// the profile. Clients of one Config share its credentials.
func Config(c lite.Config) lite.Config { return Source{}.Config(c) }

// Config is c for clients that take settings and credentials from s. Where
// s.Client has no transport, that of c serves.
func (s Source) Config(c lite.Config) lite.Config {
	if s.Client.Transport == nil {
		s.Client.Transport = c.Transport
	}
	c.Profile = s.settings
	if c.InstanceRegion == nil {
		c.InstanceRegion = s.region
	}
	if c.Credentials == nil && !c.Unsigned {
		c.Credentials = creds.NewCache(s)
	}
	return c
}

// region is that of the instance that the program runs on; "" where there is none
// or it does not tell. Its metadata service has a second for each of two answers, or what
// the settings say.
func (s Source) region() string {
	i, err := (&visit{Source: s}).instance()
	if err != nil {
		return ""
	}
	region, _ := i.Region(context.Background())
	return region
}

// settings opens the profile for the client of a service.
func (s Source) settings(service string) (lite.Settings, error) {
	return (&visit{Source: s}).settings(service)
}

// settings are what the profile that is meant says about a service.
func (v *visit) settings(service string) (lite.Settings, error) {
	p, err := v.selected()
	if err != nil {
		return nil, err
	}
	return settingsOf(v.config, p, service)
}

func settingsOf(c *profile.Config, p profile.Section, service string) (lite.Settings, error) {
	endpoint, err := c.ConfiguredEndpoint(p, service)
	if err != nil {
		return nil, err
	}
	return func(block, key string) string {
		switch {
		case block == "" && key == "endpoint_url":
			return endpoint
		case block == "":
			return p.Get(key)
		}
		value, _ := p.Nested(block, key)
		return value
	}, nil
}
