package measure

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// Compare runs the suite's cases for some rounds of turns and writes a Markdown
// table: of every thing the peers, what a run of each costs, and how often
// Tucuxi's time goes into theirs. It reports whether all goals are met, or missed
// by no more than the slack: 0.1 is a tenth.
func Compare(w io.Writer, s Suite, rounds int, length time.Duration, slack float64) (met bool, err error) {
	if err := s.try(); err != nil {
		return false, fmt.Errorf("%s: %w", s.Name, err)
	}
	fmt.Fprintf(w, "## %s\n\n%s\n\n", s.Name, s.About)
	fmt.Fprintf(w, "| what | who | ns | × tucuxi | B | allocs |\n| --- | --- | --: | --: | --: | --: |\n")
	worst := make([]float64, len(s.Goals))
	where := make([]string, len(s.Goals))
	for _, thing := range s.Things() {
		cases := s.Of(thing)
		costs, err := Rounds(cases, rounds, length)
		if err != nil {
			return false, fmt.Errorf("%s: %s: %w", s.Name, thing, err)
		}
		ours := timeOf(Ours, cases, costs)
		for i, c := range cases {
			ratio := "–"
			if ours > 0 && c.Peer != Ours {
				ratio = fmt.Sprintf("%.2f", costs[i].Nanoseconds/ours)
			}
			fmt.Fprintf(w, "| %s | %s | %.0f | %s | %.0f | %.0f |\n", thing, c.Peer,
				costs[i].Nanoseconds, ratio, math.Round(costs[i].Bytes), math.Round(costs[i].Allocs))
		}
		for i, g := range s.Goals {
			if theirs := timeOf(g.Peer, cases, costs); theirs > 0 && ours/theirs > worst[i] && strings.HasPrefix(thing, g.Thing) {
				worst[i], where[i] = ours/theirs, thing
			}
		}
	}
	fmt.Fprintln(w)
	met = true
	for i, g := range s.Goals {
		if where[i] == "" {
			continue // that peer does nothing of the kind
		}
		state := "met"
		if worst[i] > g.Factor {
			state, met = "NOT MET", met && worst[i] <= g.Factor*(1+slack)
		}
		fmt.Fprintf(w, "- goal: %s × the time of %s, at most: %s, with %s in %q\n", factor(g.Factor), g.Peer, state, factor(worst[i]), where[i])
	}
	fmt.Fprintln(w)
	return met, nil
}

// timeOf is the time of a peer, 0 if it has no case.
func timeOf(peer string, cases []Case, costs []Cost) float64 {
	for i, c := range cases {
		if c.Peer == peer {
			return costs[i].Nanoseconds
		}
	}
	return 0
}

func factor(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
