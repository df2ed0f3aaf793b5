package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

// row is a figure, what it was, and what it may and should be.
type row struct {
	figures.Figure
	goal  *goal   // nil: none
	today float64 // NaN: not recorded
}

// rows are the figures that have a goal or a limit.
func rows(list []figures.Figure) ([]row, error) {
	values, _, err := recorded()
	if err != nil {
		return nil, err
	}
	var all []row
	for _, f := range list {
		r := row{f, goalOf(f.Name), math.NaN()}
		if value, ok := values[f.Name]; ok {
			r.today = value
		}
		if r.goal != nil || !math.IsNaN(r.today) {
			all = append(all, r)
		}
	}
	return all, nil
}

// unmeasured are the figures that were recorded once and are not in the list.
func unmeasured(list []figures.Figure) ([]string, error) {
	_, names, err := recorded()
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(list, func(f figures.Figure) bool { return f.Name == name })
	}), err
}

// limit is the most that a figure may be: a little more than today, or the goal
// of what must be reached at once. It is NaN for what depends on the machine.
func (r *row) limit() float64 {
	switch {
	case r.goal != nil && r.goal.noisy:
		return math.NaN()
	case math.IsNaN(r.today) && r.goal != nil:
		return r.goal.most
	}
	return r.today*room + r.grain()
}

// grain is the step in which a figure moves by chance: an allocation of a pool
// that the collector has just emptied, a block of SHA-256 more where a random id
// or the second of a date begins the part that must be hashed anew, two pages of
// files whose sizes are rounded to pages and then subtracted.
func (r *row) grain() float64 {
	switch {
	case strings.HasPrefix(r.Name, "calls: ") && strings.HasSuffix(r.Name, ": allocations"):
		return 1
	case strings.HasPrefix(r.Name, "calls: ") && strings.HasSuffix(r.Name, ": instructions"):
		return 2500
	case strings.HasSuffix(r.Name, "with net/rpc and text/template"):
		return 2 * 4096
	}
	return 0
}

func (r *row) exceeded() bool { return r.Value > r.limit()+1e-9 }

func (r *row) met() bool { return r.goal == nil || r.Value <= r.goal.most+1e-9 }

// header is the head of the table.
const header = "| | what | is | today | limit | goal | |\n| --- | --- | --: | --: | --: | --: | --- |\n"

// text is a row of the table.
func (r *row) text() string {
	state, unit, most, why := "🟢", "", "", ""
	if r.goal != nil {
		unit, most = r.goal.unit, number(r.goal.most)
		if !r.met() {
			state, why = "🔴", r.goal.why
			if r.goal.most > 0 {
				why = strings.TrimSuffix(fmt.Sprintf("%.2f × the goal; %s", r.Value/r.goal.most, why), "; ")
			}
		}
	}
	if r.exceeded() {
		state = "⛔"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s |", state, r.Name, strings.TrimSpace(number(r.Value)+" "+unit), number(r.today), number(r.limit()), most, why)
}

// number is a figure as text, "" if it is none.
func number(f float64) string {
	if math.IsNaN(f) {
		return ""
	}
	return figures.Number(f)
}
