package main

import (
	"math"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

func TestFits(t *testing.T) {
	for name, want := range map[string]string{
		"tucuxi-s3 over base":                        "tucuxi-s3 over base",
		"calls: GetItem, small: allocations":         "calls: *: allocations",
		"calls: GetItem, small: time ÷ v2":           "calls: GetItem*÷ v2",
		"calls: GetObject 1 KB: instructions ÷ v2":   "calls: *Object 1 KB*÷ v2",
		"calls: Invoke: time ÷ floor":                "calls: *÷ floor",
		"Query: allocations with 4,000 items":        "*: allocations with * items",
		"round trip of tucuxi, 64 goroutines: CPU ÷": "round trip of *",
		"signing: sign s3: allocations":              "",
		"tucuxi-s3 over base and more":               "",
	} {
		got := ""
		if g := goalOf(name); g != nil {
			got = g.name
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestRow(t *testing.T) {
	bytes, noisy := &goal{most: 1000, unit: "B", why: "so it is"}, &goal{most: 2, noisy: true}
	for _, c := range []struct {
		row      row
		want     string
		exceeded bool
	}{
		{row{figures.Figure{Name: "small", Value: 900}, bytes, 900}, "| 🟢 | small | 900 B | 900 | 927 | 1,000 |  |", false},
		{row{figures.Figure{Name: "large", Value: 1500}, bytes, 1500}, "| 🔴 | large | 1,500 B | 1,500 | 1,545 | 1,000 | 1.50 × the goal; so it is |", false},
		{row{figures.Figure{Name: "grown", Value: 1546}, bytes, 1500}, "| ⛔ | grown |", true},
		{row{figures.Figure{Name: "calls: X: allocations", Value: 13}, nil, 12}, "| 🟢 | calls: X: allocations | 13 | 12 |", false},
		{row{figures.Figure{Name: "calls: X: allocations", Value: 14}, nil, 12}, "| ⛔ | calls: X: allocations | 14 | 12 |", true},
		{row{figures.Figure{Name: "new", Value: 1001}, bytes, math.NaN()}, "| ⛔ | new |", true},
		{row{figures.Figure{Name: "slow", Value: 3}, noisy, math.NaN()}, "| 🔴 | slow | 3 |  |  | 2 | 1.50 × the goal |", false},
		{row{figures.Figure{Name: "none", Value: 1}, &goal{}, 0}, "| ⛔ | none |", true},
		{row{figures.Figure{Name: "kept", Value: 10.2}, nil, 10}, "| 🟢 | kept | 10.2 | 10 | 10.3 |  |  |", false},
	} {
		if got := c.row.text(); !strings.HasPrefix(got, c.want) || c.row.exceeded() != c.exceeded {
			t.Errorf("%s, exceeded %v; want %s", got, c.row.exceeded(), c.want)
		}
	}
}

// TestToday checks that what is recorded can be read, and that nothing is which
// depends on the machine.
func TestToday(t *testing.T) {
	values, names, err := recorded()
	if err != nil || len(names) != len(values) {
		t.Fatalf("%d values, %d names, %v", len(values), len(names), err)
	}
	for name := range values {
		if g := goalOf(name); g != nil && g.noisy {
			t.Errorf("%s is recorded, but depends on the machine", name)
		}
	}
}
