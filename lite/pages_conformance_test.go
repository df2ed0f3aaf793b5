package lite_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
)

type pagingCase struct {
	ID        string
	Paginator struct {
		Input  any    `json:"input_token"`
		Result any    `json:"result_key"`
		Limit  string `json:"limit_key"`
	}
	RawPaginator json.RawMessage
	Params       object
	Config       struct {
		MaxItems, PageSize json.RawMessage
		StartingToken      string
	} `json:"paginationConfig"`
	Calls []struct {
		Request, Response object
	}
	Pages       []object
	FullResult  object
	Resume      object `json:"resumeTokenDecoded"`
	ResumeToken string
	Error       *struct{ Type, Message string }
	SentAs      string `json:"pageSizeSentAs"`
}

func (c *pagingCase) UnmarshalJSON(b []byte) error {
	type plain pagingCase
	var raw struct{ Paginator json.RawMessage }
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	c.RawPaginator = raw.Paginator
	return json.Unmarshal(b, (*plain)(c))
}

// names are one or several names of a paginator.
func names(v any) (list []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, x := range v {
			list = append(list, x.(string))
		}
	}
	return list
}

func number(raw json.RawMessage) (n int) {
	json.Unmarshal([]byte(strings.Trim(string(raw), `"`)), &n)
	return n
}

// at goes down a dotted path.
func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		m, _ := v.(object)
		v = m[name]
	}
	return v
}

// flat is the elements of all values that are lists, and the others that are set.
func flat(values ...any) []any {
	list := []any{}
	for _, v := range values {
		if elements, ok := onWire(v).([]any); ok {
			list = append(list, elements...)
		} else if v != nil {
			list = append(list, onWire(v))
		}
	}
	return list
}

// TestConformancePaginate runs botocore's paginator cases against a service that
// is made of each case's values. Three of their outcomes are compared in another
// form: pages that botocore cuts at MaxItems, or before a place inside a page, by
// the elements that Items gives; the whole result by the elements of each result
// key. Searches over pages do not exist here: a loop does that, and their cases
// are compared by pages alone.
func TestConformancePaginate(t *testing.T) {
	list := cases[[]pagingCase](t, testkit.Conformance(t, "paginate"), "paginator-cases.json")
	passed, excluded := 0, 0
	for _, c := range list {
		if strings.Contains(c.ID, "with_listed_bytes") {
			excluded++
			t.Logf("excluded %s: a list of strings and bytes has no shape; TestConformanceListedBytes has its tokens", c.ID)
			continue
		}
		ok := t.Run(c.ID, func(t *testing.T) {
			for name, v := range c.Params {
				if f, ok := v.(float64); ok {
					c.Params[name] = int(f)
				}
			}
			c.run(t)
		})
		if ok {
			passed++
		}
	}
	t.Logf("paginate/paginator-cases.json: %d passed, %d excluded", passed, excluded)
	if len(list) != 66 {
		t.Errorf("%d cases", len(list))
	}
}

