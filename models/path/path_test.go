package path_test

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/models/prune/jmespath"
)

// tree is the plainest node: what a caller's parameters look like.
type tree struct{ v any }

var _ path.Node[tree] = tree{}

func (t tree) Kind() path.Kind {
	switch t.v.(type) {
	case bool:
		return path.Bool
	case float64:
		return path.Number
	case string:
		return path.String
	case []any:
		return path.List
	case map[string]any:
		return path.Object
	}
	return path.Null
}

func (t tree) Field(name string) tree { m, _ := t.v.(map[string]any); return tree{m[name]} }
func (t tree) Text() string           { s, _ := t.v.(string); return s }
func (t tree) Bool() bool             { b, _ := t.v.(bool); return b }
func (t tree) Number() float64        { f, _ := t.v.(float64); return f }

func (t tree) Len() int {
	if list, ok := t.v.([]any); ok {
		return len(list)
	}
	return len(t.v.(map[string]any))
}

func (t tree) At(i int) tree {
	if list, ok := t.v.([]any); ok {
		return tree{list[i]}
	}
	return t.Field(t.Key(i))
}

func (t tree) Key(i int) string {
	var keys []string
	for k := range t.v.(map[string]any) {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys[i]
}

type (
	m = map[string]any
	l = []any
)

var root = tree{m{
	"NextToken": "t", "Empty": "", "Zero": 0.0, "Yes": true,
	"Items":   l{m{"Id": "a", "n": 1.0}, m{"Id": "b", "n": 2.0}, m{"n": 3.0}},
	"Nested":  l{l{"x"}, l{"y", "z"}},
	"Objects": m{"k1": m{"Id": "c"}, "k2": m{"Id": "d"}},
}}

func compile(t testing.TB, expression string) path.Program {
	t.Helper()
	p, err := jmespath.Compile(expression)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSizes(t *testing.T) {
	for expression, want := range map[string]string{
		"NextToken":      "\x09NextToken",
		"A.B":            "\x01A\x01B",
		"Items[].Id":     "\x05Items\x84\x02Id",
		"Items[-1].Id":   "\x05Items\x81\x01\x02Id",
		"@":              "",
		"a || b":         "\x87\x02\x01a\x02\x01b",
		"length(a)==`0`": "\x8a\x04\x90\x02\x01a\x02\x94\x00",
	} {
		if got := compile(t, expression); string(got) != want {
			t.Errorf("%s: %q, want %q", expression, got, want)
		}
	}
}

func TestSearchValues(t *testing.T) {
	var e path.Evaluator[tree]
	v, err := e.Search(compile(t, "Items[].Id"), root)
	if err != nil || v.Kind() != path.List || v.Len() != 2 || v.At(1).Text() != "b" || v.At(2).Kind() != path.Null {
		t.Errorf("%v, %d of kind %d", err, v.Len(), v.Kind())
	}
	if _, ok := v.Node(); ok {
		t.Error("a made list is a node")
	}
	v, _ = e.Search(compile(t, "Items"), root)
	if n, ok := v.Node(); !ok || n.Len() != 3 || v.At(0).Kind() != path.Object {
		t.Error("a list of the tree is no node")
	}
	for expression, want := range map[string]bool{
		"NextToken": true, "Empty": false, "Zero": true, "Yes": true, "Absent": false, "Items": true, "Items[].x": false, "Objects": true, "!Yes": false,
		"Items[0] == Items[0]": true, "Items[0] == Items[1]": false, "Nested[1] == Nested[0]": false, "Nested[] == keys(Objects)": false,
		"Objects == Objects": true, "Objects.*.Id == ['x']": false, "['c','d'] == Objects.*.Id": true,
	} {
		v, err := e.Search(compile(t, expression), root)
		if err != nil || v.True() != want {
			t.Errorf("%s: %v, %v", expression, v.True(), err)
		}
	}
	for _, expression := range []string{"length(Zero)", "keys(Items)", "length(Absent)"} {
		if _, err := e.Search(compile(t, expression), root); !errors.Is(err, path.ErrType) {
			t.Errorf("%s: %v", expression, err)
		}
	}
}

func TestCut(t *testing.T) {
	long := strings.Repeat("x", 200)
	p := compile(t, "A."+long+".C[0]")
	var fields []string
	for {
		field, rest, ok := p.Cut()
		if !ok {
			break
		}
		fields, p = append(fields, field), rest
	}
	if !slices.Equal(fields, []string{"A", long, "C"}) || p != "\x81\x00" {
		t.Errorf("%q, rest %q", fields, p)
	}
	for _, p := range []path.Program{"", "\x05abc", "\x80", "\x80\x05a", "\x82"} {
		if field, rest, ok := p.Cut(); ok || rest != p || field != "" {
			t.Errorf("%q: cut %q", p, field)
		}
	}
}

func TestSearchAllocs(t *testing.T) {
	for _, expression := range []string{"NextToken", "Items[].Id", "NextToken || Items[-1].Id", "length(Items[?n > `1`]) == `2`", "Items[*].[Id, n][]"} {
		p := compile(t, expression)
		var e path.Evaluator[tree]
		t.Run(expression, func(t *testing.T) {
			testkit.WantAllocs(t, 0, func() {
				if v, err := e.Search(p, root); err != nil || !v.True() {
					t.Fatal(v.Kind(), err)
				}
			})
		})
	}
}

// TestSearchBounds: a program that doubles its value again and again.
func TestSearchBounds(t *testing.T) {
	var e path.Evaluator[tree]
	step := string([]byte{path.OpList, 2, 0, 0, path.OpFlatten})
	for _, n := range []int{10, 800} {
		_, err := e.Search(path.Program(strings.Repeat(step, n)), root)
		if n == 10 && err != nil || n == 800 && err == nil {
			t.Errorf("%d times: %v", n, err)
		}
	}
	deep := ""
	for range 40 {
		deep = string([]byte{path.OpSub, byte(len(deep))}) + deep
	}
	if _, err := e.Search(path.Program(deep), root); !errors.Is(err, path.ErrCorrupt) {
		t.Errorf("40 subs deep: %v", err)
	}
}

// FuzzProgram: any bytes give a value or an error, the same twice, in bounded
// time.
func FuzzProgram(f *testing.F) {
	for _, expression := range []string{"NextToken", "Items[].Id", "Items[-1].Id || Nested[][0]", "Objects.*.Id", "length(Items[?n != `2` && !(Id == 'a')]) >= `1.5`", "Items[*].[Id,n]", "keys(@) | [0]"} {
		p := compile(f, expression)
		f.Add(string(p))
		for i := range p {
			damaged := []byte(p)
			damaged[i] ^= 1 << (i % 8)
			f.Add(string(damaged))
			f.Add(string(p[:i]))
		}
	}
	f.Fuzz(func(t *testing.T, p string) {
		var e path.Evaluator[tree]
		v, err := e.Search(path.Program(p), root)
		if err != nil && v.Kind() != path.Null {
			t.Errorf("%q: a value beside %v", p, err)
		}
		var again path.Evaluator[tree]
		w, err2 := again.Search(path.Program(p), root)
		if err != err2 || err == nil && !v.Equal(w) && strings.IndexByte(p, path.OpFloat) < 0 {
			t.Errorf("%q: %v, then %v", p, err, err2)
		}
		for rest, ok := path.Program(p), true; ok; {
			_, rest, ok = rest.Cut()
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	for _, expression := range []string{"NextToken", "Items[].Id", "length(Items[?n > `1`]) == `2`"} {
		b.Run(expression, func(b *testing.B) {
			p := compile(b, expression)
			var e path.Evaluator[tree]
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Search(p, root); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestImports: the evaluator links next to nothing.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, dep := range strings.Fields(string(out)) {
		if slices.Contains([]string{"fmt", "reflect", "regexp", "encoding/json", "strconv"}, dep) {
			t.Errorf("imports %s", dep)
		}
	}
}
