package figures

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/calls"
	"github.com/tucuxi-go/tucuxi/bench/chart"
	"github.com/tucuxi-go/tucuxi/bench/endpoints"
	"github.com/tucuxi-go/tucuxi/bench/instructions"
	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/bench/signing"
)

const (
	floorPeer = "floor"
	v2Peer    = "v2"
)

// counted is the instructions of all cases, counted once for all sections of a
// process; nil where they cannot be counted.
var counted struct {
	done   bool
	counts map[instructions.Case]instructions.Cost
}

// count counts the instructions of cases: of Tucuxi alone unless all is wanted.
func count(o Options) (map[instructions.Case]instructions.Cost, error) {
	if counted.done {
		return counted.counts, nil
	}
	peer := measure.Ours
	if o.Full {
		peer = ""
	}
	counts, err := instructions.Count(o.Dir, peer)
	if errors.Is(err, instructions.ErrMissing) {
		fmt.Fprintln(os.Stderr, "not counted:", err)
	} else if err != nil {
		return nil, err
	}
	counted.done, counted.counts = true, counts
	return counts, nil
}

// Calls measures whole calls, signing and endpoints without a network.
func Calls(o Options) (*Section, error) {
	s := &Section{ID: "calls", Title: "Hot path", Text: "Whole calls over a transport that answers at once, net/http's types included: params to signed request, answer to values. " +
		"Time is the best of many short turns that all peers take; instructions are counted by valgrind with the garbage collector off (hashing in software). × is the peer's over Tucuxi's."}
	counts, err := count(o)
	if err != nil {
		return nil, err
	}
	allocs := chart.Chart{Name: "allocations", Title: "Allocations of a call", Note: "logarithmic; stubbed transport, net/http's types included", Log: true}
	times := chart.Chart{Name: "times", Title: "Time of a call", Note: "× Tucuxi's; stubbed transport"}
	suites := []func() (measure.Suite, error){calls.Suite}
	if o.Full {
		suites = append(suites, signing.Suite, endpoints.Suite)
	}
	for i, suite := range suites {
		suite, err := suite()
		if err != nil {
			return nil, err
		}
		c := [2]*chart.Chart{&allocs, &times}
		if i > 0 { // charts are of whole calls
			c = [2]*chart.Chart{{}, {}}
		}
		if err := s.suite(o, &suite, counts, c); err != nil {
			return nil, fmt.Errorf("%s: %w", suite.Name, err)
		}
	}
	s.Charts = append(s.Charts, allocs, times)
	return s, nil
}

// suite adds the table of a suite.
func (s *Section) suite(o Options, suite *measure.Suite, counts map[instructions.Case]instructions.Cost, charts [2]*chart.Chart) error {
	t := Table{Title: suite.Name + ":", Head: []string{"what", "|who", "ns", "×", "B", "allocations", "k instructions", "×"}}
	rounds, turn := o.rounds(40), 3*time.Millisecond
	if !o.Full {
		rounds, turn = 10, 5*time.Millisecond
	}
	for _, thing := range suite.Things() {
		var cases []measure.Case
		for _, c := range suite.Of(thing) {
			if o.Full || c.Peer == measure.Ours {
				cases = append(cases, c)
			}
		}
		costs, err := measure.Rounds(cases, rounds, turn)
		if err != nil {
			return fmt.Errorf("%s: %w", thing, err)
		}
		us, mine := measure.Cost{}, counts[instructions.Case{Thing: thing, Peer: measure.Ours}].Total
		for i, c := range cases {
			if c.Peer == measure.Ours {
				us = costs[i]
				us.Bytes -= float64(c.Body)
			}
		}
		for i, c := range cases {
			theirs, n := costs[i], counts[instructions.Case{Thing: thing, Peer: c.Peer}].Total
			t.row(thing, c.Peer, Grouped(int(theirs.Nanoseconds)), ratio(theirs.Nanoseconds, us.Nanoseconds), Grouped(int(math.Round(theirs.Bytes))),
				Grouped(int(math.Round(theirs.Allocs))), thousands(n), ratio(n, mine))
			s.compared(suite.Name+": "+thing, c.Peer, [2]measure.Cost{us, theirs}, [2]float64{mine, n})
			kind := kindOf(c.Peer)
			if !charted(thing) {
				continue
			}
			charts[0].Bars = append(charts[0].Bars, chart.Bar{Group: thing, Label: c.Peer, Text: Grouped(int(math.Round(theirs.Allocs))), Value: max(1, theirs.Allocs), Kind: kind})
			charts[1].Bars = append(charts[1].Bars, chart.Bar{Group: thing, Label: c.Peer, Text: ratio(theirs.Nanoseconds, us.Nanoseconds), Value: theirs.Nanoseconds / max(1, us.Nanoseconds), Kind: kind})
		}
	}
	s.Tables = append(s.Tables, t)
	if o.Full {
		s.profile(suite, counts)
	}
	return nil
}

// profile adds where the instructions of Tucuxi's cases go, by package.
func (s *Section) profile(suite *measure.Suite, counts map[instructions.Case]instructions.Cost) {
	t := Table{Title: "Where Tucuxi's instructions go, % by package:", Head: []string{"what", "|packages"}}
	for _, thing := range suite.Things() {
		cost, ok := counts[instructions.Case{Thing: thing, Peer: measure.Ours}]
		if !ok {
			continue
		}
		names := slices.SortedFunc(maps.Keys(cost.Packages), func(a, b string) int { return cmp.Compare(cost.Packages[b], cost.Packages[a]) })
		var parts []string
		for _, name := range names[:min(8, len(names))] {
			parts = append(parts, fmt.Sprintf("%s %.0f", strings.TrimPrefix(name, library), 100*cost.Packages[name]/cost.Total))
		}
		t.row(thing, strings.Join(parts, ", "))
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// charted reports the calls of the charts: one of each kind.
func charted(thing string) bool {
	call, _, _ := strings.Cut(strings.ReplaceAll(thing, ",", " "), " ")
	switch call {
	case "PutItem", "Query", "SendMessage", "GetObject", "PutObject", "ListObjectsV2", "GetCallerIdentity", "DescribeInstances", "Invoke":
		return !strings.Contains(thing, "MB")
	}
	return thing == "GetItem, small"
}

// compared adds the figures of a thing: our own, or ours beside a peer's. Each
// pair is ours and theirs.
func (s *Section) compared(thing, peer string, costs [2]measure.Cost, counts [2]float64) {
	if peer == measure.Ours {
		s.add(math.Round(costs[0].Allocs), "%s: allocations", thing)
		s.add(math.Round(costs[0].Bytes), "%s: allocated", thing) // the copy of a body not counted
		if counts[0] > 0 {
			s.add(counts[0], "%s: instructions", thing)
		}
		return
	}
	if costs[0].Nanoseconds > 0 && costs[1].Nanoseconds > 0 {
		s.add(costs[0].Nanoseconds/costs[1].Nanoseconds, "%s: time ÷ %s", thing, peer)
	}
	if counts[0] > 0 && counts[1] > 0 {
		s.add(counts[0]/counts[1], "%s: instructions ÷ %s", thing, peer)
	}
}

// kindOf is a peer's colour.
func kindOf(peer string) chart.Kind {
	switch peer {
	case measure.Ours:
		return chart.Ours
	case v2Peer:
		return chart.V2
	case "minio":
		return chart.Minio
	}
	return chart.Floor
}

func ratio(a, b float64) string {
	if a <= 0 || b <= 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", a/b)
}

func thousands(n float64) string {
	if n <= 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", n/1e3)
}
