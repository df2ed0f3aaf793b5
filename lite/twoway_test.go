package lite

import (
	"sync"
	"testing"
	"time"
)

// TestTwoWayTransports: clients that trust different roots get transports that do,
// even at once, and each client the one that it had before.
func TestTwoWayTransports(t *testing.T) {
	defer func(list []*httpTransport) { twoWays.list = list }(twoWays.list)
	twoWays.list = nil
	calls := [...]*httpTransport{
		newHTTPTransport(limits{silence: silence}),
		newHTTPTransport(limits{silence: silence, bundle: "one.pem"}),
		newHTTPTransport(limits{silence: silence, bundle: "two.pem", connect: time.Second}),
	}
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			c := calls[i%len(calls)]
			got := twoWayTransport(c).(*httpTransport)
			if got.dialer.roots.file != c.dialer.roots.file || got.dialer.connects != c.dialer.connects {
				t.Errorf("roots of %q and %v to connect, want %q and %v", got.dialer.roots.file, got.dialer.connects, c.dialer.roots.file, c.dialer.connects)
			}
			if twoWayTransport(c) != Transport(got) {
				t.Error("another transport for the next stream")
			}
		})
	}
	all.Wait()
}
