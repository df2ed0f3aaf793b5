package clientcase

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign/v4a"
)

// Suite is a file of cases and how to run it.
type Suite struct {
	File    string            // below the corpus: "s3/s3express-cases.json"
	Exclude map[string]string // case id → reason
	Loose   Loose
	// Configure changes a client's configuration before it is made.
	Configure func(n *NewClient, c *lite.Config)
}

// Run runs the cases of a suite as subtests named by their ids, and logs how
// many passed and how many were excluded for what reason.
func Run(t *testing.T, s Suite) {
	dir := filepath.Join(testkit.Conformance(t, path.Dir(s.File)))
	data, err := os.ReadFile(filepath.Join(dir, path.Base(s.File)))
	if err != nil {
		t.Fatal(err)
	}
	passed, failed, reasons := 0, 0, map[string]int{}
	left := make(map[string]bool, len(s.Exclude))
	for id := range s.Exclude {
		left[id] = true
	}
	for _, c := range read(t, data) {
		delete(left, c.ID)
		reason := s.Exclude[c.ID]
		if reason == "" {
			reason = exclude(&c)
		}
		if reason != "" {
			reasons[reason]++
			continue
		}
		ok := t.Run(c.ID, func(t *testing.T) {
			r := &runner{suite: s, dir: dir, clients: map[int]*client{}}
			if reason = r.prepare(t, &c); reason != "" {
				t.Skip(reason)
			}
			clearEnvironment(t)
			synctest.Test(t, func(t *testing.T) { r.run(t, &c) })
		})
		switch {
		case reason != "":
			reasons[reason]++
		case ok:
			passed++
		default:
			failed++
		}
	}
	for id := range left {
		t.Errorf("the exclusion of %s is about no case", id)
	}
	report(t, s.File, passed, failed, reasons)
}

// report logs the counts of a suite.
func report(t *testing.T, file string, passed, failed int, reasons map[string]int) {
	t.Helper()
	excluded := 0
	for _, n := range reasons {
		excluded += n
	}
	t.Logf("%s: %d passed, %d failed, %d excluded", file, passed, failed, excluded)
	names := make([]string, 0, len(reasons))
	for reason := range reasons {
		names = append(names, reason)
	}
	slices.Sort(names)
	for _, reason := range names {
		t.Logf("  excluded %d: %s", reasons[reason], reason)
	}
}

// runner runs one case.
type runner struct {
	suite   Suite
	dir     string
	clients map[int]*client
}

type client struct {
	spec      *NewClient
	service   lite.Service
	config    lite.Config
	transport *transport
	client    *lite.Client
}

// prepare makes the clients' configurations; reason says what is missing.
func (r *runner) prepare(t *testing.T, c *Case) (reason string) {
	for _, step := range c.Steps {
		n := step.NewClient
		if n == nil || n.Internal {
			continue
		}
		var s lite.Service
		var err error
		if n.Model != "" {
			s, err = modelService(r.dir, n.Service, n.Model, n.Ruleset)
		} else {
			s, err = Service(n.Service)
		}
		if err != nil {
			t.Fatal(err)
		}
		m, err := models.Open(*s.Model)
		if err != nil {
			t.Fatal(err)
		}
		cfg, reason := n.config(&m)
		if reason != "" {
			return reason
		}
		if c.wantsSigV4A() {
			cfg.SigV4A = new(v4a.Signer)
		}
		if r.suite.Configure != nil {
			r.suite.Configure(n, &cfg)
		}
		tr := new(transport)
		cfg.Transport = tr
		r.clients[n.ID] = &client{n, s, cfg, tr, lite.New(s, cfg)}
	}
	return ""
}

// clearEnvironment hides the variables of the machine.
func clearEnvironment(t *testing.T) {
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
}

