package smoke

import (
	"context"
	"errors"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

const region = "eu-west-1"

// peer calls one service of one server and fails the test when a call does.
type peer struct {
	t *testing.T
	c *lite.Client
}

// endpoint is the server that the variable names, or the test is skipped.
func endpoint(t *testing.T, variable string) string {
	t.Helper()
	e := os.Getenv(variable)
	if e == "" {
		t.Skipf("%s is not set: it names the server to call", variable)
	}
	return e
}

// moto is a client of one service of the moto server.
func moto(t *testing.T, service lite.Service) peer {
	t.Helper()
	return peer{t, lite.New(service, lite.Config{
		Region:      region,
		Endpoint:    endpoint(t, "TUCUXI_MOTO"),
		Credentials: creds.Static("AKIAEXAMPLE", "secret", ""),
	})}
}

// deadline bounds one call.
func (p peer) deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.t.Context(), 30*time.Second)
}

func (p peer) call(op lite.Operation, params lite.Map) *lite.Output {
	p.t.Helper()
	ctx, cancel := p.deadline()
	defer cancel()
	out, err := p.c.Call(ctx, op, params)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// fails wants the call to fail with code, and gives the error for a closer look.
func (p peer) fails(op lite.Operation, params lite.Map, code lite.ErrorCode) *lite.Error {
	p.t.Helper()
	ctx, cancel := p.deadline()
	defer cancel()
	out, err := p.c.Call(ctx, op, params)
	if err == nil {
		p.t.Fatalf("no error but %s, want %s", out.JSON(), code)
	}
	e, ok := errors.AsType[*lite.Error](err)
	if !ok || !errors.Is(err, code) {
		p.t.Fatalf("got %v, want %s", err, code)
	}
	if e.Status < 400 {
		p.t.Errorf("status %d", e.Status)
	}
	return e
}

// later runs the call when the test ends, whatever it gives: for what a failed
// test would leave behind.
func (p peer) later(op lite.Operation, params lite.Map) {
	p.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		p.c.Call(ctx, op, params)
	})
}

// name is one that no earlier run has used.
func name(prefix string) string {
	return prefix + "-" + strconv.FormatInt(time.Now().UnixNano(), 36)
}

// same compares what came back.
func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// find is the element of a list whose member has the value; the test fails
// when there is none.
func find(t *testing.T, list lite.Value, member, value string) lite.Value {
	t.Helper()
	for v := range list.List() {
		if v.Get(member).String() == value {
			return v
		}
	}
	t.Fatalf("none of %d elements has %s %q", list.Len(), member, value)
	return lite.Value{}
}

// contains reports whether a list of strings has the value.
func contains(list lite.Value, value string) bool {
	for v := range list.List() {
		if v.String() == value {
			return true
		}
	}
	return false
}

// recent wants a time of these minutes.
func recent(t *testing.T, what string, v lite.Value) {
	t.Helper()
	if age := time.Since(v.Time()).Abs(); age > 10*time.Minute {
		t.Errorf("%s: %v is %v away", what, v.Time(), age)
	}
}
