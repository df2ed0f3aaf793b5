package faults

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// resources are what a call must not leave behind.
type resources struct{ goroutines, files int }

// count counts goroutines and open files. Where the system has no list of open
// files there are none.
func count() resources {
	list, _ := os.ReadDir("/proc/self/fd")
	return resources{runtime.NumGoroutine(), len(list)}
}

// check waits until there are no more than there were: the ends of connections
// are on their way. The goroutines of subtests that wait for this one are not
// ours.
func (before resources) check(t testing.TB) {
	t.Helper()
	var now resources
	for range 300 {
		now = count()
		if now.goroutines <= before.goroutines && now.files <= before.files {
			return
		}
		runtime.GC() // what is dropped without being closed
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	t.Errorf("%d goroutines and %d files are left of %d and %d:\n%s", now.goroutines, now.files, before.goroutines, before.files,
		strings.Join(strings.SplitN(string(stacks), "\n\n", 12), "\n\n"))
}
