package main

import (
	"fmt"
	"math"
	"time"

	callbench "github.com/tucuxi-go/tucuxi/bench/calls"
	"github.com/tucuxi-go/tucuxi/bench/measure"
)

// calls counts what calls allocate.
func calls(string) ([]row, error) {
	s, err := callbench.Suite()
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, limit := range callLimits {
		for _, c := range s.Of(limit.thing) {
			if c.Peer != measure.Ours {
				continue
			}
			costs, err := measure.Rounds([]measure.Case{c}, 10, 10*time.Millisecond)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", limit.thing, err)
			}
			rows = append(rows,
				row{limit.thing + ": allocations", int(math.Round(costs[0].Allocs)), limit.allocs, goalAllocs, ""},
				row{limit.thing + ": allocated", int(math.Round(costs[0].Bytes)), limit.bytes, goalBytes, "B"})
		}
	}
	if len(rows) != 2*len(callLimits) {
		return nil, fmt.Errorf("%d figures for %d calls", len(rows), len(callLimits))
	}
	return rows, nil
}
