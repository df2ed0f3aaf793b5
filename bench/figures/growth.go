package figures

import (
	"fmt"
	"math"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/growth"
	"github.com/tucuxi-go/tucuxi/bench/instructions"
	"github.com/tucuxi-go/tucuxi/bench/measure"
)

// Growth looks at what one more item of an answer costs, in small answers and in
// large ones.
func Growth(o Options) (*Section, error) {
	s := &Section{ID: "growth", Title: "Growth", Text: "Calls whose answers have more and more items: what each further item costs, from one size to the next. " +
		"Where that stays the same, the cost is linear. The exponent is that of the growth from the second-largest answer to the largest: 1 is linear, 2 quadratic. The fit is a straight line through all sizes by least squares; its error is that of the size which it misses most."}
	counts, err := count(o)
	if err != nil {
		return nil, err
	}
	suite, err := growth.Suite()
	if err != nil {
		return nil, err
	}
	t := Table{Head: []string{"call", "items", "k instructions", "instructions a further item", "allocations"}}
	f := Table{Title: "Fits:", Head: []string{"call", "instructions an item", "and a call", "error of the fit, %", "exponent"}}
	for _, call := range growth.Things {
		var x, y []float64
		for _, n := range growth.Sizes {
			thing := growth.Thing(call, n)
			costs, err := measure.Rounds(suite.Of(thing), 3, 5*time.Millisecond)
			if err != nil {
				return nil, err
			}
			c, slope := counts[instructions.Case{Thing: thing, Peer: measure.Ours}].Total, "–"
			if len(x) > 0 && c > 0 {
				slope = fmt.Sprintf("%.0f", (c-y[len(y)-1])/(float64(n)-x[len(x)-1]))
			}
			x, y = append(x, float64(n)), append(y, c)
			t.row(call, Grouped(n), thousands(c), slope, Grouped(int(costs[0].Allocs)))
			if n == growth.Sizes[len(growth.Sizes)-1] {
				s.add(costs[0].Allocs, "%s: allocations with %s items", call, Grouped(n))
			}
		}
		if y[0] == 0 { // not counted
			continue
		}
		a, b := fit(x, y)
		worst := 0.0
		for i := range x {
			worst = max(worst, math.Abs(a*x[i]+b-y[i])/y[i])
		}
		last := len(x) - 1
		exponent := math.Log(y[last]/y[last-1]) / math.Log(x[last]/x[last-1])
		f.row(call, fmt.Sprintf("%.0f", a), fmt.Sprintf("%.0f", b), fmt.Sprintf("%.1f", 100*worst), fmt.Sprintf("%.3f", exponent))
		s.add(exponent, "%s: exponent of growth", call)
	}
	s.Tables = append(s.Tables, t, f)
	return s, nil
}

// fit is the line y = a·x + b by least squares of the relative errors, so that
// small sizes count as much as large ones.
func fit(x, y []float64) (a, b float64) {
	var w, wx, wy, wxx, wxy float64
	for i := range x {
		weight := 1 / (y[i] * y[i])
		w, wx, wy = w+weight, wx+weight*x[i], wy+weight*y[i]
		wxx, wxy = wxx+weight*x[i]*x[i], wxy+weight*x[i]*y[i]
	}
	a = (w*wxy - wx*wy) / (w*wxx - wx*wx)
	return a, (wy - a*wx) / w
}
