package roundtrip_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/protocols"
	"github.com/tucuxi-go/tucuxi/internal/roundtrip"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
	"github.com/tucuxi-go/tucuxi/wire"
)

func eventStream(m models.Member) bool { return m.Shape().EventStream() }

// lists goes through the lists and waits of one service, whose answers are
// generated.
type lists struct {
	t       *testing.T
	model   models.Model
	client  *lite.Client
	answers []*wire.Response // to come; the last one again and again
	params  []wire.Value     // of the calls
}

// Send implements lite.Transport.
func (l *lists) Send(_ context.Context, _ *lite.HTTPRequest, a *lite.HTTPResponse) error {
	r := l.answers[0]
	if len(l.answers) > 1 {
		l.answers = l.answers[1:]
	}
	*a = lite.HTTPResponse{Status: r.Status, Header: r.Header, Body: io.NopCloser(bytes.NewReader(r.Body)), Length: int64(len(r.Body))}
	return nil
}

func open(t *testing.T, file string) *lists {
	bin, err := embed.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(bin)
	l := &lists{t: t}
	if l.model, err = models.Open(text); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	l.client = lite.New(lite.Service{Model: &text, Protocol: protocols.Of(l.model.Protocol()), Checksums: &lite.HTTPChecksums, Streams: &lite.HTTPStreams, Queries: lite.HTTPQueries}, lite.Config{
		Region: "us-east-1", Endpoint: "https://service.example", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: l, SigV4A: &v4a.Signer{},
		BearerToken:       func(context.Context) (creds.Secret, error) { return creds.NewSecret("token"), nil },
		EndpointDiscovery: lite.Off, HostPrefix: lite.Off,
		Sleep: func(context.Context, time.Duration) error { return nil },
		Hooks: lite.Hooks{Begin: func(_ context.Context, c *lite.CallInfo) context.Context {
			l.params = append(l.params, c.Params)
			return nil
		}},
	})
	return l
}

// input is a generated input of an operation, and its full and empty answers.
func (l *lists) input(op models.Operation) (params lite.Map, full, empty *wire.Response) {
	g := roundtrip.Generator{Depth: 3, Skip: eventStream}
	if op.Input().Kind() == models.Structure {
		params = g.Value(op.Input(), 0).(map[string]any)
	}
	g = roundtrip.Generator{Depth: 6, Skip: eventStream}
	if _, ok := params["KvsARN"]; ok { // which the endpoint rules take apart
		params["KvsARN"] = "arn:aws:cloudfront::123456789012:key-value-store/x"
	}
	output := g.Value(op.Output(), 0).(map[string]any)
	flagged(output)
	return params, roundtrip.Answer(op, output), roundtrip.Answer(op, map[string]any{})
}

// flagged sets what may say that more follows.
func flagged(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			if _, ok := x.(bool); ok {
				v[name] = true
			}
			flagged(x)
		}
	case []any:
		for _, x := range v {
			flagged(x)
		}
	}
}

// TestEveryList goes through the list of every operation that has a paginator:
// one full page, whose tokens are the next call's params, and an empty one.
func TestEveryList(t *testing.T) {
	total := 0
	each(t, func(l *lists) {
		for i := range l.model.NumOperations() {
			op := l.model.Operation(i)
			if p, ok := op.Paginator(); ok {
				total++
				l.list(op, p)
			}
		}
	})
	if total < 3447 {
		t.Errorf("%d operations", total)
	}
	t.Logf("%d operations", total)
}

func (l *lists) list(op models.Operation, p models.Paginator) {
	params, full, empty := l.input(op)
	for _, input := range p.Tokens {
		delete(params, input) // a list begins without
	}
	l.answers, l.params = []*wire.Response{full, empty}, nil
	elements := 0
	for v, err := range l.client.Items(context.Background(), constant(op), params) {
		if err != nil {
			l.t.Errorf("%s: %v", op.Name(), err)
			return
		}
		if elements++; !v.Exists() {
			l.t.Errorf("%s: element %d is absent", op.Name(), elements)
		}
	}
	if len(l.params) != 2 || elements == 0 {
		l.t.Errorf("%s: %d calls, %d elements", op.Name(), len(l.params), elements)
		return
	}
	given := false
	for _, input := range p.Tokens {
		given = given || l.params[1].Lookup(input).Kind() != wire.Null
	}
	if !given {
		l.t.Errorf("%s: the second call has no token", op.Name())
	}
}

// TestEveryWait waits with every waiter, for answers that are generated and for
// errors: each wait ends, and its programs fit what they look at.
func TestEveryWait(t *testing.T) {
	total := 0
	each(t, func(l *lists) {
		for i := range l.model.NumWaiters() {
			total++
			l.wait(i)
		}
	})
	if total < 410 {
		t.Errorf("%d waiters", total)
	}
	t.Logf("%d waiters", total)
}

func (l *lists) wait(i int) {
	w := l.model.Waiter(i)
	op := w.Operation()
	params, full, empty := l.input(op)
	refused := roundtrip.Failure(&l.model, "NoSuchThingAtAll", "", 400, nil)
	for _, answer := range []*wire.Response{full, empty, refused} {
		l.answers = []*wire.Response{answer}
		_, err := l.client.Wait(context.Background(), lite.Waiter(constant(op)&^0xffff|lite.Operation(i)), params, lite.Waiting{MaxAttempts: 2})
		var failed *lite.WaiterError
		var answered *lite.Error
		if err != nil && (!errors.As(err, &failed) || failed.Waiter != w.Name()) {
			l.t.Errorf("%s: %v", w.Name(), err)
		} else if err != nil && !errors.Is(err, lite.ErrWaiterFailed) && !errors.Is(err, lite.ErrWaiterExpired) && !errors.As(err, &answered) {
			l.t.Errorf("%s: %v", w.Name(), err)
		}
	}
}

func constant(op models.Operation) lite.Operation {
	return lite.Operation(uint32(op.Model().Tag())<<16 | uint32(op.Index()))
}

func each(t *testing.T, f func(l *lists)) {
	files, err := fs.Glob(embed.FS, "*/model.bin")
	if err != nil || len(files) < 429 {
		t.Fatalf("%d services, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(path.Dir(file), func(t *testing.T) {
			l := open(t, file)
			if l.model.ServiceID() == "SimpleDB" {
				t.Skip("the service wants signature version 2, which is not supported")
			}
			f(l)
		})
	}
}
