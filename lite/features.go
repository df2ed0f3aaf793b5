package lite

import (
	"sync/atomic"

	"github.com/tucuxi-go/tucuxi/models"
)

// agents are the User-Agent headers of a client: one for each source of
// credentials, of which a client has one in practice.
type agents struct {
	ids  []byte // of the features that the client always has
	last atomic.Pointer[agent]
}

// agent is the header of calls with credentials of a source.
type agent struct{ source, text string }

// open collects the features of the client.
//
// Source: AWS SDKs, "User agent 2.1", business metrics; the ids are those that
// botocore sends.
func (a *agents) open(c *Client) {
	s := &c.settings
	add := func(id string, has bool) {
		if has {
			a.ids = appendFeature(a.ids, id)
		}
	}
	add("E", c.retries.mode == RetryStandard || c.retries.mode == Retry2026)
	add("F", c.retries.mode == RetryAdaptive)
	add("M", c.model.Protocol() == models.CBOR)
	add("N", s.Endpoint != "")
	if c.resolver.account >= 0 {
		add("P", s.AccountIDEndpointMode == "preferred")
		add("Q", s.AccountIDEndpointMode == "disabled")
		add("R", s.AccountIDEndpointMode == "required")
	}
	if c.service.Checksums != nil {
		add("Z", s.RequestChecksums == On)
		add("a", s.RequestChecksums == Off)
		add("b", s.ResponseChecksums == On)
		add("c", s.ResponseChecksums == Off)
	}
	add("3", s.bearerFirst && c.offersBearer())
}

// header is the User-Agent of the call.
func (a *agents) header(k *call) string {
	source := k.used.Source
	if last := a.last.Load(); last != nil && last.source == source {
		return last.text
	}
	ids := append(make([]byte, 0, len(a.ids)+4), a.ids...)
	if id := sourceFeature(source); id != "" {
		ids = appendFeature(ids, id)
	}
	now := &agent{source, userAgent(string(ids), k.c.retries.mode, k.c.settings.AppID)}
	a.last.Store(now)
	return now.text
}

func appendFeature(ids []byte, id string) []byte {
	if len(ids) > 0 {
		ids = append(ids, ',')
	}
	return append(ids, id...)
}

// sourceFeature is the id of a source of credentials; "" for one of a program's own.
func sourceFeature(source string) string {
	switch source {
	case "static":
		return "e"
	case "environment":
		return "g"
	case "assume-role":
		return "i"
	case "assume-role-with-web-identity":
		return "k"
	case "shared-credentials-file", "config-file":
		return "n"
	case "sso":
		return "s"
	case "process":
		return "w"
	case "container":
		return "z"
	case "imds":
		return "0"
	case "login":
		return "AD"
	}
	return ""
}
