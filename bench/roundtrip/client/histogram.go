package main

import (
	"math/bits"
	"time"
)

// histogram counts durations in slots that are at most 1/16 wide: it allocates
// nothing, so that it disturbs nothing.
type histogram struct {
	counts [64 * 16]int
	n      int
}

// slot is where a duration is counted: its highest bit and the four after it.
func slot(d time.Duration) int {
	n := uint64(max(d, 16))
	top := bits.Len64(n) - 1
	return top*16 + int(n>>(top-4)&15)
}

// least is the least duration of a slot.
func least(slot int) time.Duration {
	return time.Duration(16+slot%16) << (slot/16 - 4)
}

func (h *histogram) add(d time.Duration) {
	h.counts[slot(d)]++
	h.n++
}

func (h *histogram) merge(other *histogram) {
	for i, n := range other.counts {
		h.counts[i] += n
	}
	h.n += other.n
}

// quantile is the duration that a share of all does not exceed.
func (h *histogram) quantile(q float64) time.Duration {
	rank, seen := int(q*float64(h.n)), 0
	for i, n := range h.counts {
		if seen += n; n > 0 && seen > rank {
			return least(i)
		}
	}
	return 0
}
