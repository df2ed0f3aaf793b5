package lite

import (
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// retryAfter is what a server says about when to come again; 0 if it says
// nothing that counts. x-amz-retry-after is in milliseconds; Retry-After in
// seconds, or a date (RFC 9110, section 10.2.3).
func retryAfter(h wire.Headers, hints bool, now time.Time) time.Duration {
	if h == nil {
		return 0
	}
	if text, ok := h.Get("X-Amz-Retry-After"); ok && hints {
		if ms, err := strconv.Atoi(text); err == nil && ms > 0 && ms < 1<<30 {
			return time.Duration(ms) * time.Millisecond
		}
		return 0
	}
	text, ok := h.Get("Retry-After")
	if !ok {
		return 0
	}
	if s, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(0, min(s, 1<<30))) * time.Second
	}
	if at, err := wire.ParseTimestamp(text, models.RFC822); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// skewed learns the service's clock from an answer that refuses the signature's
// time, and reports whether that makes another attempt worth while.
//
// Source: the codes of the SDKs' clock skew correction (aws-sdk-go-v2, pull
// request 3472), and the two older ones that Query services had.
func (k *call) skewed(e *Error, h wire.Headers) bool {
	if !isWord(e.Code, "RequestTimeTooSkewed RequestExpired RequestInTheFuture InvalidSignatureException "+
		"SignatureDoesNotMatch AuthFailure AccessDeniedException") {
		return false
	}
	date, _ := h.Get("Date")
	age, _ := h.Get("Age")
	return k.c.retries.skew.Learn(e.Status, date, age, k.sent, time.Now())
}

// serverDate is the service's clock as its answer shows it.
func serverDate(h wire.Headers) (time.Time, bool) {
	text, ok := h.Get("Date")
	if !ok {
		return time.Time{}, false
	}
	t, err := wire.ParseTimestamp(text, models.RFC822)
	return t, err == nil
}

// now is the time that signatures carry, and the attempt's.
func (k *call) now() time.Time {
	k.sent = time.Now()
	return k.c.retries.skew.Time(k.sent)
}

// retryHeader adds amz-sdk-request: which attempt this is, of how many, and from
// the second one on until when an answer is of use, by the service's clock.
func (k *call) retryHeader() {
	r := &k.request
	from := len(r.Values)
	if !k.serverTime.IsZero() && k.request.Stream == nil {
		useful := k.c.settings.AttemptTimeout
		if useful <= 0 {
			useful = silence
		}
		until := time.Now().Add(useful)
		if deadline, ok := k.ctx.Deadline(); ok && deadline.Before(until) {
			until = deadline
		}
		r.Values = until.Add(k.serverTime.Sub(k.serverSeen)).UTC().AppendFormat(append(r.Values, "ttl="...), "20060102T150405Z")
		r.Values = append(r.Values, "; "...)
	}
	r.Values = append(strconv.AppendInt(append(r.Values, "attempt="...), int64(k.attempt), 10), "; max="...)
	r.Values = strconv.AppendInt(r.Values, int64(k.c.retries.attempts), 10)
	r.AddHeader("amz-sdk-request", from)
}
