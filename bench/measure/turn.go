package measure

import (
	"math"
	"runtime"
	"time"
)

// Cost is what one run of a case takes.
type Cost struct {
	Nanoseconds float64
	Bytes       float64 // allocated
	Allocs      float64
}

// best is the less of two, each figure for itself.
func (c Cost) best(other Cost) Cost {
	return Cost{
		Nanoseconds: min(c.Nanoseconds, other.Nanoseconds),
		Bytes:       min(c.Bytes, other.Bytes),
		Allocs:      min(c.Allocs, other.Allocs),
	}
}

// calibrate is how many runs a turn of the given length has. What takes long is
// tried again, for it may have been disturbed.
func (c *Case) calibrate(length time.Duration) (int, error) {
	for n := 1; ; n *= 2 {
		least := time.Duration(math.MaxInt64)
		for try := 0; try < 5 && least >= length/4; try++ {
			began := time.Now()
			for range n {
				if err := c.Run(); err != nil {
					return 0, err
				}
			}
			least = min(least, time.Since(began))
		}
		if least >= length/4 {
			return max(1, int(float64(n)*float64(length)/float64(least))), nil
		}
	}
}

// turn runs the case n times. It begins with an empty heap, so that no peer
// collects the garbage of the one before it; what it collects itself counts.
// Runs before the first one that counts fill the pools that were emptied.
func (c *Case) turn(n int) (Cost, error) {
	var before, after runtime.MemStats
	runtime.GC()
	for range max(1, c.Warm) {
		if err := c.Run(); err != nil {
			return Cost{}, err
		}
	}
	runtime.ReadMemStats(&before)
	began := time.Now()
	for range n {
		if err := c.Run(); err != nil {
			return Cost{}, err
		}
	}
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	runs := float64(n)
	return Cost{
		Nanoseconds: float64(took) / runs,
		Bytes:       float64(after.TotalAlloc-before.TotalAlloc) / runs,
		Allocs:      float64(after.Mallocs-before.Mallocs) / runs,
	}, nil
}

// Rounds lets the cases take turns for some rounds and is the best of each.
// Every round begins with another case, so that none always has the same one
// before it.
func Rounds(cases []Case, rounds int, length time.Duration) ([]Cost, error) {
	runs := make([]int, len(cases))
	costs := make([]Cost, len(cases))
	for i := range cases {
		n, err := cases[i].calibrate(length)
		if err != nil {
			return nil, err
		}
		runs[i] = n
		costs[i] = Cost{math.Inf(1), math.Inf(1), math.Inf(1)}
	}
	for round := range rounds {
		for turn := range cases {
			i := (round + turn) % len(cases)
			cost, err := cases[i].turn(runs[i])
			if err != nil {
				return nil, err
			}
			costs[i] = costs[i].best(cost)
		}
	}
	return costs, nil
}
