package jmespath

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models/path"
)

// TestConformanceJMESPath runs the compliance suite. A case must give the
// published result, or an error where one is published, or be refused by the
// name of a construct that is out of the subset. The counts are fixed: a case
// that moves from one to the other has to be looked at.
func TestConformanceJMESPath(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testkit.Conformance(t, "jmespath"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	passed, refused := 0, map[string]int{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var suites []struct {
			Given json.RawMessage
			Cases []struct {
				Expression string
				Result     json.RawMessage
				Error      string
				Bench      string
			}
		}
		if err := json.Unmarshal(b, &suites); err != nil {
			t.Fatal(err)
		}
		for i, suite := range suites {
			root, err := parseDoc(string(suite.Given))
			if err != nil {
				t.Fatal(err)
			}
			for j, c := range suite.Cases {
				id := filepath.Base(file) + "/" + strconv.Itoa(i) + "/" + strconv.Itoa(j)
				t.Run(id, func(t *testing.T) {
					p, err := Compile(c.Expression)
					if u, ok := errors.AsType[*UnsupportedError](err); ok {
						construct, _, _ := strings.Cut(u.Construct, " ")
						refused[construct]++
						return
					}
					var v path.Value[doc]
					if err == nil {
						var e path.Evaluator[doc]
						v, err = e.Search(p, root)
					}
					if c.Error != "" || c.Bench != "" {
						if c.Error != "" && err == nil {
							t.Errorf("%s: got %v, want error %s", c.Expression, plain(v), c.Error)
						}
						if c.Bench != "" && err != nil {
							t.Errorf("%s: %v", c.Expression, err)
						}
						passed++
						return
					}
					var want any
					if json.Unmarshal(c.Result, &want); err != nil || !reflect.DeepEqual(plain(v), want) {
						t.Errorf("%s: got %v %v, want %s", c.Expression, plain(v), err, c.Result)
					}
					passed++
				})
			}
		}
	}
	want := map[string]int{"function": 161, "slice": 45, "multi-select": 43, "object": 12, "list": 11, "expression": 5}
	t.Logf("%d cases in the subset, refused: %v", passed, refused)
	if passed != 631 || !reflect.DeepEqual(refused, want) {
		t.Errorf("%d cases in the subset, refused %v; want 631, %v", passed, refused, want)
	}
}
