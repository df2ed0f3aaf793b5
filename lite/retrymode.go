package lite

import (
	"errors"
	"math/rand/v2"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// RetryMode says by which rules calls are sent again.
type RetryMode uint8

// Retry modes. Botocore's older mode, legacy, is not one of them: where
// AWS_RETRY_MODE asks for it, the standard mode serves.
const (
	// RetryDefault is AWS_RETRY_MODE (standard, adaptive, legacy, off), then
	// retry_mode of the profile, then
	// RetryStandard, or Retry2026 if AWS_NEW_RETRIES_2026 is true.
	RetryDefault RetryMode = iota

	// RetryStandard: 3 attempts, waits of up to 1 s, 2 s, 4 s … 20 s.
	RetryStandard

	// Retry2026 is the standard mode's next version (2.1): waits of up to 50 ms,
	// 100 ms …, after throttling 1 s, 2 s …; 25 ms and 4 attempts for DynamoDB;
	// retries cost more of the quota, and x-amz-retry-after is obeyed.
	Retry2026

	// RetryAdaptive is RetryStandard, and calls are held back to the rate that
	// the service bears, once it has throttled one. All calls of the client share
	// the rate: it is for clients that call one resource.
	RetryAdaptive

	// RetryOff sends every call once.
	RetryOff
)

var (
	errRetryMode   = errors.New("the retry mode (AWS_RETRY_MODE, retry_mode of the profile) is none of standard, adaptive, legacy, off")
	errMaxAttempts = errors.New("the number of attempts (AWS_MAX_ATTEMPTS, max_attempts of the profile) is not from 1 to 1000")
)

// Numbers of the modes. Source: AWS SDKs and Tools Reference Guide, "Retry
// behavior"; of version 2.1, botocore.
const (
	maxBackoff   = 20 * time.Second
	maxHintExtra = 5 * time.Second // a server's hint adds no more to a wait
	maxAttempts  = 1000
)

// retryRules are the numbers of a mode.
type retryRules struct {
	_                             notCompared
	attempts                      int
	base, throttledBase, longest  time.Duration
	cost, throttledCost, waitCost int  // in tokens; waitCost after a time-out
	hints                         bool // x-amz-retry-after counts
	polls                         bool // long polling waits also where the quota is spent
}

// rulesOf are the rules of a mode for a service.
func rulesOf(mode RetryMode, service string) retryRules {
	r := retryRules{
		attempts: 3, base: time.Second, throttledBase: time.Second, longest: maxBackoff,
		cost: 5, throttledCost: 5, waitCost: 10,
	}
	switch mode {
	case RetryOff:
		r.attempts = 1
	case Retry2026:
		r.base, r.cost, r.waitCost, r.hints, r.polls = 50*time.Millisecond, 14, 14, true, true
		if service == "DynamoDB" || service == "DynamoDB Streams" {
			r.attempts, r.base = 4, 25*time.Millisecond
		}
	}
	return r
}

// backoff is the wait after an attempt: a random part of base, twice base, four
// times base … up to the longest.
func (r *retryRules) backoff(attempt int, throttled bool, jitter float64) time.Duration {
	base := r.base
	if throttled {
		base = r.throttledBase
	}
	return time.Duration(jitter * float64(min(base<<min(attempt-1, 20), r.longest)))
}

// hinted is the wait that a server's hint makes of a wait: not shorter, and not
// more than 5 s longer.
func hinted(wait, hint time.Duration) time.Duration {
	return max(wait, min(hint, wait+maxHintExtra))
}

// retries is a client's part in retrying.
type retries struct {
	retryRules
	mode   RetryMode
	err    error // in the settings
	quota  quota
	rate   *sendRate // of the adaptive mode
	skew   sign.ClockSkew
	random func() float64 // nil: rand.Float64
}

// open takes mode and attempts from the settings.
func (r *retries) open(s *settings, service string) {
	r.err = s.err
	mode := s.RetryMode
	if mode == RetryDefault {
		mode = r.modeOf(s)
	} else if mode > RetryOff {
		r.fail(errRetryMode)
	}
	r.mode, r.retryRules = mode, rulesOf(mode, service)
	switch {
	case mode == RetryOff:
	case s.MaxAttempts > 0:
		r.attempts = s.MaxAttempts
	case s.MaxAttempts < 0:
		r.fail(errMaxAttempts)
	default:
		if text := s.look("", "max_attempts", "AWS_MAX_ATTEMPTS"); text != "" {
			n, ok := number(text, maxAttempts)
			if !ok || n == 0 {
				r.fail(errMaxAttempts)
			}
			r.attempts = max(n, 1)
		}
	}
	r.quota.size = quotaTokens
	s.ClockSkewCorrection = s.ClockSkewCorrection.or(
		s.flag(Default, "", "disable_clock_skew_correction", "AWS_DISABLE_CLOCK_SKEW_CORRECTION") != On)
	r.skew.Off = s.ClockSkewCorrection == Off
	if mode == RetryAdaptive {
		r.rate = newSendRate(time.Now())
	}
}

// fail keeps the first error.
func (r *retries) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// modeOf is the mode where the Config leaves it open.
func (r *retries) modeOf(s *settings) RetryMode {
	switch mode := s.look("", "retry_mode", "AWS_RETRY_MODE"); {
	case wire.EqualFold(mode, "adaptive"):
		return RetryAdaptive
	case wire.EqualFold(mode, "off"):
		return RetryOff
	case mode != "" && !wire.EqualFold(mode, "standard") && !wire.EqualFold(mode, "legacy"):
		r.fail(errRetryMode)
	}
	if isTrue("AWS_NEW_RETRIES_2026") {
		return Retry2026
	}
	return RetryStandard
}

// jitter is a random number from 0 up to 1.
func (r *retries) jitter() float64 {
	if r.random != nil {
		return r.random()
	}
	return rand.Float64()
}
