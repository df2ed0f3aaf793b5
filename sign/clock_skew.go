package sign

import (
	"sync/atomic"
	"time"
)

// ClockSkew corrects the time of signing of a client whose clock is wrong, by
// what services say the time is. Its zero value is ready, it is safe for
// concurrent use, and it holds one number. Keep one a client, because it must
// not be copied and because one service's wrong clock should not reach another.
//
// A correction that is wrong does more harm than a clock that is, so it learns
// with care:
//
//   - only from an answer that refuses: status 400, 401 or 403. One that does
//     not is proof that the time of signing was good enough;
//   - never from an answer out of a cache, which has an Age header: its Date may
//     be hours old;
//   - the skew is the Date's difference from the middle between sending the
//     request and receiving the answer, so that a slow answer does not count as
//     skew with more than half its duration; a request that took longer than 15
//     minutes, or during which the clock went back, teaches nothing;
//   - up to 4 minutes there is no correction, and what was there goes: services
//     accept that much, and Date and network are not exact;
//   - a Date before 2020 is nobody's time.
//
// So a wrong correction lasts until the next refusal.
//
// Source: SDKs' clock skew correction as aws-sdk-go-v2 has had it since 2026-07
// (pull request 3472): midpoint, 15 minutes, Age, a switch; Smithy SDKs: 4
// minutes. To learn from refusals only is stricter than they are.
type ClockSkew struct {
	_ notCompared
	// Off lets Learn learn nothing. Set it before the first use
	// (AWS_DISABLE_CLOCK_SKEW_CORRECTION).
	Off bool

	seconds atomic.Int64 // to add to this machine's time
}

const (
	leastSkew         = 4 * 60     // seconds
	longestRoundTrip  = 15 * 60    // seconds
	firstCredibleDate = 1577836800 // 2020-01-01T00:00:00Z
)

// Time is the time of signing for this machine's time now.
func (k *ClockSkew) Time(now time.Time) time.Time {
	if seconds := k.seconds.Load(); seconds != 0 {
		return now.Add(time.Duration(seconds) * time.Second)
	}
	return now
}

// Learn takes in an answer: its status, its Date and Age headers (empty if it
// has none), and this machine's uncorrected time before it sent the request and
// after it received the answer. It reports whether the correction has changed,
// which makes a request worth another attempt that was refused for its time.
func (k *ClockSkew) Learn(status int, date, age string, sent, received time.Time) bool {
	if k.Off || age != "" || status != 400 && status != 401 && status != 403 {
		return false
	}
	at, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", date)
	if err != nil || at.Unix() < firstCredibleDate {
		return false
	}
	from, to := sent.Unix(), received.Unix() // of the wall clock: the other one stops when a machine sleeps
	if to < from || to-from > longestRoundTrip {
		return false
	}
	skew := at.Unix() - (from + (to-from)/2)
	if -leastSkew <= skew && skew <= leastSkew {
		skew = 0
	}
	// Beyond that it could not be added: time.Duration ends at 292 years.
	const most = 200 * 365 * 24 * 60 * 60
	if skew < -most || skew > most {
		return false
	}
	return k.seconds.Swap(skew) != skew
}
