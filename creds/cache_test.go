package creds

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// issuer is a source that numbers its credentials. The tests around it run in
// bubbles of testing/synctest, where time passes only when all wait; a bubble
// also fails if a goroutine is left in it.
type issuer struct {
	life  time.Duration // of what it issues; 0: for ever
	takes time.Duration // time of a fetch
	mu    sync.Mutex
	err   error
	count int
}

func (i *issuer) Retrieve(ctx context.Context) (Credentials, error) {
	i.mu.Lock()
	i.count++
	n := i.count
	i.mu.Unlock()
	if i.takes > 0 {
		select {
		case <-time.After(i.takes):
		case <-ctx.Done():
			return Credentials{}, ctx.Err()
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.err != nil {
		return Credentials{}, i.err
	}
	c := Credentials{AccessKeyID: "A" + strconv.Itoa(n), SecretAccessKey: NewSecret("S"), Source: "issuer"}
	if i.life != 0 {
		c.Expires = time.Now().Add(i.life)
	}
	return c, nil
}

func (i *issuer) set(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.err = err
}

func (i *issuer) fetches() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.count
}

// want fails unless a call gets the credentials with this number after this wait.
func want(t *testing.T, c *Cache, number int, wait time.Duration) {
	t.Helper()
	began := time.Now()
	got, err := c.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "A"+strconv.Itoa(number) {
		t.Errorf("got %q, %v, want A%d", got.AccessKeyID, err, number)
	}
	if took := time.Since(began); took != wait {
		t.Errorf("took %v, want %v", took, wait)
	}
}

func TestCacheOneFetchForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{life: time.Hour, takes: time.Second}
		cache := NewCache(source)
		for round := 1; round <= 2; round++ {
			var callers sync.WaitGroup
			for range 64 {
				callers.Go(func() { want(t, cache, round, time.Second) })
			}
			callers.Wait()
			if n := source.fetches(); n != round {
				t.Errorf("%d fetches for 64 callers in round %d", n, round)
			}
			want(t, cache, round, 0)
			time.Sleep(51 * time.Minute) // into the mandatory window
		}
	})
}

func TestCacheWindows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{life: time.Hour, takes: 3 * time.Second}
		cache := NewCache(source)
		want(t, cache, 1, 3*time.Second)
		time.Sleep(45*time.Minute - time.Nanosecond)
		want(t, cache, 1, 0)
		if source.fetches() != 1 {
			t.Error("refreshed before the advisory window")
		}
		time.Sleep(time.Nanosecond)
		want(t, cache, 1, 0) // starts the refresh and does not wait
		want(t, cache, 1, 0) // while it runs
		time.Sleep(3*time.Second + 1)
		want(t, cache, 2, 0)
		if source.fetches() != 2 {
			t.Errorf("%d fetches", source.fetches())
		}
		time.Sleep(50 * time.Minute) // of 60: mandatory
		want(t, cache, 3, 3*time.Second)
	})
}

// Calls that arrive while an advisory refresh runs wait for it once the
// mandatory window has begun.
func TestCacheExpiryInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{life: time.Hour}
		cache := NewCache(source)
		cache.Timeout = time.Hour
		want(t, cache, 1, 0)
		source.takes = 30 * time.Minute
		time.Sleep(46 * time.Minute)
		want(t, cache, 1, 0)
		time.Sleep(4 * time.Minute) // mandatory now; the fetch has 26 minutes to go
		want(t, cache, 2, 26*time.Minute)
		if source.fetches() != 2 {
			t.Errorf("%d fetches", source.fetches())
		}
	})
}

func TestCacheSourceDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{life: time.Hour}
		cache := NewCache(source)
		want(t, cache, 1, 0)
		down := errors.New("down")
		source.set(down)
		time.Sleep(46 * time.Minute)
		for range 4 * 60 { // one call a second through the advisory window
			want(t, cache, 1, 0)
			time.Sleep(time.Second)
		}
		if n := source.fetches(); n != 1+4*60/30 {
			t.Errorf("%d fetches, want one every 30 seconds", n)
		}
		if got, err := cache.Retrieve(t.Context()); err != down || !got.Equal(Credentials{}) { // mandatory
			t.Errorf("got %v, %v", got, err)
		}
		source.set(nil)
		want(t, cache, source.fetches()+1, 0)
	})
}

// A source that repeats credentials with little life left is asked rarely.
func TestCacheShortLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := time.Now().Add(8*time.Minute + time.Second)
		fetches := 0
		cache := NewCache(ProviderFunc(func(context.Context) (Credentials, error) {
			fetches++
			time.Sleep(time.Second)
			return Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), Expires: end}, nil
		}))
		for i := range 8*60 - 10 {
			began := time.Now()
			got, err := cache.Retrieve(t.Context())
			if err != nil || !got.Expires.Equal(end) {
				t.Fatal(got.Expires, err)
			}
			if waited := time.Since(began); waited != 0 && i > 0 {
				t.Errorf("call %d waited %v", i, waited)
			}
			time.Sleep(time.Second - time.Since(began)%time.Second)
		}
		time.Sleep(time.Until(end))
		if fetches > 10 {
			t.Errorf("%d fetches in eight minutes", fetches)
		}
		if _, err := cache.Retrieve(t.Context()); err == nil || !strings.Contains(err.Error(), "expired at") {
			t.Errorf("expired credentials: %v", err)
		}
	})
}

