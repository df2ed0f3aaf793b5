package main

import (
	"testing"
	"time"
)

func TestHistogram(t *testing.T) {
	var h histogram
	for i := range 10_000 {
		h.add(time.Duration(i+1) * time.Microsecond)
	}
	for q, want := range map[float64]time.Duration{0.5: 5 * time.Millisecond, 0.99: 9900 * time.Microsecond, 0.999: 9990 * time.Microsecond} {
		if got := h.quantile(q); got > want || got < want*15/16 {
			t.Errorf("%v: %v, want %v", q, got, want)
		}
	}
}

func TestSlots(t *testing.T) {
	for d := time.Duration(16); d < time.Hour; d = d*9/8 + 1 {
		if b := slot(d); least(b) > d || least(b+1) <= d {
			t.Errorf("%v is in slot %d, from %v to %v", d, b, least(b), least(b+1))
		}
	}
}
