package lite

import (
	"sync"
	"sync/atomic"
)

// endpointCache keeps the endpoints that a client used, by the key of the
// arguments that gave them. Most services have a single one.
//
// It holds two generations: what is looked up goes into the younger one, and
// when that is full it becomes the older one, which is forgotten. So the cache
// is bounded and an endpoint in use stays.
type endpointCache struct {
	single atomic.Pointer[endpoint] // of the empty key

	mu         sync.RWMutex
	young, old map[string]*endpoint
}

// Bounds of the cache: endpoints a generation, bytes of a key. Bucket, table and
// stream names and ARNs are shorter.
const (
	maxEndpoints   = 64
	maxEndpointKey = 1 << 10
)

// get is the endpoint of a key; nil if it is not known.
func (c *endpointCache) get(key []byte) *endpoint {
	if len(key) == 0 {
		return c.single.Load()
	}
	c.mu.RLock()
	e := c.young[string(key)]
	aged := e == nil && c.old[string(key)] != nil
	c.mu.RUnlock()
	if aged {
		return c.renew(key)
	}
	return e
}

// renew moves an endpoint to the younger generation.
func (c *endpointCache) renew(key []byte) *endpoint {
	c.mu.Lock()
	e := c.young[string(key)]
	if e == nil {
		if e = c.old[string(key)]; e != nil {
			c.put(string(key), e)
		}
	}
	c.mu.Unlock()
	return e
}

// add keeps a copy of e under the key, and returns the copy, or e itself if it
// is not worth keeping: two blocks of memory.
func (c *endpointCache) add(key []byte, e *endpoint) *endpoint {
	if len(key) > maxEndpointKey {
		return e
	}
	kept, name := e.kept(key)
	if len(key) == 0 {
		c.single.Store(kept)
		return kept
	}
	c.mu.Lock()
	c.put(name, kept)
	c.mu.Unlock()
	return kept
}

// put adds to the younger generation, under the lock. A new map for each costs
// less than the 2 KB of code that clearing one links.
func (c *endpointCache) put(name string, e *endpoint) {
	if len(c.young) >= maxEndpoints {
		c.young, c.old = nil, c.young
	}
	if c.young == nil {
		c.young = make(map[string]*endpoint)
	}
	c.young[name] = e
}
