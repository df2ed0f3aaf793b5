package faults

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/bedrockruntime"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/wire/eventstream"
)

// leaks are ways to leave something half done. None may leave a goroutine or a
// connection behind, once its context has ended or the garbage collector has
// come by.
var leaks = []struct {
	name string
	do   func(t *testing.T, s *Server) error
}{
	{"break out of Pages", func(t *testing.T, s *Server) error {
		for _, err := range lite.New(dynamodb.Service, config(s)).Pages(t.Context(), dynamodb.Scan, lite.Map{"TableName": "t"}) {
			return err
		}
		return errWrong
	}},
	{"break out of Items", func(t *testing.T, s *Server) error {
		n := 0
		for _, err := range lite.New(dynamodb.Service, config(s)).Items(t.Context(), dynamodb.Scan, lite.Map{"TableName": "t"}) {
			if n++; err != nil || n == 5 {
				return err
			}
		}
		return errWrong
	}},
	{"a stream closed before its end", func(t *testing.T, s *Server) error {
		out, err := object(t.Context(), s)
		if err == nil {
			out.Body.Read(make([]byte, 10))
			err = out.Body.Close()
		}
		return err
	}},
	{"a stream released", func(t *testing.T, s *Server) error {
		out, err := object(t.Context(), s)
		out.Release()
		return err
	}},
	{"a stream dropped", func(t *testing.T, s *Server) error {
		_, err := object(t.Context(), s)
		return err
	}},
	{"a stream dropped, its context cancelled", func(t *testing.T, s *Server) error {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err := object(ctx, s)
		return err
	}},
	{"a call cancelled while the server is silent", func(t *testing.T, s *Server) error {
		s.always(BlackHole)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		if err := message(ctx, lite.New(sqs.Service, config(s)), "text"); !errors.Is(err, context.Canceled) {
			return errors.Join(errWrong, err)
		}
		return nil
	}},
	{"an upload from a pipe, cancelled", func(t *testing.T, s *Server) error {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		r, w := io.Pipe()
		go w.Write([]byte("some"))
		_, err := lite.New(s3.Service, config(s)).Call(ctx, s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": sized{r, 1 << 20}})
		r.Close() // the caller's, who ends its own reading
		if !errors.Is(err, context.Canceled) {
			return errors.Join(errWrong, err)
		}
		return nil
	}},
	{"a wait cancelled", func(t *testing.T, s *Server) error {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		defer cancel()
		if _, err := lite.New(dynamodb.Service, config(s)).Wait(ctx, dynamodb.WaitTableNotExists, lite.Map{"TableName": "t"}); !late(err) {
			return errors.Join(errWrong, err)
		}
		return nil
	}},
	{"an attempt that took too long", func(t *testing.T, s *Server) error {
		s.always(BlackHoleMid)
		cfg := config(s)
		cfg.AttemptTimeout, cfg.MaxAttempts = 50*time.Millisecond, 1
		if err := message(t.Context(), lite.New(sqs.Service, cfg), "text"); !slow(err) {
			return errors.Join(errWrong, err)
		}
		return nil
	}},
	{"a stream under AttemptTimeout, dropped", func(t *testing.T, s *Server) error {
		cfg := config(s)
		cfg.AttemptTimeout = time.Minute
		_, err := lite.New(s3.Service, cfg).Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "orders", "Key": "stored"})
		return err
	}},
	{"break out of Events", func(t *testing.T, s *Server) error {
		out, err := conversation(t.Context(), s)
		if err != nil {
			return err
		}
		for _, err := range out.Events() {
			return err
		}
		return errWrong
	}},
	{"events that nobody reads", func(t *testing.T, s *Server) error {
		_, err := conversation(t.Context(), s)
		return err
	}},
}

func object(ctx context.Context, s *Server) (*lite.Output, error) {
	return lite.New(s3.Service, config(s)).Call(ctx, s3.GetObject, lite.Map{"Bucket": "orders", "Key": "stored"})
}

// conversation is an answer of which two events come, and no end.
func conversation(ctx context.Context, s *Server) (*lite.Output, error) {
	h, err := eventstream.Headers(nil).Append(":message-type", eventstream.StringValue("event"))
	if err == nil {
		h, err = h.Append(":event-type", eventstream.StringValue("contentBlockDelta"))
	}
	var b []byte
	for range 4 {
		b, _ = eventstream.Append(b, h, []byte(`{"delta":{"text":"x"},"contentBlockIndex":0}`))
	}
	if err != nil {
		return nil, err
	}
	if s.Decide == nil {
		s.Execute = func(*Request) Answer { return Answer{Body: b} }
	}
	s.always(BlackHoleMid)
	return lite.New(bedrockruntime.Service, config(s)).Call(ctx, bedrockruntime.ConverseStream, lite.Map{"modelId": "m"})
}

// TestLeaks does each thing some times, with the server there to the end.
func TestLeaks(t *testing.T) {
	for _, leak := range leaks {
		t.Run(leak.name, func(t *testing.T) {
			s, _ := serving(t, nil)
			once := func() {
				if err := leak.do(t, s); err != nil {
					t.Fatal(err)
				}
			}
			once() // what is made once stays
			s.settle()
			before := count()
			for range 10 {
				once()
			}
			s.settle()
			before.check(t)
		})
	}
}

// always meets all requests with a fault. It does nothing the second time, when
// connections of the first may still be looking.
func (s *Server) always(k Kind) {
	if s.Decide == nil {
		s.Decide = func(*Request) Fault { return Fault{Kind: k} }
	}
}

// settle closes the connections that are idle, until none is left that is not in
// use.
func (s *Server) settle() {
	for range 5 {
		time.Sleep(10 * time.Millisecond)
		s.CloseIdle(false)
	}
}
