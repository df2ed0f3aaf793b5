// Package figures measures what the report shows and what budgets are about, one
// [Section] a subject.
package figures

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/chart"
)

// Section is what was measured of a subject.
type Section struct {
	ID      string // "sizes"
	Title   string
	Text    string // what was measured and how, above the tables
	Tables  []Table
	Figures []Figure // what budgets may be about
	Charts  []chart.Chart
}

// Figure is a number with a name that says what it is.
type Figure struct {
	Name  string
	Value float64
}

// Options say how much to measure.
type Options struct {
	Dir  string // for what is built
	Full bool   // with the peers and all that depends on how busy the machine is; else what CI checks
	// Quick measures once what is otherwise measured often: to see that all works.
	Quick bool
}

// rounds is n, or 1 if it must be quick.
func (o *Options) rounds(n int) int {
	if o.Quick {
		return 1
	}
	return n
}

// Measures are all subjects.
var Measures = []struct {
	ID      string
	Measure func(Options) (*Section, error)
	Full    bool // nothing of it is for CI
}{
	{ID: "sizes", Measure: Sizes},
	{ID: "startup", Measure: Startup},
	{ID: "tls", Measure: TLS, Full: true},
	{ID: "init", Measure: Init},
	{ID: "first", Measure: First},
	{ID: "calls", Measure: Calls},
	{ID: "growth", Measure: Growth},
	{ID: "roundtrip", Measure: RoundTrip, Full: true},
	{ID: "scale", Measure: Scale},
	{ID: "compile", Measure: Compile},
	{ID: "modules", Measure: Modules},
}

// add adds a figure.
func (s *Section) add(value float64, name string, args ...any) {
	s.Figures = append(s.Figures, Figure{fmt.Sprintf(name, args...), value})
}

// Table is one of Markdown.
type Table struct {
	Title string
	Head  []string // a name that begins with '|' is of a column of text
	Rows  [][]string
}

// row adds a row.
func (t *Table) row(cells ...string) { t.Rows = append(t.Rows, cells) }

// Markdown is the table with columns of numbers to the right, all but the first
// and those of text.
func (t *Table) Markdown() string {
	var b strings.Builder
	if t.Title != "" {
		fmt.Fprintf(&b, "%s\n\n", t.Title)
	}
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	names, rule := slices.Clone(t.Head), make([]string, len(t.Head))
	for i, name := range t.Head {
		text := strings.HasPrefix(name, "|")
		names[i], rule[i] = strings.TrimPrefix(name, "|"), "--:"
		if text || i == 0 {
			rule[i] = "---"
		}
	}
	line(names)
	line(rule)
	for _, row := range t.Rows {
		line(row)
	}
	return b.String()
}

// Markdown is the section without its title.
func (s *Section) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", s.Text)
	for i := range s.Tables {
		fmt.Fprintf(&b, "\n%s", s.Tables[i].Markdown())
	}
	return b.String()
}

// Grouped is a number with its thousands apart.
func Grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Number is a number in as many digits as say something.
func Number(f float64) string {
	switch {
	case f == float64(int(f)) || f >= 1000 || f <= -1000:
		return Grouped(int(f))
	case f >= 100 || f <= -100:
		return strconv.FormatFloat(f, 'f', 0, 64)
	case f >= 10 || f <= -10:
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'f', 2, 64)
}
