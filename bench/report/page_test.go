package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

func TestPage(t *testing.T) {
	p := page{file: filepath.Join(t.TempDir(), "x.md"), text: "before\n<!-- report: a -->\nold\n<!-- end of report: a -->\nafter\n"}
	for range 2 { // the second time changes nothing
		if err := p.write("a", "new\n"); err != nil {
			t.Fatal(err)
		}
	}
	const want = "before\n<!-- report: a -->\n\nnew\n\n<!-- end of report: a -->\nafter\n"
	if got, err := os.ReadFile(p.file); err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	if err := p.write("b", "new"); err == nil {
		t.Error("there is no place for b")
	}
}

// TestMarks checks that docs/performance.md has a place for every subject.
func TestMarks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "performance.md")
	text, err := os.ReadFile("../../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{"machine", "budgets"}
	for _, m := range figures.Measures {
		ids = append(ids, m.ID)
	}
	p := page{file: file, text: string(text)}
	for _, id := range ids {
		if err := p.write(id, "text"); err != nil {
			t.Error(err)
		}
	}
}
