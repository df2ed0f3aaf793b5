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

// calibrate is how many runs a turn of the given length has. What takes long is
// tried again, for it may have been disturbed.
func (c *Case) calibrate(length time.Duration) (int, error) {
	for n := 1; ; n *= 2 {
		least := time.Duration(math.MaxInt64)
		for try := 0; try < 5 && least >= length/4; try++ {
			began := time.Now()
			if err := c.repeat(n); err != nil {
				return 0, err
			}
			least = min(least, time.Since(began))
		}
		if least >= length/4 {
			return max(1, int(float64(n)*float64(length)/float64(least))), nil
		}
	}
}

// begin empties the heap, so that no peer collects the garbage of the one before
// it; what it collects itself counts. The runs that follow fill the pools that
// were emptied.
func (c *Case) begin() error {
	runtime.GC()
	return c.repeat(max(1, c.Warm))
}

func (c *Case) repeat(n int) error {
	for range n {
		if err := c.Run(); err != nil {
			return err
		}
	}
	return nil
}

// turn is the time of one of n runs.
func (c *Case) turn(n int) (nanoseconds float64, err error) {
	if err := c.begin(); err != nil {
		return 0, err
	}
	began := time.Now()
	err = c.repeat(n)
	return float64(time.Since(began)) / float64(n), err
}

// count is what one of n runs allocates. It has one processor: on several, a
// goroutine that the system moves finds pools empty that it has filled.
func (c *Case) count(n int) (cost Cost, err error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if err := c.begin(); err != nil {
		return cost, err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err = c.repeat(n)
	runtime.ReadMemStats(&after)
	cost.Bytes = float64(after.TotalAlloc-before.TotalAlloc) / float64(n)
	cost.Allocs = float64(after.Mallocs-before.Mallocs) / float64(n)
	return cost, err
}

// Rounds counts what the cases allocate and lets them take turns for some rounds:
// the best of each. Every round begins with another case, so that none always has
// the same one before it.
func Rounds(cases []Case, rounds int, length time.Duration) ([]Cost, error) {
	runs := make([]int, len(cases))
	costs := make([]Cost, len(cases))
	for i := range cases {
		n, err := cases[i].calibrate(length)
		if err != nil {
			return nil, err
		}
		if costs[i], err = cases[i].count(10 * n); err != nil {
			return nil, err
		}
		runs[i], costs[i].Nanoseconds = n, math.Inf(1)
	}
	for round := range rounds {
		for turn := range cases {
			i := (round + turn) % len(cases)
			ns, err := cases[i].turn(runs[i])
			if err != nil {
				return nil, err
			}
			costs[i].Nanoseconds = min(costs[i].Nanoseconds, ns)
		}
	}
	return costs, nil
}
