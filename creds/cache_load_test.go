package creds

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// No bubble here: real scheduling, for the race detector, and the
// number of goroutines afterwards.
func TestCacheUnderLoad(t *testing.T) {
	before := runtime.NumGoroutine()
	var fetches, now atomic.Int64
	cache := NewCache(ProviderFunc(func(context.Context) (Credentials, error) {
		n := fetches.Add(1)
		if n%7 == 0 {
			return Credentials{}, errors.New("busy")
		}
		return Credentials{AccessKeyID: "A", SecretAccessKey: NewSecret("S"), Expires: time.Unix(now.Load(), 0).Add(time.Hour)}, nil
	}))
	cache.Now = func() time.Time { return time.Unix(now.Load(), 0) }
	var callers sync.WaitGroup
	for i := range 64 {
		callers.Go(func() {
			for j := range 200 {
				now.Add(10)
				got, err := cache.Retrieve(t.Context())
				if err == nil && got.AccessKeyID != "A" || err != nil && err.Error() != "busy" && !strings.Contains(err.Error(), "expired") {
					t.Errorf("got %v, %v", got, err)
				}
				switch {
				case i == 0 && j%20 == 0:
					cache.Invalidate()
				case i == 1 && j%20 == 0:
					cache.Reject(got)
				}
			}
		})
	}
	callers.Wait()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
	if fetches.Load() < 20 {
		t.Errorf("only %d fetches", fetches.Load())
	}
}

func TestCacheAllocs(t *testing.T) {
	for name, expires := range map[string]time.Time{"for ever": {}, "expiring": time.Now().Add(time.Hour)} {
		c := testCredentials()
		c.Expires = expires
		cache, ctx := NewCache(fixed(c, nil)), t.Context()
		if _, err := cache.Retrieve(ctx); err != nil {
			t.Fatal(name, err)
		}
		testkit.WantAllocs(t, 0, func() { _, _ = cache.Retrieve(ctx) })
	}
}

func TestCacheColdAllocs(t *testing.T) {
	lambda(t)
	ctx, source := t.Context(), Chain(Environment{}, Container{})
	testkit.WantAllocs(t, 14, func() { // cache, flight, channel, goroutine, context and timers included
		if _, err := NewCache(source).Retrieve(ctx); err != nil {
			t.Fatal(err)
		}
	})
}
