package lite

import (
	"context"
	"errors"
	"sync"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
)

// Client calls the operations of one service. It is safe for concurrent use and
// must not be copied.
type Client struct {
	service  Service
	config   Config
	model    models.Model
	modelErr error

	once     sync.Once // guards what follows, which the first call sets
	settings settings
	extra    Extra // what only this service needs
	resolver resolver
	cache    *creds.Cache
	agents   agents

	signer  sign.Signer
	retries retries
	hooked  bool // there are hooks
}

// New makes a client. It does no I/O, looks up no variable and reports no
// error: what is wrong with the configuration is what the first call says.
func New(s Service, c Config) *Client {
	client := &Client{service: s, config: c}
	if s.Model == nil || s.Protocol == nil {
		client.modelErr = errNoService
		return client
	}
	client.model, client.modelErr = models.Open(*s.Model)
	if c.Protocol != nil && client.modelErr == nil {
		if !client.model.Offers(c.Protocol.ID) {
			client.modelErr = errors.New("Config.Protocol: " + client.model.ServiceID() + " does not speak " + c.Protocol.ID.String())
		}
		client.service.Protocol = c.Protocol
	}
	return client
}

// start is the part of the first call that later ones need not repeat: it reads
// the environment.
func (c *Client) start() {
	c.settings = c.config.resolve(c.model.ServiceID())
	c.settings.bearer(c.model.SigningName())
	if c.settings.Transport == nil {
		c.settings.Transport = c.settings.transport()
	}
	if c.settings.Credentials == nil {
		c.settings.Credentials = environment{}
	}
	c.cache = creds.NewCache(c.settings.Credentials)
	if _, ok := c.settings.Credentials.(environment); ok {
		c.cache.Prime(context.Background())
	}
	c.resolver.load(&c.model)
	if c.service.Extra != nil {
		c.extra = c.service.Extra(c)
	}
	c.resolver.open(c)
	c.retries.open(&c.settings, c.model.ServiceID())
	c.hooked = c.config.Hooks.set()
	c.agents.open(c)
}
