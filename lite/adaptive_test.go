package lite_test

import (
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9 }

func TestConformanceCubic(t *testing.T) {
	list := cases[[]struct {
		StartingMaxRate, StartTime, Beta, ScaleConstant, K float64
		Events                                             []struct {
			Success, Throttled         *struct{ CurrentRate, Timestamp float64 }
			NewRate, WMax, K, LastFail float64
		}
	}](t, testkit.Conformance(t, "retries"), "cubic.json")
	n := 0
	for i, c := range list {
		cubic := lite.NewCubic(c.StartingMaxRate, c.StartTime, c.Beta)
		if _, zero, _ := cubic.See(); !near(zero, c.K) || c.ScaleConstant != 0.4 {
			t.Errorf("%d: k %v, want %v", i, zero, c.K)
		}
		for j, e := range c.Events {
			rate := 0.0
			if e.Success != nil {
				rate = cubic.Success(e.Success.Timestamp)
			} else {
				rate = cubic.Throttled(e.Throttled.CurrentRate, e.Throttled.Timestamp)
			}
			if most, zero, fail := cubic.See(); !near(rate, e.NewRate) || !near(most, e.WMax) || !near(zero, e.K) || fail != e.LastFail {
				t.Errorf("%d, event %d: %v %v %v %v, want %+v", i, j, rate, most, zero, fail, e)
			}
			n++
		}
	}
	if len(list) != 4 || n != 21 {
		t.Errorf("%d cases, %d events", len(list), n)
	}
}

func TestConformanceRateClocker(t *testing.T) {
	list := cases[[]struct {
		Smoothing, TimeBucketRange float64
		Records                    []struct{ Timestamp, MeasuredRate float64 }
	}](t, testkit.Conformance(t, "retries"), "rate-clocker.json")
	for i, c := range list {
		var clocker lite.RateClocker
		if c.Smoothing != 0.8 || c.TimeBucketRange != 0.5 {
			t.Errorf("%d: other numbers", i)
		}
		for _, r := range c.Records {
			if got := clocker.Record(r.Timestamp); !near(got, r.MeasuredRate) {
				t.Errorf("%d, at %v: %v, want %v", i, r.Timestamp, got, r.MeasuredRate)
			}
		}
	}
	if len(list) != 5 {
		t.Errorf("%d cases", len(list))
	}
}

func TestConformanceTokenBucket(t *testing.T) {
	list := cases[[]struct {
		ID               string
		MaxRate, MinRate float64
		Ops              []struct {
			At, Acquire                     float64
			SetMaxRate                      *float64
			OK                              bool
			WaitFor                         float64
			Capacity, MaxCapacity, FillRate float64
		}
	}](t, testkit.Conformance(t, "retries"), "token-bucket.json")
	for _, c := range list {
		t.Run(c.ID, func(t *testing.T) {
			bucket := lite.NewTokenBucket(c.MaxRate, c.MinRate)
			for i, op := range c.Ops {
				if op.SetMaxRate != nil {
					bucket.SetRate(op.At, *op.SetMaxRate)
				} else if wait := bucket.Take(op.At, op.Acquire); (wait == 0) != op.OK || !near(wait, op.WaitFor) {
					t.Errorf("%d: wait %v, want %v", i, wait, op.WaitFor)
				}
				if tokens, capacity, rate := bucket.See(); !near(tokens, op.Capacity) || capacity != op.MaxCapacity || rate != op.FillRate {
					t.Errorf("%d: %v %v %v, want %+v", i, tokens, capacity, rate, op)
				}
			}
		})
	}
	if len(list) != 8 {
		t.Errorf("%d cases", len(list))
	}
}

func TestConformanceAdaptive(t *testing.T) {
	list := cases[[]struct {
		ID     string
		Events []struct {
			At        float64
			Throttled bool
			Expect    struct {
				MeasuredRate, FillRate, WMax, K, LastFail float64
				Enabled                                   bool
			}
		}
	}](t, testkit.Conformance(t, "retries"), "adaptive-client-rate-limiter.json")
	for _, c := range list {
		t.Run(c.ID, func(t *testing.T) {
			rate := lite.NewAdaptive()
			for i, e := range c.Events {
				measured, engaged, fill, most, zero, fail := rate.Answered(e.At, e.Throttled)
				w := e.Expect
				if !near(measured, w.MeasuredRate) || engaged != w.Enabled || !near(fill, w.FillRate) || !near(most, w.WMax) || !near(zero, w.K) || fail != w.LastFail {
					t.Errorf("%d: %v %v %v %v %v %v, want %+v", i, measured, engaged, fill, most, zero, fail, w)
				}
			}
		})
	}
	if len(list) != 3 {
		t.Errorf("%d cases", len(list))
	}
}

// TestAdaptiveHoldsBack: against a service that bears 10 calls a second, clients
// that call without a pause end up near that rate, and few calls are throttled.
func TestAdaptiveHoldsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		tokens, filled, refused, served := 10.0, time.Now(), 0, 0
		s := &stub{choose: func(sent) answer {
			mu.Lock()
			defer mu.Unlock()
			now := time.Now()
			tokens, filled = min(10, tokens+now.Sub(filled).Seconds()*10), now
			if tokens < 1 {
				refused++
				return answer{status: 400, body: `{"__type":"ThrottlingException"}`}
			}
			tokens--
			served++
			return ok("{}")
		}}
		cfg := config(s)
		cfg.RetryMode = lite.RetryAdaptive
		client := lite.New(sqs.Service, cfg)
		var wg sync.WaitGroup
		began := time.Now()
		for range 4 {
			wg.Go(func() {
				for time.Since(began) < 2*time.Minute {
					client.Call(t.Context(), sqs.ListQueues, nil)
					time.Sleep(time.Millisecond)
				}
			})
		}
		wg.Wait()
		rate := float64(served) / time.Since(began).Seconds()
		if rate < 5 || rate > 10.5 || refused > served/4 {
			t.Errorf("%.1f calls a second, %d throttled of %d", rate, refused, refused+served)
		}
	})
}
