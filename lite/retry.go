package lite

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// Numbers of the SDKs' standard retry mode (AWS SDKs and Tools Reference Guide,
// "Retry behavior").
const (
	defaultAttempts = 3
	maxBackoff      = 20 * time.Second
	quotaTokens     = 500
	retryCost       = 5
	timeoutCost     = 10
)

// quota keeps a client from retrying much when much fails. The zero quota is full.
type quota struct{ spent atomic.Int64 }

// take spends n tokens; false if there are not so many left.
func (q *quota) take(n int) bool {
	for {
		spent := q.spent.Load()
		if spent+int64(n) > quotaTokens {
			return false
		}
		if q.spent.CompareAndSwap(spent, spent+int64(n)) {
			return true
		}
	}
}

// give puts back what the last retry of a successful call took, or one token.
func (q *quota) give(n int) {
	if n == 0 {
		n = 1
	}
	for {
		spent := q.spent.Load()
		if spent == 0 || q.spent.CompareAndSwap(spent, max(0, spent-int64(n))) {
			return
		}
	}
}

// retry decides whether err calls for another attempt, and waits for its time.
// No wait begins that the context's deadline would cut short.
func (k *call) retry(err error) bool {
	if k.attempt >= k.c.settings.MaxAttempts || k.ctx.Err() != nil {
		return false
	}
	cost := retryCost
	if e, ok := errors.AsType[*Error](err); ok {
		if !e.Retryable {
			return false
		}
	} else {
		e, ok := errors.AsType[*CallError](err)
		if !ok || e.Step != "send" && e.Step != "read" || errors.Is(err, context.Canceled) || errors.Is(err, errTooLarge) {
			return false
		}
		if e.timeout {
			cost = timeoutCost
		}
	}
	if k.request.Stream != nil && k.body.seeker == nil {
		return false // the body cannot be sent again
	}
	if !k.c.quota.take(cost) {
		return false
	}
	k.cost = cost
	return k.wait(backoff(k.attempt)) && k.rewind() == nil
}

// backoff is the wait after the given attempt: a random part of 1 s, 2 s, 4 s …
// up to 20 s.
func backoff(attempt int) time.Duration {
	longest := min(time.Second<<min(attempt-1, 10), maxBackoff)
	return time.Duration(rand.Float64() * float64(longest))
}

// wait sleeps; false if the context ends first or would end meanwhile.
func (k *call) wait(d time.Duration) bool {
	if deadline, ok := k.ctx.Deadline(); ok && time.Until(deadline) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-k.ctx.Done():
		return false
	}
}

// isThrottling reports the codes that ask for fewer calls.
func isThrottling(code string) bool {
	switch code {
	case "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
		"TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
		"RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled",
		"SlowDown", "PriorRequestNotComplete", "EC2ThrottledException":
		return true
	}
	return false
}

// isTransient reports statuses and codes of faults that pass.
func isTransient(status int, code string) bool {
	switch status {
	case 500, 502, 503, 504:
		return true
	}
	switch code {
	case "RequestTimeout", "RequestTimeoutException":
		return true
	}
	return false
}
