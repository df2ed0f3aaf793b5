package faults

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

func message(ctx context.Context, c *lite.Client, text string) error {
	_, err := c.Call(ctx, sqs.SendMessage, lite.Map{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": text})
	return err
}

// TestIdleClose: the server closes or resets idle connections between the calls of
// a client that sends nothing twice. No call may fail, and none be executed twice.
func TestIdleClose(t *testing.T) {
	rounds := 40
	if full {
		rounds = 300
	}
	for name, config := range map[string]*tls.Config{"tcp": nil, "tls": &certificate} {
		for _, reset := range []bool{false, true} {
			t.Run(name+"/"+strconv.FormatBool(reset), func(t *testing.T) {
				t.Parallel()
				s, v := serving(t, config)
				cfg := config2(s, lite.RetryOff)
				queue, store := lite.New(sqs.Service, cfg), lite.New(s3.Service, cfg)
				closed := 0
				for i := range rounds {
					text := strconv.Itoa(i)
					if err := message(within(t, 20*time.Second), queue, text); err != nil {
						t.Fatalf("round %d: %v", i, err)
					}
					if n := v.Message(text); n != 1 {
						t.Errorf("round %d: executed %d times", i, n)
					}
					time.Sleep(6 * time.Millisecond)
					closed += s.CloseIdle(reset)
					time.Sleep(time.Duration(rand.IntN(2)) * time.Millisecond)
					// A stream that can be read once, so that it has to be had back.
					body := io.LimitReader(strings.NewReader(text), 10)
					if _, err := store.Call(within(t, 20*time.Second), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": text, "Body": sized{body, len(text)}}); err != nil {
						t.Fatalf("round %d: put: %v", i, err)
					}
					if got, n := v.Object("/b-1/" + text); string(got) != text || n != 1 {
						t.Errorf("round %d: %q, put %d times", i, got, n)
					}
					time.Sleep(6 * time.Millisecond)
					closed += s.CloseIdle(reset)
				}
				if closed < rounds {
					t.Errorf("only %d connections were idle", closed)
				}
			})
		}
	}
}

// sized is a stream of known length that can be read once.
type sized struct {
	io.Reader
	n int
}

func (s sized) Len() int { return s.n }

func config2(s *Server, mode lite.RetryMode) lite.Config {
	c := config(s)
	c.RetryMode = mode
	return c
}

const childURL = "TUCUXI_FAULTS_CHILD"

// child is the client of TestThaw, in a process of its own: a call as soon as the
// clock has jumped.
func child(url string) {
	c := lite.New(sqs.Service, lite.Config{Region: "us-east-1", Endpoint: url, Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), RetryMode: lite.RetryOff})
	for i := 0; ; i++ {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		err := message(ctx, c, strconv.Itoa(i))
		cancel()
		fmt.Println(err)
		for last := time.Now().UnixMilli(); ; time.Sleep(time.Millisecond) {
			if now := time.Now().UnixMilli(); now-last > 150 {
				break
			} else {
				last = now
			}
		}
	}
}
