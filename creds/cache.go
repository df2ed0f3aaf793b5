package creds

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// When credentials are refreshed, before they expire, in milliseconds. Source:
// botocore's refreshable credentials.
const (
	advisoryWindow  = 15 * 60_000 // from here on in the background
	mandatoryWindow = 10 * 60_000 // from here on callers wait
	advisoryBackoff = 30_000      // after an advisory refresh that failed
)

const (
	defaultTimeout = 30 * time.Second
	overdueGrace   = time.Second // for a fetch to report its own time-out
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

// snapshot is credentials and when to replace them, in milliseconds of the Unix
// epoch: the wall clock, since the other one may stand still while a function is
// frozen. It does not change.
type snapshot struct {
	credentials         Credentials
	advisory, mandatory int64 // advisory is not after mandatory
}

const never = 1<<63 - 1

// flight is one fetch. The result is set before done is closed.
type flight struct {
	_      [0]func() // not comparable, as Error
	done   chan struct{}
	landed bool      // guarded by Cache.mu
	brings *snapshot // nil if err is set
	err    error
}

// NewCache caches p. A Cache is returned as it is.
func NewCache(p Provider) *Cache {
	if c, ok := p.(*Cache); ok && c != nil {
		return c
	}
	return &Cache{source: p}
}

// Prime asks the source in the caller's goroutine and keeps what it gives, if that
// is valid: for sources that do no I/O, such as the environment, which are quicker
// than a fetch. What is wrong is what the next Retrieve says.
func (c *Cache) Prime(ctx context.Context) {
	s, err := new(snapshot), error(nil)
	if s.credentials, err = c.source.Retrieve(ctx); err != nil || s.credentials.Check(c.now()) != nil {
		return
	}
	s.schedule(c.milliseconds())
	c.warm.CompareAndSwap(nil, s)
}

// Retrieve returns credentials that are valid now. Only when it has to wait for
// the source does it look at ctx: the wait ends with ctx, the fetch does not.
func (c *Cache) Retrieve(ctx context.Context) (Credentials, error) {
	s := c.warm.Load()
	if s == nil || s.advisory != never && c.milliseconds() >= s.advisory {
		var err error
		if s, err = c.retrieve(ctx); err != nil {
			return Credentials{}, err
		}
	}
	return s.credentials, nil
}

// retrieve is Retrieve when there is something to refresh.
func (c *Cache) retrieve(ctx context.Context) (*snapshot, error) {
	if c.source == nil {
		return nil, notConfigured("cache", "it has no source")
	}
	now := c.milliseconds()
	c.mu.Lock()
	s, f := c.warm.Load(), c.flight
	fresh := s != nil && now < s.advisory // by a landing since Retrieve looked
	if f == nil && !fresh {
		f = &flight{done: make(chan struct{})}
		c.flight = f
		go c.fly(f)
	}
	c.mu.Unlock()
	if fresh || s != nil && now < s.mandatory {
		return s, nil
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		select {
		case <-f.done: // both: the answer counts
		default:
			return nil, &Error{Reason: "stopped waiting for credentials", Err: ctx.Err()}
		}
	}
	return f.brings, f.err
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
	overdue := time.AfterFunc(limit+overdueGrace, func() { c.land(f, nil, errOverdue) })
	defer overdue.Stop()

	s, err := new(snapshot), errVanished
	defer func() { c.land(f, s, err) }()
	if s.credentials, err = c.source.Retrieve(ctx); err == nil {
		s.credentials.Expires = s.credentials.Expires.Round(0) // wall clock alone
		err = s.credentials.Check(c.now())
	}
}

// land ends a flight, keeps what it brought and wakes those who wait for it.
// The second landing of a flight does nothing.
func (c *Cache) land(f *flight, s *snapshot, err error) {
	c.mu.Lock()
	if f.landed {
		c.mu.Unlock()
		return
	}
	f.landed, f.err = true, err
	now := c.milliseconds()
	if err == nil {
		s.schedule(now)
		f.brings = s
	} else if s = c.warm.Load(); s != nil {
		later := *s
		later.advisory = min(now+advisoryBackoff, s.mandatory)
		s = &later
	}
	if c.flight == f { // else Invalidate came in between
		c.flight = nil
		c.warm.Store(s)
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
	if s := c.warm.Load(); s != nil && s.credentials.Equal(used) {
		c.warm.Store(nil)
	}
	c.mu.Unlock()
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

// milliseconds is now as snapshots have it.
//
//go:noinline
func (c *Cache) milliseconds() int64 { return c.now().UnixMilli() }

// schedule says when to replace credentials that came now.
func (s *snapshot) schedule(now int64) {
	s.advisory, s.mandatory = never, never
	if !s.credentials.Expires.IsZero() {
		expires := s.credentials.Expires.UnixMilli()
		s.advisory = expires - min(advisoryWindow, (expires-now)/2)
		s.mandatory = expires - min(mandatoryWindow, (expires-now)/4)
	}
}
