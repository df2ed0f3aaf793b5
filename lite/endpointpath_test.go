package lite_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/models/prune/jmespath"
)

// tree is params for the evaluator of JMESPath.
type tree struct{ v any }

func (n tree) Kind() path.Kind {
	switch n.v.(type) {
	case lite.Map:
		return path.Object
	case lite.List:
		return path.List
	case string:
		return path.String
	case int:
		return path.Number
	}
	return path.Null
}

func (n tree) Field(name string) tree { m, _ := n.v.(lite.Map); return tree{m[name]} }
func (n tree) Len() int               { l, _ := n.v.(lite.List); return max(len(l), len(n.keys())) }
func (n tree) At(i int) tree          { return tree{n.v.(lite.List)[i]} }
func (n tree) Key(i int) string       { return n.keys()[i] }
func (n tree) Text() string           { s, _ := n.v.(string); return s }
func (n tree) Number() float64        { return float64(n.v.(int)) }
func (n tree) Bool() bool             { return false }
func (n tree) keys() []string         { m, _ := n.v.(lite.Map); return slices.Sorted(maps.Keys(m)) }

// TestWalk: the walk through params finds what the evaluator of JMESPath finds.
func TestWalk(t *testing.T) {
	params := lite.Map{
		"Name": "n", "Count": 7, "Names": lite.List{"a", 1, "b"}, "Empty": lite.List{}, "Map": lite.Map{"y": lite.Map{"z": "deep"}, "x": 1},
		"Items": lite.List{lite.Map{"Put": lite.Map{"Table": "p"}}, lite.Map{"Get": lite.Map{"Table": "g"}}, "odd", lite.Map{"Put": lite.Map{"Table": "q"}, "Get": "odd"}},
	}
	for _, expression := range []string{
		"Name", "Count", "Names", "Names[*]", "Names[]", "Empty", "Empty[*]", "Absent", "Absent[*].X", "Name[*]", "Name.X", "Map.y.z", "keys(Map)", "keys(Map.y)",
		"Items[*].Put.Table", "Items[].Get.Table", "Items[*].[Get.Table, Put.Table][]", "Items[*].[Absent][]", "[Name, Map.y.z][]", "Map.[y.z, x][]",
	} {
		program, err := jmespath.Compile(expression)
		if err != nil {
			t.Fatal(err)
		}
		texts, found := lite.Walk(program, params)
		var e path.Evaluator[tree]
		v, err := e.Search(program, tree{params})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if v.Kind() == path.String {
			want = append(want, v.Text())
		}
		for i := range v.Len() {
			if x := v.At(i); v.Kind() == path.List && x.Kind() == path.String {
				want = append(want, x.Text())
			}
		}
		if exists := v.Kind() != path.Null; !slices.Equal(texts, want) || found != exists {
			t.Errorf("%s: %q, %v; want %q, %v", expression, texts, found, want, exists)
		}
	}
}

// FuzzWalk: damaged programs end, whatever they say.
func FuzzWalk(f *testing.F) {
	for _, expression := range []string{"A", "A[*].B", "keys(A)", "A[*].[B, C.D][]"} {
		program, err := jmespath.Compile(expression)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(program))
	}
	f.Fuzz(func(t *testing.T, program []byte) {
		texts, _ := lite.Walk(path.Program(program), lite.Map{"A": lite.List{"x", lite.Map{"B": "y", "C": lite.Map{"D": "z"}}}, "B": lite.Map{"k": 1}})
		if len(texts) > 100*len(program)+10 {
			t.Errorf("%d texts", len(texts))
		}
	})
}
