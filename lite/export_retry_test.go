package lite

import "time"

// TuneRetries sets what a client's retries have no setting for.
func (c *Client) TuneRetries(quota int, longest time.Duration, jitter float64) {
	c.once.Do(c.start)
	r := &c.retries
	if quota >= 0 {
		r.quota.size = int64(quota)
	}
	if longest > 0 {
		r.longest = longest
	}
	r.random = func() float64 { return jitter }
}

// QuotaLeft is the number of tokens for retries.
func (c *Client) QuotaLeft() int { return int(c.retries.quota.size - c.retries.quota.spent.Load()) }

// Attempts is the number of attempts that a client makes at most.
func (c *Client) Attempts() int {
	c.once.Do(c.start)
	return c.retries.attempts
}

// Adaptive is a sendRate with its clock in the test's hands.
type Adaptive struct{ r *sendRate }

func NewAdaptive() Adaptive { return Adaptive{newSendRate(time.Time{})} }

// Answered tells of an answer, and returns what there is to see.
func (a Adaptive) Answered(t float64, throttled bool) (measured float64, engaged bool, fill, max, zero, lastFail float64) {
	a.r.update(t, throttled)
	return a.r.measure.rate, a.r.engaged, a.r.bucket.rate, a.r.cubic.max, a.r.cubic.zero, a.r.cubic.lastFail
}

type (
	Cubic       = cubic
	TokenBucket = tokenBucket
	RateClocker = rateClocker
)

func NewCubic(rate, t, beta float64) Cubic           { return newCubic(rate, t, beta) }
func NewTokenBucket(rate, least float64) TokenBucket { return newTokenBucket(rate, least) }

func (c *cubic) Success(t float64) float64         { return c.success(t) }
func (c *cubic) Throttled(rate, t float64) float64 { return c.throttled(rate, t) }
func (c *cubic) See() (max, zero, lastFail float64) {
	return c.max, c.zero, c.lastFail
}
func (c *rateClocker) Record(t float64) float64  { return c.record(t) }
func (b *tokenBucket) SetRate(t, rate float64)   { b.setRate(t, rate) }
func (b *tokenBucket) Take(t, n float64) float64 { return b.take(t, n) }
func (b *tokenBucket) See() (tokens, capacity, rate float64) {
	return b.tokens, b.capacity, b.rate
}

// CRCFits is crcFits.
var CRCFits = crcFits