func (r *runner) run(t *testing.T, c *Case) {
	for i := range c.Steps {
		step := &c.Steps[i]
		switch {
		case step.NewClient != nil && step.NewClient.Error != nil:
			// A client of lite is made without looking; the first call tells.
			k := r.clients[step.NewClient.ID]
			k.environment(t)
			m, _ := models.Open(*k.service.Model)
			op := lite.Operation(uint32(m.Tag()) << 16)
			if _, err := k.client.Call(t.Context(), op, nil); err == nil {
				t.Error("no error where making the client must fail")
			}
			if len(k.transport.sent) > 0 {
				t.Errorf("sent %s", k.transport.sent[0].url())
			}
		case step.Call != nil:
			r.call(t, step.Call)
		case step.PresignURL != nil:
			r.presign(t, step.PresignURL)
		}
	}
}

// environment sets the variables that the client's first call looks up.
func (c *client) environment(t *testing.T) {
	for name, value := range c.spec.Env {
		os.Setenv(name, value)
		t.Cleanup(func() { os.Unsetenv(name) })
	}
}

// flat are the exchanges of a call and the calls inside it, in their order.
func flat(c *Call) []Exchange {
	list := slices.Clone(c.Exchanges)
	for i := range c.Nested {
		list = append(list, flat(&c.Nested[i])...)
	}
	slices.SortStableFunc(list, func(a, b Exchange) int { return a.Order - b.Order })
	return list
}

func (r *runner) call(t *testing.T, c *Call) {
	k := r.clients[c.Client]
	k.environment(t)
	exchanges := flat(c)
	k.transport.exchanges, k.transport.sent = exchanges, nil
	if len(exchanges) > 0 && exchanges[0].Request.Signing != nil {
		sleepUntil(exchanges[0].Request.Signing.Date)
	} else {
		sleepUntil("")
	}
	op, err := Operation(k.service, c.Operation)
	if err != nil {
		t.Fatal(err)
	}
	params, _ := param(c.Params).(lite.Map)
	out, err := k.client.Call(t.Context(), op, params)
	for i := range min(len(exchanges), len(k.transport.sent)) {
		if d := k.transport.sent[i].compare(&exchanges[i].Request, r.suite.Loose); d != "" {
			t.Errorf("%s, request %d: %s", c.Operation, i+1, d)
		}
	}
	if len(k.transport.sent) != len(exchanges) {
		t.Errorf("%s: %d requests, want %d (error: %v)", c.Operation, len(k.transport.sent), len(exchanges), err)
	}
	if c.Error != nil {
		compareError(t, err, c.Error)
		return
	}
	if err != nil {
		t.Errorf("%s: %v", c.Operation, err)
		return
	}
	if out.Body != nil {
		defer out.Body.Close()
	}
	if r.suite.Loose.Results {
		return
	}
	if d := compareResult("", out.Value().Any(), c.Result); d != "" {
		t.Errorf("%s: result %s", c.Operation, d)
	}
}

// sleepUntil puts the bubble's clock to a signing date, if that is not past.
func sleepUntil(date string) {
	at, err := time.Parse("20060102T150405Z", date)
	if err != nil {
		at = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	}
	time.Sleep(time.Until(at))
}

func (r *runner) presign(t *testing.T, p *Presign) {
	k := r.clients[p.Client]
	k.environment(t)
	_, query, _ := strings.Cut(p.URL, "?")
	date := ""
	for _, pair := range pairs(query, nil) {
		if d, ok := strings.CutPrefix(pair, "X-Amz-Date="); ok {
			date = d
		}
	}
	sleepUntil(date)
	op, err := Operation(k.service, p.Operation)
	if err != nil {
		t.Fatal(err)
	}
	params, _ := param(p.Params).(lite.Map)
	got, err := k.client.Presign(t.Context(), op, params, time.Duration(p.ExpiresIn)*time.Second)
	if p.Error != nil {
		compareError(t, err, p.Error)
		return
	}
	if err != nil {
		t.Error(err)
		return
	}
	var skip []string
	if strings.Contains(p.URL, "X-Amz-Signature=STUB") {
		skip = []string{"X-Amz-Signature"}
	}
	if d := compareURL(got.URL, p.URL, skip); d != "" {
		t.Error(d)
	}
}
