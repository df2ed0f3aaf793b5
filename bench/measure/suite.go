package measure

import (
	"fmt"
	"testing"
)

// Ours is the peer that the others are compared with.
const Ours = "tucuxi"

// Suite is cases that belong together.
type Suite struct {
	Name  string // "signing"
	About string // what is measured, a sentence or two
	Cases []Case
	Goals []Goal
}

// Case is one peer's way to do one thing.
type Case struct {
	Thing string       // what is done: "GetItem, small"
	Peer  string       // who does it: Ours, "v2", …
	Run   func() error // does it once; not called concurrently
	Warm  int          // how many runs fill caches; default 1
	Body  int          // bytes of a request's body that the case holds a copy of for net/http
}

// Goal is how fast Tucuxi should be: its time at most Factor times that of
// Peer, in every thing that Peer does too and whose name begins with Thing.
type Goal struct {
	Thing  string
	Peer   string
	Factor float64
}

// Things are the things that the suite does, in their order.
func (s *Suite) Things() []string {
	var things []string
	seen := map[string]bool{}
	for _, c := range s.Cases {
		if !seen[c.Thing] {
			seen[c.Thing] = true
			things = append(things, c.Thing)
		}
	}
	return things
}

// Of are the cases that do a thing.
func (s *Suite) Of(thing string) []Case {
	var cases []Case
	for _, c := range s.Cases {
		if c.Thing == thing {
			cases = append(cases, c)
		}
	}
	return cases
}

// try runs each case a few times: the first run of many fills caches, and one
// that works once need not work again.
func (s *Suite) try() error {
	for _, c := range s.Cases {
		for range 3 {
			if err := c.Run(); err != nil {
				return fmt.Errorf("%s, %s: %w", c.Thing, c.Peer, err)
			}
		}
	}
	return nil
}

// Check runs every case a few times and fails t where one fails.
func Check(t *testing.T, s Suite) {
	t.Helper()
	if err := s.try(); err != nil {
		t.Error(err)
	}
}

// Bench runs the suite as sub-benchmarks thing/peer.
func Bench(b *testing.B, s Suite) {
	for _, thing := range s.Things() {
		b.Run(thing, func(b *testing.B) {
			for _, c := range s.Of(thing) {
				b.Run(c.Peer, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if err := c.Run(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
