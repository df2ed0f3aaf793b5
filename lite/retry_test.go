package lite_test

import (
	"context"
	"errors"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire"
)

var down = answer{status: 503, body: `{}`}

// TestRetryDeadline: no wait begins that the deadline would cut short, the error
// of the last attempt says why, and both causes are found in it.
func TestRetryDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, sqs.Service, down)
		c.TuneRetries(-1, 0, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		began := time.Now()
		_, err := c.Call(ctx, sqs.ListQueues, nil)
		if took := time.Since(began); took != time.Second || len(s.sent) != 2 {
			t.Errorf("%d attempts in %v", len(s.sent), took)
		}
		e, is := errors.AsType[*lite.Error](err)
		if !is || !errors.Is(err, context.DeadlineExceeded) || e.Took != time.Second || e.Attempts != 2 {
			t.Fatal(err)
		}
		want := "SQS.ListQueues: 503: Service Unavailable (status 503, attempt 2, 1s); not sent again: the context's deadline in 1.5s leaves no time to wait 2s"
		if err.Error() != want {
			t.Errorf("%s\nwant %s", err, want)
		}
	})
}

func TestReserve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stub{answers: []answer{down}}
		cfg := config(s)
		cfg.Reserve = time.Second
		c := lite.New(sqs.Service, cfg)
		c.TuneRetries(-1, 0, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 1900*time.Millisecond)
		defer cancel()
		_, err := c.Call(ctx, sqs.ListQueues, nil)
		if len(s.sent) != 1 || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "for an attempt of 1s") {
			t.Error(len(s.sent), err)
		}
		time.Sleep(time.Second)
		_, err = c.Call(ctx, sqs.ListQueues, nil)
		if e, is := errors.AsType[*lite.CallError](err); len(s.sent) != 1 || !is || e.Step != "wait" || !errors.Is(err, context.DeadlineExceeded) {
			t.Error(len(s.sent), err)
		}
	})
}

func TestCancelEndsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, sqs.Service, answer{err: io.ErrUnexpectedEOF})
		c.TuneRetries(-1, 0, 1)
		cause := errors.New("the user left")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(300*time.Millisecond, func() { cancel(cause) })
		began := time.Now()
		_, err := c.Call(ctx, sqs.ListQueues, nil)
		if took := time.Since(began); took != 300*time.Millisecond || len(s.sent) != 1 {
			t.Errorf("%d attempts in %v", len(s.sent), took)
		}
		for _, want := range []error{context.Canceled, cause, io.ErrUnexpectedEOF} {
			if !errors.Is(err, want) {
				t.Errorf("%v is not %v", err, want)
			}
		}
		if e, is := errors.AsType[*lite.CallError](err); !is || e.Step != "send" || e.Attempts != 1 || e.Took != 300*time.Millisecond {
			t.Errorf("%#v", err)
		}
	})
}

// TestNotRewindable: a stream that can be read once is sent once, and the error
// says so.
func TestNotRewindable(t *testing.T) {
	c, s := client(t, s3.Service, down)
	sized := struct {
		io.Reader
		lenger
	}{strings.NewReader("abc"), 3}
	_, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": sized})
	if len(s.sent) != 1 || !errors.Is(err, lite.ErrNotRewindable) || !strings.Contains(err.Error(), "give an io.Seeker") {
		t.Errorf("%d sends, %v", len(s.sent), err)
	}
	c, s = client(t, s3.Service, down, down, answer{status: 200})
	c.TuneRetries(-1, 0, 0)
	body := strings.NewReader("0123")
	body.ReadByte() // a stream is sent from where it stands
	_, err = c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body})
	if err != nil || len(s.sent) != 3 {
		t.Fatal(err)
	}
	for i, r := range s.sent {
		if !strings.HasPrefix(r.body, "3\r\n123\r\n0\r\n") {
			t.Errorf("attempt %d: %q", i+1, r.body)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		name, header, value string
		mode                lite.RetryMode
		want                time.Duration
	}{
		{"none", "", "", lite.RetryStandard, time.Second},
		{"seconds", "Retry-After", "3", lite.RetryStandard, 3 * time.Second},
		{"less", "Retry-After", "0", lite.RetryStandard, time.Second},
		{"too many", "Retry-After", "120", lite.RetryStandard, 6 * time.Second},
		{"no number", "Retry-After", "soon", lite.RetryStandard, time.Second},
		{"date", "Retry-After", "Sat, 01 Jan 2000 00:00:04 GMT", lite.RetryStandard, 4 * time.Second},
		{"past date", "Retry-After", "Fri, 31 Dec 1999 00:00:04 GMT", lite.RetryStandard, time.Second},
		{"milliseconds, old rules", "X-Amz-Retry-After", "3000", lite.RetryStandard, time.Second},
		{"milliseconds", "X-Amz-Retry-After", "3000", lite.Retry2026, 3 * time.Second},
		{"seconds, new rules", "Retry-After", "3", lite.Retry2026, 3 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // begins at 2000-01-01
				s := &stub{answers: []answer{{status: 503, body: "{}", header: []wire.Header{{Name: tt.header, Value: tt.value}}}, ok("{}")}}
				cfg := config(s)
				cfg.RetryMode = tt.mode
				c := lite.New(sqs.Service, cfg)
				c.TuneRetries(-1, 0, 1)
				began := time.Now()
				if _, err := c.Call(t.Context(), sqs.ListQueues, nil); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took != tt.want {
					t.Errorf("%v, want %v", took, tt.want)
				}
			})
		})
	}
}

