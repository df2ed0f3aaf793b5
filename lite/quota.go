package lite

import "sync/atomic"

// quota keeps a client from retrying much when much fails: retries take tokens
// and successes give them back. The zero quota is empty.
//
// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
type quota struct {
	_     notCompared
	size  int64
	spent atomic.Int64
}

const quotaTokens = 500

// take spends n tokens; false if there are not so many left.
func (q *quota) take(n int) bool {
	for {
		spent := q.spent.Load()
		if spent+int64(n) > q.size {
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
