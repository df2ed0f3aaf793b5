package differential

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net/url"
	"os"
	"path"
	"reflect"
	"regexp"
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

// uuids are made anew for each call.
var uuids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)

var token = []byte("00000000-0000-4000-8000-000000000000")

// unread are the headers whose values say nothing about the operation.
var unread = map[string]bool{
	"user-agent": true, "x-amz-date": true, "amz-sdk-invocation-id": true, "amz-sdk-request": true, "content-length": true,
	"authorization": true, "accept-encoding": true, "x-amzn-trace-id": true, "expect": true,
}

// differences are those between our request and botocore's.
func (v *seen) differences(op models.Operation, want *reply) (list []string) {
	add := func(what string, got, want any) {
		list = append(list, fmt.Sprintf("%s: %.300v, botocore has %.300v", what, got, want))
	}
	if v.method != want.Method {
		add("method", v.method, want.Method)
	}
	ours, err := url.Parse(v.url)
	theirs, err2 := url.Parse(want.URL)
	if err != nil || err2 != nil {
		add("url", v.url, want.URL)
		return list
	}
	if ours.Scheme != theirs.Scheme || ours.Host != theirs.Host {
		add("host", ours.Host, theirs.Host)
	}
	if a, b := ours.EscapedPath(), theirs.EscapedPath(); a != b && a+b != "/" {
		add("path", ours.EscapedPath(), theirs.EscapedPath())
	}
	if a, b := values(ours.RawQuery), values(theirs.RawQuery); !reflect.DeepEqual(a, b) {
		add("query", a, b)
	}
	for name, value := range v.headers {
		if other, ok := want.Headers[name]; !unread[name] && (!ok || uuids.ReplaceAllString(value, "") != uuids.ReplaceAllString(other, "")) {
			add("header "+name, value, other)
		}
	}
	for name, value := range want.Headers {
		if _, ok := v.headers[name]; !unread[name] && !ok {
			add("header "+name, "absent", value)
		}
	}
	if a, b := scope(v.headers["authorization"]), scope(want.Headers["authorization"]); a != b {
		add("scope", a, b)
	}
	a := meaning(op.Model().Protocol(), uuids.ReplaceAll(v.body, token))
	b := meaning(op.Model().Protocol(), uuids.ReplaceAll(want.Body, token))
	if inside := valueDifferences("", a, b); len(inside) > 0 {
		for _, d := range inside {
			list = append(list, "body "+d)
		}
	} else if !bytes.Equal(v.body, want.Body) { // other bytes of the same meaning have other digests
		list = slices.DeleteFunc(list, func(d string) bool {
			return strings.HasPrefix(d, "header x-amz-content-sha256: ") && !strings.HasSuffix(d, "has ") || strings.HasPrefix(d, "header x-amz-checksum-") && !strings.Contains(d, "-mode")
		})
	}
	return list
}

// values is the pairs of a query, each name's values in order.
func values(query string) url.Values {
	v, err := url.ParseQuery(uuids.ReplaceAllString(query, ""))
	if err != nil {
		return url.Values{"malformed": {query}}
	}
	for _, list := range v {
		sort.Strings(list)
	}
	return v
}

// scope is what an authorization header says beyond date, signed headers and
// signature.
func scope(authorization string) string {
	algorithm, rest, _ := strings.Cut(authorization, " ")
	credential, _, _ := strings.Cut(rest, ",")
	parts := strings.Split(credential, "/")
	if len(parts) == 5 {
		parts[1] = ""
	}
	return algorithm + " " + strings.Join(parts, "/")
}

// same compares decoded values, numbers by their value.
func same(a, b any) bool { return len(valueDifferences("", a, b)) == 0 }

// valueDifferences are those between two decoded values.
func valueDifferences(at string, a, b any) (list []string) {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			break
		}
		for name, v := range x {
			if other, ok := y[name]; ok {
				list = append(list, valueDifferences(at+"."+name, v, other)...)
			} else {
				list = append(list, fmt.Sprintf("value %s.%s: botocore has none, we %.100v", at, name, v))
			}
		}
		for name, v := range y {
			if _, ok := x[name]; !ok && v != nil {
				list = append(list, fmt.Sprintf("value %s.%s: only botocore has %.100v", at, name, v))
			}
		}
		return list
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			break
		}
		for i := range x {
			list = append(list, valueDifferences(fmt.Sprintf("%s[%d]", at, i), x[i], y[i])...)
		}
		return list
	case float64:
		if y, ok := b.(float64); ok && (x == y || math.Abs(x-y) < 1e-6) {
			return nil
		}
	default:
		if reflect.DeepEqual(a, b) {
			return nil
		}
	}
	return []string{fmt.Sprintf("value %s: %.200v, botocore has %.200v", at, a, b)}
}

func floatOrSimple(info byte, n uint64) any {
	switch info {
	case 20, 21:
		return info == 21
	case 26:
		return float64(math.Float32frombits(uint32(n)))
	case 27:
		return math.Float64frombits(n)
	}
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
