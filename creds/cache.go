package creds

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// When credentials are refreshed, before they expire. Source: botocore's
// refreshable credentials.
const (
	advisoryWindow  = 15 * time.Minute // from here on in the background
	mandatoryWindow = 10 * time.Minute // from here on callers wait
)

const (
	advisoryBackoff = 30 * time.Second // after an advisory refresh that failed
	defaultTimeout  = 30 * time.Second
	overdueGrace    = time.Second // for a fetch to report its own time-out
)

var (
	errOverdue  = errors.New("creds: the source gave no answer within the cache's time limit")
	errVanished = errors.New("creds: the source ended without an answer")
)

// Cache keeps the credentials of a source and refreshes them, once for all
// callers. A warm Retrieve is one atomic load.
//
//   - 15 minutes before they expire (advisory window) one refresh runs in the
//     background; callers go on with the old ones. If it fails, the next one
//     comes no sooner than 30 seconds later.
//   - 10 minutes before they expire (mandatory window), or if there are none,
//     callers wait for the refresh and its error is theirs.
//
// Credentials that came with little time left have smaller windows, half and a
// quarter of that time, so that a source that repeats them is not asked for every call.
//
// A fetch runs in a goroutine of its own, which ends with the fetch, under a
// context that no caller can cancel. No lock is held meanwhile.
//
// Set the fields before the first call. Safe for concurrent use.
type Cache struct {
	Now     func() time.Time // default: time.Now
	Timeout time.Duration    // for one fetch; default: 30 seconds

	source Provider
	warm   atomic.Pointer[snapshot]
	mu     sync.Mutex // guards flight and stores to warm
	flight *flight    // the fetch that is under way, if one is
}

// snapshot is credentials and when to replace them. It does not change.
type snapshot struct {
	credentials         Credentials
	advisory, mandatory time.Time // advisory is not after mandatory; zero: never
}

// flight is one fetch. The result is set before done is closed.
type flight struct {
	done        chan struct{}
	landed      bool // guarded by Cache.mu
	credentials Credentials
	err         error
}

// NewCache caches p. A Cache is returned as it is.
func NewCache(p Provider) *Cache {
	if c, ok := p.(*Cache); ok && c != nil {
		return c
	}
	return &Cache{source: p}
}

// Retrieve returns credentials that are valid now. Only when it has to wait for
// the source does it look at ctx: the wait ends with ctx, the fetch does not.
func (c *Cache) Retrieve(ctx context.Context) (Credentials, error) {
	if s := c.warm.Load(); s != nil && (s.advisory.IsZero() || c.now().Before(s.advisory)) {
		return s.credentials, nil
	}
	return c.retrieve(ctx)
}

// retrieve is Retrieve when there is something to refresh.
func (c *Cache) retrieve(ctx context.Context) (Credentials, error) {
	if c.source == nil {
		return Credentials{}, &NotConfigured{Source: "cache", Reason: "it has no source"}
	}
	now := c.now()
	c.mu.Lock()
	s, f := c.warm.Load(), c.flight
	fresh := s != nil && (s.advisory.IsZero() || now.Before(s.advisory)) // by a landing since Retrieve looked
	usable := fresh || s != nil && now.Before(s.mandatory)
	if f == nil && !fresh {
		f = &flight{done: make(chan struct{})}
		c.flight = f
		go c.fly(f)
	}
	c.mu.Unlock()
	if usable {
		return s.credentials, nil
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		select {
		case <-f.done: // both: the answer counts
		default:
			return Credentials{}, &Error{Reason: "stopped waiting for credentials", Err: ctx.Err()}
		}
	}
	return f.credentials, f.err
}

// fly fetches. It lands whatever the source does: a source that ignores its
// context is given up, one that ends its goroutine (runtime.Goexit) is an error.
func (c *Cache) fly(f *flight) {
	limit := c.Timeout
	if limit <= 0 {
		limit = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	overdue := time.AfterFunc(limit+overdueGrace, func() { c.land(f, Credentials{}, errOverdue) })
	defer overdue.Stop()

	got, err := Credentials{}, errVanished
	defer func() { c.land(f, got, err) }()
	got, err = c.source.Retrieve(ctx)
	if err == nil {
		got.Expires = got.Expires.Round(0) // wall clock alone, see backOff
		err = got.Check(c.now())
	}
}

// land ends a flight, keeps what it brought and wakes those who wait for it.
// The second landing of a flight does nothing.
func (c *Cache) land(f *flight, got Credentials, err error) {
	c.mu.Lock()
	if f.landed {
		c.mu.Unlock()
		return
	}
	f.landed = true
	if err != nil {
		got = Credentials{}
	}
	f.credentials, f.err = got, err
	if c.flight == f { // else Invalidate came in between
		c.flight = nil
		if err == nil {
			c.warm.Store(newSnapshot(got, c.now()))
		} else if s := c.warm.Load(); s != nil && !s.mandatory.IsZero() {
			c.warm.Store(s.backOff(c.now()))
		}
	}
	c.mu.Unlock()
	close(f.done)
}

// Invalidate forgets the credentials. Calls from now on fetch; calls that wait
// already get what their fetch brings, but it is not kept.
func (c *Cache) Invalidate() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.warm.Store(nil)
	c.flight = nil
}

// Reject forgets the credentials if they are still the ones that were used. It is
// for callers that a service told that they expired: many may be told at once,
// and only the first one's word leads to a fetch.
func (c *Cache) Reject(used Credentials) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.warm.Load(); s != nil && s.credentials.Equal(used) {
		c.warm.Store(nil)
	}
}

// String names the type: fmt would read the fields without their lock.
func (c *Cache) String() string { return "creds.Cache" }

// GoString is String, for %#v.
func (c *Cache) GoString() string { return "creds.Cache" }

func (c *Cache) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func newSnapshot(got Credentials, now time.Time) *snapshot {
	s := &snapshot{credentials: got}
	if !got.Expires.IsZero() {
		left := got.Expires.Sub(now)
		s.advisory = got.Expires.Add(-min(advisoryWindow, left/2))
		s.mandatory = got.Expires.Add(-min(mandatoryWindow, left/4))
	}
	return s
}

// backOff is s with the advisory refresh put off. Times are of the wall clock
// alone: the other one may stand still while a function is frozen.
func (s *snapshot) backOff(now time.Time) *snapshot {
	later := *s
	later.advisory = now.Add(advisoryBackoff).Round(0)
	if later.advisory.After(s.mandatory) {
		later.advisory = s.mandatory
	}
	return &later
}
