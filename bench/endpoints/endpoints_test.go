package endpoints

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

func suite(t testing.TB) measure.Suite {
	s, err := Suite() // it compares the URLs
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuite(t *testing.T)        { measure.Check(t, suite(t)) }
func BenchmarkResolve(b *testing.B) { measure.Bench(b, suite(b)) }

// TestAllocs: nothing with buffers that are used again, two blocks with new ones.
func TestAllocs(t *testing.T) {
	want := map[string]float64{measure.Ours: 0, "tucuxi, new buffers": 2}
	for _, c := range suite(t).Cases {
		limit, ok := want[c.Peer]
		if !ok {
			continue
		}
		if got := testing.AllocsPerRun(100, func() { c.Run() }); got > limit {
			t.Errorf("%s, %s: %v allocations, want at most %v", c.Thing, c.Peer, got, limit)
		}
	}
}
