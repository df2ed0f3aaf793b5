package differential

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/clientcase"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/wire"
)

// service is an embedded service with all that its package gives to lite.
func service(file string) (lite.Service, *models.Model, error) {
	bin, err := embed.FS.ReadFile(file)
	if err != nil {
		return lite.Service{}, nil, err
	}
	m, err := models.Open(string(bin))
	if err != nil {
		return lite.Service{}, nil, err
	}
	s, err := clientcase.Service(m.ServiceName())
	return s, &m, err
}

// comparison is the state of one run.
type comparison struct {
	mu          sync.Mutex
	operations  int
	cases       int
	inputEvents int   // operations that botocore does not have
	met         []int // how often, by index in allowances
	differences []string
	kinds       map[string]int
}

// TestDifferential compares every operation of every service, with the least
// params and answer that are valid and with full ones.
func TestDifferential(t *testing.T) {
	if os.Getenv("TUCUXI_BOTOCORE_PYTHON") == "" {
		t.Skip("TUCUXI_BOTOCORE_PYTHON names no Python with botocore installed; see .ci/differential")
	}
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
		}
	}
	files, err := fs.Glob(embed.FS, "*/model.bin")
	if err != nil {
		t.Fatal(err)
	}
	if only := os.Getenv("TUCUXI_DIFFERENTIAL_ONLY"); only != "" { // package names, with commas
		files = slices.DeleteFunc(files, func(f string) bool { return !slices.Contains(strings.Split(only, ","), path.Dir(f)) })
	} else if len(files) < 429 {
		t.Errorf("only %d services", len(files))
	}
	c := &comparison{met: make([]int, len(allowances)), kinds: map[string]int{}}
	c.run(t, files)
	c.report(t)
}

