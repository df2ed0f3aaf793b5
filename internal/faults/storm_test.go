package faults

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// TestStorm answers every call with 429, 500 or 503 for a while. The quota of 500
// tokens holds the retries back: at 5 a retry there are at most 100 of them,
// whatever the number of calls. Afterwards calls succeed again.
func TestStorm(t *testing.T) {
	for name, f := range map[string]Fault{
		"429": {Kind: StatusKind, Status: 429, Body: `{"__type":"TooManyRequestsException","message":"slow down"}`, Unexecuted: true},
		"500": {Kind: StatusKind, Status: 500, Unexecuted: true},
		"503": {Kind: StatusKind, Status: 503, Body: "<html>busy</html>", Header: "Retry-After: 0\r\n", Unexecuted: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calm atomic.Bool
			s, v := serving(t, nil)
			s.Decide = func(*Request) Fault {
				if calm.Load() {
					return Fault{}
				}
				return f
			}
			c := lite.New(sqs.Service, config(s))
			const calls = 640
			var spent atomic.Int64
			each(64, calls, func(i int) {
				err := message(within(t, 30*time.Second), c, strconv.Itoa(i))
				e, ok := errors.AsType[*lite.Error](err)
				if !ok || e.Status != f.Status {
					t.Errorf("call %d: %v", i, err)
				} else if errors.Is(err, lite.ErrRetryQuota) {
					spent.Add(1)
				}
			})
			if n := s.Requests(); n > calls+100 || n < calls+50 || spent.Load() < calls-100 {
				t.Errorf("%d requests for %d calls, of which %d were given up for the quota", n, calls, spent.Load())
			}
			calm.Store(true)
			each(16, 64, func(i int) {
				if err := message(within(t, 30*time.Second), c, "calm"+strconv.Itoa(i)); err != nil {
					t.Error(err)
				}
				if n := v.Message("calm" + strconv.Itoa(i)); n != 1 {
					t.Errorf("executed %d times", n)
				}
			})
		})
	}
}

