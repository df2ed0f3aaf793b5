package faults

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// mixed is a random fault of those that passing trouble on a network or in a
// service makes, for so many of a thousand requests. Every other one comes after
// the request was executed.
func mixed(perMille int) func(*Request) Fault {
	kinds := []Kind{ResetUnread, ResetBefore, CloseBefore, ResetAfter, CloseHead, CloseMid, ResetMid, CloseChunked, BlackHole, BlackHoleMid, LongLength, Garbage, StatusKind, StatusKind, StatusKind}
	return func(q *Request) Fault {
		switch rand.IntN(1000) {
		case 0, 1, 2, 3, 4: // no fault: a connection that ends once it has served
			return Fault{AfterClose: true}
		}
		if rand.IntN(1000) >= perMille {
			return Fault{}
		}
		f := Fault{Kind: kinds[rand.IntN(len(kinds))], Unexecuted: rand.IntN(2) == 0}
		switch f.Kind {
		case StatusKind:
			f.Status = []int{500, 502, 503, 504}[rand.IntN(4)]
		case ResetAfter, CloseMid, ResetMid, CloseChunked, BlackHoleMid, LongLength:
			f.Unexecuted = false // they have something to answer
		}
		return f
	}
}

// TestThousands makes 10,000 calls from 64 goroutines, 1 % of whose requests meet
// a fault. Every call must end in time, with success or with an error of the right
// kind; what must not be executed twice must not be.
func TestThousands(t *testing.T) {
	n := 4000
	if full {
		n = 10_000
	}
	before := count()
	s, v := serving(t, &certificate) // without TLS, S3's streams are read ahead to be signed, and can be sent again
	s.Decide = mixed(10)
	cfg := config(s)
	cfg.AttemptTimeout = 3 * time.Second
	w := &work{t: t, v: v, s: s}
	cfg.Hooks.Attempt = w.seen
	patient := func(service lite.Service) *lite.Client { return lite.New(service, cfg) }
	off := cfg
	off.RetryMode = lite.RetryOff
	clients := [...]*lite.Client{patient(sqs.Service), patient(dynamodb.Service), patient(s3.Service), lite.New(sqs.Service, off), lite.New(dynamodb.Service, off)}
	each(64, n, func(i int) {
		const limit = 20 * time.Second
		began := time.Now()
		ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), workKey{}, i), limit)
		defer cancel()
		w.one(ctx, clients[i%len(clients)], i, i%len(clients))
		if took := time.Since(began); took > limit+time.Second {
			t.Errorf("call %d took %v", i, took)
		}
	})
	if list := v.Twice(); list != nil {
		t.Errorf("%d attempts were executed twice: %v", len(list), list[0])
	}
	t.Logf("%d calls, %d requests, %d failed, %d retried, %d connections", n, s.Requests(), w.failed, w.again, s.Opened())
	if w.again == 0 || s.Requests() < n {
		t.Error("no fault was met")
	}
	s.Close()
	before.check(t)
}

// work is the thousands of calls.
type work struct {
	t *testing.T
	s *Server
	v *Services

	mu            sync.Mutex
	failed, again int
}

type workKey struct{}

func (w *work) seen(_ context.Context, a *lite.AttemptInfo) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a.Again {
		w.again++
	}
}

// one makes a call of a kind and compares its end with what the server saw.
func (w *work) one(ctx context.Context, c *lite.Client, i, kind int) {
	text := strconv.Itoa(i)
	var err error
	executed, most := func() int { return 1 }, 3
	switch kind {
	case 0, 3:
		err = message(ctx, c, text)
		executed = func() int { return w.v.Message(text) }
	case 1, 4:
		var out *lite.Output
		out, err = c.Call(ctx, dynamodb.UpdateItem, lite.Map{"TableName": "t", "Key": lite.Map{"id": lite.Map{"S": text}}})
		executed = func() int { return w.v.Counter(text) }
		if err == nil && out.Get("Attributes", "n", "N").Int() < 1 {
			w.t.Errorf("call %d: a wrong answer: %s", i, out.JSON())
		}
	case 2:
		b := bytes.Repeat([]byte(text), 1+i%2000)
		var body any = bytes.NewReader(b)
		if i%2 == 0 { // can be read once
			body, most = sized{io.LimitReader(bytes.NewReader(b), 1<<30), len(b)}, 1
		}
		_, err = c.Call(ctx, s3.PutObject, lite.Map{"Bucket": "orders", "Key": text, "Body": body})
		executed = func() int {
			got, n := w.v.Object("/orders/" + text)
			if n > 0 && sha256.Sum256(got) != sha256.Sum256(b) {
				w.t.Errorf("call %d: the object is not what was put: %d bytes of %d", i, len(got), len(b))
			}
			return n
		}
	}
	if kind > 2 {
		most = 1
	}
	switch n := executed(); {
	case n > most:
		w.t.Errorf("call %d was executed %d times, at most %d are allowed", i, n, most)
	case n == 0 && err == nil:
		w.t.Errorf("call %d succeeded and was never executed", i)
	}
	if err != nil {
		w.mu.Lock()
		w.failed++
		w.mu.Unlock()
		if !passing(err) {
			w.t.Errorf("call %d: %T: %v", i, err, err)
		}
	}
}

// passing reports an error of the kinds that the faults make.
func passing(err error) bool {
	if e, ok := errors.AsType[*lite.Error](err); ok {
		return e.Status >= 500
	}
	e, ok := errors.AsType[*lite.CallError](err)
	return ok && (e.Step == "send" || e.Step == "read")
}

// TestObjects puts objects and gets them back while 5 % of the requests meet a
// fault, and compares hashes: none is lost, none is cut, none is another.
func TestObjects(t *testing.T) {
	n := 150
	if full {
		n = 1000
	}
	before := count()
	s, v := serving(t, &certificate)
	s.Decide = mixed(50)
	cfg := config(s)
	cfg.AttemptTimeout, cfg.MaxAttempts = 3*time.Second, 6
	cfg.RequestChecksums, cfg.ResponseChecksums = lite.On, lite.On
	c := lite.New(s3.Service, cfg)
	each(16, n, func(i int) {
		random := rand.New(rand.NewPCG(1, uint64(i)))
		b := make([]byte, random.IntN(1<<(4+i%15)))
		for j := range b {
			b[j] = byte(random.Uint32())
		}
		sum, key := sha256.Sum256(b), "object"+strconv.Itoa(i)
		if err := put(within(t, time.Minute), c, key, b); err != nil {
			t.Errorf("put %d: %v", i, err)
			return
		}
		if got, _ := v.Object("/orders/" + key); sha256.Sum256(got) != sum {
			t.Errorf("object %d is not as it was put", i)
		}
		for tries := 0; ; tries++ { // a stream that breaks off is the caller's to get again
			got, err := get(within(t, 6*time.Second), c, key)
			if err == nil {
				if sha256.Sum256(got) != sum {
					t.Errorf("object %d did not come as it was put: %d bytes of %d", i, len(got), len(b))
				}
				return
			}
			if tries == 20 || !passing(err) && !cutOff(err) && !late(err) {
				t.Errorf("get %d: %v", i, err)
				return
			}
		}
	})
	s.Close()
	before.check(t)
}

func get(ctx context.Context, c *lite.Client, key string) ([]byte, error) {
	out, err := c.Call(ctx, s3.GetObject, lite.Map{"Bucket": "orders", "Key": key})
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return io.ReadAll(out.Body)
}