// run spreads the services over as many processes as there are processors.
func (c *comparison) run(t *testing.T, files []string) {
	queue := make(chan string, len(files))
	sizes := map[string]int64{}
	for _, f := range files {
		info, _ := fs.Stat(embed.FS, f)
		sizes[f] = info.Size()
	}
	sort.Slice(files, func(i, j int) bool { return sizes[files[i]] > sizes[files[j]] }) // the long ones first
	for _, f := range files {
		queue <- f
	}
	close(queue)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		r := startReference(t)
		wg.Go(func() {
			for file := range queue {
				if err := c.service(r, file); err != nil {
					t.Errorf("%s: %v", file, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

func (c *comparison) service(r *reference, file string) error {
	s, m, err := service(file)
	if err != nil {
		return err
	}
	stub := &stub{}
	client := lite.New(s, lite.Config{
		Region: "us-east-1", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: stub, MaxAttempts: 1,
	})
	for i := range m.NumOperations() {
		op := m.Operation(i)
		c.mu.Lock()
		c.operations++
		c.mu.Unlock()
		if op.Is(models.OpInputEventStream) {
			c.mu.Lock()
			c.inputEvents++
			c.mu.Unlock()
			continue
		}
		for _, depth := range [...]int{-1, 3} {
			if err := c.compare(r, client, stub, op, depth); err != nil {
				return fmt.Errorf("%s: %w", op.Name(), err)
			}
		}
	}
	return nil
}

// compare runs one case through both sides.
func (c *comparison) compare(r *reference, client *lite.Client, stub *stub, op models.Operation, depth int) error {
	params, answer := generate(op, depth)
	q := question{
		Service: op.Model().ServiceName(), Operation: op.Name(), Params: params,
		Status: answer.Status, Headers: map[string]string{}, Body: answer.Body,
	}
	for name, value := range answer.Header.All {
		q.Headers[name] = value
	}
	if err := r.ask(q); err != nil {
		return err
	}
	stub.operation, stub.answer, stub.seen = op.Name(), answer, nil
	out, err := client.Call(context.Background(), lite.Operation(uint32(op.Model().Tag())<<16|uint32(op.Index())), params)
	want, replyErr := r.answer()
	if replyErr != nil {
		return replyErr
	}
	var list []string
	switch {
	case want.Error != "" && err != nil && want.URL == "" && stub.seen == nil:
		list = append(list, "both refuse: "+err.Error()+" | "+want.Error)
	case want.Error != "":
		list = append(list, "botocore: "+want.Error)
	case err != nil:
		list = append(list, "error: "+err.Error())
	}
	if want.URL != "" && stub.seen != nil {
		list = append(list, stub.seen.differences(op, &want)...)
	}
	if err == nil && want.Error == "" {
		got := out.Value().Any()
		if m, i := op.Output().Payload(); i >= 0 && out.Body != nil && !m.Shape().EventStream() {
			content, err := io.ReadAll(out.Body)
			if err != nil {
				list = append(list, "body: "+err.Error())
			}
			got.(map[string]any)[m.Name()] = content
		}
		list = append(list, valueDifferences("", shown(got), dropEvents(op, want.Parsed))...)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cases++
	for _, d := range list {
		c.note(op, depth, d)
	}
	return nil
}

// dropEvents takes the event stream out of what botocore gives.
func dropEvents(op models.Operation, v any) any {
	if m, ok := v.(map[string]any); ok {
		for i := range op.Output().NumMembers() {
			if member := op.Output().Member(i); member.Shape().EventStream() {
				delete(m, member.Name())
			}
		}
	}
	return v
}

// stub is a transport that keeps the last request and gives one answer.
type stub struct {
	operation string
	answer    *wire.Response
	seen      *seen
}

type seen struct {
	method, url string
	headers     map[string]string
	body        []byte
}

const endpoints = `{"Endpoints":[{"Address":"cell1.example.com","CachePeriodInMinutes":1440}]}`

func (s *stub) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	v := &seen{method: strings.Clone(r.Method), url: r.Scheme + "://" + r.Host + r.Path, headers: map[string]string{}, body: slices.Clone(r.Body)}
	if r.Query != "" {
		v.url += "?" + r.Query
	}
	for _, h := range r.Header {
		v.headers[strings.Clone(h.Name)] = strings.Clone(h.Value)
	}
	if r.Stream != nil {
		var err error
		if v.body, err = io.ReadAll(r.Stream); err != nil {
			return err
		}
	}
	body := string(s.answer.Body)
	if strings.HasSuffix(v.headers["x-amz-target"], ".DescribeEndpoints") && s.operation != "DescribeEndpoints" {
		a.Status, a.Header = 200, wire.HeaderList(nil)
		a.Length, a.Body = int64(len(endpoints)), io.NopCloser(strings.NewReader(endpoints))
		return nil
	}
	s.seen = v
	a.Status, a.Header = s.answer.Status, s.answer.Header
	a.Length, a.Body = int64(len(body)), io.NopCloser(strings.NewReader(body))
	return nil
}

// note files a difference.
func (c *comparison) note(op models.Operation, depth int, d string) {
	if c.allow(op, d) != "" {
		return
	}
	kind, _, _ := strings.Cut(d, ":")
	if first, _, _ := strings.Cut(kind, " "); first == "value" || first == "body" {
		kind = first
	}
	c.kinds[kind]++
	c.differences = append(c.differences, fmt.Sprintf("%s.%s %d: %s", op.Model().ServiceName(), op.Name(), depth, d))
}

func (c *comparison) report(t *testing.T) {
	sort.Strings(c.differences)
	most := 60
	if file := os.Getenv("TUCUXI_DIFFERENTIAL_REPORT"); file != "" {
		os.WriteFile(file, []byte(strings.Join(c.differences, "\n")+"\n"), 0o644)
	}
	for _, d := range c.differences[:min(most, len(c.differences))] {
		t.Error(d)
	}
	if n := len(c.differences); n > most {
		t.Errorf("%d differences in all: %v", n, c.kinds)
	}
	t.Logf("%d operations, %d of them with input event streams, which botocore does not have; %d cases compared", c.operations, c.inputEvents, c.cases)
	for i, n := range c.met {
		if n == 0 && os.Getenv("TUCUXI_DIFFERENTIAL_ONLY") == "" {
			t.Errorf("no case meets this allowance, remove it: %+v", allowances[i])
		}
		t.Logf("allowed %d times: %s", n, allowances[i].reason)
	}
}
