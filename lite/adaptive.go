package lite

import (
	"math"
	"sync"
	"time"
)

// Numbers of the adaptive mode. Source: AWS SDKs and Tools Reference Guide,
// "Retry behavior", and the CUBIC congestion control (RFC 9438).
const (
	cubicScale    = 0.4
	cubicBeta     = 0.7
	rateSmoothing = 0.8
	rateWindow    = 0.5 // s
	minFillRate   = 0.5 // tokens a second
	maxRateScale  = 2.0 // what is measured, times this, is the highest rate
)

// sendRate holds the attempts of a client back to the rate that the service
// bears, from the first one on that it throttles. All times are seconds since
// the client's first call.
type sendRate struct {
	start time.Time

	mu      sync.Mutex
	engaged bool
	measure rateClocker
	cubic   cubic
	bucket  tokenBucket
}

func newSendRate(now time.Time) *sendRate {
	return &sendRate{start: now, bucket: newTokenBucket(1, minFillRate), cubic: newCubic(0, 0, cubicBeta)}
}

// take takes the token of an attempt, or says how long to wait before the next
// try.
func (r *sendRate) take(now time.Time) time.Duration {
	wait := 0.0
	r.mu.Lock()
	if r.engaged {
		wait = r.bucket.take(now.Sub(r.start).Seconds(), 1)
	}
	r.mu.Unlock()
	if wait <= 0 {
		return 0
	}
	return max(time.Millisecond, time.Duration(wait*float64(time.Second)))
}

// answered adapts the rate to the outcome of an attempt.
func (r *sendRate) answered(now time.Time, throttled bool) {
	r.mu.Lock()
	r.update(now.Sub(r.start).Seconds(), throttled)
	r.mu.Unlock()
}

func (r *sendRate) update(t float64, throttled bool) {
	measured := r.measure.record(t)
	var rate float64
	if throttled {
		used := measured
		if r.engaged {
			used = min(measured, r.bucket.rate)
		}
		rate = r.cubic.throttled(used, t)
		r.engaged = true
	} else {
		rate = r.cubic.success(t)
	}
	r.bucket.setRate(t, min(rate, maxRateScale*measured))
}

// rateClocker measures how many answers come a second.
type rateClocker struct {
	_      notCompared
	window float64 // the one that is being counted
	count  float64
	rate   float64
}

// record counts an answer and returns the smoothed rate.
func (c *rateClocker) record(t float64) float64 {
	c.count++
	if window := math.Floor(t/rateWindow) * rateWindow; window > c.window {
		c.rate = rateSmoothing*c.count/(window-c.window) + (1-rateSmoothing)*c.rate
		c.count, c.window = 0, window
	}
	return c.rate
}

// cubic is the rate as a cubic function of the time since the service throttled:
// it comes back to the rate of then after zero seconds, lingers there, and rises.
type cubic struct {
	_        notCompared
	beta     float64
	max      float64 // the rate of then
	zero     float64
	lastFail float64
}

func newCubic(rate, t, beta float64) cubic {
	c := cubic{beta: beta, max: rate, lastFail: t}
	c.settle()
	return c
}

func (c *cubic) settle() { c.zero = math.Cbrt(c.max * (1 - c.beta) / cubicScale) }

// success is the rate at a time without throttling.
func (c *cubic) success(t float64) float64 {
	d := t - c.lastFail - c.zero
	return cubicScale*d*d*d + c.max
}

// throttled is the rate after the service throttled at the given one.
func (c *cubic) throttled(rate, t float64) float64 {
	c.max, c.lastFail = rate, t
	c.settle()
	return rate * c.beta
}

// tokenBucket gives as many tokens a second as its rate says.
type tokenBucket struct {
	_                notCompared
	rate, least      float64
	capacity, tokens float64
	filled           float64 // when tokens were counted last
}

func newTokenBucket(rate, least float64) tokenBucket {
	b := tokenBucket{least: least}
	b.setRate(0, rate)
	return b
}

// setRate changes the rate. A bucket holds a second's tokens, at least one.
func (b *tokenBucket) setRate(t, rate float64) {
	b.fill(t)
	b.rate, b.capacity = max(rate, b.least), max(rate, 1)
	b.tokens = min(b.tokens, b.capacity)
}

// take takes n tokens; if there are not so many, it takes none and returns the
// seconds until there are.
func (b *tokenBucket) take(t, n float64) (wait float64) {
	b.fill(t)
	if n > b.tokens {
		return (n - b.tokens) / b.rate
	}
	b.tokens -= n
	return 0
}

func (b *tokenBucket) fill(t float64) {
	b.tokens, b.filled = min(b.capacity, b.tokens+(t-b.filled)*b.rate), t
}
