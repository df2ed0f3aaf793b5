package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/roundtrip"
)

// drive makes calls from goroutines until time or calls are up. Connections are
// made beforehand.
func drive(l *roundtrip.Load, call func() error) (r roundtrip.Result, err error) {
	if err := each(l.Goroutines, func(int) error { // warm: every goroutine has its connection
		for range 20 {
			if err := call(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return r, err
	}
	total := l.Calls
	if l.Samples == 0 {
		err = stretch(l, total, call, &r)
		return r, err
	}
	for range l.Samples {
		if err := stretch(l, total/l.Samples, call, &r); err != nil {
			return r, err
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		r.Heap, r.Goroutines = append(r.Heap, int64(m.HeapAlloc)), append(r.Goroutines, runtime.NumGoroutine())
	}
	return r, nil
}

// each runs a function in goroutines and is the first error.
func each(n int, f func(i int) error) (err error) {
	var wg sync.WaitGroup
	var once sync.Once
	for i := range n {
		wg.Go(func() {
			if e := f(i); e != nil {
				once.Do(func() { err = e })
			}
		})
	}
	wg.Wait()
	return err
}

// stretch adds a number of calls, or a time of them, to r.
func stretch(l *roundtrip.Load, calls int, call func() error, r *roundtrip.Result) error {
	var before, after runtime.MemStats
	var left, made atomic.Int64
	left.Store(int64(calls))
	times := make([]histogram, l.Goroutines)
	runtime.GC()
	runtime.ReadMemStats(&before)
	cpu, began := used(), time.Now()
	err := each(l.Goroutines, func(i int) error {
		for at := time.Now(); ; {
			if l.Duration > 0 && at.Sub(began) >= l.Duration || l.Duration == 0 && left.Add(-1) < 0 {
				return nil
			}
			if err := call(); err != nil {
				return err
			}
			now := time.Now()
			times[i].add(now.Sub(at))
			at = now
			made.Add(1)
		}
	})
	r.Wall += time.Since(began)
	r.CPU += used() - cpu
	runtime.ReadMemStats(&after)
	r.Calls += int(made.Load())
	r.Allocs, r.Bytes = float64(after.Mallocs-before.Mallocs)/float64(made.Load()), float64(after.TotalAlloc-before.TotalAlloc)/float64(made.Load())
	for i := range times[1:] {
		times[0].merge(&times[i+1])
	}
	r.P50, r.P99, r.P999 = times[0].quantile(0.5), times[0].quantile(0.99), times[0].quantile(0.999)
	return err
}

// used is the CPU that this process has used.
func used() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