// TestRetryHeader: the ttl is by the service's clock, and no later than the
// context's deadline.
func TestRetryHeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at 2000-01-01
		dated := answer{status: 503, body: "{}", header: []wire.Header{{Name: "Date", Value: "Sat, 01 Jan 2000 00:10:00 GMT"}}}
		c, s := client(t, sqs.Service, down, dated, ok("{}"))
		c.TuneRetries(-1, 0, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		if _, err := c.Call(ctx, sqs.ListQueues, nil); err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"attempt=1; max=3", "attempt=2; max=3", "ttl=20000101T001029Z; attempt=3; max=3"} {
			if got := s.sent[i].header["amz-sdk-request"]; got != want {
				t.Errorf("%q, want %q", got, want)
			}
			if strings.Contains(s.sent[i].header["authorization"], "amz-sdk-request") {
				t.Error("amz-sdk-request is signed")
			}
		}
	})
}

// TestClockSkew: a signature that is refused for its time is made again with the
// service's.
func TestClockSkew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at 2000-01-01, which no service's clock shows
		time.Sleep(time.Until(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))
		refused := answer{status: 400, body: `{"__type":"InvalidSignatureException","message":"Signature expired"}`, header: []wire.Header{{Name: "Date", Value: "Thu, 01 Jan 2026 05:00:00 GMT"}}}
		c, s := client(t, sqs.Service, refused, ok("{}"), ok("{}"), refused)
		for range 2 {
			if _, err := c.Call(t.Context(), sqs.ListQueues, nil); err != nil {
				t.Fatal(err)
			}
		}
		for i, want := range []string{"20260101T000000Z", "20260101T050000Z", "20260101T050000Z"} {
			if got := s.sent[i].header["x-amz-date"]; got != want {
				t.Errorf("attempt %d: %s, want %s", i+1, got, want)
			}
		}
		// What is refused with the right clock is wrong for another reason.
		if _, err := c.Call(t.Context(), sqs.ListQueues, nil); err == nil || len(s.sent) != 4 {
			t.Error(len(s.sent), err)
		}
	})
}

// TestClockSkewOff: switched off, a refusal for the time stays one. It may come
// under the name of missing rights.
func TestClockSkewOff(t *testing.T) {
	refused := answer{status: 400, body: `{"__type":"AccessDeniedException"}`, header: []wire.Header{{Name: "Date", Value: "Thu, 01 Jan 2099 05:00:00 GMT"}}}
	for off, want := range map[string]int{"": 2, "TRUE": 1} {
		t.Setenv("AWS_DISABLE_CLOCK_SKEW_CORRECTION", off)
		c, s := client(t, sqs.Service, refused, ok("{}"))
		c.TuneRetries(-1, 0, 0)
		if _, err := c.Call(t.Context(), sqs.ListQueues, nil); len(s.sent) != want || err == nil != (want == 2) {
			t.Errorf("off %q: %d attempts, %v", off, len(s.sent), err)
		}
	}
}