// each calls f for 0 up to n, by so many goroutines.
func each(goroutines, n int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	for range goroutines {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// TestClock: the server's clock is 20 minutes off, and it refuses signatures that
// are more than 5 minutes old or early. A client learns the time from the first
// refusal; all calls succeed, and later ones at once.
func TestClock(t *testing.T) {
	for _, skew := range []time.Duration{20 * time.Minute, -20 * time.Minute} {
		t.Run(skew.String(), func(t *testing.T) {
			t.Parallel()
			s, _ := serving(t, nil)
			s.Skew = skew
			var refused atomic.Int64
			s.Decide = func(q *Request) Fault {
				signed, _ := time.Parse("20060102T150405Z", q.Header.Get("X-Amz-Date"))
				if off := signed.Sub(time.Now().Add(skew)); off > -5*time.Minute && off < 5*time.Minute {
					return Fault{}
				}
				refused.Add(1)
				if q.Header.Get("X-Amz-Target") != "" || strings.HasPrefix(q.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
					return Fault{Kind: StatusKind, Status: 400, Unexecuted: true, Body: `{"__type":"InvalidSignatureException","message":"Signature expired"}`}
				}
				return Fault{Kind: StatusKind, Status: 403, Unexecuted: true, Body: `<Error><Code>RequestTimeTooSkewed</Code></Error>`}
			}
			for i := range actions {
				if strings.HasPrefix(actions[i].name, "sts") || strings.HasPrefix(actions[i].name, "lambda") || strings.HasPrefix(actions[i].name, "event") {
					continue // whose errors are other than those above
				}
				cfg := config(s)
				cfg.MaxAttempts = 2
				c := lite.New(actions[i].service, cfg)
				before := refused.Load()
				for range 3 {
					if err := actions[i].do(within(t, 20*time.Second), c); err != nil {
						t.Errorf("%s: %v", actions[i].name, err)
					}
				}
				if n := refused.Load() - before; n != 1 {
					t.Errorf("%s: %d refusals", actions[i].name, n)
				}
			}
		})
	}
}

// TestRedirectLoop: buckets that are always in another region, in each way in
// which S3 says so, and redirects of other services, which nobody follows.
func TestRedirectLoop(t *testing.T) {
	elsewhere := func(status int, body string) func(*Request) Fault {
		return func(q *Request) Fault {
			region := "eu-west-1"
			if q.Number%2 == 0 {
				region = "us-west-2"
			}
			return Fault{Kind: StatusKind, Status: status, Unexecuted: true, Body: strings.ReplaceAll(body, "REGION", region),
				Header: "X-Amz-Bucket-Region: " + region + "\r\nLocation: " + "http://" + q.Host + q.URL.Path + "\r\n"}
		}
	}
	for name, decide := range map[string]func(*Request) Fault{
		"301":       elsewhere(301, `<Error><Code>PermanentRedirect</Code><Endpoint>x</Endpoint></Error>`),
		"301 empty": elsewhere(301, ""),
		"302":       elsewhere(302, ""),
		"307":       elsewhere(307, `<Error><Code>TemporaryRedirect</Code></Error>`),
		"400":       elsewhere(400, `<Error><Code>AuthorizationHeaderMalformed</Code><Region>REGION</Region></Error>`),
		"no region": func(q *Request) Fault { return Fault{Kind: StatusKind, Status: 301, Unexecuted: true} },
		"bad region": func(q *Request) Fault {
			return Fault{Kind: StatusKind, Status: 301, Unexecuted: true, Header: "X-Amz-Bucket-Region: evil.example/#\r\n"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range actions {
				s, _ := serving(t, nil)
				s.Decide = decide
				c := lite.New(actions[i].service, config(s))
				err := actions[i].do(within(t, 20*time.Second), c)
				e, ok := errors.AsType[*lite.Error](err)
				most := 1
				if strings.HasPrefix(actions[i].name, "s3.") {
					most = 3 // once elsewhere, or asked for its place
				}
				if !ok || e.Status/100 != 3 && e.Status != 400 || s.Requests() > most {
					t.Errorf("%s: %d requests: %v", actions[i].name, s.Requests(), err)
				}
			}
		})
	}
}

// TestRedirect: a bucket that is elsewhere is found, with its body, and the next
// call goes there at once.
func TestRedirect(t *testing.T) {
	s, v := serving(t, nil)
	s.Decide = func(q *Request) Fault {
		if strings.Contains(q.Header.Get("Authorization"), "/eu-west-1/s3/") {
			return Fault{}
		}
		return Fault{Kind: StatusKind, Status: 301, Unexecuted: true, Header: "X-Amz-Bucket-Region: eu-west-1\r\n"}
	}
	cfg := config(s)
	cfg.RetryMode = lite.RetryOff // following is no retry
	c := lite.New(s3.Service, cfg)
	for i := range 2 {
		err := put(within(t, 20*time.Second), c, "k", content)
		if got, n := v.Object("/orders/k"); err != nil || string(got) != string(content) || n != i+1 || s.Requests() != i+2 {
			t.Errorf("%v, %d bytes, put %d times, %d requests", err, len(got), n, s.Requests())
		}
	}
}

// TestEarlyAnswer: the server answers before it has read the body, and reads no
// more of it.
func TestEarlyAnswer(t *testing.T) {
	before := count()
	s, v := serving(t, nil)
	s.Decide = func(q *Request) Fault {
		return Fault{Kind: Early, Status: 403, Header: "Connection: close\r\n", Body: `<Error><Code>AccessDenied</Code></Error>`}
	}
	c := lite.New(s3.Service, config(s))
	each(4, 12, func(int) {
		err := put(within(t, 20*time.Second), c, "k", make([]byte, 8<<20))
		if e, ok := errors.AsType[*lite.Error](err); (!ok || e.Code != "AccessDenied") && !cutOff(err) {
			t.Error(err)
		}
	})
	if _, n := v.Object("/orders/k"); n != 0 {
		t.Errorf("put %d times", n)
	}
	s.Close()
	before.check(t)
}

func put(ctx context.Context, c *lite.Client, key string, b []byte) error {
	_, err := c.Call(ctx, s3.PutObject, lite.Map{"Bucket": "orders", "Key": key, "Body": strings.NewReader(string(b))})
	return err
}
