package lite_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

var (
	absent   = answer{status: 400, body: `{"__type":"ResourceNotFoundException","message":"no"}`}
	creating = ok(`{"Table":{"TableStatus":"CREATING"}}`)
	active   = ok(`{"Table":{"TableStatus":"ACTIVE","ItemCount":3}}`)
	table    = lite.Map{"TableName": "t"}
)

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, dynamodb.Service, absent, creating, active)
		began := time.Now()
		out, err := c.Wait(t.Context(), dynamodb.WaitTableExists, table)
		if err != nil || out.Get("Table", "ItemCount").Int() != 3 || len(s.sent) != 3 {
			t.Error(err, len(s.sent))
		}
		if took := time.Since(began); took != 40*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestWaitForError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := client(t, dynamodb.Service, active, absent)
		out, err := c.Wait(t.Context(), dynamodb.WaitTableNotExists, table)
		if err != nil || out.Get("Table").Exists() {
			t.Error(out, err)
		}
	})
}

// TestWaitDeadline: the wait ends with the context, one call before its end, and
// says what it saw.
func TestWaitDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, dynamodb.Service, absent, creating)
		ctx, cancel := context.WithTimeout(t.Context(), 55*time.Second)
		defer cancel()
		began := time.Now()
		_, err := c.Wait(ctx, dynamodb.WaitTableExists, table)
		e, is := errors.AsType[*lite.WaiterError](err)
		if !is || !errors.Is(err, context.DeadlineExceeded) || e.State != "CREATING" || e.Attempts != 4 || len(s.sent) != 4 {
			t.Fatal(err)
		}
		if took := time.Since(began); took >= 55*time.Second || took <= 50*time.Second || e.Took != took {
			t.Errorf("took %v", took)
		}
		want := "DynamoDB.TableExists: the context's deadline in 1.88s leaves no time to wait 20s; last seen: CREATING (after 4 calls in 53.1s)"
		if err.Error() != want {
			t.Errorf("%s\nwant %s", err, want)
		}
	})
}

func TestWaitCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := client(t, dynamodb.Service, creating)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(30*time.Second, cancel)
		began := time.Now()
		if _, err := c.Wait(ctx, dynamodb.WaitTableExists, table); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// TestWaitGrows: waits between Delay and twice the longest before, up to
// MaxDelay.
func TestWaitGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, dynamodb.Service, creating)
		began := time.Now()
		_, err := c.Wait(t.Context(), dynamodb.WaitTableExists, table, lite.Waiting{Delay: time.Second, MaxDelay: 8 * time.Second, MaxAttempts: 6})
		if !errors.Is(err, lite.ErrWaiterExpired) || len(s.sent) != 6 {
			t.Error(err)
		}
		if took := time.Since(began); took <= 5*time.Second || took > (2+4+8+8+8)*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestWaitFails(t *testing.T) {
	reservation := func(states ...string) answer {
		b := `<DescribeInstancesResponse><reservationSet>`
		for _, s := range states {
			b += `<item><instancesSet><item><instanceState><name>` + s + `</name></instanceState></item></instancesSet></item>`
		}
		return ok(b + `</reservationSet></DescribeInstancesResponse>`)
	}
	c, _ := client(t, ec2.Service, reservation("running", "terminated", "running"))
	_, err := c.Wait(t.Context(), ec2.WaitInstanceRunning, nil)
	e, is := errors.AsType[*lite.WaiterError](err)
	if !is || !errors.Is(err, lite.ErrWaiterFailed) || e.State != "running, terminated" || e.Output == nil {
		t.Error(err)
	}
	c, _ = client(t, dynamodb.Service, answer{status: 400, body: `{"__type":"AccessDeniedException","message":"no"}`})
	_, err = c.Wait(t.Context(), dynamodb.WaitTableExists, table)
	if e, is := errors.AsType[*lite.Error](err); !is || e.Code != "AccessDeniedException" || !strings.Contains(err.Error(), "last seen: AccessDenied") {
		t.Error(err)
	}
	if _, err = c.Wait(t.Context(), dynamodb.WaitTableExists, lite.Map{}); !strings.Contains(err.Error(), "TableName: a required member is missing") {
		t.Error(err)
	}
	if _, err = c.Wait(t.Context(), s3.WaitBucketExists, table); err == nil || !strings.Contains(err.Error(), "another service") {
		t.Error(err)
	}
	if _, err = c.Wait(t.Context(), lite.Waiter(sqs.ListQueues), table); err == nil || !strings.Contains(err.Error(), "another service") {
		t.Error(err)
	}
}

// TestWaitStatus: S3's waiters look at the status of an answer without a body.
func TestWaitStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, s3.Service, answer{status: 404}, answer{status: 404}, answer{status: 200})
		out, err := c.Wait(t.Context(), s3.WaitObjectExists, lite.Map{"Bucket": "b-1", "Key": "k"})
		if err != nil || out.Status != 200 || len(s.sent) != 3 {
			t.Error(err)
		}
	})
}