// TestCRC32 damages an answer of DynamoDB.
func TestCRC32(t *testing.T) {
	answerWith := func(body string, sum uint32) answer {
		return answer{status: 200, body: body, header: []wire.Header{{Name: "X-Amz-Crc32", Value: strconv.FormatUint(uint64(sum), 10)}}}
	}
	good := crc32.ChecksumIEEE([]byte(item))
	c, s := client(t, dynamodb.Service, answerWith(strings.Replace(item, "42", "43", 1), good), answerWith(item, good))
	c.TuneRetries(-1, 0, 0)
	out, err := c.Call(t.Context(), dynamodb.GetItem, lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "7"}}})
	if err != nil || out.Get("Item", "n", "N").Int() != 42 || len(s.sent) != 2 {
		t.Errorf("%v, %d attempts", err, len(s.sent))
	}
}

// TestS3ErrorWithStatus200 checks that an error behind a status of success is
// one, and is retried.
func TestS3ErrorWithStatus200(t *testing.T) {
	c, s := client(t, s3.Service, ok(`<Error><Code>InternalError</Code></Error>`), ok(`<CopyObjectResult><ETag>e</ETag></CopyObjectResult>`))
	c.TuneRetries(-1, 0, 0)
	out, err := c.Call(t.Context(), s3.CopyObject, lite.Map{"Bucket": "b-1", "Key": "k", "CopySource": "b/c"})
	if err != nil || len(s.sent) != 2 || out.Get("CopyObjectResult", "ETag").String() != "e" {
		t.Errorf("%d attempts, %v", len(s.sent), err)
	}
}

// TestConfigRetries: settings before variables before defaults.
func TestConfigRetries(t *testing.T) {
	for _, tt := range []struct {
		mode, attempts, next string
		config               lite.Config
		service              lite.Service
		want                 int
		fails                string
	}{
		{"", "", "", lite.Config{}, sqs.Service, 3, ""},
		{"legacy", "", "", lite.Config{}, sqs.Service, 3, ""},
		{"Standard", "5", "", lite.Config{}, sqs.Service, 5, ""},
		{"adaptive", "5", "", lite.Config{MaxAttempts: 2}, sqs.Service, 2, ""},
		{"off", "5", "", lite.Config{}, sqs.Service, 1, ""},
		{"off", "", "", lite.Config{RetryMode: lite.RetryStandard}, sqs.Service, 3, ""},
		{"", "", "true", lite.Config{}, dynamodb.Service, 4, ""},
		{"", "", "true", lite.Config{}, sqs.Service, 3, ""},
		{"", "", "", lite.Config{RetryMode: lite.RetryOff, MaxAttempts: 4}, sqs.Service, 1, ""},
		{"bogus", "", "", lite.Config{}, sqs.Service, 0, "AWS_RETRY_MODE"},
		{"", "0", "", lite.Config{}, sqs.Service, 0, "AWS_MAX_ATTEMPTS"},
		{"", "abc", "", lite.Config{}, sqs.Service, 0, "AWS_MAX_ATTEMPTS"},
		{"", "99999999999999999999", "", lite.Config{}, sqs.Service, 0, "AWS_MAX_ATTEMPTS"},
		{"", "abc", "", lite.Config{MaxAttempts: 7}, sqs.Service, 7, ""},
	} {
		t.Setenv("AWS_RETRY_MODE", tt.mode)
		t.Setenv("AWS_MAX_ATTEMPTS", tt.attempts)
		t.Setenv("AWS_NEW_RETRIES_2026", tt.next)
		s := &stub{answers: []answer{ok("{}")}}
		base := config(s)
		tt.config.Region, tt.config.Credentials, tt.config.Transport = base.Region, base.Credentials, s
		c := lite.New(tt.service, tt.config)
		var op = sqs.ListQueues
		if tt.want == 4 {
			op = dynamodb.ListTables
		}
		_, err := c.Call(t.Context(), op, nil)
		if tt.fails != "" {
			if e, is := errors.AsType[*lite.CallError](err); !is || e.Step != "config" || !strings.Contains(err.Error(), tt.fails) {
				t.Errorf("%+v: %v", tt, err)
			}
			continue
		}
		if err != nil || c.Attempts() != tt.want {
			t.Errorf("%+v: %d, %v", tt, c.Attempts(), err)
		}
	}
}
