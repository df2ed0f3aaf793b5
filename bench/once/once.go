// Package once lets a Lambda handler of bench/programs run as a process that
// makes one call and ends, so that its start can be measured from outside. What
// is measured is the very binary that is weighed.
package once

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

const (
	// Event is the variable that holds the event. Without it, Start serves Lambda.
	Event = "TUCUXI_BENCH_EVENT"
	// Again is set if the handler is to be invoked a second time.
	Again = "TUCUXI_BENCH_AGAIN"
)

// Start serves a Lambda function, or invokes the handler once and prints what
// it took, see [Report].
func Start(h lambda.Handler) {
	event := os.Getenv(Event)
	if event == "" {
		lambda.StartHandler(h)
		return
	}
	var r Report
	r[Main] = time.Now().UnixNano()
	_, err := h.Invoke(context.Background(), []byte(event))
	if err == nil && os.Getenv(Again) != "" {
		_, err = h.Invoke(context.Background(), []byte(event))
	}
	r[Answer] = time.Now().UnixNano()
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r[Heap], r[Allocated], r[Mallocs] = int64(m.HeapAlloc), int64(m.TotalAlloc), int64(m.Mallocs)
	r[Peak] = peak()
	if err := render(); err != nil {
		os.Exit(1)
	}
	os.Stdout.Write(r.append(nil))
}

// Report is what a process says of itself, on one line of its output.
type Report [figures]int64

const (
	Main      = iota // Unix nanoseconds when main began
	Answer           // Unix nanoseconds when the handler was done
	Heap             // bytes of live or not yet collected objects
	Allocated        // bytes allocated in all
	Mallocs          // objects allocated in all
	Peak             // bytes of memory at most; 0 if the system does not say
	figures
)

func (r *Report) append(dst []byte) []byte {
	dst = append(dst, prefix...)
	for _, n := range r {
		dst = strconv.AppendInt(append(dst, ' '), n, 10)
	}
	return append(dst, '\n')
}

const prefix = "once"

// Parse finds the report in the output of a process.
func Parse(output []byte) (r Report, ok bool) {
	for line := range bytes.Lines(output) {
		fields := bytes.Fields(line)
		if len(fields) != 1+figures || string(fields[0]) != prefix {
			continue
		}
		for i := range r {
			n, err := strconv.ParseInt(string(fields[1+i]), 10, 64)
			if err != nil {
				return r, false
			}
			r[i] = n
		}
		return r, true
	}
	return r, false
}

// peak is the process's VmHWM. The resource usage that its parent gets would
// include what the parent itself had in memory when it forked.
func peak() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(status, []byte("VmHWM:"))
	if fields := bytes.Fields(rest); ok && len(fields) > 0 {
		kb, _ := strconv.ParseInt(string(fields[0]), 10, 64)
		return kb << 10
	}
	return 0
}
