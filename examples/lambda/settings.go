package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/ssm"
	"github.com/valyala/fastjson"
)

// settings is the value of the SSM parameter, a JSON object:
//
//	{"currency": "EUR", "minimumCents": 500}
type settings struct {
	currency string // default: EUR
	minimum  int64  // cents an order must be worth; default: 0
}

// settingsAge is how long settings are used before they are read again.
const settingsAge = 5 * time.Minute

var errSettings = errors.New("the settings parameter is not a JSON object of currency and minimumCents")

// settingsCache reads the settings at the first invocation and then now and
// then. It is safe for concurrent use.
type settingsCache struct {
	client    *lite.Client
	parameter string // empty: the defaults

	mu   sync.Mutex
	read time.Time
	last settings
}

func (c *settingsCache) get(ctx context.Context) (settings, error) {
	if c.parameter == "" {
		return parseSettings("{}")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.read.IsZero() && time.Since(c.read) < settingsAge {
		return c.last, nil
	}
	out, err := c.client.Call(ctx, ssm.GetParameter, lite.Map{"Name": c.parameter, "WithDecryption": true})
	if err != nil {
		return settings{}, err
	}
	defer out.Release()
	s, err := parseSettings(out.Get("Parameter", "Value").String())
	if err != nil {
		return settings{}, err
	}
	c.last, c.read = s, time.Now()
	return s, nil
}

func parseSettings(text string) (settings, error) {
	doc, err := fastjson.Parse(text)
	if err != nil || doc.Type() != fastjson.TypeObject {
		return settings{}, errSettings
	}
	s := settings{currency: "EUR"}
	if v := doc.Get("currency"); v != nil {
		b, err := v.StringBytes()
		if err != nil || len(b) != 3 {
			return settings{}, errSettings
		}
		s.currency = string(b)
	}
	if v := doc.Get("minimumCents"); v != nil {
		if s.minimum, err = v.Int64(); err != nil || s.minimum < 0 {
			return settings{}, errSettings
		}
	}
	return s, nil
}