// The first caller leaves; the fetch goes on for the second.
func TestCacheCallerLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{takes: 5 * time.Second}
		cache := NewCache(source)
		ctx, cancel := context.WithCancel(t.Context())
		var callers sync.WaitGroup
		callers.Go(func() {
			if _, err := cache.Retrieve(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
		synctest.Wait()
		callers.Go(func() { want(t, cache, 1, 5*time.Second) })
		synctest.Wait()
		cancel()
		callers.Wait()
		short, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		cache.Invalidate()
		began := time.Now()
		_, err := cache.Retrieve(short)
		if time.Since(began) != time.Second || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		time.Sleep(4*time.Second + 1)
		want(t, cache, 2, 0) // nobody waited, and it is there
	})
}

func TestCacheTimeLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{takes: time.Hour}
		cache := NewCache(source)
		began := time.Now()
		_, err := cache.Retrieve(t.Context())
		if time.Since(began) != 30*time.Second || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
	})
	synctest.Test(t, func(t *testing.T) { // a source that does not obey
		wake := make(chan struct{})
		var asked atomic.Int64
		cache := NewCache(ProviderFunc(func(context.Context) (Credentials, error) {
			if asked.Add(1) == 1 {
				<-wake
			}
			return testCredentials(), nil
		}))
		cache.Timeout = 2 * time.Second
		began := time.Now()
		_, err := cache.Retrieve(t.Context())
		if time.Since(began) != 3*time.Second || err != errOverdue {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		if _, err := cache.Retrieve(t.Context()); err != nil {
			t.Errorf("the next fetch: %v", err)
		}
		close(wake) // what comes late does no harm
		synctest.Wait()
		if got, err := cache.Retrieve(t.Context()); err != nil || !got.Equal(testCredentials()) {
			t.Errorf("got %v, %v", got, err)
		}
	})
	synctest.Test(t, func(t *testing.T) { // one that ends its goroutine, as t.Fatal does
		cache := NewCache(ProviderFunc(func(context.Context) (Credentials, error) {
			runtime.Goexit()
			return Credentials{}, nil
		}))
		if _, err := cache.Retrieve(t.Context()); err != errVanished {
			t.Errorf("got %v", err)
		}
	})
}

func TestCacheRefusesBadCredentials(t *testing.T) {
	for name, change := range map[string]func(*Credentials){
		"none":    func(c *Credentials) { *c = Credentials{} },
		"expired": func(c *Credentials) { c.Expires = time.Now() },
		"header":  func(c *Credentials) { c.SessionToken = NewSecret("a\r\nb") },
	} {
		c := testCredentials()
		change(&c)
		got, err := NewCache(fixed(c, nil)).Retrieve(t.Context())
		if err == nil || !got.Equal(Credentials{}) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
	if got, err := NewCache(fixed(testCredentials(), errors.New("no"))).Retrieve(t.Context()); err == nil || !got.Equal(Credentials{}) {
		t.Errorf("an error beside %v", got)
	}
	if _, err := NewCache(nil).Retrieve(t.Context()); !errors.Is(err, ErrNotConfigured) {
		t.Errorf("no source: %v", err)
	}
}

func TestCacheInvalidate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{takes: 2 * time.Second}
		cache := NewCache(source)
		var callers sync.WaitGroup
		callers.Go(func() { want(t, cache, 1, 2*time.Second) })
		time.Sleep(time.Second)
		cache.Invalidate() // what is under way may be old already
		callers.Go(func() { want(t, cache, 2, 2*time.Second) })
		time.Sleep(1500 * time.Millisecond)
		want(t, cache, 2, 500*time.Millisecond) // the first fetch has ended, and is not kept
		callers.Wait()
		want(t, cache, 2, 0)
		cache.Invalidate()
		want(t, cache, 3, 2*time.Second)
	})
}

func TestCacheReject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &issuer{takes: time.Second}
		cache := NewCache(source)
		used, err := cache.Retrieve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var callers sync.WaitGroup
		for i := range 64 { // all are told that A1 expired, one after the other
			callers.Go(func() {
				time.Sleep(time.Duration(i) * 100 * time.Millisecond)
				cache.Reject(used)
				if got, err := cache.Retrieve(t.Context()); err != nil || got.AccessKeyID != "A2" {
					t.Errorf("got %v, %v", got, err)
				}
			})
		}
		callers.Wait()
		if source.fetches() != 2 {
			t.Errorf("%d fetches", source.fetches())
		}
	})
}

// While a function is frozen the monotonic clock may stand still: what is kept
// expires by the wall clock.
func TestCacheExpiresByTheWallClock(t *testing.T) {
	c := testCredentials()
	c.Expires = time.Now().Add(time.Hour)
	if !strings.Contains(c.Expires.String(), "m=") {
		t.Fatal("no monotonic clock to begin with")
	}
	cache := NewCache(fixed(c, nil))
	got, err := cache.Retrieve(t.Context())
	if err != nil || strings.Contains(got.Expires.String(), "m=") {
		t.Errorf("got %v, %v", got.Expires, err)
	}
}

func TestCacheOfCache(t *testing.T) {
	if c := NewCache(Static("A", "S", "")); NewCache(c) != c {
		t.Error("a cache is cached")
	}
}

// TestCachePrime: what the source gives at once is there without a fetch; what it
// cannot give, or is no longer valid, is left to Retrieve.
func TestCachePrime(t *testing.T) {
	asked := 0
	answer, failure := Credentials{AccessKeyID: "AKID", SecretAccessKey: NewSecret("secret")}, error(nil)
	c := NewCache(ProviderFunc(func(context.Context) (Credentials, error) {
		asked++
		return answer, failure
	}))
	failure = errors.New("not yet")
	c.Prime(t.Context())
	failure, answer.Expires = nil, time.Now().Add(-time.Hour)
	c.Prime(t.Context())
	answer.Expires = time.Time{}
	c.Prime(t.Context())
	got, err := c.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "AKID" || asked != 3 {
		t.Errorf("%v, %v, asked %d times", got, err, asked)
	}
}
