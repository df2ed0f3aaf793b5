package figures

import (
	"fmt"
	"slices"

	"github.com/tucuxi-go/tucuxi/bench/roundtrip"
)

// Scale makes many calls and looks whether anything grows.
func Scale(o Options) (*Section, error) {
	calls := 20_000
	if o.Full && !o.Quick {
		calls = 1_000_000
	}
	const samples = 10
	s := &Section{ID: "scale", Title: "Scale", Text: fmt.Sprintf("%s calls of GetItem over loopback from 64 goroutines. The live heap and the goroutines are looked at %d times on the way, after a collection.", Grouped(calls), samples)}
	b, err := roundtrip.Start(o.Dir)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	r, err := b.Run(roundtrip.Load{Peer: "tucuxi", Goroutines: 64, Calls: calls, Samples: samples})
	if err != nil {
		return nil, err
	}
	t := Table{Head: []string{"calls", "live heap, KB", "goroutines"}}
	for i := range r.Heap {
		t.row(Grouped((i+1)*calls/samples), kilobytes(float64(r.Heap[i])), Grouped(r.Goroutines[i]))
	}
	s.Tables = append(s.Tables, t)
	// The first half of the run against the second.
	s.add(float64(slices.Max(r.Heap[samples/2:]))/float64(slices.Max(r.Heap[:samples/2])), "many calls: live heap, second half ÷ first")
	s.add(float64(slices.Max(r.Goroutines[samples/2:]))-float64(slices.Max(r.Goroutines[:samples/2])), "many calls: goroutines, second half − first")
	return s, nil
}
