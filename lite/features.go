package lite

import (
	"sync/atomic"

	"github.com/tucuxi-go/tucuxi/models"
)

// agents are the User-Agent headers of a client, one for each set of features
// that its calls have used.
type agents struct {
	ids   []byte // of the features that all calls have
	known atomic.Pointer[[]agent]
}

// agent is the header of calls that use the same features.
type agent struct {
	_           notCompared
	uses        features
	credentials string // their Features
	text        string
}

// maxAgents is how many headers a client keeps.
const maxAgents = 16

// features are what a call uses, a bit each.
type features uint16

const (
	usesWaiter features = 1 << iota
	usesPages
	usesGzip
	usesSigV4A
	usesAccountID
	usesChecksum // of CRC32; the other algorithms follow, see useChecksum
)

// featureIDs are the ids of features, by bit.
const featureIDs = "B C L S T U V W X Y AE AF AG AH AI"

// open collects the features of the client.
//
// Source: AWS SDKs, "User agent 2.1", business metrics; the ids are those that
// botocore sends.
func (a *agents) open(c *Client) {
	s := &c.settings
	a.add("E", c.retries.mode == RetryStandard || c.retries.mode == Retry2026)
	a.add("F", c.retries.mode == RetryAdaptive)
	a.add("M", c.service.Protocol.ID == models.CBOR)
	a.add("N", s.Endpoint != "")
	if c.resolver.account >= 0 {
		a.add("P", s.AccountIDEndpointMode == "preferred")
		a.add("Q", s.AccountIDEndpointMode == "disabled")
		a.add("R", s.AccountIDEndpointMode == "required")
	}
	if c.service.Checksums != nil {
		a.add("Z", s.RequestChecksums == On)
		a.add("a", s.RequestChecksums == Off)
		a.add("b", s.ResponseChecksums == On)
		a.add("c", s.ResponseChecksums == Off)
	}
	a.add("3", s.bearerFirst && c.offersBearer())
}

// add adds the id of a feature that the client has. As a call, not inlined, it
// saves 3 KB.
//
//go:noinline
func (a *agents) add(id string, has bool) {
	if has {
		a.ids = appendFeature(a.ids, id)
	}
}

// header is the User-Agent of the call.
func (a *agents) header(k *call) string {
	var known []agent
	if list := a.known.Load(); list != nil {
		known = *list
	}
	for i := range known {
		if e := &known[i]; e.uses == k.uses && e.credentials == k.used.Features {
			return e.text
		}
	}
	now := append(make([]agent, 0, len(known)+1), agent{uses: k.uses, credentials: k.used.Features, text: a.text(k)})
	now = append(now, known[:min(len(known), maxAgents-1)]...)
	a.known.Store(&now)
	return now[0].text
}

// text makes the header of the call.
func (a *agents) text(k *call) string {
	ids := append([]byte(nil), a.ids...)
	for i, from := 0, 0; from < len(featureIDs); i++ {
		to := from
		for to < len(featureIDs) && featureIDs[to] != ' ' {
			to++
		}
		if k.uses&(1<<i) != 0 {
			ids = appendFeature(ids, featureIDs[from:to])
		}
		from = to + 1
	}
	if k.used.Features != "" {
		ids = appendFeature(ids, k.used.Features)
	}
	return userAgent(string(ids), k.c.retries.mode, &k.c.settings)
}

func appendFeature(ids []byte, id string) []byte {
	if len(ids) > 0 {
		ids = append(ids, ',')
	}
	return append(ids, id...)
}
