package instructions

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	const dump = "# callgrind format\nversion: 1\npart: 2\n\ndesc: I1 cache:\n\ndesc: Trigger: Client Request: GetItem, small by v2\n\nevents: Ir\n\nfn=(1) x\n1 5\n\ntotals: 4672000\n"
	c, n, ok := parse([]byte(dump))
	if !ok || c != (Case{"GetItem, small", "v2"}) || n != 4672000 {
		t.Errorf("%v %v %v", c, n, ok)
	}
	if _, _, ok := parse([]byte("desc: Trigger: Program termination\n\ntotals: 5\n")); ok {
		t.Error("the end of the program is no case")
	}
}

func TestPackages(t *testing.T) {
	const dump = "events: Ir\n\nfn=(1) github.com/a/b/lite.(*call).run\n12 40\n+3 2\ncfn=(2) runtime.mallocgc\ncalls=3 0\n14 500\n* 8\n\nfn=(2)\n0 500\n\nfn=(3) github.com/a/b/lite.New[go.shape.struct { github.com/x/y.Z }]\n1 7\n\ntotals: 557\n"
	got := packages([]byte(dump))
	if len(got) != 2 || got["github.com/a/b/lite"] != 57 || got["runtime"] != 500 {
		t.Errorf("%v", got)
	}
}

// TestCount counts one peer's cases twice: counts must agree.
func TestCount(t *testing.T) {
	if testing.Short() {
		t.Skip("runs all cases under valgrind")
	}
	const peer = "floor"
	var counts [2]map[Case]Cost
	for i := range counts {
		var err error
		if counts[i], err = Count(t.TempDir(), peer); err == ErrMissing {
			t.Skip(err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for c, cost := range counts[0] {
		n, again := cost.Total, counts[1][c].Total
		if hash := cost.Packages["crypto/internal/fips140/sha256"]; hash < 10_000 || hash > n || strings.HasPrefix(c.Thing, "sign") && hash < n/2 { // every case signs
			t.Errorf("%v: %.0f of %.0f instructions for the hash", c, hash, n)
		}
		t.Logf("%s: %.0f, %.0f", c.Thing, n, again)
		if c.Peer != peer || n < 1000 || n > 1.02*again || again > 1.02*n {
			t.Errorf("%v: %.0f instructions, then %.0f", c, n, again)
		}
	}
}