func (c *pagingCase) run(t *testing.T) {
	inputs, outputs := []any{}, []any{}
	sample := object{}
	for name, v := range c.Params {
		sample[name] = v
		if _, ok := v.(int); ok {
			sample[name] = 1.0
		}
	}
	for _, name := range names(c.Paginator.Input) {
		sample[name] = nil
	}
	if c.Paginator.Limit != "" {
		if sample[c.Paginator.Limit] = 1.0; c.SentAs == "string" {
			sample[c.Paginator.Limit] = "1"
		}
	}
	inputs = append(inputs, sample)
	var answers []answer
	for _, call := range c.Calls {
		inputs, outputs = append(inputs, call.Request), append(outputs, call.Response)
		answers = append(answers, answer{status: 200, body: string(encode(t, onWire(call.Response)))})
	}
	if c.Calls == nil {
		answers = []answer{{status: 200, body: "{}"}}
	}
	for _, key := range names(c.Paginator.Result) { // also where no answer has it
		var v any = []any{}
		for name := range strings.SplitSeq(reverse(key), ".") {
			v = object{reverse(name): v}
		}
		if !mentions(outputs, key) {
			outputs = append(outputs, v)
		}
	}
	service := sampleService(t, inputs, outputs, c.RawPaginator, nil)
	op := lite.Operation(tagOf(t, service))
	paging := lite.Paging{MaxItems: number(c.Config.MaxItems), PageSize: number(c.Config.PageSize)}

	t.Run("pages", func(t *testing.T) {
		client, sent := client(t, service, answers...)
		resume := c.Config.StartingToken
		paging.Resume = &resume
		var pages []any
		var failed error
		for page, err := range client.Pages(t.Context(), op, c.Params, paging) {
			if err != nil {
				failed = err
				break
			}
			var v any
			json.Unmarshal(page.JSON(), &v)
			pages = append(pages, v)
		}
		c.compareCalls(t, sent, failed)
		if c.Config.StartingToken != "" || paging.MaxItems > 0 || c.Calls == nil {
			return // compared by items
		}
		if !sameJSON(t, pages, onWire(anyList(c.Pages))) {
			t.Errorf("pages %s\nwant %s", encode(t, pages), encode(t, onWire(anyList(c.Pages))))
		}
	})
	for i, key := range names(c.Paginator.Result) {
		if c.Calls == nil {
			break
		}
		if i > 0 && (c.Config.StartingToken != "" || paging.MaxItems > 0) {
			break // MaxItems and places count the first result
		}
		t.Run("items of "+key, func(t *testing.T) {
			client, sent := client(t, service, answers...)
			resume := c.Config.StartingToken
			paging.Resume, paging.Result = &resume, key
			if i == 0 {
				paging.Result = ""
			}
			items, failed := []any{}, error(nil)
			for item, err := range client.Items(t.Context(), op, c.Params, paging) {
				if err != nil {
					failed = err
					break
				}
				var v any
				json.Unmarshal(item.AppendJSON(nil), &v)
				items = append(items, v)
			}
			c.compareCalls(t, sent, failed)
			var want []any
			for _, page := range c.Pages {
				want = append(want, at(page, key))
			}
			if want = flat(want...); !sameJSON(t, items, want) {
				t.Errorf("items %s\nwant %s", encode(t, items), encode(t, want))
			}
			if full, ok := at(c.FullResult, key).([]any); ok && i == 0 && !sameJSON(t, items, flat(full)) {
				t.Errorf("items %s\nwhole result %s", encode(t, items), encode(t, full))
			}
			c.compareResume(t, resume)
		})
	}
}

func (c *pagingCase) compareCalls(t *testing.T, s *stub, failed error) {
	t.Helper()
	if (failed != nil) != (c.Error != nil) {
		t.Errorf("error %v, want %+v", failed, c.Error)
	}
	want := []any{}
	for _, call := range c.Calls {
		want = append(want, onWire(call.Request))
	}
	if c.Calls == nil && c.Error == nil {
		params := object{}
		for name, v := range c.Params {
			params[name] = v
		}
		if size := number(c.Config.PageSize); size > 0 {
			params[c.Paginator.Limit] = size
		}
		want = append(want, params)
	}
	got := []any{}
	for _, r := range s.sent {
		got = append(got, json.RawMessage(r.body))
	}
	if !sameJSON(t, got, want) {
		t.Errorf("calls %s\nwant %s", encode(t, got), encode(t, want))
	}
}

// compareResume compares the place after the last element with botocore's. Where
// the list ends with the page that reaches MaxItems, botocore has no token.
func (c *pagingCase) compareResume(t *testing.T, resume string) {
	t.Helper()
	if c.Error != nil {
		return
	}
	if c.Resume == nil {
		if resume != "" {
			t.Errorf("resume %q, want none", resume)
		}
		return
	}
	b, err := base64.StdEncoding.DecodeString(resume)
	if err != nil {
		t.Fatal(err)
	}
	var got, want object
	json.Unmarshal(b, &got)
	b, _ = base64.StdEncoding.DecodeString(c.ResumeToken)
	json.Unmarshal(b, &want)
	if !sameJSON(t, got, want) {
		t.Errorf("resume %s\nwant %s", encode(t, got), encode(t, want))
	}
}

func anyList(pages []object) []any {
	list := []any{}
	for _, p := range pages {
		list = append(list, p)
	}
	return list
}

func reverse(s string) string {
	b := []byte{}
	for i := len(s) - 1; i >= 0; i-- {
		b = append(b, s[i])
	}
	return string(b)
}

func mentions(samples []any, path string) bool {
	for _, s := range samples {
		if at(s, path) != nil {
			return true
		}
	}
	return false
}
